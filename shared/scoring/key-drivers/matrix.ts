/**
 * The eigenvalues of a symmetric matrix, for key drivers. A library of linear algebra would weigh
 * more than the Worker's scoring.
 */

export type Eigen = {
  values: number[];
  /** Column k belongs to value k; columns are orthonormal. */ vectors: number[][];
};

/**
 * Cyclic Jacobi (Jacobi 1846; Golub & Van Loan, "Matrix computations", 8.5): plane rotations zero
 * one element off the diagonal after the other until none is left. Accurate to rounding, quick for
 * the dozen drivers it is for. In no order.
 */
export function eigen(symmetric: readonly (readonly number[])[]): Eigen {
  const a = symmetric.map((row) => [...row]);
  const n = a.length;
  const v = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p]![q]! ** 2;
    if (off < 1e-32 * n) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  return { values: a.map((row, i) => row[i]!), vectors: v };
}

/** Turns the plane of p and q so that a[p][q] becomes 0, and the eigenvectors with it. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  if (a[p]![q] === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const turn = (row: number[], i: number, j: number) =>
    ([row[i], row[j]] = [c * row[i]! - t * c * row[j]!, t * c * row[i]! + c * row[j]!]);
  for (const row of a) turn(row, p, q);
  for (let k = 0; k < a.length; k++)
    [a[p]![k], a[q]![k]] = [c * a[p]![k]! - t * c * a[q]![k]!, t * c * a[p]![k]! + c * a[q]![k]!];
  for (const row of v) turn(row, p, q);
}
