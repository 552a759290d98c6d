/**
 * Measures of each customer that the book has to know: small plain numbers, enough to fit models
 * and to place everyone among all.
 */
import { dayIn } from "../time/days.ts";
import { engagement } from "./engagement.ts";
import { actionTrials, type ActionMeasures } from "./actions/trials.ts";
import { knownBy } from "./known-by.ts";
import { purchaseRecord, type PurchaseRecord } from "./backtest/purchase-record.ts";
import { byText } from "./numerics/order.ts";
import type { Policy } from "./policy.ts";
import { recentSpend } from "./recent-spend.ts";
import type { RfmValues } from "./rfm.ts";
import { satisfaction } from "./satisfaction.ts";
import { steadiness } from "./steadiness.ts";
import { dayOf, daysWithoutOrder, purchaseDays, summaryOf, type PurchaseDay } from "./summarise.ts";
import { growth, trend } from "./trend.ts";
import { questionnairesOf } from "./trust/questionnaires.ts";
import { questionnaireSums, type QuestionnaireSums } from "./trust/questionnaire-sums.ts";
import type { Facts, Milliseconds, PurchaseSummary } from "./types.ts";
import type { TierName } from "../contract/fields.ts";
import type { Beyond } from "./tier-standing.ts";

export type Measures = {
  id: string;
  /** Null without a purchase, like `rfm`. Weeks. */
  summary: PurchaseSummary | null;
  rfm: RfmValues | null;
  loyalty: number | null;
  growth: number | null;
  engagement: number | null;
  /**
   * Recent spend, minor units; null without a purchase. Absent from measures of reviews before
   * tiers weighed it.
   */
  recentSpend?: number | null;
  /**
   * Net sales of the days that ABC goes by (policy), minor units; null without a purchase. Absent
   * from measures of reviews before it went by them.
   */
  windowSales?: number | null;
  /** Distinct categories bought, in order. */
  categories: string[];
  /**
   * Those of them first bought in the days that rules are judged by (policy). Absent from measures
   * of reviews before there were such rules.
   */
  boughtSince?: string[];
  /**
   * Places in `categories` of those first bought in as many days before. Absent from measures that
   * did not look so far.
   */
  boughtBefore?: number[];
  /** Satisfaction by the customer's own words, 0 to 100. */
  satisfaction: number | null;
  /**
   * Sums of the customer's own questionnaires, which become trust by the book they are part of.
   * Absent from measures of reviews before there were such sums.
   */
  questionnaires?: QuestionnaireSums | null;
  previousTier: TierName | null;
  /** Absent from measures of reviews before tiers had to stand for days. */
  tierBeyond?: Beyond | null;
  /** By action key. */
  actions: Record<string, ActionMeasures>;
  /** The purchase days for the back-test, as far back as it looks; null without a purchase. */
  record: PurchaseRecord | null;
};
/** Measures that a card is scored from: nothing of them looks back. */
export type MeasuresNow = Omit<Measures, "record">;

/**
 * Recency in days, distinct orders that were paid for and kept, what they came to; null without a
 * purchase day.
 */
function rfmValues(
  { transactions }: Facts,
  days: readonly PurchaseDay[],
  today: number,
): RfmValues | null {
  const recencyDays = daysWithoutOrder(days, today);
  if (recencyDays === null) return null;
  const orders = new Set<string>();
  let total = 0;
  for (const { orderId, amount } of transactions) {
    if (amount > 0) orders.add(orderId);
    total += amount;
  }
  return { recencyDays, purchases: orders.size, total };
}

/** Returns what came in after the end of a day (days since 1970). */
const salesSince = (days: readonly PurchaseDay[], day: number): number =>
  days.reduce((sum, one) => (one.day > day ? sum + one.amount : sum), 0);

/** Returns the day on which each category was first bought and kept. */
function firstDayOfCategories(lines: Facts["transactions"], zone: string): Map<string, number> {
  const days = new Map<string, number>();
  for (const { amount, category, occurredAt } of lines) {
    if (amount > 0 && category !== null)
      days.set(category, Math.min(days.get(category) ?? Infinity, dayIn(zone, occurredAt)));
  }
  return days;
}

/** The measures of one customer at `now`: plain JSON, small enough to hold a whole book of them. */
export function measures(
  all: Facts,
  { policy, now }: { policy: Policy; now: Milliseconds },
): Measures {
  const zone = policy.book.timeZone;
  const facts = knownBy(all, now, zone);
  const days = purchaseDays(facts.transactions, now, zone);
  const measured = measuresOf(
    facts,
    days,
    {
      loyalty: steadiness(days, now, policy.loyalty.periodDays, zone)?.share ?? null,
      satisfaction: satisfaction(facts.satisfaction, policy.satisfaction, now).customer.score,
      questionnaires: questionnaireSums(questionnairesOf(facts, policy.trust), policy.trust),
    },
    policy,
    now,
  );
  return { ...measured, record: purchaseRecord(days) };
}

/**
 * The same from known facts (`knownBy`: purchases that were kept), their purchase days and scores,
 * where they are at hand.
 */
export function measuresOf(
  facts: Facts,
  days: readonly PurchaseDay[],
  scores: Pick<Measures, "loyalty" | "satisfaction" | "questionnaires">,
  policy: Policy,
  now: Milliseconds,
): MeasuresNow {
  const zone = policy.book.timeZone;
  const moved = trend(days, now, policy.potential, zone);
  const firstDays = firstDayOfCategories(facts.transactions, zone);
  const { horizonDays } = policy.affinity;
  const today = dayOf(now, zone);
  const cut = today - horizonDays;
  const categories = [...firstDays.keys()].sort(byText);
  const isFirstBought = (name: string, from: number, to: number) =>
    firstDays.get(name)! > from && firstDays.get(name)! <= to;
  const summary = summaryOf(facts.customerId, days, now, "week", zone);
  const spent = days.reduce((sum, { amount }) => sum + amount, 0);
  return {
    id: facts.customerId,
    summary: summary && { ...summary, spent },
    rfm: rfmValues(facts, days, today),
    growth: moved && growth(moved),
    engagement: engagement(facts, now, policy.engagement),
    recentSpend: days.length === 0 ? null : recentSpend(days, today, policy.tier.spendHalfLifeDays),
    windowSales: days.length === 0 ? null : salesSince(days, today - policy.abc.windowDays),
    categories,
    boughtSince: categories.filter((name) => isFirstBought(name, cut, Infinity)),
    boughtBefore: categories.flatMap((name, place) =>
      isFirstBought(name, cut - horizonDays, cut) ? [place] : [],
    ),
    ...scores,
    previousTier: facts.previousTier,
    tierBeyond: facts.tierBeyond,
    actions: actionTrials(facts, { now, zone, effectDays: policy.actions.effectDays }),
  };
}
