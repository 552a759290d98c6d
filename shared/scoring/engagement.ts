/** Engagement of one customer: contact in both directions. */
import { remaining } from "./forgetting.ts";
import type { Policy } from "./policy.ts";
import type { Facts, InteractionFact, Milliseconds } from "./types.ts";

type Ways = { in: boolean; out: boolean };
const [NEITHER, IN, OUT, BOTH]: readonly [Ways, Ways, Ways, Ways] = [{ in: false, out: false }, { in: true, out: false }, { in: false, out: true }, { in: true, out: true }];

/** Which ways a contact went: people who talk or meet do both. */
function ways({ kind, direction }: Pick<InteractionFact, "kind" | "direction">): Ways {
  switch (kind) {
    case "call": case "meeting": case "chat": case "event": return BOTH;
    case "note": return NEITHER;
    case "case": return direction === "out" ? OUT : IN;
    case "email": case "social": return direction === "in" ? IN : direction === "out" ? OUT : NEITHER;
  }
}

/** Whether the customer spoke to us in it. */
export const fromCustomer = (i: Pick<InteractionFact, "kind" | "direction">): boolean => ways(i).in;

/**
 * √(in × out), where each direction is counted with forgetting; answers that the customer gave count as in. One-way contact
 * is no relationship: null until both directions are seen.
 */
export function engagement(facts: Pick<Facts, "interactions" | "satisfaction" | "trust">, now: Milliseconds, policy: Policy["engagement"]): number | null {
  const sum = { in: 0, out: 0 };
  const count = (at: Milliseconds, way: Ways) => {
    const left = remaining(at, now, policy.halfLifeDays);
    if (way.in) sum.in += left;
    if (way.out) sum.out += left;
  };
  for (const i of facts.interactions) count(i.occurredAt, ways(i));
  for (const answers of [facts.satisfaction, facts.trust]) for (const a of answers) if (a.source === "customer") count(a.occurredAt, IN);
  const both = Math.sqrt(sum.in * sum.out);
  return both > 0 ? both : null;
}
