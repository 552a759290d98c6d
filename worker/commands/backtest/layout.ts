/** Figures and rows as the back-test prints them. */
export const number = (value: number): string => Math.round(value).toLocaleString("en");
/** A share in per cent; a dash where there is none. */
export const per = (share: number | null): string =>
  share === null ? "–" : `${(100 * share).toFixed(1)} %`;
export const row = (label: string, ...cells: string[]): string =>
  `  ${label.padEnd(34)}${cells.map((cell) => cell.padStart(12)).join("")}`;
