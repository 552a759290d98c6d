/**
 * Decides how a file writes what can be read two ways: the order of day and month, the decimal
 * mark, spreadsheets' serial days. It goes by columns as a whole, and asks where they leave it
 * open.
 */
import { isPlausible } from "../../../shared/time/instants.ts";
import type { Columns, Field, Mapping } from "./columns.ts";
import type { Row } from "./csv.ts";
import { ordersOf, serialOf, serialTime, type DateOrder, type Epoch } from "./dates.ts";
import { markOf, minorDigits, type Mark } from "./decimal.ts";

/**
 * `decimals`: null where no number showed the mark; one that can be read two ways is then refused.
 */
export type Formats = { dates: DateOrder; decimals: Mark | null; serials: Epoch | null };
/** The judge's knowledge beside the rows. */
export type Circumstances = {
  /** ISO 4217. */ currency: string;
  /** Milliseconds since 1970. */ now: number;
};

/** The file leaves it open, or contradicts itself. */
export class UnclearFormats extends Error {
  override readonly name = "UnclearFormats";
}

export type Judge = {
  /** Looks at further rows. */
  see(rows: readonly Row[]): void;
  /** Returns whether further rows would change nothing. */
  sure(): boolean;
  /** The verdict over what was seen. Throws UnclearFormats where it stays open. */
  decide(): Formats;
  /** The decimal mark, null as long as no number showed it. */
  mark(): Mark | null;
};

/**
 * Decides from the rows themselves. One date with a day above 12 settles the order for the file.
 * One number that shows its mark (`12.50`) settles it for all columns. What `mapping` says stands.
 */
export function judge(
  fields: readonly Field[],
  columns: Columns,
  mapping: Mapping,
  { currency, now }: Circumstances,
): Judge {
  const columnsOf = (form: Field["form"]) =>
    fields
      .filter((field) => field.form === form)
      .flatMap((field) => [...(columns.get(field.name) ?? [])]);
  const dates = judgeDates(mapping, now);
  // In yen 1,234 can only be a thousand.
  const whole = minorDigits(currency) === 0 && columns.get("amount")?.length === 1;
  const decimals = judgeDecimals(mapping, whole ? (columns.get("amount") ?? []) : []);
  const [dateColumns, decimalColumns] = [columnsOf("date"), columnsOf("decimal")];
  return {
    see(rows) {
      for (const { cells } of rows) {
        for (const at of decimalColumns) decimals.see((cells[at] ?? "").trim(), at);
        for (const at of dateColumns) dates.see((cells[at] ?? "").trim());
      }
    },
    sure: () => decimals.sure() && dates.sure(),
    decide: () => ({ ...dates.decide(), decimals: decimals.decide() }),
    mark: () => decimals.mark(),
  };
}

/** The decimal mark of a file. In the `whole` columns a group of three is thousands. */
function judgeDecimals({ decimals }: Mapping, whole: readonly number[]) {
  const shown: Partial<Record<Mark, string>> = {};
  let either: string | null = null;
  const settled = () => (shown.point === undefined) !== (shown.comma === undefined);
  return {
    see(text: string, column: number) {
      if (decimals !== null) return;
      const mark = markOf(text);
      if (mark === "either") {
        if (!whole.includes(column)) either ??= text;
      } else if (mark !== null) shown[mark] ??= text;
    },
    sure: () => decimals !== null || either === null || settled(),
    mark: (): Mark | null =>
      decimals ?? (settled() ? (shown.point === undefined ? "comma" : "point") : null),
    decide(): Mark | null {
      if (decimals !== null) return decimals;
      const ask =
        "Say which it is with --map decimals=point (1,234.50) or --map decimals=comma (1.234,50).";
      if (settled()) return shown.point === undefined ? "comma" : "point";
      if (either === null) return null;
      throw new UnclearFormats(
        shown.point === undefined
          ? `Numbers such as "${either}" can be read two ways and no row settles it. ${ask}`
          : `The file mixes decimal marks ("${shown.point}" has a point, "${shown.comma}" a ` +
              `comma), so that "${either}" can be read two ways. ${ask}`,
      );
    },
  };
}

/** An example of a date for each order in which alone some date can be read. */
type Examples = Partial<Record<DateOrder, string>>;

/**
 * The order of day, month and year by the dates that can be read in one order alone (`only`), and by
 * one that can be read in several (`open`). Throws UnclearFormats where they leave it open.
 */
function decideOrder(only: Examples, open: string | null): DateOrder {
  const [one, other] = Object.keys(only) as DateOrder[];
  if (one !== undefined && other !== undefined) {
    throw new UnclearFormats(
      `The file mixes orders: "${only[one]}" can only be ${one}, "${only[other]}" only ` +
        `${other}. Make it one, or say with --map dates=dmy, dates=mdy or dates=ymd which to ` +
        "read; the rest is then refused.",
    );
  }
  if (one !== undefined) return one;
  if (open !== null) {
    throw new UnclearFormats(
      `Dates such as "${open}" can be read two ways and no row settles it. Say --map ` +
        "dates=dmy (day first), dates=mdy (month first) or dates=ymd (year first).",
    );
  }
  return "dmy";
}

/** The order of day, month and year, and the day from which serials count. */
function judgeDates(mapping: Mapping, now: number) {
  const only: Examples = {};
  let open: string | null = null;
  let latestSerial = 0;
  let last = "";
  // Of the two ways of counting the later one is 1,462 days later: where that is in the future, it
  // is the earlier one.
  const serialsClear = () =>
    mapping.serials !== null ||
    latestSerial === 0 ||
    !isPlausible(serialTime(latestSerial, "1904"), now);

  return {
    see(text: string) {
      // Lines of one order share their date.
      if (text === last) return;
      last = text;
      latestSerial = Math.max(latestSerial, serialOf(text) ?? 0);
      if (mapping.dates !== null) return;
      const days = ordersOf(text);
      if (days.length === 0) return;
      const twoDigits =
        days.some(({ order }) => order === "ymd") || /\D\d\d$/.test(text.split(/[ T]/)[0] ?? "");
      const plausible = days.filter(({ at }) => isPlausible(at, now));
      // The century of two digits is a guess, so that a year ahead of now is none.
      const left = twoDigits && plausible.length > 0 ? plausible : days;
      const [first] = left;
      if (left.length === 1 && first !== undefined) {
        only[first.order] ??= text;
        return;
      }
      open ??= text;
    },
    sure: () => (open === null || Object.keys(only).length > 0) && serialsClear(),
    decide(): Pick<Formats, "dates" | "serials"> {
      if (!serialsClear()) {
        throw new UnclearFormats(
          `Dates such as "${latestSerial}" are a spreadsheet's numbers of days, and no row ` +
            "shows from when they count. Say --map serials=1900 (Windows, and Macs since 2011) " +
            "or --map serials=1904 (older Macs).",
        );
      }
      const dates = mapping.dates ?? decideOrder(only, open);
      return { dates, serials: mapping.serials ?? "1900" };
    },
  };
}
