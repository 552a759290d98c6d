/** A figure in words, for tips and link names, and in cells, for tables. */
import type { Wording } from "../wording.ts";
import type { Cell, Datum, Format } from "./chart-data.ts";

/** Returns the figure as read; without one, "too few to say" where something stands behind it. */
export function valueText({ value, n }: Datum, format: Format, { t }: Wording): string {
  if (value !== null) return format(value);
  return (n ?? 0) > 0 ? t("charts.tooFew") : "–";
}

/** Returns the figure, its interval and its basis, a line each. */
export function datumLines(datum: Datum, format: Format, wording: Wording): string[] {
  const { t } = wording;
  const { value, low, high, n } = datum;
  const lines = [valueText(datum, format, wording)];
  if (value !== null && low != null && high != null)
    lines.push(t("charts.interval", { low: format(low), high: format(high) }));
  if (n !== undefined) lines.push(t("charts.n", { count: n }));
  return lines;
}

/** Columns that some of these figures need beside the figure itself. */
export type DatumColumns = { interval: boolean; n: boolean };
export const columnsFor = (data: readonly Datum[]): DatumColumns => ({
  interval: data.some(({ low, high }) => low != null && high != null),
  n: data.some(({ n }) => n !== undefined),
});

/** Returns the headings of a figure; `of` names it where a table has several. */
export function datumHeads(of: string, columns: DatumColumns, { t }: Wording): string[] {
  const apart = (part: string) => `${of} ${part}`.trim();
  return [
    of,
    ...(columns.interval ? [apart(t("charts.low")), apart(t("charts.high"))] : []),
    ...(columns.n ? [apart("n")] : []),
  ];
}

/** Returns a figure's cells, under the headings of `datumHeads`. */
export function datumCells(
  datum: Datum,
  columns: DatumColumns,
  format: Format,
  wording: Wording,
): Cell[] {
  const { value, low = null, high = null, n, href } = datum;
  const bound = (one: number | null): Cell => ({
    value: one,
    text: one === null ? "–" : format(one),
  });
  return [
    { value, text: valueText(datum, format, wording), href },
    ...(columns.interval ? [bound(low), bound(high)] : []),
    ...(columns.n ? [{ value: n ?? null, text: n === undefined ? "–" : wording.number(n) }] : []),
  ];
}
