import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  earlyWarning,
  earlyWarnings,
  scoreCustomer,
  type Facts,
} from "../../../shared/scoring/index.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, customer, now, purchases } from "./some-facts.ts";

const policy = defaultPolicy.warning;
const unknown = { chance: null, satisfaction: null, trust: null };
const well = {
  now: unknown,
  before: unknown,
  silence: null,
  complaintDays: null,
  stage: "mature" as const,
};
const signs = (over: Partial<Parameters<typeof earlyWarning>[0]>) =>
  earlyWarning({ ...well, ...over }, policy)?.signs.map((s) => s.code) ?? null;

describe("earlyWarning", () => {
  test.each<[string, string, string, Partial<Parameters<typeof earlyWarning>[0]>]>([
    [
      "chance_fell",
      "watch",
      "the chance to buy fell by a quarter",
      { before: { ...unknown, chance: 0.9 }, now: { ...unknown, chance: 0.65 } },
    ],
    [
      "chance_fell",
      "act",
      "the chance to buy fell by a half",
      { before: { ...unknown, chance: 0.9 }, now: { ...unknown, chance: 0.4 } },
    ],
    [
      "silent",
      "watch",
      "silence is longer than the own intervals explain",
      { silence: { days: 60, intervalDays: 30, spreadDays: 15 } },
    ],
    [
      "satisfaction_fell",
      "watch",
      "satisfaction fell by 20",
      { before: { ...unknown, satisfaction: 90 }, now: { ...unknown, satisfaction: 70 } },
    ],
    [
      "trust_fell",
      "watch",
      "trust fell by 10",
      { before: { ...unknown, trust: 80 }, now: { ...unknown, trust: 70 } },
    ],
    ["complaint_unsolved", "act", "a complaint is open", { complaintDays: 3 }],
  ])("warns of %s, to %s, when %s", (code, level, _when, over) => {
    expect(earlyWarning({ ...well, ...over }, policy)).toMatchObject({ level, signs: [{ code }] });
  });

  test("says nothing when all is well, when nothing was known before, or when they have left already", () => {
    expect(signs({})).toBeNull();
    expect(signs({ now: { chance: 0.1, satisfaction: 5, trust: 5 } })).toBeNull();
    expect(
      signs({
        before: { chance: 0.5, satisfaction: 60, trust: 60 },
        now: { chance: 0.9, satisfaction: 90, trust: 90 },
      }),
    ).toBeNull();
    expect(signs({ silence: { days: 59, intervalDays: 30, spreadDays: 15 } })).toBeNull();
    expect(
      signs({
        complaintDays: 3,
        silence: { days: 900, intervalDays: 30, spreadDays: 15 },
        stage: "churned",
      }),
    ).toBeNull();
  });

  test("counts silence in seasonal days where the book's season is known", () => {
    const silence = { days: 70, intervalDays: 30, spreadDays: 15 };
    expect(signs({ silence })).toEqual(["silent"]);
    expect(signs({ silence: { ...silence, seasonalDays: 42 } })).toBeNull();
    expect(signs({ silence: { ...silence, days: 50, seasonalDays: 80 } })).toEqual(["silent"]);
  });

  test("asks to act from two signs on, each with its numbers", () => {
    const warning = earlyWarning(
      {
        ...well,
        before: { chance: 0.9, satisfaction: null, trust: null },
        now: { chance: 0.6, satisfaction: null, trust: null },
        silence: { days: 60, intervalDays: 20, spreadDays: 20 },
      },
      policy,
    );
    expect(warning).toEqual({
      level: "act",
      signs: [
        {
          code: "chance_fell",
          parameters: { probability: 0.6, earlierProbability: 0.9, days: 90 },
        },
        { code: "silent", parameters: { days: 60, intervalDays: 20 } },
      ],
    });
  });

  test("never warns less when more has turned for the worse", () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        share,
        share,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 100 }),
        (before, alive, days, more) => {
          const of = (days: number, fall: number) =>
            signs({
              before: { ...unknown, chance: before },
              now: { ...unknown, chance: alive === null ? null : alive * fall },
              silence: { days, intervalDays: 30, spreadDays: 30 },
            })?.length ?? 0;
          expect(of(days + more, 0.5)).toBeGreaterThanOrEqual(of(days, 1));
        },
      ),
    );
  });

  test("of a customer compares with what was known when the window began, by the model of today", () => {
    const model = modelOf(book(300));
    const warned = (facts: Partial<Facts>) =>
      scoreCustomer(customer(facts), { policy: defaultPolicy, model, now, currency: "GBP" });
    const regular = Array.from({ length: 20 }, (_, i) => 60 + 20 * i);
    const { warning, value } = warned({ transactions: purchases(...regular) });
    const sign = warning!.signs.find((s) => s.code === "chance_fell")!;
    expect(sign.parameters!["probability"]).toBe(value.chance!.probability);
    // Facts that came since do not change how it stood then.
    const then = scoreCustomer(
      customer({ transactions: purchases(...regular.filter((d) => d >= policy.windowDays)) }),
      { policy: defaultPolicy, model, now: ago(policy.windowDays), currency: "GBP" },
    );
    expect(sign.parameters!["earlierProbability"]).toBe(then.value.chance!.probability);
    expect(warned({ transactions: purchases(5, ...regular) }).warning).toBeNull();
    // One purchase is no rhythm to be silent against.
    expect(
      warned({ transactions: purchases(80) }).warning?.signs.map((s) => s.code) ?? [],
    ).not.toContain("silent");
  });
});

describe("earlyWarnings", () => {
  test("lists those who warn, the largest value at stake first, unknown values last, ties by id", () => {
    const warning = { level: "watch" as const, signs: [{ code: "silent" }] };
    const row = (id: string, valueAtStake: number | null, warns = true) => ({
      id,
      valueAtStake,
      warning: warns ? warning : null,
    });
    const rows = [
      row("e", null),
      row("d", null),
      row("a", 5),
      row("b", 9),
      row("x", 99, false),
      row("c", 9),
    ];
    for (const order of [rows, rows.toReversed()])
      expect(earlyWarnings(order).map((r) => r.id)).toEqual(["b", "c", "a", "d", "e"]);
  });
});
