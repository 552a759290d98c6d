/**
 * Writes a cell of CSV as RFC 4180 has it: in quotes where it holds a comma, a quote or a line end,
 * and where blanks at its ends would be lost.
 */
export const csvCell = (cell: string): string =>
  /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
