/** The starting point of both methods of key drivers: correlations of drivers and outcome. */

export type Correlations = {
  /** Among drivers. */ among: number[][];
  /** Of each driver with the outcome. */ withOutcome: number[];
};

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Values less their mean, over the root of their sum of squares; null where they do not vary beyond
 * rounding.
 */
function standardised(values: readonly number[]): number[] | null {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const centred = values.map((v) => v - mean);
  const length = Math.sqrt(dot(centred, centred));
  return length > 1e-10 * largest * Math.sqrt(values.length)
    ? centred.map((v) => v / length)
    : null;
}

/**
 * Pearson correlations from rows of driver values with the outcome last. `constant` names, by
 * column, what does not vary and so has none.
 */
export function correlations(
  rows: readonly (readonly number[])[],
): Correlations | { constant: number[] } {
  const columns = (rows[0] ?? []).map((_, j) => standardised(rows.map((row) => row[j]!)));
  const constant = columns.flatMap((c, j) => (c ? [] : [j]));
  if (constant.length > 0 || columns.length === 0) return { constant };
  const [outcome, ...drivers] = [columns.at(-1)!, ...columns.slice(0, -1)] as number[][];
  return {
    among: drivers.map((a, i) => drivers.map((b, j) => (i === j ? 1 : dot(a, b)))),
    withOutcome: drivers.map((a) => dot(a, outcome!)),
  };
}
