/**
 * Factors by which those are likelier, or less likely, to buy who bought lately or have long been
 * silent.
 */

/** Factors on a stated share, by days since the last purchase. Plain JSON. */
export type SilenceFactors = {
  /** The least days of each class but the first. */ from: number[];
  factors: number[];
};

/** A customer of the past: days silent then, the share stated of them, and what they did. */
export type Kept = { silenceDays: number; stated: number; bought: boolean };

/** Classes begin at these shares of the horizon. */
const CLASSES = [1 / 3, 1, 2];
/** Customers that a factor of 1 counts for. */
const PRIOR = 20;

const classOf = (from: readonly number[], days: number): number =>
  from.filter((least) => days >= least).length;

/**
 * Returns for each class of silence what was bought as a multiple of what was stated, drawn
 * towards 1 as if twenty average customers more had done what was stated.
 */
export function silenceFactors(past: readonly Kept[], horizonDays: number): SilenceFactors {
  const from = CLASSES.map((share) => Math.round(share * horizonDays));
  const prior = (PRIOR * past.reduce((sum, one) => sum + one.stated, 0)) / Math.max(1, past.length);
  const bought = [0, ...from].map(() => prior);
  const stated = [0, ...from].map(() => prior);
  for (const one of past) {
    const at = classOf(from, one.silenceDays);
    stated[at]! += one.stated;
    if (one.bought) bought[at]!++;
  }
  return { from, factors: bought.map((sum, at) => (stated[at]! > 0 ? sum / stated[at]! : 1)) };
}

/**
 * Returns the share to expect of a customer who has been silent for so many days; null: unknown.
 */
export function shareAfterSilence(
  rate: number,
  silence: SilenceFactors | null,
  days: number | null,
): number {
  if (silence === null || days === null) return rate;
  return Math.min(1, rate * silence.factors[classOf(silence.from, days)]!);
}
