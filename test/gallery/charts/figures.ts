/** Figures of a made-up book, regular enough to be looked at and different one from the next. */
import type { Datum } from "../../../shared/ui/charts/chart-data.ts";

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
