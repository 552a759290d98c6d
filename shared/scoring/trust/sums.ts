/** Sums of answers, from which means and variances follow. */

/** n, Σy and Σy². */
export type Sums = { n: number; sum: number; squares: number };

export const NO_SUMS: Sums = { n: 0, sum: 0, squares: 0 };

/** Adds the sums of two samples. */
export const joinSums = (p: Sums, q: Sums): Sums => ({
  n: p.n + q.n,
  sum: p.sum + q.sum,
  squares: p.squares + q.squares,
});

/** Sums of values. */
export const sumsOf = (values: readonly number[]): Sums => ({
  n: values.length,
  sum: values.reduce((sum, y) => sum + y, 0),
  squares: values.reduce((sum, y) => sum + y * y, 0),
});
