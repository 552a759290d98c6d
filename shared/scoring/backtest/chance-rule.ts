/** The ways to state a chance to buy: a purchase model, calibrated or not, or a plain rule. */
import type { PurchaseModelName } from "../../contract/fields.ts";
import type { Teller } from "./teller.ts";
import { calibrate, fitCalibration, type Calibration } from "./calibration.ts";
import {
  chanceByRule,
  learnPlainRule,
  PLAIN_RULES,
  type PlainRule,
  type PlainRuleName,
} from "./plain-rules.ts";
import type { Sighting } from "./purchase-record.ts";

/** A way to state the chance, learned: plain JSON. */
export type ChanceRule =
  | { by: "model"; model: PurchaseModelName; calibration: Calibration | null }
  | PlainRule;

/** A way that can be learned; its name is shown in the back-test. */
export type Candidate =
  | { by: "model"; teller: Teller; calibration: Calibration["kind"] | null }
  | { by: PlainRuleName };

/** A customer as seen at a moment, and the chance that each model gives them, by its name. */
export type Seen = Sighting & { chances: Record<string, number> };

/** Each model as it is. */
export const modelCandidates = (tellers: readonly Teller[]): Candidate[] =>
  tellers.map((teller) => ({ by: "model", teller, calibration: null }));

export const plainCandidates: readonly Candidate[] = PLAIN_RULES.map((by) => ({ by }));

/** Each model with each calibration. */
export const calibratedCandidates = (tellers: readonly Teller[]): Candidate[] =>
  tellers.flatMap((teller) =>
    (["platt", "adjusted"] as const).map((calibration): Candidate => ({
      by: "model",
      teller,
      calibration,
    })),
  );

/** The name of a way in a back-test: `mbg_nbd`, `mbg_nbd+season+adjusted`, `recency`. */
export const candidateName = (candidate: Candidate): string =>
  candidate.by !== "model"
    ? candidate.by
    : candidate.teller.name + (candidate.calibration ? `+${candidate.calibration}` : "");

/**
 * Learns a way from customers seen earlier and whether each bought (1) or not (0). `scale`: minor
 * units.
 */
export function learnChance(
  candidate: Candidate,
  seen: readonly Seen[],
  came: readonly number[],
  scale: number,
): ChanceRule {
  if (candidate.by !== "model") return learnPlainRule(candidate.by, seen, came);
  const { teller, calibration: kind } = candidate;
  const { model } = teller;
  if (kind === null) return { by: "model", model, calibration: null };
  const statements = seen.map(({ chances, spent, frequency }) => ({
    chance: chances[teller.name]!,
    spent,
    frequency,
  }));
  return { by: "model", model, calibration: fitCalibration(kind, statements, came, scale) };
}

/** The chance of a customer by a learned way; `chance` is what the rule's model gives them. */
export function chanceBy(rule: ChanceRule, seen: Sighting, chance: number): number {
  if (rule.by !== "model") return chanceByRule(rule, seen);
  return rule.calibration ? calibrate({ ...seen, chance }, rule.calibration) : chance;
}
