/** The situation that the rules of actions look at: one customer, already scored. */
import type { Scores } from "../../contract/card.ts";
import type { AbcClass, Behaviour } from "../../contract/fields.ts";
import type { Lifecycle } from "../lifecycle-stage.ts";
import { behavioursSeen } from "../promises.ts";
import type { MeasuresNow } from "../measures.ts";
import { clockDayIn, dayIn } from "../../time/days.ts";
import type { Facts, Milliseconds } from "../types.ts";

export type Situation = {
  facts: Facts;
  now: Milliseconds;
  /** The book's. */ zone: string;
  measures: MeasuresNow;
  lifecycle: Lifecycle;
  tier: Scores["tier"]["tier"];
  trust: Scores["trust"];
  /** Categories that the book's broadest tenth buys. */
  categoryBreadth: number | null;
  affinity: Scores["affinity"];
  warning: Scores["warning"];
  figures: Figures;
};

/** Scores that conditions of own actions go by, as the card has them; null where not known. */
export type Figures = {
  tierScore: number | null;
  value: number | null;
  chance: number | null;
  alive: number | null;
  relationship: number | null;
  abc: AbcClass | null;
  rfmSegment: string | null;
};

/** Returns the figures of scores. */
export const figuresOf = ({
  tier,
  value,
  relationship,
  abc,
  rfm,
}: Pick<Scores, "tier" | "value" | "relationship" | "abc" | "rfm">): Figures => ({
  tierScore: tier.score,
  value: value.lifetimeValue,
  chance: value.chance?.probability ?? null,
  alive: value.probabilityAlive,
  relationship: relationship.score,
  abc: abc?.class ?? null,
  rfmSegment: rfm?.segment ?? null,
});

/**
 * Days from then to now by the calendar of a time zone, at least 0: yesterday evening is a day ago.
 */
export const daysSince = (at: Milliseconds, now: Milliseconds, zone: string): number =>
  Math.max(0, clockDayIn(zone, now) - dayIn(zone, at));

/** When the newest of those facts was for which something holds; −Infinity where there are none. */
export function newestOf<F extends { occurredAt: Milliseconds }>(
  facts: readonly F[],
  holds: (fact: F) => boolean,
): Milliseconds {
  let latest = -Infinity;
  for (const fact of facts) if (fact.occurredAt > latest && holds(fact)) latest = fact.occurredAt;
  return latest;
}

/** Days since the newest of those facts for which something holds; null where there are none. */
export function daysSinceLast<F extends { occurredAt: Milliseconds }>(
  facts: readonly F[],
  { now, zone }: Pick<Situation, "now" | "zone">,
  holds: (fact: F) => boolean,
): number | null {
  const latest = newestOf(facts, holds);
  return latest === -Infinity ? null : daysSince(latest, now, zone);
}

/**
 * Days since a behaviour that nothing better has followed; null where there was none within so many
 * days.
 */
export function openSince(
  facts: Pick<Facts, "interactions"> & Partial<Pick<Facts, "promises">>,
  bad: Behaviour,
  good: Behaviour,
  within: number,
  now: Milliseconds,
  zone: string,
): number | null {
  const seen = behavioursSeen(facts);
  const last = (b: Behaviour) => newestOf(seen, (i) => i.behaviours.includes(b));
  const worse = last(bad);
  const days = daysSince(worse, now, zone);
  return days <= within && worse > last(good) ? days : null;
}
