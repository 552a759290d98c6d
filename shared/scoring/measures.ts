/** What the book has to know of each customer: small plain numbers, enough to fit models and to place everyone among all. */
import { engagement, fromCustomer } from "./engagement.ts";
import { parseActionId } from "./action-id.ts";
import { knownBy } from "./known-by.ts";
import { byText } from "./order.ts";
import type { Policy } from "./policy.ts";
import type { RfmValues } from "./rfm.ts";
import { satisfaction } from "./satisfaction.ts";
import { steadiness } from "./steadiness.ts";
import { DAY, dayOf, purchaseDays, summaryOf, type PurchaseDay } from "./summarise.ts";
import { growth, trend } from "./trend.ts";
import { trustEvidence } from "./trust-evidence.ts";
import { trust } from "./trust.ts";
import type { Facts, Milliseconds, PurchaseSummary } from "./types.ts";
import type { TierName } from "../contract/fields.ts";

/** How often an action was decided upon, and how often it worked. */
export type Tries = { tries: number; successes: number };

export type Measures = {
  id: string;
  /** Null without a purchase, like `rfm`. Weeks. */
  summary: PurchaseSummary | null;
  rfm: RfmValues | null;
  loyalty: number | null; growth: number | null; engagement: number | null;
  /** Distinct categories bought, in order. */
  categories: string[];
  /** What they said and how far they trust us, each 0 to 100. */
  satisfaction: number | null; trust: number | null;
  previousTier: TierName | null; previousPlainTier: TierName | null;
  /** By action key. */
  actions: Record<string, Tries>;
};

/** Recency in days, distinct orders that net to more than nothing, net total; null without a purchase day. */
function rfmValues(facts: Facts, days: readonly PurchaseDay[], now: Milliseconds): RfmValues | null {
  const last = days.at(-1);
  if (!last) return null;
  const today = dayOf(now);
  const orders = new Map<string, number>();
  for (const t of facts.transactions) {
    if (dayOf(t.occurredAt) <= today) orders.set(t.orderId, (orders.get(t.orderId) ?? 0) + t.amount);
  }
  let [purchases, total] = [0, 0];
  for (const net of orders.values()) {
    if (net > 0) purchases++;
    total += net;
  }
  return { recencyDays: today - last.day, purchases, total };
}

/**
 * What became of the actions recommended: "not useful" is a failure; "done" is a success if the customer bought, wrote or
 * answered within `followDays`, a failure if those days passed without; "later" and what is still open say nothing.
 */
function actionTries(facts: Facts, now: Milliseconds, followDays: number): Record<string, Tries> {
  if (facts.outcomes.length === 0) return {};
  const signs = [
    ...facts.transactions.filter((t) => t.amount > 0), ...facts.interactions.filter(fromCustomer),
    ...[...facts.satisfaction, ...facts.trust].filter((a) => a.source === "customer"),
  ].map((fact) => fact.occurredAt);
  const tries: Record<string, Tries> = {};
  for (const { action, outcome, occurredAt } of facts.outcomes) {
    const end = occurredAt + followDays * DAY;
    const followed = outcome === "done" && signs.some((at) => at > occurredAt && at <= end);
    if (outcome === "later" || (outcome === "done" && !followed && now < end)) continue;
    const own = (tries[parseActionId(action)?.key ?? action] ??= { tries: 0, successes: 0 });
    own.tries++;
    if (followed) own.successes++;
  }
  return tries;
}

/** The measures of one customer at `now`: plain JSON, small enough to hold a whole book of them. */
export function measures(all: Facts, { policy, now }: { policy: Policy; now: Milliseconds }): Measures {
  const facts = knownBy(all, now);
  const days = purchaseDays(facts.transactions, now);
  return measuresOf(facts, days, {
    loyalty: steadiness(days, now, policy.loyalty.periodDays)?.share ?? null,
    satisfaction: satisfaction(facts.satisfaction, policy.satisfaction, now).customer.score,
    trust: trust(trustEvidence(facts, policy.trust), policy.trust, now).score,
  }, policy, now);
}

/** The same from known facts, their purchase days and scores, where they are at hand. */
export function measuresOf(facts: Facts, days: readonly PurchaseDay[], scores: Pick<Measures, "loyalty" | "satisfaction" | "trust">, policy: Policy, now: Milliseconds): Measures {
  const moved = trend(days, now, policy.potential);
  const categories: string[] = [];
  for (const { amount, category } of facts.transactions) {
    if (amount > 0 && category !== null && !categories.includes(category)) categories.push(category);
  }
  return {
    id: facts.customerId,
    summary: summaryOf(facts.customerId, days, now),
    rfm: rfmValues(facts, days, now),
    growth: moved && growth(moved),
    engagement: engagement(facts, now, policy.engagement),
    categories: categories.sort(byText),
    ...scores,
    previousTier: facts.previousTier, previousPlainTier: facts.previousPlainTier,
    actions: actionTries(facts, now, policy.actions.followDays),
  };
}
