import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseChance, fitAt } from "../../../shared/scoring/backtest/chance-model.ts";
import { historyAt, sightingAt } from "../../../shared/scoring/backtest/purchase-record.ts";
import { bookSeason, wholeMonths } from "../../../shared/scoring/season/book-season.ts";
import {
  indexOver,
  inSeason,
  seasonalDays,
  seasonalTime,
} from "../../../shared/scoring/season/seasonal-time.ts";
import { DAY } from "../../../shared/scoring/summarise.ts";
import { SUMMER_DIP, weeklyBuyers } from "./simulated-books.ts";

const day = (text: string) => Date.parse(text) / DAY;
const recordsOf = ({ book }: ReturnType<typeof weeklyBuyers>) => book.map(({ record }) => record);
const seasonal = weeklyBuyers({ customers: 250, years: 3, pauses: 0 });
const even = weeklyBuyers({ customers: 250, years: 3, pauses: 0, season: SUMMER_DIP.map(() => 1) });
const indices = fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), {
  minLength: 12,
  maxLength: 12,
});
const anyDay = fc.integer({ min: -20_000, max: 40_000 });

describe("bookSeason", () => {
  test("finds the indices that a book was drawn with, their mean over the year 1", () => {
    const found = bookSeason(recordsOf(seasonal), seasonal.last)!.indices;
    found.forEach((index, month) => expect(Math.abs(index - SUMMER_DIP[month]!)).toBeLessThan(0.1));
    const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const year = found.reduce((sum, index, month) => sum + index * lengths[month]!, 0);
    expect(year).toBeCloseTo(365, 9);
  });

  test("draws the indices of a book without a season to 1", () => {
    const found = bookSeason(recordsOf(even), even.last)!.indices;
    for (const index of found) expect(Math.abs(index - 1)).toBeLessThan(0.04);
  });

  test("knows nothing later than the day that it is asked for", () => {
    const until = day("2023-06-30");
    const known = seasonal.book.flatMap(({ record }) => {
      const newest = record.newest.filter((_, i) => record.newest[i - (i % 2)]! <= until);
      return newest.length > 0 ? [{ ...record, newest }] : [];
    });
    expect(bookSeason(recordsOf(seasonal), until)).toEqual(bookSeason(known, until));
  });

  test("says nothing before there are two years of whole months", () => {
    expect(bookSeason(recordsOf(seasonal), day("2022-12-30"))).toBeNull();
    expect(bookSeason(recordsOf(seasonal), day("2022-12-31"))).not.toBeNull();
    expect(bookSeason([], day("2022-12-31"))).toBeNull();
  });
});

describe("wholeMonths", () => {
  test("leaves out months that are not all there", () => {
    const months = wholeMonths(day("2021-11-02"), day("2022-02-27"));
    expect(months.map(({ of }) => of)).toEqual([11, 0]);
    expect(months[0]).toMatchObject({ from: day("2021-12-01"), to: day("2021-12-31") });
  });
});

describe("wholeMonths of days beyond any calendar", () => {
  test("are none", () => {
    expect(wholeMonths(-1e9, 20_000)).toEqual([]);
    expect(wholeMonths(NaN, 20_000)).toEqual([]);
  });
});

describe("seasonalTime", () => {
  test("is the calendar where there is no season, and where all months are alike", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const flat = seasonalTime({ indices: Array.from({ length: 12 }, () => 1) });
        expect(flat(to) - flat(from)).toBeCloseTo((to - from) / 7, 6);
        expect(seasonalTime(null)(to)).toBe(to / 7);
      }),
    );
  });

  test("lets each day count for the index of its month", () => {
    fc.assert(
      fc.property(indices, anyDay, (of, at) => {
        const time = seasonalTime({ indices: of });
        const month = new Date(at * DAY).getUTCMonth();
        expect(7 * (time(at) - time(at - 1))).toBeCloseTo(of[month]!, 5);
        expect(seasonalDays({ indices: of }, at, 1)).toBeCloseTo(of[month]!, 5);
        expect(indexOver(time, at - 1, 1)).toBeCloseTo(of[month]!, 5);
      }),
    );
  });
});

describe("historyAt", () => {
  test("is the sighting of the day where all months are alike", () => {
    const flat = seasonalTime({ indices: Array.from({ length: 12 }, () => 1) });
    for (const { record } of seasonal.book.slice(0, 50)) {
      const at = record.first.day + 200;
      const [seen, history] = [sightingAt(record, at), historyAt(record, at, flat)];
      expect(history === null).toBe(seen === null);
      if (!seen || !history) continue;
      expect(history.frequency).toBe(seen.frequency);
      expect(history.recency).toBeCloseTo(seen.recency, 9);
      expect(history.age).toBeCloseTo(seen.age, 9);
      expect(history.logGaps).toBeCloseTo(seen.logGaps!, 6);
      expect(inSeason(seen, flat).age).toBeCloseTo(seen.age, 9);
    }
  });
});

describe("chooseChance", () => {
  const choose = ({ book, last }: typeof seasonal, weeks: number, until = last) =>
    chooseChance(book, until, 7 * weeks, fitAt(book, until, ["mbg_nbd", "mbg_cnbd_k"]))!;

  test("takes the season into account where that held better in a book that has one", () => {
    const { chance, chosen, contenders } = choose(seasonal, 13);
    expect(chosen).toContain("+season");
    expect(chance.season!.indices[11]).toBeGreaterThan(1.3);
    expect(contenders.some(({ name }) => !name.includes("season"))).toBe(true);
    expect(JSON.parse(JSON.stringify(chance))).toEqual(chance);
  });

  test("has no contender with a season where the book is too young to know one", () => {
    const { contenders, chance } = choose(seasonal, 13, day("2022-09-30"));
    expect(contenders.filter(({ name }) => name.includes("season"))).toEqual([]);
    expect(chance.season ?? null).toBeNull();
  });
});
