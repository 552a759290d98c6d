/** Figures and words of a bar chart. */
import type { ChartProps, Datum, Format } from "./chart-data.ts";

export type Bars = { label: string; data: Datum[] };
export type BarChartProps = ChartProps & {
  /** Heading of the names: "Segment", "Month". */
  nameLabel: string;
  bars: Bars[];
  /** One name a figure of each bar. */
  series: string[];
  format: Format;
  /** Shorter figures for the axis. */
  tick?: Format;
  /** Upright for time, flat for names. */
  direction?: "flat" | "upright";
};
