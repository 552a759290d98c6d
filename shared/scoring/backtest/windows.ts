/** The earlier moments at which a book is looked at again, to compare with what followed. */

/** Days since 1970: a customer is seen at the end of `at` and followed to the end of `to`. */
export type Window = { at: number; to: number };

/** Shorter windows tell nothing of what follows. */
const LEAST_DAYS = 28;
/** Windows begin a quarter of the horizon apart. */
const STEPS = 4;
/** The most windows: their ends lie within a horizon, so that no season speaks alone. */
const MOST = STEPS;

/**
 * The horizon that a book can prove, days: the policy's, at most a third of the days it is old, so
 * that there is one horizon to fit, one to learn from and one to test. Whole weeks.
 */
export function provableHorizon(bookDays: number, policyDays: number): number {
  return Math.min(policyDays, Math.floor(bookDays / 3 / 7) * 7);
}

/**
 * The windows that end by `now` in a book whose first purchase was on `first` (days since 1970),
 * newest first: `horizon` days long, or two fifths of the book where that is less. Before each lies
 * at least as much as it is long. Empty where the book is too young.
 */
export function windowsOf(first: number, now: number, horizon: number): Window[] {
  const length = Math.min(horizon, Math.floor(0.4 * (now - first)));
  if (length < LEAST_DAYS) return [];
  const windows: Window[] = [];
  for (let i = 0; i < MOST; i++) {
    const at = now - length - Math.round((i * length) / STEPS);
    if (at - first < length) break;
    windows.push({ at, to: at + length });
  }
  return windows;
}
