/** Which facts count at a moment. */
import { DAY } from "./summarise.ts";
import type { Facts, Milliseconds } from "./types.ts";

/**
 * Facts up to a day ahead: a clock a little fast is forgiven, a date far ahead is left out until it comes. Lines of no amount
 * are left out too: on a card a purchase is what was paid for.
 */
export function knownBy(facts: Facts, now: Milliseconds): Facts {
  const known = <F extends { occurredAt: Milliseconds }>(all: F[]) => all.filter((f) => f.occurredAt < now + DAY);
  return {
    ...facts, transactions: known(facts.transactions).filter((t) => t.amount !== 0), interactions: known(facts.interactions),
    satisfaction: known(facts.satisfaction), trust: known(facts.trust), outcomes: known(facts.outcomes),
  };
}
