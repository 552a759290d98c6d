/** The models that reviews fitted, with the back-test of each. */
import { z } from "@hono/zod-openapi";
import { amount, instant, probability, purchaseModel, stageName } from "./fields.ts";

const brier = z.number().min(0).max(1);
const figure = z.number().min(0);
const rate = probability.nullable();

/** Stated chances against what came, tenth by tenth. */
const scorecard = z
  .strictObject({
    customers: z.int(),
    base: probability,
    brier,
    reliability: brier,
    tenths: z.array(
      z.strictObject({
        from: probability,
        stated: probability,
        came: probability,
        customers: z.int(),
      }),
    ),
  })
  .openapi("Scorecard");

/** New alarms a month for 200 customers, and how often they were right. */
const alarms = z.strictObject({
  monthlyPer200: figure,
  precision: rate,
  recall: rate,
  leadDays: figure.nullable(),
});

const tierWeights = z.strictObject({
  value: figure,
  spend: figure,
  loyalty: figure,
  potential: figure,
  engagement: figure,
});

/**
 * Shares of what was spent in the window by the fifth put first: by the tier score with the weights
 * then in force, without each weight and with ten points `more` of it, by the plain rules, and by
 * the weights chosen from then on, moved from those of the policy.
 */
const tierTest = z
  .strictObject({
    customers: z.int(),
    weights: tierWeights,
    share: probability,
    byExpectedSpend: probability,
    bySpendLastYear: probability,
    sensitivity: z.array(
      z.strictObject({
        input: z.enum(["value", "spend", "loyalty", "potential"]),
        none: probability,
        more: probability,
      }),
    ),
    /** Share of newcomers put into the best fifth, and of those who belonged there. */
    newcomers: z
      .strictObject({ customers: z.int(), high: probability, belong: probability })
      .nullable(),
    chosen: tierWeights,
    from: tierWeights,
    chosenShare: probability,
  })
  .openapi("TierTest");

/** The figures of a book fitted as of `at` and compared with what followed until `to`. */
export const backTest = z
  .strictObject({
    at: instant,
    to: instant,
    chosen: z.string(),
    chance: scorecard,
    plain: z.array(z.strictObject({ name: z.string(), brier })),
    purchases: z.strictObject({ expected: figure, actual: figure }).nullable(),
    /** Minor units. */
    spend: z.strictObject({ expected: z.number(), actual: amount }).nullable(),
    topFifth: z.array(z.strictObject({ name: z.string(), share: z.number() })),
    covered: rate,
    stages: z.array(
      z.strictObject({
        stage: stageName,
        customers: z.int(),
        share: probability,
        bought: probability,
      }),
    ),
    warning: z
      .strictObject({
        customers: z.int(),
        auc: rate,
        warning: alarms,
        twoGaps: alarms,
      })
      .nullable(),
    /** Null where tiers are cut by value, and in models of before they were tested. */
    tiers: tierTest.nullable(),
  })
  .openapi("BackTest");

export const model = z
  .strictObject({
    version: z.int(),
    fittedAt: instant,
    /** Null for models fitted before policies were kept. */
    policy: z.int().nullable(),
    customers: z.int(),
    buyers: z.int(),
    purchases: z
      .strictObject({ model: purchaseModel, parameters: z.record(z.string(), z.number()) })
      .nullable(),
    identified: z.boolean(),
    /** Why the purchase model was taken: `back_test`, or a code of the choice by likelihood. */
    because: z.string(),
    /** Days that the chance to buy is for, and its mean over the book; null where not known. */
    chance: z.strictObject({ horizonDays: z.int(), mean: probability }).nullable(),
    /**
     * The book's season: whole months of orders, and the index of each calendar month, January
     * first, 1.2 being a fifth more than usual. Null under two years of orders; `isUsed` where the
     * chance to buy held better with it.
     */
    season: z
      .strictObject({
        months: z.int().min(0),
        indices: z.array(z.number().min(0)).length(12).nullable(),
        isUsed: z.boolean(),
      })
      .nullable(),
    /** Ways of stating the chance to buy by how they held, best first; the first is in force. */
    contenders: z.array(z.strictObject({ name: z.string(), brier })),
    backTest: backTest.nullable(),
  })
  .openapi("Model");

export const models = z.strictObject({ models: z.array(model) }).openapi("Models");
