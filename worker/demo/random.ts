/** Seeded random draws for the demo book: the same seed gives the same book on every machine. */

export type Random = {
  /** Uniform in [0, 1). */ next(): number;
  /** A whole number from `low` to `high`, both included. */ whole(
    low: number,
    high: number,
  ): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
  /** Exponential waiting time of the given mean. */ wait(mean: number): number;
  /** Gamma draw (Marsaglia & Tsang 2000), shape and scale. */ gamma(
    shape: number,
    scale: number,
  ): number;
  normal(): number;
};

/** A generator of draws from a 32-bit seed (splitmix32, Steele, Lea & Flood 2014). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const gamma = (shape: number, scale: number): number => {
    if (shape < 1) return gamma(shape + 1, scale) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - next()) < (x * x) / 2 + d - d * v + d * Math.log(v))
        return d * v * scale;
    }
  };
  return {
    next,
    normal,
    gamma,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: <T>(items: readonly T[]) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("pick needs at least one item");
      return item;
    },
    chance: (probability) => next() < probability,
    wait: (mean) => -mean * Math.log(1 - next()),
  };
}
