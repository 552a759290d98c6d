/** What the rules of actions look at: one customer, already scored. */
import type { Scores } from "../contract/card.ts";
import type { Lifecycle } from "./lifecycle-stage.ts";
import type { Measures } from "./measures.ts";
import { DAY } from "./summarise.ts";
import type { Facts, Milliseconds } from "./types.ts";

export type Situation = {
  facts: Facts; now: Milliseconds; measures: Measures; lifecycle: Lifecycle;
  tier: Scores["tier"]["tier"]; trust: Scores["trust"];
  /** Categories that the book's broadest tenth buys. */
  categoryBreadth: number | null;
};

/** Whole days from then to now, at least 0. */
export const daysSince = (at: Milliseconds, now: Milliseconds): number => Math.max(0, Math.floor((now - at) / DAY));

/** Days since the newest of some facts; null where there are none. */
export function daysSinceLast(facts: readonly { occurredAt: Milliseconds }[], now: Milliseconds): number | null {
  return facts.length === 0 ? null : daysSince(facts.reduce((latest, f) => Math.max(latest, f.occurredAt), -Infinity), now);
}
