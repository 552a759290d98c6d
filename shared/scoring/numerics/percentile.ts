/** Quantiles, and where a value stands among others. */

/**
 * The quantile of sorted values by linear interpolation (Hyndman & Fan 1996, type 7: the default of
 * R and numpy).
 */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/** The most points of a grid: a quarter of a percentile apart. */
const FINEST = 400;

/**
 * Values in order, thinned to evenly spread ranks where there are many: small enough to keep with
 * the model.
 */
export function grid(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length <= FINEST) return sorted;
  return Array.from(
    { length: FINEST },
    (_, i) => sorted[Math.floor(((i + 0.5) / FINEST) * sorted.length)]!,
  );
}

/** Returns how many of the sorted values are below `value`, or at most it. */
function countBelow(sorted: readonly number[], value: number, orEqual: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The middle rank, in percent, of a value that has so many below it and so many at most it. */
const middleRank = (below: number, atMost: number, of: number) => (50 * (below + atMost)) / of;

/**
 * The percentile of a value: the share of the grid below it and half of that equal to it, between
 * grid values in proportion. Equal values get equal percentiles, a larger value never a smaller
 * one, and nobody gets 0 or 100. Null on an empty grid.
 */
export function percentile(sorted: readonly number[], value: number): number | null {
  if (sorted.length === 0) return null;
  const held = Math.min(sorted.at(-1)!, Math.max(sorted[0]!, value));
  const next = countBelow(sorted, held, false);
  const above = sorted[next]!;
  const to = middleRank(next, countBelow(sorted, above, true), sorted.length);
  if (above === held) return to;
  const below = sorted[next - 1]!;
  const from = middleRank(countBelow(sorted, below, false), next, sorted.length);
  return from + ((to - from) * (held - below)) / (above - below);
}
