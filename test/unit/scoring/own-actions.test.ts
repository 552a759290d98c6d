/** A company's own actions: the grammar of their conditions, and whom they are offered to. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scores } from "../../../shared/contract/card.ts";
import { draftPolicy } from "../../../shared/contract/requests.ts";
import { abcClass, stageName, tierName } from "../../../shared/contract/fields.ts";
import {
  actionId,
  defaultPolicy,
  fitModel,
  measures,
  scoreCustomer,
  type Facts,
  type Policy,
} from "../../../shared/scoring/index.ts";
import { answersTo } from "../../../shared/scoring/actions/grievance.ts";
import {
  ownAction,
  ownCondition,
  type OwnAction,
} from "../../../shared/scoring/actions/own/own-action.ts";
import {
  codeComparisons,
  codeMeasures,
  isCodeCondition,
  numberComparisons,
  numberMeasures,
  type CodeMeasure,
  type NumberMeasure,
  type OwnCondition,
} from "../../../shared/scoring/actions/own/own-measures.ts";
import { urgencyOf } from "../../../shared/scoring/actions/urgency.ts";
import { knownBy } from "../../../shared/scoring/known-by.ts";
import { demoFacts } from "./demo-facts.ts";

const now = Date.UTC(2026, 10, 1);
const day = 86_400_000;
/** Goods that were given back are no purchases. */
const book = demoFacts(300, 11, now).map((facts) => knownBy(facts, now));
const model = fitModel(
  book.map((facts) => measures(facts, { policy: defaultPolicy, now })),
  { policy: defaultPolicy, now, version: 1 },
);

const own = (conditions: OwnCondition[], more: Partial<OwnAction> = {}): OwnAction => ({
  key: "own_tea",
  wording: {
    en: { title: "Invite them to tea", reason: "They are worth an hour." },
    zh_CN: { title: "邀请喝茶", reason: "值得花一个小时。" },
  },
  conditions,
  urgency: "care",
  sells: false,
  ...more,
});
/** A policy that offers this action and, unless told otherwise, no other. */
const offering = (action: OwnAction, entries: Policy["actions"]["catalogue"] = []): Policy => ({
  ...defaultPolicy,
  actions: {
    ...defaultPolicy.actions,
    runnersUp: 10,
    own: [action],
    catalogue: [
      ...entries,
      { key: action.key, effort: 500, coolDownDays: 30, suppressionDays: 60 },
    ],
  },
});
const scored = (facts: Facts, policy: Policy) =>
  scoreCustomer(facts, { policy, model, now, currency: "GBP" });
const offeredIn = ({ next }: Scores) =>
  [next.action, ...next.runnersUp].flatMap((one) => one ?? []);

/** Measures read off the finished card and the plain facts: another way than the scoring's own. */
const since = (times: number[]) =>
  times.length === 0
    ? null
    : Math.max(0, Math.floor(now / day) - Math.floor(Math.max(...times) / day));
const first = (times: number[]) =>
  times.length === 0 ? null : Math.floor(now / day) - Math.floor(Math.min(...times) / day);
const bought = (facts: Facts) =>
  facts.transactions.filter(({ amount }) => amount > 0).map((one) => one.occurredAt);
const codes: Record<CodeMeasure, (s: Scores) => string | null> = {
  tier: (s) => s.tier.tier,
  stage: (s) => s.stage.stage,
  warning: (s) => s.warning?.level ?? "none",
  abc: (s) => s.abc?.class ?? null,
  rfmSegment: (s) => s.rfm?.segment ?? null,
};
const numbers: Record<NumberMeasure, (s: Scores, f: Facts) => number | null> = {
  daysSincePurchase: (s) => s.rfm?.recencyDays ?? null,
  daysSinceContact: (_, f) =>
    since(f.interactions.filter(({ kind }) => kind !== "note").map((one) => one.occurredAt)),
  daysSinceFirstPurchase: (_, f) => first(bought(f)),
  orders: (s) => s.rfm?.purchases ?? 0,
  sales: (s) => s.rfm?.total ?? 0,
  categories: (_, f) =>
    new Set(f.transactions.flatMap((one) => (one.amount > 0 ? (one.category ?? []) : []))).size,
  value: (s) => s.value.lifetimeValue,
  chance: (s) => s.value.chance?.probability ?? null,
  alive: (s) => s.value.probabilityAlive,
  tierScore: (s) => s.tier.score,
  trust: (s) => s.trust.score,
  ourTrust: (s) => s.trust.ours?.score ?? null,
  satisfaction: (s) => s.satisfaction.customer.score,
  relationship: (s) => s.relationship.score,
};
function meets(condition: OwnCondition, scores: Scores, facts: Facts): boolean {
  if (isCodeCondition(condition)) {
    const code = codes[condition.measure](scores);
    return code !== null && (code === condition.value) === (condition.comparison === "is");
  }
  const number = numbers[condition.measure](scores, facts);
  return number !== null && number >= condition.value === (condition.comparison === "at_least");
}

const anyCodeCondition = fc
  .constantFrom(...(Object.keys(codeMeasures) as CodeMeasure[]))
  .chain((measure) =>
    fc.record({
      measure: fc.constant(measure),
      comparison: fc.constantFrom(...codeComparisons),
      value: fc.constantFrom<string>(...codeMeasures[measure]),
    }),
  );
const cards = book.map((facts) => ({ facts, scores: scored(facts, defaultPolicy) }));
/** Bounds that customers of the book stand at, so that either side has some. */
const anyNumberCondition = fc
  .tuple(fc.constantFrom(...numberMeasures), fc.constantFrom(...cards))
  .chain(([measure, { scores, facts }]) =>
    fc.record({
      measure: fc.constant(measure),
      comparison: fc.constantFrom(...numberComparisons),
      value: fc.constant(numbers[measure](scores, facts) ?? 1),
    }),
  );
const anyCondition: fc.Arbitrary<OwnCondition> = fc.oneof(anyCodeCondition, anyNumberCondition);

describe("conditions of own actions", { timeout: 120_000 }, () => {
  test("are taken by the grammar, whichever measure, comparison and value they hold", () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        expect(ownCondition.parse(condition)).toEqual(condition);
      }),
    );
  });

  test.each([
    { measure: "tier", comparison: "at_least", value: 1 },
    { measure: "tier", comparison: "is", value: 1 },
    { measure: "orders", comparison: "is", value: "3" },
    { measure: "orders", comparison: "at_least", value: "3" },
    { measure: "orders", comparison: "at_least", value: Infinity },
    { measure: "moon", comparison: "is", value: "full" },
    { measure: "orders", comparison: "equals", value: 3 },
    { measure: "orders", comparison: "at_least", value: 3, or: "more" },
  ])("are refused when they are $measure $comparison $value", (condition) => {
    expect(ownCondition.safeParse(condition).success).toBe(false);
  });

  test("know every code that a card may hold", () => {
    expect([...codeMeasures.tier]).toEqual(tierName.options);
    expect([...codeMeasures.stage]).toEqual(stageName.options);
    expect([...codeMeasures.abc]).toEqual(abcClass.options);
  });

  test("hold of a whole book for the customers of a direct filter, and of no other", () => {
    let [met, unmet] = [0, 0];
    fc.assert(
      fc.property(fc.array(anyCondition, { minLength: 1, maxLength: 3 }), (conditions) => {
        const policy = offering(own(conditions));
        for (const { facts, scores } of cards) {
          const offered = offeredIn(scored(facts, policy)).some(({ key }) => key === "own_tea");
          // While a grievance is open only what mends it is offered.
          const expected =
            answersTo(facts).size === 0 && conditions.every((one) => meets(one, scores, facts));
          expect(offered, facts.customerId).toBe(expected);
          if (expected) met++;
          else unmet++;
        }
      }),
      { numRuns: 12 },
    );
    expect(Math.min(met, unmet)).toBeGreaterThan(50);
  });
});

describe("an own action", { timeout: 60_000 }, () => {
  const everybody: OwnCondition[] = [{ measure: "orders", comparison: "at_least", value: 1 }];
  const [buyer] = book.filter(
    (facts) => bought(facts).length > 2 && answersTo(facts).size === 0,
  ) as [Facts];
  const keys = (facts: Facts, policy: Policy) =>
    offeredIn(scored(facts, policy)).map((one) => one.key);

  test("gives its key as the reason's code, so that its own words are said", () => {
    const [action] = offeredIn(scored(buyer, offering(own(everybody))));
    expect(action).toMatchObject({
      id: actionId(buyer.customerId, "own_tea"),
      key: "own_tea",
      reason: { code: "own_tea", parameters: { days: expect.any(Number) } },
      worth: null,
    });
  });

  test.each(["done", "later", "not_useful"] as const)(
    "is silent for a while when it is %s",
    (outcome) => {
      const answered = {
        ...buyer,
        outcomes: [
          {
            action: actionId(buyer.customerId, "own_tea"),
            outcome,
            reason: null,
            occurredAt: now - day,
          },
        ],
      };
      const policy = offering(own(everybody));
      expect(keys(answered, policy)).toEqual([]);
      expect(scored(answered, policy).next.silenced?.map(({ key }) => key)).toEqual(["own_tea"]);
      expect(
        keys(
          {
            ...answered,
            outcomes: answered.outcomes.map((one) => ({ ...one, occurredAt: now - 90 * day })),
          },
          policy,
        ),
      ).toEqual(["own_tea"]);
    },
  );

  test("is not offered after bad news when it sells, and is when it does not", () => {
    const refunded = { ...buyer, refundedAt: now - day };
    expect(keys(refunded, offering(own(everybody, { sells: true })))).toEqual([]);
    expect(keys(refunded, offering(own(everybody, { sells: false })))).toEqual(["own_tea"]);
  });

  test("is not offered when it is in the catalogue and nobody defines it", () => {
    const policy = offering(own(everybody));
    expect(keys(buyer, { ...policy, actions: { ...policy.actions, own: [] } })).toEqual([]);
  });

  test("stands behind the built-in ones of the same reason, and before the less pressing", () => {
    const of = (urgency: "leaving" | "growth" | "care") =>
      urgencyOf("own_tea", { code: "own_tea" }, { tier: "mid" }, urgency);
    const built = (
      key: "win_back" | "renewal_talk" | "executive_review" | "low_touch_offer" | "self_service",
    ) => urgencyOf(key, { code: "any" }, { tier: "mid" });
    expect([
      built("win_back"),
      of("leaving"),
      built("renewal_talk"),
      built("executive_review"),
      of("growth"),
      built("low_touch_offer"),
      built("self_service"),
      of("care"),
    ]).toEqual(
      [
        built("win_back"),
        of("leaving"),
        built("renewal_talk"),
        built("executive_review"),
        of("growth"),
        built("low_touch_offer"),
        built("self_service"),
        of("care"),
      ].toSorted((a, b) => a - b),
    );
  });

  test("is measured by its hold-out as a built-in one is, when enough were shown it and not", () => {
    const policy = offering(own(everybody));
    const shown = fitModel(
      book.map((facts, at) =>
        measures(
          {
            ...facts,
            exposures: [
              {
                action: "own_tea",
                occurredAt: now - 200 * day,
                shown: at % 2 === 0,
                propensity: 0.5,
                tier: "mid",
                stage: "mature",
                expectedAmount: 0,
              },
            ],
          },
          { policy, now },
        ),
      ),
      { policy, now, version: 1 },
    );
    expect(shown.actions.byKey["own_tea"]).toMatchObject({
      alarms: book.length,
      tries: book.length,
      all: { estimate: expect.any(Number), error: expect.any(Number) },
    });
  });
});

describe("own actions in a policy", () => {
  const { version: _, ...settings } = offering(
    own([{ measure: "tier", comparison: "is", value: "high" }]),
  );
  const refused = (actions: Partial<Policy["actions"]>, tier: Partial<Policy["tier"]> = {}) =>
    draftPolicy
      .safeParse({
        ...settings,
        tier: { ...settings.tier, ...tier },
        actions: { ...settings.actions, ...actions },
      })
      .error?.issues.map(({ path }) => path.join("."));
  const text = (en: string) => ({ key: "greeting" as const, en, zh_CN: "" });

  test("are taken with their words", () => {
    expect(draftPolicy.parse(settings).actions.own).toEqual(settings.actions.own);
    expect(ownAction.safeParse({ ...settings.actions.own[0], key: "tea" }).success).toBe(false);
  });

  test("are refused with the place when they are named twice, not defined or of no such value", () => {
    const [tea] = settings.actions.own as [OwnAction];
    expect(refused({ own: [tea, tea] })).toEqual(["actions.own.1.key"]);
    expect(refused({ own: [] })).toEqual(["actions.catalogue.0.key"]);
    expect(
      refused({
        own: [{ ...tea, conditions: [{ measure: "tier", comparison: "is", value: "gold" }] }],
      }),
    ).toEqual(["actions.own.0.conditions.0.value"]);
    expect(refused({ own: [{ ...tea, conditions: [] }] })).toEqual(["actions.own.0.conditions"]);
  });

  test("are refused with the text when it has a placeholder that nothing fills", () => {
    expect(
      refused({ texts: [text("Hello {name} of {company}, {days} and {category}. {me}")] }),
    ).toBeUndefined();
    expect(refused({ texts: [text("Hello {nmae}")] })).toEqual(["actions.texts.0.en"]);
    expect(refused({ texts: [text("Hello {}")] })).toEqual(["actions.texts.0.en"]);
    expect(refused({ texts: [{ ...text("Hello"), key: "own_else" }] })).toEqual([
      "actions.texts.0.key",
    ]);
    const gold = { key: "high" as const, en: "Gold", zh_CN: "金牌" };
    expect(refused({}, { labels: [gold] })).toBeUndefined();
    expect(refused({}, { labels: [gold, gold] })).toEqual(["tier.labels.1.key"]);
  });
});
