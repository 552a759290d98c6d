/** Engagement of one customer: contact in both directions. */
import { remaining } from "./forgetting.ts";
import type { Policy } from "./policy.ts";
import type { Facts, InteractionFact, Milliseconds } from "./types.ts";

type Ways = { in: boolean; out: boolean };
const [NEITHER, IN, OUT, BOTH]: readonly [Ways, Ways, Ways, Ways] = [
  { in: false, out: false },
  { in: true, out: false },
  { in: false, out: true },
  { in: true, out: true },
];
type Contact = Pick<InteractionFact, "kind" | "direction">;

/**
 * Which ways a contact went: its direction says it, whatever the kind. Without one, people who talk
 * or meet do both, a case comes from the customer, and of a message nothing is known.
 */
function ways({ kind, direction }: Contact): Ways {
  if (kind === "note") return NEITHER;
  if (direction !== null) return direction === "in" ? IN : OUT;
  if (kind === "case") return IN;
  return kind === "email" || kind === "social" ? NEITHER : BOTH;
}

/**
 * Returns true where the customer got in touch with us: a call or meeting without a direction says
 * nothing of that.
 */
export const fromCustomer = (i: Contact): boolean => ways(i) === IN;

/** Returns true where we got in touch with the customer, or talked with them. */
export const fromUs = (i: Contact): boolean => ways(i).out;

/** Returns true where somebody was in touch with somebody: a note is no contact. */
export const isContact = (i: Contact): boolean => ways(i) !== NEITHER;

type Contacts = Pick<Facts, "interactions" | "satisfaction" | "trust">;

/**
 * Counts the facts that engagement rests on: contacts with a way, and answers that the customer
 * gave.
 */
export function engagementFacts({ interactions, satisfaction, trust }: Contacts): number {
  return (
    interactions.filter(isContact).length +
    [...satisfaction, ...trust].filter((a) => a.source === "customer").length
  );
}

/**
 * √(in × out), where each direction is counted with forgetting; answers that the customer gave
 * count as in. One-way contact is no relationship: null until both directions are seen.
 */
export function engagement(
  facts: Contacts,
  now: Milliseconds,
  policy: Policy["engagement"],
): number | null {
  const sum = { in: 0, out: 0 };
  const count = (at: Milliseconds, way: Ways) => {
    const left = remaining(at, now, policy.halfLifeDays);
    if (way.in) sum.in += left;
    if (way.out) sum.out += left;
  };
  for (const i of facts.interactions) count(i.occurredAt, ways(i));
  for (const answers of [facts.satisfaction, facts.trust])
    for (const a of answers) if (a.source === "customer") count(a.occurredAt, IN);
  const both = Math.sqrt(sum.in * sum.out);
  return both > 0 ? both : null;
}
