/** Results computed of rows alone: people are counted, and anonymous answers come five at a time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FEWEST_IN_GROUP } from "../../../shared/surveys/results/hidden-groups.ts";
import type { AnonymousScores, CountedAnswer } from "../../../worker/store/survey-results.ts";
import { readySurveys } from "../../../worker/surveys/ready/ready.ts";
import { resultsOf } from "../../../worker/surveys/results.ts";

const counts = { asked: 0, answered: 0, held: 0, withdrawn: 0, flagged: 0 };
const survey = { id: "relationship", body: readySurveys["relationship"]! };
const policyIn = (timeZone: string) =>
  ({ book: { timeZone } }) as Parameters<typeof resultsOf>[6]["policy"];
const of = (
  rows: readonly CountedAnswer[],
  anonymous: readonly AnonymousScores[],
  now = Date.UTC(2026, 11, 15),
  timeZone = "UTC",
) => {
  const basis = { now, policy: policyIn(timeZone) };
  return resultsOf(survey, counts, rows, [], anonymous, { segment: {}, owner: {} }, basis);
};
const answer = (id: number, person: number): CountedAnswer => ({
  id: `a${id}`,
  version: 1,
  language: "en",
  customerId: `c${person}`,
  contactId: `p${person}`,
  ownerId: null,
  tier: null,
  segmentIndex: null,
  answersSealed: "",
  nps: 9,
  csat: null,
  ces: null,
  answeredAt: Date.UTC(2026, 10, 3),
});
const anonymousOf = (month: string, answers: number, more: Partial<AnonymousScores> = {}) => ({
  month,
  nps: 9,
  csat: null,
  ces: null,
  answers,
  ...more,
});

describe("figures", () => {
  test("are not shown when five answers are of four people", () => {
    const people = [0, 1, 2, 3, 3];
    expect(
      of(
        people.map((person, id) => answer(id, person)),
        [],
      ).metrics,
    ).toEqual([]);
    expect(
      of(
        people.map((_, id) => answer(id, id)),
        [],
      ).metrics.map(({ metric, n }) => [metric, n]),
    ).toEqual([["nps", 5]]);
  });
});

describe("anonymous figures", () => {
  test("hold every answer when there are more than a page of them", () => {
    const { answers, metrics, isWaiting } = of([], [anonymousOf("2026-10", 4321)]).anonymous;
    expect([answers, metrics[0]?.n, isWaiting]).toEqual([4321, 4321, false]);
  });

  test("wait for the end of the month when the book's clock is not there yet", () => {
    const rows = [anonymousOf("2026-11", 5)];
    const atMidnight = Date.UTC(2026, 10, 30, 20);
    expect(of([], rows, atMidnight, "UTC").anonymous.answers).toBe(0);
    expect(of([], rows, atMidnight, "Asia/Shanghai").anonymous.answers).toBe(5);
  });

  test("of a metric change by five answers or none when one month after another ends", () => {
    const row = fc.record({
      month: fc.integer({ min: 1, max: 9 }).map((month) => `2026-0${month}`),
      nps: fc.option(fc.nat({ max: 10 })),
      csat: fc.option(fc.integer({ min: 1, max: 5 })),
      ces: fc.constant(null),
      answers: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const before = { nps: 0, csat: 0, ces: 0, all: 0 };
        for (let month = 1; month <= 10; month++) {
          const { answers, metrics } = of([], rows, Date.UTC(2026, month, 1)).anonymous;
          const now = { ...before, all: answers };
          for (const { metric, n } of metrics) now[metric] = n;
          for (const key of ["nps", "csat", "all"] as const) {
            const step = now[key] - before[key];
            expect(step === 0 || step >= FEWEST_IN_GROUP).toBe(true);
          }
          Object.assign(before, now);
        }
      }),
    );
  });
});
