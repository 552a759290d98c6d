/** Colleagues who know a customer, by the logs alone. */
import type { Colleague } from "../../shared/contract/card.ts";
import { isContact } from "../../shared/scoring/index.ts";
import { isPlausible } from "../../shared/time/instants.ts";
import type { LoadedFacts } from "../store/facts.ts";

/** Colleagues on a card: more than these nobody asks. */
const colleaguesShown = 10;

/**
 * Returns those of us who logged contacts with a customer, most contacts first; notes are none, and
 * those whose name nobody knows are left out. `names` by the ids of users.
 */
export function colleaguesOf(
  { interactions }: Pick<LoadedFacts, "interactions">,
  names: ReadonlyMap<string, string | null>,
  now: number,
): Colleague[] {
  const found = new Map<string, { contacts: number; last: number }>();
  for (const one of interactions) {
    const { userId, occurredAt } = one;
    if (userId === null || !isContact(one) || !isPlausible(occurredAt, now)) continue;
    const { contacts, last } = found.get(userId) ?? { contacts: 0, last: occurredAt };
    found.set(userId, { contacts: contacts + 1, last: Math.max(last, occurredAt) });
  }
  return [...found]
    .flatMap(([userId, { contacts, last }]) => {
      const name = names.get(userId) ?? null;
      return name === null ? [] : [{ name, contacts, last }];
    })
    .sort((a, b) => b.contacts - a.contacts || b.last - a.last || (a.name < b.name ? -1 : 1))
    .slice(0, colleaguesShown)
    .map(({ name, contacts, last }) => ({ name, contacts, lastAt: new Date(last).toISOString() }));
}
