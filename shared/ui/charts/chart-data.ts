/** Properties that all charts share, and the table that stands for a chart. */
import type { ComponentChildren } from "preact";

/** Title, unit and basis of a chart, and what its page says beside it. */
export type ChartProps = {
  title: string;
  /** Unit of the figures, in words: "customers", "£ in 12 months". */
  unit?: string;
  /** Number of customers, answers or outcomes that the figures rest on. */
  n?: number | null;
  /** One sentence to read with the chart: "association, not effect". */
  note?: string;
  /** Opens the explanation of the measure. */
  help?: ComponentChildren;
  /** Name of the files, without an ending; the title where there is none. */
  fileName?: string;
};

/** A figure of the table: `value` as it is exported, `text` as it is read. */
export type Cell = { value: number | string | null; text: string; href?: string };
/** Rows of cells; the first of each names the row. */
export type TableData = { columns: string[]; rows: Cell[][] };

/** Makes the cell that names a row. */
export const nameCell = (text: string): Cell => ({ value: text, text });

/** A figure that may be unknown, its 95 % interval, its basis, and the list behind it. */
export type Datum = {
  /** Null where there is none, or where too few stand behind it to say. */
  value: number | null;
  low?: number | null;
  high?: number | null;
  n?: number;
  href?: string;
};

/** Formats a figure with its unit: "£1,204", "38%". */
export type Format = (value: number) => string;
