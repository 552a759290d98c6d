/** Ages by a clock that may have been wrong. */

/**
 * Returns whether `at` is less than `most` ago, both in milliseconds. What was kept under a clock
 * that ran ahead has an age that nobody knows: it is old.
 */
export function younger(at: number, most: number): boolean {
  const age = Date.now() - at;
  return age >= 0 && age < most;
}
