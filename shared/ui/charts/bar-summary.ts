/** The sentence that a screen reader says of a bar chart before its table is opened. */
import type { Wording } from "../wording.ts";
import type { BarChartProps } from "./bar-chart-props.ts";

/** Names the largest figure, or says that there is none. */
export function barSummary({ title, bars, format }: BarChartProps, { t }: Wording): string {
  const told = bars.flatMap(({ label, data }) =>
    data.flatMap(({ value }) => (value === null ? [] : [{ label, value }])),
  );
  const largest = told.toSorted((a, b) => b.value - a.value)[0];
  if (largest === undefined) return `${title}: ${t("charts.tooFew")}`;
  return t("charts.largest", { title, what: largest.label, figure: format(largest.value) });
}
