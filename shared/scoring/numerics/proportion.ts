/**
 * Intervals for a share k of n, 95 % and two-sided (Brown, Cai & DasGupta 2001, "Interval
 * estimation for a binomial proportion"). Wilson's is the one the product shows; the others are
 * here for whoever compares. All lie in [0, 1]; n > 0.
 */
import { Z95 } from "./normal.ts";
import { betaQuantile } from "./special.ts";

export type Interval = { low: number; high: number };
const inside = (share: number) => Math.min(1, Math.max(0, share));
const TAIL = 0.025;

/**
 * Wilson 1927: the shares that a score test does not reject. Near its nominal coverage even for few
 * answers.
 */
export function wilson(k: number, n: number): Interval {
  const z2 = Z95 * Z95;
  const centre = (k + z2 / 2) / (n + z2);
  const half = (Z95 / (n + z2)) * Math.sqrt((k * (n - k)) / n + z2 / 4);
  // The ends are exact where nobody, or everybody, is among the k.
  return { low: k === 0 ? 0 : inside(centre - half), high: k === n ? 1 : inside(centre + half) };
}

/**
 * Agresti & Coull 1998: Wald's formula with z²/2 successes and as many failures added; never
 * shorter than Wilson's.
 */
export function agrestiCoull(k: number, n: number): Interval {
  const z2 = Z95 * Z95;
  const share = (k + z2 / 2) / (n + z2);
  const half = Z95 * Math.sqrt((share * (1 - share)) / (n + z2));
  return { low: inside(share - half), high: inside(share + half) };
}

/** Clopper & Pearson 1934: covers with at least 95 % whatever the share, and so often with more. */
export const clopperPearson = (k: number, n: number): Interval => ({
  low: k === 0 ? 0 : betaQuantile(TAIL, k, n - k + 1),
  high: k === n ? 1 : betaQuantile(1 - TAIL, k + 1, n - k),
});

/** The middle 95 % of the posterior under Jeffreys' prior Beta(½, ½), with equal tails. */
export const jeffreys = (k: number, n: number): Interval => ({
  low: betaQuantile(TAIL, k + 0.5, n - k + 0.5),
  high: betaQuantile(1 - TAIL, k + 0.5, n - k + 0.5),
});
