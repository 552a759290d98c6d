import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bands, type Bar, barText, readBar } from "../../../shared/surveys/results/bar.ts";
import { FEWEST_IN_GROUP } from "../../../shared/surveys/results/hidden-groups.ts";
import type { CountedAnswer } from "../../../worker/store/survey-results.ts";
import { barAnswers } from "../../../worker/surveys/bar-answers.ts";
import { breakdownsOf } from "../../../worker/surveys/breakdowns.ts";

const book = { book: { timeZone: "Asia/Shanghai" } } as Parameters<typeof breakdownsOf>[1];
const metrics = ["nps", "csat"] as const;
const row = fc.record({
  person: fc.nat({ max: 30 }),
  month: fc.integer({ min: 1, max: 4 }),
  tier: fc.constantFrom("high", "mid", "low", null),
  owner: fc.constantFrom("a", "b", "c", null),
  segment: fc.constantFrom("s.1", "s.2", null),
  nps: fc.option(fc.nat({ max: 10 })),
  csat: fc.option(fc.integer({ min: 1, max: 5 })),
});
const rows = fc.array(row, { minLength: 1, maxLength: 70 }).map((all) =>
  all.map(({ person, month, tier, owner, segment, nps, csat }, at): CountedAnswer => ({
    id: `a${at}`,
    version: 1,
    language: "en",
    customerId: `c${person}`,
    contactId: `p${person}`,
    ownerId: owner,
    tier,
    segmentIndex: segment,
    answersSealed: "",
    nps,
    csat,
    ces: null,
    answeredAt: Date.UTC(2026, month, 10),
  })),
);

describe("barAnswers", () => {
  test("lists of no two pages tell a group of under five people when answers are of anybody", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const list = (bar: Exclude<Bar, { kind: "state" }>) => barAnswers(bar, all, [], book);
        for (const metric of metrics) {
          const whole = list({ kind: "metric", metric });
          const groups = (["month", "tier", "segment", "owner"] as const).flatMap((by) => {
            const keys = new Set(
              all.map((one) =>
                by === "month"
                  ? new Date(one.answeredAt).toISOString().slice(0, 7)
                  : ((by === "tier" ? one.tier : by === "owner" ? one.ownerId : one.segmentIndex) ??
                    ""),
              ),
            );
            const shown = [...keys].flatMap(
              (key) => list({ kind: "group", metric, by, key }) ?? [],
            );
            return [
              ...[...keys].map((key) => list({ kind: "group", metric, by, key })),
              // What one page does not show is told by all that it shows together.
              shown,
            ];
          });
          const known = [whole, ...groups].flatMap((one) =>
            one === null || one.length === 0 ? [] : [new Set(one.map((answer) => answer.row))],
          );
          for (const outer of known)
            for (const inner of known) {
              if (outer === inner || ![...inner].every((one) => outer.has(one))) continue;
              const rest = [...outer].filter((one) => !inner.has(one));
              const people = new Set(rest.map(({ contactId }) => contactId)).size;
              expect(people === 0 || people >= FEWEST_IN_GROUP).toBe(true);
            }
          for (const one of known)
            expect(new Set([...one].map(({ contactId }) => contactId)).size).toBeGreaterThanOrEqual(
              FEWEST_IN_GROUP,
            );
        }
      }),
      { numRuns: 80 },
    );
  });

  test("lists the answers of a group by the book's calendar when a month ends", () => {
    const late = Date.UTC(2026, 9, 31, 20);
    const all = Array.from({ length: 6 }, (_, at) => ({
      id: `a${at}`,
      contactId: `p${at}`,
      nps: 9,
      csat: null,
      ces: null,
      answeredAt: late,
      tier: null,
      ownerId: null,
      segmentIndex: null,
    })) as unknown as CountedAnswer[];
    const of = (key: string) =>
      barAnswers({ kind: "group", metric: "nps", by: "month", key }, all, [], book)?.length ?? null;
    expect([of("2026-10"), of("2026-11")]).toEqual([null, 6]);
  });

  test("lists no band when fewer than five people gave the metric", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const people = new Set(all.filter(({ csat }) => csat !== null).map((one) => one.contactId));
        for (const band of bands) {
          const found = barAnswers({ kind: "band", metric: "csat", band }, all, [], book);
          expect(found === null).toBe(people.size < FEWEST_IN_GROUP);
        }
      }),
    );
  });
});

describe("readBar", () => {
  test("reads what barText wrote when keys hold dots, or nothing", () => {
    const key = fc.string({ maxLength: 20 });
    const some = fc.string({ minLength: 1, maxLength: 20 });
    const bar: fc.Arbitrary<Bar> = fc.oneof(
      fc
        .constantFrom("counted", "held", "withdrawn", "flagged")
        .map((state): Bar => ({ kind: "state", state: state as "held" })),
      fc.constantFrom(...metrics).map((metric): Bar => ({ kind: "metric", metric })),
      fc
        .tuple(fc.constantFrom(...metrics), fc.constantFrom(...bands))
        .map(([metric, band]): Bar => ({ kind: "band", metric, band })),
      fc
        .tuple(fc.constantFrom(...metrics), fc.constantFrom("tier", "owner"), key)
        .map(([metric, by, of]): Bar => ({ kind: "group", metric, by: by as "tier", key: of })),
      some.map((of): Bar => ({ kind: "driver", key: of })),
      some.map((term): Bar => ({ kind: "theme", term })),
      fc.constant<Bar>({ kind: "trust", dimension: "rapport" }),
    );
    fc.assert(
      fc.property(bar, (one) => {
        expect(readBar(barText(one))).toEqual(one);
      }),
    );
  });

  test("reads nothing when two groups are crossed or a name is unknown", () => {
    for (const text of ["", "tier.high", "metric.nps.tier", "band.nps.low.high", "group.nps.tier"])
      expect(readBar(text), text).toBeNull();
  });
});
