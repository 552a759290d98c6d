/** Potential of one customer: how much more there may be. */

/**
 * The mean of what is known of: growth (0 to 1, ½ is steady: `trend.ts`), and the share of
 * categories still open, measured against `breadth`, the number of categories that the book's
 * broadest tenth buys. Null where neither is known.
 */
export function potential(
  growth: number | null,
  categories: number,
  breadth: number | null,
): number | null {
  const open = breadth === null || categories === 0 ? null : Math.max(0, 1 - categories / breadth);
  const known = [growth, open].filter((v) => v !== null);
  return known.length === 0 ? null : known.reduce((sum, v) => sum + v, 0) / known.length;
}
