/** Effects of actions: by hand, in simulated books whose truth is known, and what a card shows. */
import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  measures,
  scoreCustomer,
  type ActionKey,
  type ExposureFact,
  type Facts,
  type Model,
} from "../../../shared/scoring/index.ts";
import {
  effectIn,
  fitEffects,
  type ActionEffects,
} from "../../../shared/scoring/actions/effects.ts";
import { posteriorOf } from "../../../shared/scoring/actions/scales.ts";
import type { Trial } from "../../../shared/scoring/actions/trials.ts";
import { seeded, type Random } from "../../../shared/scoring/numerics/random.ts";
import { trialsNeeded } from "../../bench/actions.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, customer, now, purchases } from "./some-facts.ts";

const fitted = modelOf(book(300));
/** Amount of a purchase, minor units. */
const STAKE = 126_600;
const tiers = ["high", "mid", "low"] as const;

type Truth = Partial<Record<ActionKey, number>>;

/**
 * Facts of `tries` customers for each action, shown it with 1 − `share`, who buy within its days
 * with a chance of their own, and with that many more points where they were shown it.
 */
function tried(random: Random, truth: Truth, tries: number, share: number): Facts[] {
  return Object.entries(truth).flatMap(([action, points]) =>
    Array.from({ length: tries }, (_, i) => {
      const chance = 0.1 + 0.6 * random.uniform();
      const exposure: ExposureFact = {
        action,
        occurredAt: ago(120),
        shown: random.uniform() >= share,
        propensity: 1 - share,
        tier: tiers[Math.floor(3 * random.uniform())]!,
        stage: "mature",
        // An expectation that is wrong for everybody, and a little too high.
        expectedAmount: Math.round(chance * STAKE * (0.7 + 0.8 * random.uniform())),
      };
      const buys = random.uniform() < chance + (exposure.shown ? points : 0);
      const [bought] = purchases(31 + Math.floor(80 * random.uniform()));
      const amount = Math.round(STAKE * (0.5 + random.uniform()));
      return customer({
        customerId: `${action}-${i}`,
        exposures: [exposure],
        transactions: buys ? [{ ...bought!, amount }] : [],
      });
    }),
  );
}
const fit = (facts: readonly Facts[]): ActionEffects =>
  fitEffects(facts.map((f) => measures(f, { policy: defaultPolicy, now })));

/** A customer for whom all four rules hold, and what the card recommends, in order. */
const wanting = customer({
  transactions: purchases(...Array.from({ length: 20 }, (_, i) => 5 + 18 * i)).map((t) => ({
    ...t,
    amount: 100_000,
    category: "valves",
  })),
  satisfaction: [
    { id: "s", metric: "nps", value: 10, comment: null, source: "customer", occurredAt: ago(3) },
  ],
});
const all: readonly string[] = ["ask_referral", "cross_sell", "executive_review", "greeting"];
function shownBy(actions: ActionEffects, holdOutShare = 0) {
  const model: Model = { ...fitted, actions };
  const catalogue = defaultPolicy.actions.catalogue.filter(({ key }) => all.includes(key));
  const actionsPolicy = { ...defaultPolicy.actions, catalogue, holdOutShare, runnersUp: 10 };
  const policy = { ...defaultPolicy, actions: actionsPolicy };
  const { next } = scoreCustomer(wanting, { policy, model, now, currency: "GBP" });
  return next.action ? [next.action, ...next.runnersUp] : [];
}
const mean = (values: readonly number[]) =>
  values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);

const trials = (count: number, over: Partial<Trial>, surplus: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => ({
    actions: {
      greeting: {
        alarms: 1,
        trial: {
          tier: "mid" as const,
          stage: "mature" as const,
          shown: true,
          weight: 1,
          ...over,
          surplus: surplus(i),
        },
      },
    },
  }));

describe("fitEffects", () => {
  test("is the difference of the mean surpluses with its standard error when worked by hand", () => {
    // Surpluses ±100 around 70 and around 20: variance 10,000 on both sides, 1/100 + 1/60.
    const { byKey } = fitEffects([
      ...trials(100, { weight: 1 / 0.9 }, (i) => 70 + (i % 2 ? 100 : -100)),
      ...trials(60, { shown: false, weight: 10 }, (i) => 20 + (i % 2 ? 100 : -100)),
    ]);
    const variance = (160 * 10_000) / 158;
    expect(byKey["greeting"]).toMatchObject({ alarms: 160, tries: 160, heldBack: 60 });
    expect(byKey["greeting"]!.all!.estimate).toBeCloseTo(50, 9);
    expect(byKey["greeting"]!.all!.error).toBeCloseTo(Math.sqrt(variance * (1 / 100 + 1 / 60)), 9);
  });

  test("weighs each trial by the propensity stored with it when the share changed meanwhile", () => {
    // Half the trials were held back with 50 %, of customers who spend 1,000 more.
    const half = trials(500, { weight: 2 }, () => 1000).concat(
      trials(500, { shown: false, weight: 2 }, () => 1000),
    );
    const tenth = trials(900, { weight: 1 / 0.9 }, (i) => i % 2).concat(
      trials(100, { shown: false, weight: 10 }, (i) => i % 2),
    );
    expect(fitEffects([...half, ...tenth]).byKey["greeting"]!.all!.estimate).toBeCloseTo(0, 9);
  });

  test("knows nothing while fewer than 50 were held back, and counts the alarms all the same", () => {
    const of = (held: number) =>
      fitEffects([
        ...trials(500, {}, (i) => i % 3),
        ...trials(held, { shown: false }, (i) => i % 3),
      ]).byKey["greeting"]!;
    expect(of(49)).toEqual({
      alarms: 549,
      tries: 549,
      heldBack: 49,
      all: null,
      other: null,
      groups: [],
    });
    expect(of(50).all).not.toBeNull();
  });

  test("finds the true effect and covers it when a book is simulated, though expectations are wrong", () => {
    const truth = 0.08 * STAKE;
    const found = Array.from({ length: 40 }, (_, seed) =>
      effectIn(
        fit(tried(seeded(seed), { greeting: 0.08 }, 2000, 0.2)).byKey["greeting"],
        "mid",
        "mature",
      )!,
    );
    const covered = found.filter((f) => Math.abs(f.estimate - truth) < 1.96 * f.error).length;
    const error = mean(found.map((f) => f.error));
    // Within three standard errors of a mean of 40.
    expect(Math.abs(mean(found.map((f) => f.estimate)) - truth)).toBeLessThan(
      (3 * error) / Math.sqrt(40),
    );
    expect(covered).toBeGreaterThanOrEqual(35);
  }, 60_000);

  test("tells tiers apart when they differ, and draws them together when they do not", () => {
    const random = seeded(5);
    const of = (byTier: Record<(typeof tiers)[number], number>) => {
      const found = fitEffects(
        tiers.flatMap((tier) => [
          ...trials(2000, { tier }, () => byTier[tier] + 100 * random.normal()),
          ...trials(400, { tier, shown: false }, () => 100 * random.normal()),
        ]),
      ).byKey["greeting"];
      return tiers.map((tier) => effectIn(found, tier, "mature")!.estimate);
    };
    const [high, mid, low] = of({ high: 300, mid: 0, low: 0 });
    expect(high! - Math.max(mid!, low!)).toBeGreaterThan(270);
    const alike = of({ high: 5, mid: 5, low: 5 });
    expect(Math.max(...alike) - Math.min(...alike)).toBeLessThan(8);
  });
});

describe("trialsNeeded", () => {
  test("gives an effect four chances in five to be seen when a tenth is held back", () => {
    const random = seeded(9);
    const count = trialsNeeded(100, 25, 0.1);
    const runs = 300;
    const seen = Array.from({ length: runs }, () => {
      const shown = trials(Math.round(0.9 * count), {}, () => 25 + 100 * random.normal());
      const held = trials(Math.round(0.1 * count), { shown: false }, () => 100 * random.normal());
      const { estimate, error } = fitEffects([...shown, ...held]).byKey["greeting"]!.all!;
      return Math.abs(estimate) > 1.96 * error;
    }).filter(Boolean).length;
    // 80 %, give or take three standard errors.
    expect(Math.abs(seen / runs - 0.8)).toBeLessThan(0.07);
  });
});

describe("posteriorOf", () => {
  test("is the normal one when the scale is certain", () => {
    const {
      mean: middle,
      above,
      quantile,
    } = posteriorOf({ estimate: 40, error: 30 }, [{ scale: 40, belief: 1 }]);
    // B = 40²/(40² + 30²) = 0.64, standard deviation √B × 30 = 24.
    expect(middle).toBeCloseTo(25.6, 12);
    expect(quantile(0.9)).toBeCloseTo(25.6 + 1.2815515655446 * 24, 6);
    expect(above(25.6)).toBeCloseTo(0.5, 12);
  });
});

describe("the worth that a card shows", () => {
  const runs = 150;

  test.each([
    ["after 200 tries", 200, 0.1],
    ["after 200 tries, half of them held back", 200, 0.5],
    ["after 600 tries", 600, 0.1],
    ["after 2,000 tries", 2000, 0.1],
  ])(
    "is at most 0 on average when no action has any effect, %s",
    (_, tries, share) => {
      const truth: Truth = Object.fromEntries(all.map((key) => [key, 0]));
      const worths = Array.from({ length: tries > 1000 ? 50 : runs }, (_, seed) => {
        const [first] = shownBy(fit(tried(seeded(seed), truth, tries, share)));
        return first?.worth ?? 0;
      });
      console.log(
        `no effects, ${tries} tries: mean worth shown £${(mean(worths) / 100).toFixed(2)}`,
      );
      expect(mean(worths)).toBeLessThanOrEqual(0);
    },
    120_000,
  );

  test("is unknown after 200 tries, and the order that of urgency", () => {
    const truth: Truth = Object.fromEntries(all.map((key) => [key, 0.08]));
    const actions = shownBy(fit(tried(seeded(1), truth, 200, 0.1)));
    expect(actions.map(({ key, worth }) => [key, worth])).toEqual(all.map((key) => [key, null]));
  });

  test.each([
    [1000, 200],
    [2000, 60],
  ])(
    "puts the wrong action first in a fifth of the runs at most, after %i tries",
    (tries, runs) => {
      // The more urgent one does nothing; the other brings 8 points of £1,266.
      const truth: Truth = { ask_referral: 0, cross_sell: 0.08 };
      let wrong = 0;
      for (let seed = 0; seed < runs; seed++) {
        const actions = shownBy(fit(tried(seeded(seed), truth, tries, 0.1)));
        const [first] = actions.filter(({ key }) => key in truth);
        if (first?.key !== "cross_sell") wrong++;
      }
      const share = ((100 * wrong) / runs).toFixed(1);
      console.log(`8 points of £1,266, ${tries} tries: the wrong one first in ${share} % of runs`);
      expect(wrong / runs).toBeLessThanOrEqual(0.2);
    },
    120_000,
  );

  test("is within its interval and adds up when it is known", () => {
    const actions = shownBy(fit(tried(seeded(3), { cross_sell: 0.3 }, 2000, 0.2)));
    const { worth, interval, probability, explanation } = actions[0]!;
    expect(actions[0]!.key).toBe("cross_sell");
    expect(worth).toBeGreaterThan(20_000);
    expect(interval!.low).toBeLessThan(worth!);
    expect(interval!.high).toBeGreaterThan(worth!);
    expect(probability).toBeGreaterThan(0.99);
    expect(explanation!.factors.map(({ code }) => code)).toEqual([
      "action_effect",
      "action_effort",
    ]);
    expect(explanation!.total).toBe(worth);
  });

  test("is not shown of an action that surely costs more than it brings: it is not recommended", () => {
    const actions = shownBy(fit(tried(seeded(3), { cross_sell: -0.1 }, 4000, 0.3)));
    expect(actions.map(({ key }) => key)).not.toContain("cross_sell");
  });
});
