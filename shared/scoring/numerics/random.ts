/**
 * Seeded draws: the same seed gives the same draws on every machine. For simulation and for
 * holding actions back, never for secrets.
 */

export type Random = {
  /** Uniform in [0, 1). */ uniform(): number;
  /** Normal, mean 0 and variance 1. */ normal(): number;
  /** Exponential, mean 1. */ exponential(): number;
  /** Gamma of this shape, scale 1. */ gamma(shape: number): number;
  /** Beta(a, b), in [0, 1]. */ beta(a: number, b: number): number;
};

/**
 * A generator from a 32-bit seed (splitmix32: Steele, Lea & Flood 2014, 32-bit variant), two words
 * to a uniform of 53 bits.
 */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  const uniform = () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  /**
   * ln of a gamma draw: of small shapes the draw itself underflows. Marsaglia & Tsang 2000; below 1
   * by their boost.
   */
  const logGammaDraw = (shape: number): number => {
    if (shape < 1) return logGammaDraw(shape + 1) + Math.log(1 - uniform()) / shape;
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v))
        return Math.log(d) + Math.log(v);
    }
  };
  return {
    uniform,
    normal,
    exponential: () => -Math.log(1 - uniform()),
    gamma: (shape) => Math.exp(logGammaDraw(shape)),
    beta: (a, b) => 1 / (1 + Math.exp(logGammaDraw(b) - logGammaDraw(a))),
  };
}

/**
 * A 32-bit seed from a text (FNV-1a, Fowler, Noll & Vo), so that what is drawn for a customer stays
 * the same.
 */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}
