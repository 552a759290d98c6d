/** The ways to state a chance to buy: a purchase model, calibrated or not, or a plain rule. */
import type { PurchaseModelName } from "../../contract/fields.ts";
import type { ReadyModel } from "../models/purchase-models.ts";
import { columnsOf } from "../models/columns/book-columns.ts";
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
  | { by: "model"; model: PurchaseModelName; calibration: Calibration["kind"] | null }
  | { by: PlainRuleName };

/** A customer as seen at a moment, and the chance that each model gives them. */
export type Seen = Sighting & { chances: Partial<Record<PurchaseModelName, number>> };

/** The ways that need no calibration: each model as it is, and the plain rules. */
export const plainCandidates = (models: readonly PurchaseModelName[]): Candidate[] => [
  ...models.map((model): Candidate => ({ by: "model", model, calibration: null })),
  ...PLAIN_RULES.map((by): Candidate => ({ by })),
];

/** Each model with each calibration. */
export const calibratedCandidates = (models: readonly PurchaseModelName[]): Candidate[] =>
  models.flatMap((model) =>
    (["platt", "adjusted"] as const).map((calibration): Candidate => ({
      by: "model",
      model,
      calibration,
    })),
  );

/** The name of a way in a back-test: `mbg_nbd`, `mbg_nbd+adjusted`, `recency`. */
export const candidateName = (candidate: Candidate): string =>
  candidate.by !== "model"
    ? candidate.by
    : candidate.model + (candidate.calibration ? `+${candidate.calibration}` : "");

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
  const { model, calibration: kind } = candidate;
  if (kind === null) return { by: "model", model, calibration: null };
  const statements = seen.map(({ chances, spent, frequency }) => ({
    chance: chances[model]!,
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

/** Customers with the chance that each of the models gives them over `weeks`. */
export function seenBy(
  sightings: readonly Sighting[],
  models: readonly ReadyModel[],
  weeks: number,
): Seen[] {
  const book = columnsOf(sightings);
  const columns = models.map(({ name, chanceToBuyAll }) => ({
    name,
    chances: chanceToBuyAll(book, weeks),
  }));
  return sightings.map((sighting, row) => {
    const seen: Seen = { ...sighting, chances: {} };
    for (const { name, chances } of columns) seen.chances[name] = chances[row]!;
    return seen;
  });
}
