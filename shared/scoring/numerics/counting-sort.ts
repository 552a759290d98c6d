/** Sorting table rows by columns of whole numbers, in a time that grows with the rows alone. */

/** Bits that are sorted by at a time: counts of so many digits stay in the processor's cache. */
const BITS = 16;
const MASK = 2 ** BITS - 1;

/**
 * Sorts `order` by the digit at `shift` of a column's distance from its `least`, among equals as it
 * was: counting sort (Seward 1954).
 */
function byDigit(
  order: Int32Array<ArrayBuffer>,
  column: Int32Array,
  { least, shift, digits }: { least: number; shift: number; digits: number },
): Int32Array<ArrayBuffer> {
  const starts = new Int32Array(digits + 1);
  for (let row = 0; row < column.length; row++)
    starts[(((column[row]! - least) >>> shift) & MASK) + 1]!++;
  for (let digit = 1; digit < digits; digit++) starts[digit]! += starts[digit - 1]!;
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    sorted[starts[((column[row]! - least) >>> shift) & MASK]!++] = row;
  }
  return sorted;
}

/**
 * The order of rows, as their indices, that sorts them by the last column, among equals by the one
 * before, and so on, and among equals in all of them as they come.
 */
export function sortedByKeys(...columns: Int32Array[]): Int32Array {
  let order = new Int32Array(columns[0]!.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  for (const column of columns) {
    let [least, most] = [column[0] ?? 0, column[0] ?? 0];
    for (let row = 0; row < column.length; row++) {
      least = Math.min(least, column[row]!);
      most = Math.max(most, column[row]!);
    }
    for (let shift = 0; shift < 32 && (most - least) >>> shift > 0; shift += BITS) {
      const digits = Math.min(MASK, (most - least) >>> shift) + 1;
      order = byDigit(order, column, { least, shift, digits });
    }
  }
  return order;
}
