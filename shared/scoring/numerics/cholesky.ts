/** Symmetric positive definite matrices of a few rows: their factor, and what is solved with it. */

/** The lower triangle L with L·Lᵀ = m, or null where m is not positive definite. */
export function cholesky(m: number[][]): number[][] | null {
  const l = m.map((row) => row.map(() => 0));
  for (let i = 0; i < m.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = m[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j && !(sum > 1e-14)) return null;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  }
  return l;
}

/** The x with L·Lᵀ·x = `right`. */
export function substitute(l: number[][], right: number[]): number[] {
  const y = [...right];
  for (let i = 0; i < y.length; i++) {
    for (let k = 0; k < i; k++) y[i]! -= l[i]![k]! * y[k]!;
    y[i]! /= l[i]![i]!;
  }
  for (let i = y.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < y.length; k++) y[i]! -= l[k]![i]! * y[k]!;
    y[i]! /= l[i]![i]!;
  }
  return y;
}

/** The inverse of a positive definite matrix; null where it is not one. */
export function inverse(m: number[][]): number[][] | null {
  const l = cholesky(m);
  return (
    l &&
    m.map((_, i) =>
      substitute(
        l,
        m.map((_, j) => (i === j ? 1 : 0)),
      ),
    )
  );
}
