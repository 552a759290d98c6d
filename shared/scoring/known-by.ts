/** Which facts count at a moment. */
import { keptPurchases } from "./purchases.ts";
import { DAY } from "./summarise.ts";
import type { Facts, Milliseconds, Transaction } from "./types.ts";

/**
 * Facts up to a day ahead: a clock a little fast is forgiven, a date far ahead is left out until it
 * comes. Lines of no amount are left out too: on a card a purchase is what was paid for. Of the
 * transactions the purchases are left that the customer kept, with what is left of them: no measure
 * and no rule sees a refund, only when the last one was (`refundedAt`).
 */
export function knownBy(facts: Facts, now: Milliseconds, zone = "UTC"): Facts {
  const known = (fact: { occurredAt: Milliseconds }) => fact.occurredAt < now + DAY;
  const counts = (line: Transaction) => known(line) && line.amount !== 0;
  const {
    transactions,
    interactions,
    satisfaction,
    trust,
    outcomes,
    promises,
    cases,
    overrides,
    exposures,
  } = facts;
  // As a rule all are: then nothing is copied.
  const kept = keptPurchases(
    transactions.every(counts) ? transactions : transactions.filter(counts),
    now,
    zone,
  );
  if (
    kept === transactions &&
    interactions.every(known) &&
    satisfaction.every(known) &&
    trust.every(known) &&
    outcomes.every(known) &&
    (promises === undefined || promises.every((one) => known(one) && one.outcomes.every(known))) &&
    (cases === undefined || cases.every((one) => known(one) && one.steps.every(known))) &&
    (overrides === undefined || overrides.every(known)) &&
    (exposures === undefined || exposures.every(known))
  )
    return facts;
  const refundedAt = transactions.reduce(
    (at, line) => (line.amount < 0 && known(line) ? Math.max(at, line.occurredAt) : at),
    facts.refundedAt ?? -Infinity,
  );
  return {
    ...facts,
    ...(refundedAt > -Infinity && { refundedAt }),
    ...(promises && {
      promises: promises
        .filter(known)
        .map((one) => ({ ...one, outcomes: one.outcomes.filter(known) })),
    }),
    ...(cases && {
      cases: cases.filter(known).map((one) => ({ ...one, steps: one.steps.filter(known) })),
    }),
    ...(overrides && { overrides: overrides.filter(known) }),
    ...(exposures && { exposures: exposures.filter(known) }),
    transactions: [...kept],
    interactions: interactions.filter(known),
    satisfaction: satisfaction.filter(known),
    trust: trust.filter(known),
    outcomes: outcomes.filter(known),
  };
}
