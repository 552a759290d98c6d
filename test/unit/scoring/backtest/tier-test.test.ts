import { describe, expect, test } from "vitest";
import { defaultPolicy, type Policy } from "../../../../shared/scoring/index.ts";
import { fitAt, type Recorded } from "../../../../shared/scoring/backtest/chance-model.ts";
import { purchaseRecord } from "../../../../shared/scoring/backtest/purchase-record.ts";
import { tierMoves } from "../../../../shared/scoring/backtest/tier-moves.ts";
import {
  tierTest,
  weightsAfter,
  weightsAsOf,
} from "../../../../shared/scoring/backtest/tier-test.ts";
import { seeded } from "../../../../shared/scoring/numerics/random.ts";
import { dayOf, purchaseDays } from "../../../../shared/scoring/summarise.ts";
import { cdnowLines, retailLines, type CustomerLine } from "../real-books.ts";
import { dataIsHere } from "../shared-data.ts";
import { weeklyBuyers, yearlyBuyers } from "../simulated-books.ts";

const NAMES = ["mbg_nbd", "nbd"] as const;
const weighing = (weights: Policy["tier"]["weights"], weightReach = 15): Policy => ({
  ...defaultPolicy,
  tier: { ...defaultPolicy.tier, weights, weightReach },
});
const nothing = { value: 0, spend: 0, loyalty: 0, potential: 0, engagement: 0 };

/** Customers who buy every four weeks or so, and spend as they always did. */
function steadyBook(size: number): Recorded[] {
  const random = seeded(11);
  return Array.from({ length: size }, (_, n) => {
    const spend = 1000 * Math.exp(random.normal());
    const days = Array.from({ length: 24 }, (__, i) => ({
      day: 28 * i + Math.floor(20 * random.uniform()),
      amount: Math.round(spend * (0.8 + 0.4 * random.uniform())),
    }));
    return { id: `${n}`, record: purchaseRecord(days)! };
  });
}

describe("tierTest", () => {
  const book = steadyBook(300);
  const window = { at: 400, to: 600 };
  const [purchases] = fitAt(book, window.at, ["nbd"]);
  const tested = (policy: Policy, inForce?: Policy["tier"]["weights"]) =>
    tierTest(book, window, purchases, policy, inForce)!;

  test("moves weights to what tells the spend when those of the policy do not", () => {
    const { chosen, chosenShare, share, from } = tested(weighing({ ...nothing, loyalty: 100 }));
    expect(chosen.value + chosen.spend).toBe(15);
    expect(chosen.loyalty).toBe(85);
    expect(chosenShare).toBeGreaterThan(share + 0.02);
    expect(from).toEqual({ ...nothing, loyalty: 100 });
  });

  test("keeps the weights in force when no others within reach do clearly better", () => {
    const policy = weighing({ ...nothing, spend: 60, value: 20, loyalty: 10 });
    expect(tested(policy).chosen).toEqual(policy.tier.weights);
    const inForce = { ...policy.tier.weights, spend: 70, value: 10 };
    expect(tested(policy, inForce).chosen).toEqual(inForce);
  });

  test("leaves the weights alone when the policy gives it no reach", () => {
    const policy = weighing({ ...nothing, loyalty: 100 }, 0);
    expect(tested(policy).chosen).toEqual(policy.tier.weights);
  });

  test("tells what each weight does: less without the one that tells, more with more of it", () => {
    const { sensitivity, share } = tested(weighing({ ...nothing, spend: 20, loyalty: 80 }));
    const spend = sensitivity.find(({ input }) => input === "spend")!;
    expect(spend.none).toBeLessThan(share);
    expect(spend.more).toBeGreaterThanOrEqual(share);
  });

  test("is null when nothing was bought in the window, or tiers are cut by value", () => {
    expect(tierTest(book, { at: 700, to: 800 }, purchases, defaultPolicy)).toBeNull();
    const cut = { method: "pareto", high: 0.8, mid: 0.95 } as const;
    const pareto = { ...defaultPolicy, tier: { ...defaultPolicy.tier, cut } };
    expect(tierTest(book, window, purchases, pareto)).toBeNull();
  });

  test("is of what followed alone when the choice is made as of an earlier day", () => {
    const known = book.map(({ id, record }) => ({
      id,
      record: purchaseRecord(
        record.newest.flatMap((day, i) =>
          i % 2 === 0 && day <= 400 ? [{ day, amount: record.newest[i + 1]! }] : [],
        ),
      )!,
    }));
    const policy = weighing({ ...nothing, loyalty: 100 });
    expect(weightsAsOf(book, 400, 150, fitAt(book, 250, NAMES), policy)).toEqual(
      weightsAsOf(known, 400, 150, fitAt(known, 250, NAMES), policy),
    );
  });
});

describe("weightsAfter", () => {
  const { tier } = defaultPolicy;
  const chosen = { ...tier.weights, spend: 75, value: 15 };

  test("stays with what the review before chose when the policy is the same", () => {
    const after = weightsAfter({ chosen, from: tier.weights }, defaultPolicy);
    expect(after).toEqual({ policy: defaultPolicy, inForce: chosen });
  });

  test("takes new weights as they are when the policy has changed since", () => {
    const { policy, inForce } = weightsAfter(
      { chosen, from: { ...tier.weights, loyalty: 30 } },
      defaultPolicy,
    );
    expect(inForce).toEqual(tier.weights);
    expect(policy.tier.weightReach).toBe(0);
  });

  test("knows of none when there was no review, or the policy lets none move", () => {
    expect(weightsAfter(null, defaultPolicy).inForce).toBeUndefined();
    const fixed = weighing(tier.weights, 0);
    expect(weightsAfter({ chosen, from: tier.weights }, fixed).inForce).toBeUndefined();
  });
});

/** Customers of a file, at most so many, evenly spread. */
function recorded(lines: readonly CustomerLine[], most: number): Recorded[] {
  const all = [...Map.groupBy(lines, ({ customerId }) => customerId)];
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.flatMap(([id, own], i) => {
    const record = i % step === 0 ? purchaseRecord(purchaseDays(own, Date.UTC(2012, 0, 1))) : null;
    return record ? [{ id, record }] : [];
  });
}

const day = (iso: string) => dayOf(Date.parse(iso));

describe.runIf(dataIsHere)("tiers on real books", () => {
  const cdnow = dataIsHere ? cdnowLines() : [];
  const retail = dataIsHere ? retailLines() : [];

  test.each([
    ["CDNOW, December 1997, 26 weeks", cdnow, "1997-12-31", 182],
    ["CDNOW, September 1997, 39 weeks", cdnow, "1997-09-30", 273],
    ["Online Retail, August 2011, 14 weeks", retail, "2011-08-31", 98],
  ])("put first whom last year's spend would have, or better: %s", (_, lines, at, horizon) => {
    const book = recorded(lines, Infinity);
    const window = { at: day(at), to: day(at) + horizon };
    const [purchases] = fitAt(book, window.at, NAMES);
    const { share, bySpendLastYear } = tierTest(book, window, purchases, defaultPolicy)!;
    expect(share).toBeGreaterThanOrEqual(bySpendLastYear - 0.01);
  });

  test.each([
    ["CDNOW, the second half of 1997", cdnow, "1997-06-30", "1997-12-31", 0.6],
    ["Online Retail, June to December 2011", retail, "2011-05-31", "2011-12-09", 1.4],
  ])("stay from night to night: %s", (_, lines, at, to, most) => {
    const book = recorded(lines, 800);
    const moves = tierMoves(book, { at: day(at), to: day(to) }, NAMES, defaultPolicy);
    expect(moves.perCustomerYear).toBeGreaterThan(0);
    expect(moves.perCustomerYear).toBeLessThanOrEqual(most);
    expect(moves.reversedShare).toBeLessThanOrEqual(0.15);
  });
});

describe("tiers on simulated books", () => {
  test.each([
    ["yearly", yearlyBuyers({ customers: 500 })],
    ["weekly", weeklyBuyers({ customers: 250 })],
  ])("stay from night to night when buyers are %s", (_, { book, last }) => {
    const moves = tierMoves(book, { at: last - 300, to: last }, NAMES, defaultPolicy);
    expect(moves.perCustomerYear).toBeGreaterThan(0);
    expect(moves.perCustomerYear).toBeLessThanOrEqual(0.6);
    expect(moves.reversedShare).toBeLessThanOrEqual(0.15);
  });
});
