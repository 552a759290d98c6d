/** Actions that earlier outcomes keep from being recommended, and until when. */
import type { Scores } from "../../contract/card.ts";
import { parseActionId } from "./action-id.ts";
import type { ActionEntry, Policy } from "../policy.ts";
import { DAY } from "../summarise.ts";
import type { Milliseconds, OutcomeFact } from "../types.ts";

/** The last instant that a date can hold. */
const endOfTime = 8.64e15;

/** An outcome that silences an action until `until`, milliseconds. */
type Silence = { fact: OutcomeFact; until: Milliseconds };

/**
 * The outcomes that keep an action silent: its cool-down after "done", "later" for a while,
 * suppression after "not useful".
 */
export function silencesOf(
  entry: ActionEntry,
  outcomes: readonly OutcomeFact[],
  now: Milliseconds,
  laterDays: number,
): Silence[] {
  if (outcomes.length === 0) return [];
  const days = { done: entry.coolDownDays, later: laterDays, not_useful: entry.suppressionDays };
  return outcomes
    .filter((one) => (parseActionId(one.action)?.key ?? one.action) === entry.key)
    .map((fact) => ({ fact, until: fact.occurredAt + days[fact.outcome] * DAY }))
    .filter(({ until }) => now < until);
}

type Silenced = NonNullable<Scores["next"]["silenced"]>[number];

/**
 * The silent actions of the policy's catalogue, those that come back first at the beginning. Each
 * names what it needs to be offered again: every outcome that silences it, the one that lasts
 * longest first. An outcome without an id cannot be undone.
 */
export function silencedActions(
  outcomes: readonly OutcomeFact[],
  now: Milliseconds,
  policy: Policy["actions"],
): Silenced[] {
  if (outcomes.length === 0) return [];
  const silenced = policy.catalogue.flatMap((entry) => {
    const silences = silencesOf(entry, outcomes, now, policy.laterDays).toSorted(
      (a, b) => b.until - a.until || b.fact.occurredAt - a.fact.occurredAt,
    );
    const [longest] = silences;
    if (longest === undefined) return [];
    const by = silences.flatMap(({ fact: { id, userId = null } }) =>
      id === undefined ? [] : [{ id, user: userId }],
    );
    return [
      {
        key: entry.key,
        outcome: longest.fact.outcome,
        at: longest.fact.occurredAt,
        until: Math.min(longest.until, endOfTime),
        by,
      },
    ];
  });
  const order = silenced.toSorted((a, b) => a.until - b.until || (a.key < b.key ? -1 : 1));
  return order.map(({ at, until, ...rest }) => ({
    ...rest,
    at: new Date(at).toISOString(),
    until: new Date(until).toISOString(),
  }));
}
