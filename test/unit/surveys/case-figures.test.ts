import { describe, expect, test } from "vitest";
import {
  inTimeShare,
  medianHours,
  type Pair,
  scoreChange,
  type Times,
} from "../../../shared/surveys/case-figures.ts";

const hourMs = 3_600_000;
/** A case that was opened at hour 0 and is due at 48. */
const case_ = (contactedHour: number | null, dueHour = 48): Times => ({
  state: contactedHour === null ? "new" : "contacted",
  openedAt: 0,
  dueAt: dueHour * hourMs,
  contactedAt: contactedHour === null ? null : contactedHour * hourMs,
});

describe("share in time", () => {
  test("is of cases whose time has come alone, with Wilson's interval", () => {
    const cases = [case_(2), case_(47), case_(48), case_(49), case_(null), case_(1, 999)];
    const share = inTimeShare(cases, 100 * hourMs);
    expect(share).toMatchObject({ count: 3, of: 5, share: 0.6 });
    // Wilson for 3 of 5: (3 + 1.9207)/(5 + 3.8415) ∓ 0.3260.
    expect(share.low).toBeCloseTo(0.2307, 4);
    expect(share.high).toBeCloseTo(0.8824, 4);
  });

  test("is not known when nothing has fallen due", () => {
    expect(inTimeShare([case_(1)], hourMs)).toEqual({
      count: 0,
      of: 0,
      share: null,
      low: null,
      high: null,
    });
  });
});

describe("median time to the first contact", () => {
  test("counts those without a contact as longer than any", () => {
    const now = 100 * hourMs;
    expect(medianHours([case_(2), case_(10), case_(null)], now)).toBe(10);
    expect(medianHours([case_(2), case_(10)], now)).toBe(6);
    expect(medianHours([case_(2), case_(null), case_(null)], now)).toBe(null);
    expect(medianHours([case_(2), case_(null)], now)).toBe(null);
    expect(medianHours([], now)).toBe(null);
  });
});

const pair = (contactId: string, before: number, after: number, at = 0): Pair => ({
  contactId,
  metric: "nps",
  before,
  after,
  at,
});

describe("change of scores", () => {
  test("is the mean of after − before with Student's interval", () => {
    // Changes 1, 2, 3, 4, 5: mean 3, s = 1.5811, t(4) = 2.7764, half = 1.9632.
    const pairs = [1, 2, 3, 4, 5].map((change, at) => pair(`p${at}`, 2, 2 + change));
    const { people, mean, low, high } = scoreChange(pairs);
    expect([people, mean]).toEqual([5, 3]);
    expect(low).toBeCloseTo(1.0368, 3);
    expect(high).toBeCloseTo(4.9632, 3);
  });

  test("tells the number of people alone when they are under five", () => {
    const pairs = [1, 2, 3, 4].map((change, at) => pair(`p${at}`, 2, 2 + change));
    expect(scoreChange(pairs)).toEqual({ people: 4, mean: null, low: null, high: null });
  });

  test("counts each person once, with their first pair", () => {
    const pairs = [1, 2, 3, 4, 5].map((change, at) => pair(`p${at}`, 2, 2 + change));
    expect(scoreChange([pair("p0", 2, 9, 1), ...pairs])).toEqual(scoreChange(pairs));
  });

  test("has no interval when all moved alike", () => {
    const pairs = [0, 1, 2, 3, 4].map((at) => pair(`p${at}`, 2, 5));
    expect(scoreChange(pairs)).toEqual({ people: 5, mean: 3, low: null, high: null });
  });
});
