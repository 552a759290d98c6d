/** Figures of a made-up book, regular enough to be looked at and different one from the next. */
import type { Datum } from "../../../shared/ui/charts/chart-data.ts";
import type { Cohort } from "../../../shared/ui/charts/cohort-table.tsx";
import type { GridCell } from "../../../shared/ui/charts/grid-chart.tsx";

/** Returns numbers in [0, 1) that look random and are the same each time (mulberry32). */
export function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Months from January 2025 on, as "Jan 25" or "25年1月". */
export const monthNames = (locale: string, count: number): string[] =>
  Array.from({ length: count }, (_, month) =>
    new Intl.DateTimeFormat(locale === "zh_CN" ? "zh-CN" : "en-GB", {
      month: "short",
      year: "2-digit",
      timeZone: "UTC",
    }).format(Date.UTC(2025, month, 1)),
  );

/** Major units in short: "£12k", "£1.2m". */
export const shortMoney = (value: number): string =>
  new Intl.NumberFormat("en-GB", {
    style: "currency",
    currency: "GBP",
    notation: "compact",
    maximumSignificantDigits: 3,
  }).format(value);

/** The address of the list with a filter. */
export const listOf = (filter: object) =>
  `/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`;

/** NPS by month with its interval; two months have too few answers. */
export const npsPoints = (): Datum[] => {
  const draw = drawsFrom(7);
  return Array.from({ length: 18 }, (_, month) => {
    const n = month === 4 || month === 5 ? 6 : 30 + Math.round(draw() * 60);
    if (n < 10) return { value: null, n };
    const value = 22 + month * 1.1 + (draw() - 0.5) * 14;
    const half = 150 / Math.sqrt(n);
    return { value, low: value - half, high: value + half, n };
  });
};

/** Customers by expected value: four bins a power of ten. */
export const valueBins = () =>
  Array.from({ length: 16 }, (_, index) => {
    const from = 10 ** (1 + index / 4);
    return {
      from: Math.round(from),
      below: Math.round(10 ** (1 + (index + 1) / 4)),
      count: Math.round(420 * Math.exp(-((index - 6.4) ** 2) / 12)),
      href: listOf({ field: "value", from, below: from * 1.78 }),
    };
  });

const cellNames = {
  en: ["Lost", "About to sleep", "Promising", "Loyal", "Best customers"],
  zh_CN: ["已流失", "即将沉睡", "有希望", "忠诚", "最佳客户"],
};

/** A grid of fifths: most customers along its diagonal. */
export function gridCells(locale: "en" | "zh_CN", seed: number): GridCell[] {
  const draw = drawsFrom(seed);
  return Array.from({ length: 25 }, (_, at) => {
    const [row, column] = [Math.floor(at / 5) + 1, (at % 5) + 1];
    const name = cellNames[locale][Math.min(4, Math.floor((row + column - 2) / 2))] ?? "";
    const count = Math.round((240 * draw() + 90) / (1 + Math.abs(row - column) ** 1.5));
    return { row, column, count, name, href: listOf({ row, column }) };
  });
}

/** Nine cohorts by quarter; the last period of each is not over. */
export function cohorts(): Cohort[] {
  const draw = drawsFrom(17);
  return Array.from({ length: 9 }, (_, at) => {
    const size = 140 + Math.round(draw() * 110);
    const label = `${2024 + Math.floor((at + 2) / 4)}-Q${((at + 2) % 4) + 1}`;
    const cells = Array.from({ length: 9 - at }, (_, period) => {
      // The fourth is the lost one: an offer brought them, and nothing kept them.
      const base = (at === 3 ? 0.24 : 0.46) * 0.93 ** period + (draw() - 0.5) * 0.05;
      const value = period === 0 ? 1 : base;
      const half = period === 0 ? 0 : 1.96 * Math.sqrt((base * (1 - base)) / size);
      return {
        value,
        low: value - half,
        high: value + half,
        n: size,
        isUnfinished: period === 8 - at,
      };
    });
    return { label, size, href: listOf({ field: "firstPurchaseAt", from: label }), cells };
  });
}
