/** Random points all over the models' space, the same for the same seed. */
import type { Exponential } from "./exponential.ts";
import type { Geometric } from "./geometric.ts";
import type { Customer } from "./model.ts";

export type Point<P> = { parameters: P; customer: Customer; horizon: number };

/** Uniform in [0, 1), 32 bits of it (Marsaglia 2003, xorshift with a Weyl sequence). */
function uniform(seed: number): () => number {
  let [x, weyl] = [seed | 1, 0];
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    weyl = (weyl + 362437) | 0;
    return ((x + weyl) >>> 0) / 4294967296;
  };
}

/**
 * `count` points: shapes from 1e-3 to 1e3, every fifth from 1e-5 to 1e8, some exactly 1 (where
 * formulas divide by zero); scales from 1e-3 to 1e4, some equal; x = 0, 1, 2 and to 5,000; T from
 * 1e-3 to 1e5 and 0; t_x from 0 to T, both included, and hardly different from either; the horizon
 * from T/1e4 to T·1e4.
 */
export function grid<P>(
  seed: number,
  count: number,
  make: (shape: () => number, scale: () => number) => P,
): Point<P>[] {
  const u = uniform(seed);
  const between = (low: number, high: number) => low * (high / low) ** u();
  const shape = () => {
    const pick = u();
    return pick < 0.02 ? 1 : pick < 0.22 ? between(1e-5, 1e8) : between(1e-3, 1e3);
  };
  return Array.from({ length: count }, () => {
    const common = between(1e-3, 1e4);
    const scale = u() < 0.1 ? () => common : () => between(1e-3, 1e4);
    const parameters = make(shape, scale);
    const pick = u();
    const x = pick < 0.25 ? 0 : pick < 0.35 ? 1 : pick < 0.45 ? 2 : Math.floor(between(3, 5000));
    const T = x === 0 && u() < 0.05 ? 0 : between(1e-3, 1e5);
    const shares = [() => 1, () => 1 - between(1e-12, 1e-2), () => between(1e-9, 1e-2), () => 0];
    const share = (shares[Math.floor(u() * 10)] ?? u)();
    const customer = { x, tx: x === 0 ? 0 : T * share, T };
    return { parameters, customer, horizon: u() < 0.02 ? 0 : (T || 1) * between(1e-4, 1e4) };
  });
}

export const geometricGrid = (seed: number, count: number): Point<Geometric>[] =>
  grid(seed, count, (shape, scale) => ({ r: shape(), alpha: scale(), a: shape(), b: shape() }));
export const exponentialGrid = (seed: number, count: number): Point<Exponential>[] =>
  grid(seed, count, (shape, scale) => ({ r: shape(), alpha: scale(), s: shape(), beta: scale() }));
