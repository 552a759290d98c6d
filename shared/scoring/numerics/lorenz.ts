/** The Lorenz curve (Lorenz 1905): how a book's value is spread over its customers. */

/**
 * `customers`: cumulative share of customers, those who bring least first; `value`: what share of
 * the whole they bring together.
 */
export type LorenzPoint = { customers: number; value: number };

/**
 * The values a distribution can be read from, in ascending order, and their sum. Null where shares
 * have no meaning: nobody, nothing brought at all, or someone below zero (refunds beyond
 * purchases), with whom shares would pass 100 %.
 */
export function distribution(
  values: readonly number[],
): { sorted: number[]; total: number } | null {
  const sorted = [...values].sort((a, b) => a - b);
  const total = sorted.reduce((sum, v) => sum + v, 0);
  return sorted.length > 0 && sorted[0]! >= 0 && total > 0 && Number.isFinite(total)
    ? { sorted, total }
    : null;
}

/**
 * The curve's points, from (0, 0) to (1, 1), one more than there are values; the diagonal where all
 * bring the same. Null as
 * `distribution` says.
 */
export function lorenz(values: readonly number[]): LorenzPoint[] | null {
  const known = distribution(values);
  if (!known) return null;
  const { sorted, total } = known;
  let sum = 0;
  const points = sorted.map((value, i) => ({
    customers: (i + 1) / sorted.length,
    value: (sum += value) / total,
  }));
  return [{ customers: 0, value: 0 }, ...points];
}

/**
 * The share of value that the best `share` of customers bring: "the top 20 % bring 75 %". Of n
 * customers those are the first ⌈share · n⌉, at least one. Null as `distribution` says.
 */
export function topShare(values: readonly number[], share: number): number | null {
  const known = distribution(values);
  if (!known) return null;
  // 7 % of 100 are 7, though 0.07 · 100 is a little more in doubles.
  const count = Math.max(1, Math.ceil(share * known.sorted.length - 1e-9));
  return known.sorted.slice(-count).reduce((sum, v) => sum + v, 0) / known.total;
}
