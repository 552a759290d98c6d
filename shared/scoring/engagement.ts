/** Engagement of one customer: contact in both directions. */
import { remaining } from "./forgetting.ts";
import type { Policy } from "./policy.ts";
import type { Facts, InteractionFact, Milliseconds } from "./types.ts";

/** Which ways a contact went: people who talk or meet do both. */
function ways({ kind, direction }: Pick<InteractionFact, "kind" | "direction">): { in: boolean; out: boolean } {
  switch (kind) {
    case "call": case "meeting": case "chat": case "event": return { in: true, out: true };
    case "note": return { in: false, out: false };
    case "case": return { in: direction !== "out", out: direction === "out" };
    case "email": case "social": return { in: direction === "in", out: direction === "out" };
  }
}

/** Whether the customer spoke to us in it. */
export const fromCustomer = (i: Pick<InteractionFact, "kind" | "direction">): boolean => ways(i).in;

/**
 * √(in × out), where each direction is counted with forgetting; answers that the customer gave count as in. One-way contact
 * is no relationship: null until both directions are seen.
 */
export function engagement(facts: Pick<Facts, "interactions" | "satisfaction" | "trust">, now: Milliseconds, policy: Policy["engagement"]): number | null {
  const contacts = [
    ...facts.interactions.map((i) => ({ at: i.occurredAt, ...ways(i) })),
    ...[...facts.satisfaction, ...facts.trust].filter((a) => a.source === "customer").map((a) => ({ at: a.occurredAt, in: true, out: false })),
  ].sort((p, q) => p.at - q.at);
  const count = (way: "in" | "out") =>
    contacts.filter((c) => c[way]).reduce((sum, c) => sum + remaining(c.at, now, policy.halfLifeDays), 0);
  const both = Math.sqrt(count("in") * count("out"));
  return both > 0 ? both : null;
}
