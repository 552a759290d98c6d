/** The caps of asking, whatever the order in which reps press. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../shared/scoring/default-policy.ts";
import type { Policy } from "../../../shared/scoring/policy.ts";
import {
  type Ask,
  type Asking,
  findRefusal,
  FLOOR_MS,
  mostAsked,
  QUARTER_MS,
} from "../../../shared/surveys/find-refusal.ts";
import { DAY_MS } from "../../../shared/time/days.ts";

type Rules = Policy["surveys"];
const usual = defaultPolicy.surveys;
const at = (day: number) => Date.UTC(2026, 0, 1) + day * DAY_MS;
const asking = (more: Partial<Asking> = {}): Asking => ({
  consent: "unknown",
  isOptedOut: false,
  hasOpenCase: false,
  isArchived: false,
  contacts: 10,
  asks: [],
  ...more,
});
const dana = { contactId: "dana", hasTrust: false };

describe("somebody", () => {
  test("is asked when nothing speaks against it", () => {
    expect(findRefusal(dana, asking(), usual, at(0))).toBeNull();
  });

  test.each([
    [{ consent: "no" }, "no_consent"],
    [{ isOptedOut: true }, "opted_out"],
    [{ hasOpenCase: true }, "open_case"],
    [{ isArchived: true }, "archived"],
  ] as const)("is not asked, whatever the day, when %j", (more, code) => {
    const found = findRefusal(dana, asking(more), usual, at(0));
    expect(found).toEqual({ code, askedAt: null, until: null });
  });

  test("is not asked until the day that is said when they were asked lately", () => {
    const asks = [{ contactId: "dana", hasTrust: false, at: at(0) }];
    const found = findRefusal(dana, asking({ asks }), usual, at(10));
    expect(found).toEqual({ code: "asked_recently", askedAt: at(0), until: at(90) });
    expect(findRefusal(dana, asking({ asks }), usual, at(90) - 1)).not.toBeNull();
    expect(findRefusal(dana, asking({ asks }), usual, at(90))).toBeNull();
  });

  test("is not asked for trust for longer than for anything else", () => {
    const asks = [{ contactId: "dana", hasTrust: true, at: at(0) }];
    const trust = { ...dana, hasTrust: true };
    expect(findRefusal(trust, asking({ asks }), usual, at(100))).toEqual({
      code: "trust_asked_recently",
      askedAt: at(0),
      until: at(180),
    });
    expect(findRefusal(dana, asking({ asks }), usual, at(100))).toBeNull();
  });

  test("is not asked within a day when the policy lets them rest for none", () => {
    const asks = [{ contactId: "dana", hasTrust: false, at: at(0) }];
    const none = { ...usual, personDays: 0, trustDays: 0 };
    expect(findRefusal(dana, asking({ asks }), none, at(0) + FLOOR_MS - 1)?.code).toBe(
      "asked_recently",
    );
    expect(findRefusal(dana, asking({ asks }), none, at(0) + FLOOR_MS)).toBeNull();
  });

  test("is not asked when enough others of the company were, until one of those drops out", () => {
    const asks = [1, 2, 3].map((day) => ({ contactId: `c${day}`, hasTrust: false, at: at(day) }));
    const found = findRefusal(dana, asking({ asks }), usual, at(10));
    expect(found).toEqual({ code: "company_share", askedAt: at(3), until: at(1) + QUARTER_MS });
    expect(findRefusal(dana, asking({ asks }), usual, at(1) + QUARTER_MS)).toBeNull();
  });

  test("is asked when they are the only one of their company", () => {
    expect(findRefusal(dana, asking({ contacts: 1 }), usual, at(0))).toBeNull();
    expect(mostAsked(1, 0)).toBe(1);
  });
});

const people = 6;
const anyRules = fc.record({
  personDays: fc.integer({ min: 0, max: 200 }),
  trustDays: fc.integer({ min: 0, max: 400 }),
  companyShare: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anyPress = fc.record({
  /** Since the press before. */ afterMs: fc.integer({ min: 0, max: 60 * DAY_MS }),
  contact: fc.integer({ min: 0, max: people - 1 }),
  hasTrust: fc.boolean(),
  isTakenBack: fc.boolean(),
});

type Press = { afterMs: number; contact: number; hasTrust: boolean; isTakenBack: boolean };

/** Asks that were made when reps pressed in this order. */
function asksOf(presses: readonly Press[], rules: Rules): Ask[] {
  const asks: Ask[] = [];
  let now = at(0);
  for (const press of presses) {
    now += press.afterMs;
    const wanted = { contactId: String(press.contact), hasTrust: press.hasTrust };
    const isRefused = findRefusal(wanted, asking({ contacts: people, asks }), rules, now) !== null;
    if (!isRefused && !press.isTakenBack) asks.push({ ...wanted, at: now });
  }
  return asks;
}

describe("caps", () => {
  test("are never exceeded when reps press in any order", () => {
    fc.assert(
      fc.property(fc.array(anyPress, { maxLength: 60 }), anyRules, (presses, some) => {
        const rules = { ...usual, ...some };
        const asks = asksOf(presses, rules);
        const rest = Math.max(rules.personDays * DAY_MS, FLOOR_MS);
        for (const [place, one] of asks.entries()) {
          const earlier = asks.slice(0, place);
          for (const before of earlier.filter(({ contactId }) => contactId === one.contactId)) {
            expect(one.at - before.at).toBeGreaterThanOrEqual(rest);
            if (one.hasTrust && before.hasTrust)
              expect(one.at - before.at).toBeGreaterThanOrEqual(rules.trustDays * DAY_MS);
          }
          const within = asks
            .slice(0, place + 1)
            .filter(({ at: then }) => then > one.at - QUARTER_MS);
          const distinct = new Set(within.map(({ contactId }) => contactId)).size;
          expect(distinct).toBeLessThanOrEqual(mostAsked(people, rules.companyShare));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("let somebody be asked on the very moment that a refusal names", () => {
    fc.assert(
      fc.property(fc.array(anyPress, { maxLength: 40 }), anyRules, (presses, some) => {
        const rules = { ...usual, ...some };
        const asks = asksOf(presses, rules);
        const wanted = { contactId: "0", hasTrust: true };
        const now = asks.at(-1)?.at ?? at(0);
        const found = findRefusal(wanted, asking({ contacts: people, asks }), rules, now);
        if (found?.until == null) return;
        const then = (moment: number) =>
          findRefusal(wanted, asking({ contacts: people, asks }), rules, moment);
        expect(then(found.until)).toBeNull();
        expect(then(found.until - 1)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
