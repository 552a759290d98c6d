/**
 * The q-quantile of figures, by linear interpolation between order statistics (Hyndman & Fan 1996,
 * type 7).
 */
export function quantile(figures: number[], q: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}
