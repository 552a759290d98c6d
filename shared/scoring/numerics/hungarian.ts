/**
 * Returns a column for each row so that the sum of gains is the largest, no column twice; -1 for a
 * row left over where there are fewer columns. Kuhn 1955 with potentials, O(n³): for small tables.
 */
export function assign(gain: readonly (readonly number[])[]): number[] {
  const [rows, columns] = [gain.length, gain[0]?.length ?? 0];
  const size = Math.max(rows, columns);
  const cost = (i: number, j: number) => -(gain[i - 1]?.[j - 1] ?? 0);
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const from = new Int32Array(size + 1);
    const slack = new Float64Array(size + 1).fill(Infinity);
    const used = new Uint8Array(size + 1);
    let column = 0;
    rowOf[0] = row;
    do {
      used[column] = 1;
      const i = rowOf[column]!;
      let [least, next] = [Infinity, 0];
      for (let j = 1; j <= size; j++) {
        if (used[j]) continue;
        const reduced = cost(i, j) - rowPotential[i]! - columnPotential[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          from[j] = column;
        }
        if (slack[j]! < least) [least, next] = [slack[j]!, j];
      }
      for (let j = 0; j <= size; j++) {
        if (used[j]) {
          rowPotential[rowOf[j]!]! += least;
          columnPotential[j]! -= least;
        } else slack[j]! -= least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    // Back along the path of changes: each row on it moves one column on.
    while (column !== 0) {
      rowOf[column] = rowOf[from[column]!]!;
      column = from[column]!;
    }
  }
  const columnOf: number[] = Array.from({ length: rows }, () => -1);
  for (let j = 1; j <= columns; j++) if (rowOf[j]! <= rows) columnOf[rowOf[j]! - 1] = j - 1;
  return columnOf;
}
