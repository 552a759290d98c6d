/** Which facts count at a moment. */
import { DAY } from "./summarise.ts";
import type { Facts, Milliseconds } from "./types.ts";

/**
 * Facts up to a day ahead: a clock a little fast is forgiven, a date far ahead is left out until it comes. Lines of no amount
 * are left out too: on a card a purchase is what was paid for.
 */
export function knownBy(facts: Facts, now: Milliseconds): Facts {
  // As a rule all are known: then nothing is copied.
  const those = <F>(all: F[], count: (fact: F) => boolean) => (all.every(count) ? all : all.filter(count));
  const known = (fact: { occurredAt: Milliseconds }) => fact.occurredAt < now + DAY;
  return {
    ...facts, transactions: those(facts.transactions, (t) => known(t) && t.amount !== 0), interactions: those(facts.interactions, known),
    satisfaction: those(facts.satisfaction, known), trust: those(facts.trust, known), outcomes: those(facts.outcomes, known),
  };
}
