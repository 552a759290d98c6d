/**
 * The kind: any number of a policy, at either of its bounds, together with any others at theirs;
 * and policies stored before there were bounds.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { scores as scoresSchema } from "../../../shared/contract/card.ts";
import { draftPolicy } from "../../../shared/contract/requests.ts";
import {
  defaultPolicy,
  fitModel,
  measures,
  type Policy,
  scoreForReview,
} from "../../../shared/scoring/index.ts";
import { policySchema } from "../../../shared/scoring/policy.ts";
import { completed, settingsOutOfBounds } from "../../../worker/scoring/complete-policy.ts";
import { demoFacts } from "./demo-facts.ts";

type Bound = { path: string[]; low: number; high: number; fraction: boolean };

/** Every number of a schema with its bounds; `*` stands for an index or a key. */
function* numbers(schema: unknown, path: string[] = []): Generator<Bound> {
  if (schema instanceof z.ZodNumber)
    yield {
      path,
      low: schema.minValue ?? -Infinity,
      high: schema.maxValue ?? Infinity,
      fraction: !schema.isInt,
    };
  else if (schema instanceof z.ZodObject)
    for (const [key, inner] of Object.entries(schema.shape)) yield* numbers(inner, [...path, key]);
  else if (schema instanceof z.ZodArray) yield* numbers(schema.element, [...path, "*"]);
  else if (schema instanceof z.ZodRecord) yield* numbers(schema.valueType, [...path, "*"]);
  else if (schema instanceof z.ZodDiscriminatedUnion)
    for (const option of schema.options) yield* numbers(option, path);
}
const bounds = [...numbers(policySchema)];

const words = { title: "Visit them", reason: "They order a lot." };
/** An action of the company's own, for its numbers; it is not in the catalogue. */
const visit: Policy["actions"]["own"][number] = {
  key: "own_visit",
  wording: { en: words, zh_CN: words },
  conditions: [{ measure: "orders", comparison: "at_least", value: 3 }],
  urgency: "care",
  sells: false,
};

/** A policy with some of its numbers at a bound, chosen by `pick`. */
function cornered(pick: (bound: Bound) => number | null): Policy {
  const policy = structuredClone({
    ...defaultPolicy,
    actions: { ...defaultPolicy.actions, own: [visit] },
  });
  const set = (target: unknown, bound: Bound, [step, ...rest]: string[]): void => {
    const object = target as Record<string, unknown>;
    if (step === undefined) return;
    if (step === "*")
      return Object.keys(object).forEach((key) => set(object, bound, [key, ...rest]));
    if (rest.length > 0) return set(object[step], bound, rest);
    const value = pick(bound);
    if (value !== null && typeof object[step] === "number") object[step] = value;
  };
  for (const bound of bounds) set(policy, bound, bound.path);
  return policy;
}

/**
 * Returns what numbers may not be together (all weights 0, nobody gone before they are at risk)
 * stands as in the default.
 */
function allowed(policy: Policy): Policy {
  const issues =
    draftPolicy
      .safeParse(withoutVersion(policy))
      .error?.issues.filter(({ code }) => code === "custom") ?? [];
  for (const {
    path: [section],
  } of issues)
    Object.assign(policy, { [section as string]: defaultPolicy[section as keyof Policy] });
  return policy;
}

const now = Date.UTC(2026, 10, 1);
const book = demoFacts(60, 7, now);

/** Every number that a value holds. */
function finite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(finite);
}

function scoreAll(given: Policy): void {
  const policy = allowed(given);
  const model = fitModel(
    book.map((facts) => measures(facts, { policy, now })),
    { policy, now, version: 1 },
  );
  for (const facts of book.slice(0, 20)) {
    const { scores } = scoreForReview(facts, { policy, model, now, currency: "GBP" });
    expect(finite(scores)).toBe(true);
    // The ids of the demo book are its own.
    expect(
      (scoresSchema.safeParse(scores).error?.issues ?? []).filter(
        ({ path }) => path.at(-1) !== "id",
      ),
    ).toEqual([]);
  }
}

describe("a policy's numbers", { timeout: 120_000 }, () => {
  test("have both bounds, finite, wherever they stand", () => {
    expect(bounds.length).toBeGreaterThan(60);
    expect(
      bounds
        .filter(
          ({ low, high }) =>
            !(
              Number.isFinite(low) &&
              Number.isFinite(high) &&
              Math.abs(low) <= 1e12 &&
              high <= 1e12
            ),
        )
        .map(({ path }) => path.join(".")),
    ).toEqual([]);
  });

  test.each([5e-324, 1e-300, 1e308, -1e308])("are refused when any is %d", (value) => {
    const taken = bounds
      .filter((bound) => bound.low > value || bound.high < value)
      .filter(
        (bound) =>
          draftPolicy.safeParse(withoutVersion(cornered((one) => (one === bound ? value : null))))
            .success,
      );
    // The parts of a cut that is not the default's method, and the version, are not in the policy
    // that was changed.
    expect(
      taken
        .map(({ path }) => path.join("."))
        .filter((path) => path !== "version" && !path.startsWith("tier.cut")),
    ).toEqual([]);
  });

  test.each([
    ["lowest", (bound: Bound) => bound.low],
    ["highest", (bound: Bound) => bound.high],
  ] as const)("score a book with finite figures when all are at their %s", (_, pick) => {
    scoreAll(cornered(pick));
  });

  test("score a book with finite figures when any of them are at a bound", () => {
    const corner = fc.array(
      fc.constantFrom(null, null, "low" as const, "high" as const, "tiny" as const),
      { minLength: bounds.length, maxLength: bounds.length },
    );
    fc.assert(
      fc.property(corner, (picks) =>
        scoreAll(
          cornered((bound) => {
            const pick = picks[bounds.indexOf(bound)] ?? null;
            // Above nothing by the least there is, where a setting may be nothing and need not be
            // whole.
            if (pick === "tiny") return bound.low === 0 && bound.fraction ? 5e-324 : null;
            return pick === null ? null : bound[pick];
          }),
        ),
      ),
      { numRuns: 25, seed: 20261129 },
    );
  });
});

function withoutVersion(policy: Policy): Omit<Policy, "version"> {
  const { version, ...settings } = policy;
  return version === undefined ? policy : settings;
}

describe("a policy stored before there were bounds", () => {
  const beyond = {
    ...defaultPolicy,
    loyalty: { periodDays: 5e-324 },
    value: { ...defaultPolicy.value, weeksPerMonth: 1e308 },
    trust: { ...defaultPolicy.trust, prior: { good: 1e308, bad: 1 } },
    tier: { ...defaultPolicy.tier, cut: { method: "threshold" as const, high: 1e9, mid: -3 } },
  };

  test("is used at the nearest bounds, and says which settings those are", () => {
    const policy = completed(beyond, defaultPolicy);
    expect(draftPolicy.safeParse(withoutVersion(policy)).success).toBe(true);
    expect(policy.loyalty.periodDays).toBe(1);
    expect(policy.tier.cut).toEqual({ method: "threshold", high: 100, mid: 0 });
    expect(settingsOutOfBounds(beyond).sort()).toEqual([
      "loyalty.periodDays",
      "tier.cut.high",
      "tier.cut.mid",
      "trust.prior.good",
      "value.weeksPerMonth",
    ]);
    scoreAll(policy);
  });

  test("is the same when it is within them", () => {
    expect(completed(defaultPolicy, defaultPolicy)).toEqual(defaultPolicy);
    expect(settingsOutOfBounds(defaultPolicy)).toEqual([]);
  });

  test.each([
    [2, defaultPolicy.tier.margin],
    [5, 5],
  ])("turns a margin of tiers of %d into %d when it knows no days to settle", (margin, now) => {
    const { settleDays, ...tier } = defaultPolicy.tier;
    const stored = { ...defaultPolicy, tier: { ...tier, margin } };
    expect(completed(stored, defaultPolicy).tier).toEqual({ ...tier, margin: now, settleDays });
  });
});
