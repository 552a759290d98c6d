/** Figures of a snapshot as charts take them: amounts in major units, too few to say left out. */
import type { Filter } from "../../../../shared/contract/customer-filter.ts";
import type { Estimate, Rate } from "../../../../shared/contract/snapshot.ts";
import type { Datum } from "../../../../shared/ui/charts/chart-data.ts";
import { useTools } from "../../tools.ts";

/** Answers or outcomes below which a figure is not shown. */
export const fewest = 10;

/** Returns the address of the list of those whom a filter holds for. */
export const addressOf = (filter: Filter): string =>
  `/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`;

/** Leaves a figure out where fewer than ten stand behind it. */
export const enough = ({ value, low, high, n }: Estimate): Datum =>
  n < fewest ? { value: null, n } : { value, low, high, n };

/** A share with its interval, of those who could. */
export const rateDatum = ({ share, low, high, of }: Rate): Datum =>
  enough({ value: share, low, high, n: of });

export type Figures = ReturnType<typeof useFigures>;

/** Returns conversions and formats of amounts, shares and dates in the reader's language. */
export function useFigures() {
  const { decimals, tag, currency, money, percent, number } = useTools();
  const minor = 10 ** decimals;
  const compact = (maximumSignificantDigits: number) =>
    new Intl.NumberFormat(tag, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      notation: "compact",
      maximumSignificantDigits,
    });
  const [short, rough] = [compact(3), compact(2)];
  const monthName = new Intl.DateTimeFormat(tag, { month: "short", year: "2-digit" });
  const longMonth = new Intl.DateTimeFormat(tag, { month: "long", year: "numeric" });
  const firstOf = (month: string) =>
    new Date(Number(month.slice(0, 4)), Number(month.slice(5)) - 1);
  const shortMoney = (major: number) =>
    Math.abs(major) < 1 && major !== 0
      ? money(Math.round(major * minor))
      : short.format(major).replace("-", "−");
  return {
    /** Minor units to major ones, as charts and their files have them. */
    major: (amount: number) => amount / minor,
    majorOf: (amount: number | null) => (amount === null ? null : amount / minor),
    shortMoney,
    /** An amount that is expected, not counted: two figures of it are all that is known. */
    expectedMoney: (major: number) => rough.format(major).replace("-", "−"),
    signedMoney: (major: number) => (major > 0 ? "+" : "") + shortMoney(major),
    money: (major: number) => money(Math.round(major * minor)),
    percent,
    /** Shares of a few per cent, with a decimal. */
    smallPercent: (share: number) =>
      share > 0 && share < 0.1 ? `${number(share * 100, 1)}%` : percent(share),
    /** Points of a share: "+4 points" is said by the unit. */
    signedPoints: (share: number) =>
      `${share > 0 ? "+" : ""}${number(share * 100, Math.abs(share) < 0.1 ? 1 : 0)}`,
    whole: (value: number) => number(value),
    oneDigit: (value: number) => number(value, 1),
    month: (month: string) => monthName.format(firstOf(month)),
    longMonth: (month: string) => longMonth.format(firstOf(month)),
    /** "2026-Q3" as the reader's language has it. */
    quarter: (name: string) =>
      tag.startsWith("zh") ? name.replace(/^(\d+)-Q(\d)$/, "$1年$2季度") : name.replace("-", " "),
  };
}
