/** The ways to state a chance to buy: a purchase model, calibrated or not, or a plain rule. */
import type { PurchaseModelName } from "../../contract/fields.ts";
import type { Teller } from "./teller.ts";
import {
  calibrate,
  calibrateRow,
  learnCalibration,
  rowsOf,
  type Calibration,
} from "./calibration.ts";
import { fitIsotonic, isotonic, risingOrder } from "./isotonic.ts";
import { inOrder, type Lesson, type Looks } from "./looks.ts";
import {
  chanceByRule,
  chanceOfFigure,
  learnRanked,
  PLAIN_RULES,
  rankedBy,
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

/** Each model as it is. */
export const modelCandidates = (tellers: readonly Teller[]): Candidate[] =>
  tellers.map((teller) => ({ by: "model", teller, calibration: null }));

export const plainCandidates: readonly Candidate[] = PLAIN_RULES.map((by) => ({ by }));

/** Each model with each calibration. */
export const calibratedCandidates = (tellers: readonly Teller[]): Candidate[] =>
  tellers.flatMap((teller) =>
    (["platt", "isotonic", "adjusted"] as const).map((calibration): Candidate => ({
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

/** A way that was learned from a lesson, and the chance that it states of the customer of a row. */
export type Learned = { rule: ChanceRule; chanceAt(row: number): number };

/** Learns plain rules from looks: their customers are put in order once. */
function plainLearner(by: PlainRuleName, { seen, came }: Looks): (from: Lesson) => Learned {
  const { figures, order } = rankedBy(by, seen);
  return (lesson) => {
    const rule = learnRanked(by, { figures, order: inOrder(order, lesson) }, came);
    return { rule, chanceAt: (row) => chanceOfFigure(rule, figures[row]!) };
  };
}

/** Learns rising curves from looks: the stated chances are put in order once. */
function isotonicLearner(
  { name, model }: Teller,
  { came, chances }: Looks,
): (from: Lesson) => Learned {
  const stated = chances.get(name)!;
  const order = risingOrder(stated);
  return (lesson) => {
    const calibration = fitIsotonic(stated, came, inOrder(order, lesson));
    return {
      rule: { by: "model", model, calibration },
      chanceAt: (row) => isotonic(stated[row]!, calibration),
    };
  };
}

/** Learns calibrations from looks, each beginning at the one before: lessons differ little. */
function weightsLearner(
  { name, model }: Teller,
  kind: "platt" | "adjusted",
  { seen, came, chances }: Looks,
  scale: number,
): (from: Lesson) => Learned {
  const rows = rowsOf(chances.get(name)!, seen, scale);
  let near: readonly number[] | undefined;
  return ({ rows: lesson }) => {
    const calibration = learnCalibration(kind, { rows, came, lesson }, scale, near);
    near = calibration.weights;
    return {
      rule: { by: "model", model, calibration },
      chanceAt: (row) => calibrateRow(rows, row, calibration.weights),
    };
  };
}

/** Makes the function that learns a way from some of the looks' rows. `scale`: minor units. */
export function learnerOf(
  candidate: Candidate,
  looks: Looks,
  scale: number,
): (from: Lesson) => Learned {
  if (candidate.by !== "model") return plainLearner(candidate.by, looks);
  const { teller, calibration } = candidate;
  if (calibration === "isotonic") return isotonicLearner(teller, looks);
  if (calibration !== null) return weightsLearner(teller, calibration, looks, scale);
  const chances = looks.chances.get(teller.name)!;
  return () => ({
    rule: { by: "model", model: teller.model, calibration: null },
    chanceAt: (row) => chances[row]!,
  });
}

/** The chance of a customer by a learned way; `chance` is what the rule's model gives them. */
export function chanceBy(rule: ChanceRule, seen: Sighting, chance: number): number {
  if (rule.by !== "model") return chanceByRule(rule, seen);
  return rule.calibration ? calibrate({ ...seen, chance }, rule.calibration) : chance;
}
