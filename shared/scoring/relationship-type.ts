/** Relationship type: what a relationship lives from, by which evidence dominates. */
import type { Explanation } from "../contract/card.ts";
import type { RelationshipTypeName } from "../contract/fields.ts";
import { explain } from "./explain.ts";
import { remaining } from "./forgetting.ts";
import type { Policy } from "./policy.ts";
import { DAY, type PurchaseDay } from "./summarise.ts";
import type { Facts, InteractionFact, Milliseconds } from "./types.ts";

/** Kinds of evidence, and what each speaks for. */
const SPEAKS_FOR = {
  type_purchases: "transactional",
  type_contacts: "relational",
  type_trust_answers: "relational",
  type_trust_notes: "relational",
  type_experiences: "experiential",
  type_answers: "experiential",
  type_notes: "experiential",
} as const satisfies Record<string, RelationshipTypeName>;
type Kind = keyof typeof SPEAKS_FOR;
const KINDS = Object.keys(SPEAKS_FOR) as readonly Kind[];

const isFelt = ({ kind, behaviours }: InteractionFact) =>
  kind === "event" ||
  kind === "social" ||
  behaviours.includes("complaint_solved") ||
  behaviours.includes("complaint_unsolved");

/** Returns what one piece of a kind weighs. */
const weightOf = (kind: Kind, { customer, rep }: Policy["trust"]["questionnaire"]) =>
  kind === "type_answers" || kind === "type_trust_answers"
    ? customer
    : kind === "type_notes" || kind === "type_trust_notes"
      ? rep
      : 1;

type Sums = Partial<Record<Kind, { count: number; left: number }>>;

/**
 * Returns how much evidence there is of each kind, and what forgetting left of it; a bare note is
 * none.
 */
function gather(
  facts: Facts,
  days: readonly PurchaseDay[],
  now: Milliseconds,
  halfLifeDays: number,
): Sums {
  const sums: Sums = {};
  const found = (kind: Kind, at: Milliseconds) => {
    const sum = (sums[kind] ??= { count: 0, left: 0 });
    sum.count++;
    sum.left += remaining(at, now, halfLifeDays);
  };
  for (const { day } of days) found("type_purchases", day * DAY);
  for (const i of facts.interactions)
    if (i.kind !== "note" || i.behaviours.length > 0)
      found(isFelt(i) ? "type_experiences" : "type_contacts", i.occurredAt);
  for (const { source, occurredAt } of facts.trust)
    found(source === "customer" ? "type_trust_answers" : "type_trust_notes", occurredAt);
  for (const { source, occurredAt } of facts.satisfaction)
    found(source === "customer" ? "type_answers" : "type_notes", occurredAt);
  return sums;
}

/**
 * The type with the largest share of all evidence, and the shares, which add up to 100. Purchase
 * days speak for a transactional relationship; contacts and trust answers for a relational one;
 * what was felt and said (satisfaction, events, social contact, complaints) for an experiential
 * one. An answer weighs as in trust (by default 3 for the customer's own, 1 for a rep's), older
 * evidence less, by the half-life of information. Of two that are equal the first, in this order.
 * Null without evidence, or where all of it is forgotten.
 */
export function relationshipType(
  facts: Facts,
  days: readonly PurchaseDay[],
  policy: Pick<Policy, "trust" | "relationship">,
  now: Milliseconds,
): { type: RelationshipTypeName; typeExplanation: Explanation } | null {
  const sums = gather(facts, days, now, policy.relationship.informationHalfLifeDays);
  const shares: Record<RelationshipTypeName, number> = {
    transactional: 0,
    relational: 0,
    experiential: 0,
  };
  const known: { kind: Kind; count: number; amount: number }[] = [];
  let evidence = 0;
  for (const kind of KINDS) {
    const sum = sums[kind];
    if (!sum) continue;
    const amount = sum.left * weightOf(kind, policy.trust.questionnaire);
    shares[SPEAKS_FOR[kind]] += amount;
    known.push({ kind, count: sum.count, amount });
    evidence += sum.count;
  }
  const total = shares.transactional + shares.relational + shares.experiential;
  if (total === 0) return null;
  let type: RelationshipTypeName = "transactional";
  for (const other of ["relational", "experiential"] as const)
    if (shares[other] > shares[type]) type = other;
  const factors = known.map(({ kind, count, amount }) => ({
    code: kind,
    points: (100 * amount) / total,
    parameters: { type: SPEAKS_FOR[kind], count },
  }));
  return { type, typeExplanation: explain(0, factors, evidence) };
}
