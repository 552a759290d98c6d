/** How a file writes what can be read two ways: the order of day and month, and the decimal mark. */
import type { Columns, Field, Mapping } from "./columns.ts";
import type { Row, Separator } from "./csv.ts";
import { orderOf, type DateOrder } from "./dates.ts";
import { markOf, type Mark } from "./decimal.ts";

export type Formats = { dates: DateOrder; decimals: Mark };

/** The file leaves it open, or contradicts itself. */
export class UnclearFormats extends Error {
  override readonly name = "UnclearFormats";
}

export type Judge = {
  /** Looks at further rows. */
  see(rows: readonly Row[]): void;
  /** Whether further rows would change nothing about the dates. */
  sure(): boolean;
  /** The verdict over what was seen. Throws UnclearFormats where dates stay open. */
  decide(): Formats;
};

/**
 * Decides from the rows themselves: one date with a day above 12 settles the order for the file; of decimal marks the
 * majority wins, and without any a file separated by semicolons has decimal commas. What `mapping` says stands.
 */
export function judge(fields: readonly Field[], columns: Columns, mapping: Mapping, separator: Separator): Judge {
  const columnsOf = (form: Field["form"]) => fields.filter((field) => field.form === form).flatMap((field) => [...columns.get(field.name) ?? []]);
  const dateColumns = mapping.dates === null ? columnsOf("date") : [];
  const decimalColumns = mapping.decimals === null ? columnsOf("decimal") : [];
  const marks = { point: 0, comma: 0 };
  const orders: { dmy: string | null; mdy: string | null; either: string | null } = { dmy: null, mdy: null, either: null };

  return {
    see(rows) {
      for (const { cells } of rows) {
        for (const at of decimalColumns) {
          const mark = markOf(cells[at] ?? "");
          if (mark !== null) marks[mark]++;
        }
        for (const at of dateColumns) {
          const text = (cells[at] ?? "").trim();
          const order = orderOf(text);
          if (order !== null) orders[order] ??= text;
        }
      }
    },
    sure: () => orders.either === null || orders.dmy !== null || orders.mdy !== null,
    decide() {
      if (orders.dmy !== null && orders.mdy !== null) {
        throw new UnclearFormats(`The file mixes orders: "${orders.dmy}" has the day first, "${orders.mdy}" the month. Make it one, or say with --map dates=dmy or dates=mdy which to read; the rest is then refused.`);
      }
      if (orders.either !== null && orders.dmy === null && orders.mdy === null) {
        throw new UnclearFormats(`Dates such as "${orders.either}" can be read two ways and no row settles it. Say --map dates=dmy (day first) or --map dates=mdy (month first).`);
      }
      const usual: Mark = separator === ";" ? "comma" : "point";
      const seen: Mark = marks.comma === marks.point ? usual : marks.comma > marks.point ? "comma" : "point";
      return { dates: mapping.dates ?? (orders.mdy === null ? "dmy" : "mdy"), decimals: mapping.decimals ?? seen };
    },
  };
}
