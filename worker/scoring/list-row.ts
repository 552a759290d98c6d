/** A customer as the list holds it, from its card and its facts. */
import type { Card } from "../../shared/contract/card.ts";
import { fromCustomer, fromUs } from "../../shared/scoring/engagement.ts";
import type { Facts } from "../../shared/scoring/types.ts";
import { cellOf, rankOf, warningRank } from "../store/customer-list/columns.ts";
import { todayRank } from "./today-rank.ts";
import type { ListRow } from "../store/customer-list/store-rows.ts";

/** The last of some facts that had happened by `now`; null for none. */
function lastOf(facts: readonly { occurredAt: number }[], now: number): number | null {
  const at = facts.reduce(
    (last, fact) => (fact.occurredAt <= now ? Math.max(last, fact.occurredAt) : last),
    -Infinity,
  );
  return at === -Infinity ? null : at;
}

/**
 * Rounds down to a multiple of 1 / `steps`, so that a review rewrites fewer rows. Ranges whose
 * bounds are such multiples hold the same customers as before, and so does rounding to a half.
 */
function floored(value: number | null | undefined, steps: number): number | null {
  if (value == null) return null;
  const below = Math.floor(value * steps);
  return (below + 1) / steps <= value ? (below + 1) / steps : below / steps;
}

const milliseconds = (at: string | null | undefined) => (at == null ? null : Date.parse(at));

/**
 * Lists a customer. A contact is what engagement counts, in either direction; somebody was asked
 * when they last answered, as long as no invitation is a fact. `cluster` is the book's name of the
 * segment, which counts them together; a card names what of it is true of the customer.
 */
export function listRow(
  { customer, lastPurchase, scores }: Card,
  { interactions, satisfaction, trust }: Facts,
  now: number,
  cluster: string | null,
): ListRow {
  const { tier, value, rfm } = scores;
  return {
    customerId: customer.id,
    cell: cellOf(tier.tier, scores.stage.stage),
    former: tier.former === true ? 1 : 0,
    abc: rankOf("abc", scores.abc?.class ?? null),
    warning: warningRank(scores.warning?.level, scores.warning?.signs[0]?.code),
    rfmSegment: rfm?.segment ?? null,
    cluster,
    action: scores.next.action?.key ?? null,
    tierScore: floored(tier.score, 10),
    trust: floored(scores.trust.score, 10),
    value: value.lifetimeValue,
    alive: floored(value.probabilityAlive, 1000),
    chance: floored(value.chance?.probability, 1000),
    todayRank: todayRank(scores),
    relationship: floored(scores.relationship.score, 10),
    recency: rfm?.recency ?? null,
    frequency: rfm?.frequency ?? null,
    monetary: rfm?.monetary ?? null,
    firstPurchaseAt: milliseconds(customer.since),
    lastPurchaseAt: milliseconds(lastPurchase?.at),
    lastContactAt: lastOf(
      interactions.filter((one) => fromCustomer(one) || fromUs(one)),
      now,
    ),
    lastAskedAt: lastOf(
      [...satisfaction, ...trust].filter((one) => one.source === "customer"),
      now,
    ),
  };
}
