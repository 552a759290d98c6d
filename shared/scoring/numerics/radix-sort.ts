/** Sorting table rows by columns of numbers, in a time that grows with the rows alone. */

/**
 * The order of rows, as their indices, that sorts them by the last column, among equals by the one
 * before, and so on: radix sort (Seward 1954) over the bits of the numbers, eleven at a time from
 * the lowest, which order numbers from 0 up as the numbers themselves are ordered. The whole column
 * must be its buffer.
 */
export function sortedBy(...columns: Float64Array[]): Uint32Array {
  const rows = columns[0]!.length;
  let order = new Uint32Array(rows).map((_, i) => i);
  let next = new Uint32Array(rows);
  for (const column of columns) {
    const words = new Uint32Array(column.buffer);
    for (let half = 0; half < 2; half++) {
      for (let shift = 0; shift < 32; shift += 11) {
        const starts = new Uint32Array(2049);
        for (let i = half; i < words.length; i += 2) starts[((words[i]! >>> shift) & 2047) + 1]!++;
        // All rows have the same digit.
        if (starts.includes(rows)) continue;
        for (let digit = 1; digit < 2048; digit++) starts[digit]! += starts[digit - 1]!;
        for (let i = 0; i < rows; i++)
          next[starts[(words[2 * order[i]! + half]! >>> shift) & 2047]!++] = order[i]!;
        [order, next] = [next, order];
      }
    }
  }
  return order;
}
