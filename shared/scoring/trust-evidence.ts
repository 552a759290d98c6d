/** Reads from facts how far a customer trusts us. */
import type { DimensionName } from "../contract/fields.ts";
import type { Policy } from "./policy.ts";
import type { Facts, Milliseconds } from "./types.ts";

/** One piece of evidence: `value` from −1 (bad) to 1 (good), `weight` in events. */
export type Evidence = {
  dimension: DimensionName;
  value: number;
  weight: number;
  at: Milliseconds;
  code: string;
};

export const DIMENSIONS: readonly DimensionName[] = [
  "professionalism",
  "expertise",
  "rapport",
  "benefit",
];

/**
 * Returns what facts say of trust: questionnaire answers a (1 to 7) as (a − 4)/3, behaviours as the
 * policy reads them.
 */
export function trustEvidence(
  facts: Pick<Facts, "trust" | "interactions">,
  policy: Policy["trust"],
): Evidence[] {
  const evidence: Evidence[] = [];
  for (const { answers, source, occurredAt: at } of facts.trust) {
    for (const dimension of DIMENSIONS) {
      const answer = answers[dimension];
      if (answer !== undefined)
        evidence.push({
          dimension,
          value: (answer - 4) / 3,
          weight: policy.questionnaire[source],
          at,
          code: `trust_answer_${source}`,
        });
    }
  }
  for (const { behaviours, occurredAt: at } of facts.interactions) {
    for (const seen of behaviours)
      evidence.push({ ...policy.behaviours[seen], at, code: `trust_${seen}` });
  }
  return evidence;
}
