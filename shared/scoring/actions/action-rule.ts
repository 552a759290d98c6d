/** Types that the rules of actions are made of. */
import type { Sentence } from "../../contract/card.ts";
import type { InteractionKind } from "../../contract/fields.ts";
import { isNewer, satisfactionPoints } from "../satisfaction.ts";
import { daysSince, type Situation } from "./situation.ts";
import type { SatisfactionFact } from "../types.ts";

/** The reason to act, as a sentence's code with its facts; null where the rule does not hold. */
export type Rule = (s: Situation) => Sentence | null;

export const because = (
  holds: boolean,
  code: string,
  parameters: Sentence["parameters"] = {},
): Sentence | null => (holds ? { code, parameters } : null);
export const bought = (s: Situation): number => s.measures.rfm?.purchases ?? 0;
export const active = (s: Situation): boolean =>
  s.lifecycle.stage !== "at_risk" && s.lifecycle.stage !== "churned";

/** A note is not a contact: nobody was there but the rep. */
export const isContact = (i: { kind: InteractionKind }): boolean => i.kind !== "note";

/** The newest answer of a side within so many days. */
export function newest(s: Situation, source: "customer" | "rep", within: number) {
  let answer: SatisfactionFact | null = null;
  for (const a of s.facts.satisfaction)
    if (a.source === source && (!answer || isNewer(a, answer))) answer = a;
  if (!answer) return null;
  const days = daysSince(answer.occurredAt, s.now, s.zone);
  return days <= within
    ? {
        metric: answer.metric,
        value: answer.value,
        days,
        points: satisfactionPoints(answer.metric, answer.value),
      }
    : null;
}
