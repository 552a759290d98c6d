import { describe, expect, test } from "vitest";
import type { TierName } from "../../../shared/contract/fields.ts";
import {
  defaultPolicy,
  scoreCustomer,
  type ActionKey,
  type Model,
  type Policy,
} from "../../../shared/scoring/index.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { book, modelOf } from "./a-book.ts";
import { now } from "./some-facts.ts";

const decisions = 10_000;
/** Decisions from one review to the next: what was learned counts from there. */
const nightly = 100;
const tiers: readonly TierName[] = ["high", "mid", "low", "potential"];
const { catalogue } = defaultPolicy.actions;
const facts = book(300);
const fitted = modelOf(facts);

/**
 * Returns how often each action really works in each tier: the policy's prior mean, moved by chance
 * for the action, then for the tier.
 */
function truth(seed: number): Record<string, Record<TierName, number>> {
  const random = seeded(seed);
  return Object.fromEntries(
    catalogue.map(({ key, prior }) => {
      const ofAction = Math.log(prior.successes / prior.failures) + random.normal();
      const rate = () => 1 / (1 + Math.exp(-(ofAction + 0.5 * random.normal())));
      return [key, { high: rate(), mid: rate(), low: rate(), potential: rate() }];
    }),
  );
}

type Offer = { key: ActionKey; stake: number };
const policyWith = (
  learning: Policy["actions"]["learning"],
  effort: (of: number) => number = (of) => of,
): Policy => ({
  ...defaultPolicy,
  actions: {
    ...defaultPolicy.actions,
    runnersUp: 10,
    learning,
    catalogue: catalogue.map((entry) => ({ ...entry, effort: effort(entry.effort) })),
  },
});
const scored = (at: number, policy: Policy, actions: Model["actions"], version: number) =>
  scoreCustomer(facts[at]!, {
    policy,
    model: { ...fitted, actions, version },
    now,
    currency: "GBP",
  });

/**
 * All that could be done for each customer: every action whose rule holds, with what it plays for,
 * whatever its effort.
 */
const offers = facts.map((_, at): { tier: TierName; all: Offer[] } => {
  const { tier, next } = scored(
    at,
    policyWith("mean", () => 0),
    {},
    1,
  );
  const actions = next.action ? [next.action, ...next.runnersUp] : [];
  return {
    tier: tier.tier,
    all: actions.map((a) => ({
      key: a.key as ActionKey,
      stake: a.explanation.factors[0]!.parameters!["stakeAmount"] as number,
    })),
  };
});

/**
 * Regret after the first half and after all decisions: the true worth of the best action, or of
 * none, less that of the one taken.
 */
function regretOf(
  decide: (at: number, actions: Model["actions"], version: number) => string | undefined,
  seed: number,
): { half: number; all: number; best: number } {
  const rates = truth(seed);
  const random = seeded(seed + 1);
  const effortOf = new Map<string, number>(catalogue.map((entry) => [entry.key, entry.effort]));
  const sum = { half: 0, all: 0, best: 0 };
  const seen: Model["actions"] = {};
  let learned: Model["actions"] = {};
  for (let n = 0; n < decisions; n++) {
    if (n % nightly === 0) learned = structuredClone(seen);
    const at = Math.floor(random.uniform() * facts.length);
    const luck = random.uniform();
    const { tier, all } = offers[at]!;
    const worth = new Map(
      all.map(({ key, stake }) => [key as string, rates[key]![tier] * stake - effortOf.get(key)!]),
    );
    const best = Math.max(0, ...worth.values());
    const key = decide(at, learned, 1 + Math.floor(n / nightly));
    sum.best += best;
    sum.all += best - (key === undefined ? 0 : worth.get(key)!);
    if (n === decisions / 2 - 1) sum.half = sum.all;
    if (key === undefined) continue;
    const tries = ((seen[key] ??= {})[tier] ??= { tries: 0, successes: 0 });
    tries.tries++;
    if (luck < rates[key]![tier]) tries.successes++;
  }
  return sum;
}

describe("what was learned of actions", () => {
  test("costs less regret than not learning, and that less than chance, when the rates are known", () => {
    const seeds = [11, 12, 13];
    const of = (decide: (seed: number) => Parameters<typeof regretOf>[0]) =>
      seeds
        .map((seed) => regretOf(decide(seed), seed))
        .reduce((sum, r) => ({
          half: sum.half + r.half,
          all: sum.all + r.all,
          best: sum.best + r.best,
        }));
    const [thompson, mean] = [policyWith("thompson"), policyWith("mean")];
    const learned = of(
      () => (at, actions, version) => scored(at, thompson, actions, version).next.action?.key,
    );
    const greedy = of(
      () => (at, actions, version) => scored(at, mean, actions, version).next.action?.key,
    );
    const unlearned = of(() => (at) => scored(at, mean, {}, 1).next.action?.key);
    const random = of((seed) => {
      const draw = seeded(seed + 2);
      return (at) => offers[at]!.all[Math.floor(draw.uniform() * offers[at]!.all.length)]?.key;
    });
    const share = ({ all, best }: typeof learned) => `${((100 * all) / best).toFixed(1)} %`;
    console.log(
      `regret over ${decisions.toLocaleString("en")} decisions, of what always-the-best earns: ` +
        `learned ${share(learned)} ` +
        `(second half ${((100 * (learned.all - learned.half)) / learned.half).toFixed(0)} % of ` +
        `the first), greedy ${share(greedy)}, unlearned ${share(unlearned)}, random ` +
        `${share(random)}`,
    );
    expect(
      tiers.some((tier) => offers.filter((o) => o.tier === tier).some((o) => o.all.length > 2)),
    ).toBe(true);
    expect(learned.all).toBeLessThan(unlearned.all);
    expect(unlearned.all).toBeLessThan(random.all);
    expect(learned.all - learned.half).toBeLessThan(learned.half);
  }, 30_000);
});
