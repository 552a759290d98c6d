/**
 * One customer of a ledger: what is known of them, and their scores by a fitted model. The same
 * functions as a card's, from the file alone.
 */
import {
  defaultPolicy,
  lifecycleStage,
  valueOf,
  valuesOf,
  type Facts,
  type Measures,
  type Milliseconds,
  type Model,
  type Policy,
} from "../../../shared/scoring/index.ts";
import { purchaseRecord } from "../../../shared/scoring/backtest/purchase-record.ts";
import { chanceOf } from "../../../shared/scoring/chance.ts";
import { measuresOf } from "../../../shared/scoring/measures.ts";
import { ageDaysOf, tierInputs } from "../../../shared/scoring/model.ts";
import { keptPurchases } from "../../../shared/scoring/purchases.ts";
import { rfmScore } from "../../../shared/scoring/rfm.ts";
import { steadiness } from "../../../shared/scoring/steadiness.ts";
import { dayOf, purchaseDays, type PurchaseDay } from "../../../shared/scoring/summarise.ts";
import { tierOf } from "../../../shared/scoring/tier.ts";
import type { Ledger } from "./ledger.ts";

/** The usual one, but for segments: they take long to find and are not shown here. */
export const policy: Policy = {
  ...defaultPolicy,
  clusters: { ...defaultPolicy.clusters, fewestCustomers: Infinity },
};

/**
 * One customer as of the last day. Amounts in minor units, times in weeks unless said; null where
 * it is not known.
 */
export type ScoredCustomer = {
  id: string;
  recencyDays: number | null;
  orders: number | null;
  total: number | null;
  /** Fifths of the book, 5 the best, and the segment that they make. */ r: number | null;
  f: number | null;
  m: number | null;
  segment: string | null;
  /**
   * The purchase models' view: repeat purchase days x, first to last tₓ, first to now T, mean spend
   * of the repeat days.
   */
  frequency: number | null;
  recency: number | null;
  age: number | null;
  monetary: number | null;
  model: string | null;
  probabilityAlive: number | null;
  /** Within the horizon that the summary states. */ chanceToBuy: number | null;
  /** Over the next 12 months, the latter discounted by 1 % a month. */ expectedPurchases:
    | number
    | null;
  lifetimeValue: number | null;
  stage: string;
  tier: string;
};

export type Known = { id: string; days: PurchaseDay[]; measures: Measures };

/** Returns what is known of each customer by `now`. */
export function* knownOf(ledger: Ledger, now: Milliseconds): Generator<Known, void, undefined> {
  for (const { id, transactions: lines } of ledger.customers(now)) {
    const transactions = [...keptPurchases(lines, now)];
    const facts: Facts = {
      customerId: id,
      createdAt: now,
      transactions,
      interactions: [],
      satisfaction: [],
      trust: [],
      outcomes: [],
      previousTier: null,
      tierBeyond: null,
    };
    const days = purchaseDays(transactions, now);
    const measured = measuresOf(
      facts,
      days,
      {
        loyalty: steadiness(days, now, policy.loyalty.periodDays)?.share ?? null,
        satisfaction: null,
        questionnaires: null,
      },
      policy,
      now,
    );
    yield { id, days, measures: { ...measured, record: purchaseRecord(days) } };
  }
}

const UNGRADED = { tier: null, beyond: null };

/** The tier by the model's cuts; mid where there are too few customers for cuts, as on a card. */
function tierBy(
  measures: Measures,
  value: ReturnType<typeof valueOf>,
  model: Model,
  now: Milliseconds,
): string {
  if (measures.summary === null) return "potential";
  const graded = {
    inputs: tierInputs(measures, value, model),
    ageDays: ageDaysOf(measures.summary),
    before: UNGRADED,
    today: dayOf(now),
    evidence: 0,
  };
  return tierOf(graded, model, policy.tier).tier.tier;
}

/** Customers valued at once: enough to share tables, few enough to be held. */
const PAGE = 5000;

/** The scores of customers, a page of them at a time. */
export function* scoreAll(
  all: Iterable<Known>,
  model: Model,
  now: Milliseconds,
): Generator<ScoredCustomer, void, undefined> {
  let page: Known[] = [];
  for (const known of all) {
    page.push(known);
    if (page.length < PAGE) continue;
    yield* scorePage(page, model, now);
    page = [];
  }
  yield* scorePage(page, model, now);
}

function* scorePage(page: readonly Known[], model: Model, now: Milliseconds) {
  const summaries = page.flatMap(({ measures }) => measures.summary ?? []);
  const values = valuesOf(summaries, model, policy.value)[Symbol.iterator]();
  for (const known of page) {
    const value = known.measures.summary && values.next().value;
    yield scoreOne(known, value ?? null, model, now);
  }
}

/** The scores of one customer, whose value is known. */
function scoreOne(
  { id, days, measures }: Known,
  value: ReturnType<typeof valueOf>,
  model: Model,
  now: Milliseconds,
): ScoredCustomer {
  const { summary, rfm } = measures;
  const fifths = rfm && model.rfm && rfmScore(rfm, model.rfm);
  const alive = value?.alive ?? null;
  const chance = chanceOf(days, now, model, policy.book.timeZone);
  return {
    id,
    recencyDays: rfm?.recencyDays ?? null,
    orders: rfm?.purchases ?? null,
    total: rfm?.total ?? null,
    r: fifths?.recency ?? null,
    f: fifths?.frequency ?? null,
    m: fifths?.monetary ?? null,
    segment: fifths?.segment ?? null,
    frequency: summary?.frequency ?? null,
    recency: summary?.recency ?? null,
    age: summary?.age ?? null,
    monetary: summary?.monetary ?? null,
    model: value && (model.purchases?.model ?? null),
    probabilityAlive: alive,
    chanceToBuy: chance?.probability ?? null,
    expectedPurchases: value?.expectedPurchases ?? null,
    lifetimeValue: value?.lifetimeValue ?? null,
    stage: lifecycleStage({
      days,
      now,
      alive,
      chance,
      bookIntervalDays: model.intervalDays,
      policy,
    }).stage,
    tier: tierBy(measures, value, model, now),
  };
}
