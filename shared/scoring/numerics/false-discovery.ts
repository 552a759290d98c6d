/**
 * Returns which of many tests to believe, so that at most a `share` of those believed are expected
 * to be chance (Benjamini & Hochberg 1995). `p` are the tests' p-values.
 */
export function believable(p: readonly number[], share: number): boolean[] {
  const order = p.map((_, i) => i).sort((i, j) => p[i]! - p[j]!);
  const last = order.findLastIndex((i, rank) => p[i]! <= (share * (rank + 1)) / p.length);
  const believed = p.map(() => false);
  for (const i of order.slice(0, last + 1)) believed[i] = true;
  return believed;
}
