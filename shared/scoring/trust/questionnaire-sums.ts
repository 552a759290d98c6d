/** Sums of one customer's questionnaires: what the book's fit needs of them, and no more. */
import type { DimensionName } from "../../contract/fields.ts";
import type { Policy } from "../policy.ts";
import { addItemSums, type ItemSums } from "./item-sums.ts";
import { weighAnswers } from "./shrinkage.ts";
import { DIMENSIONS, type Questionnaire } from "./questionnaires.ts";
import { type Sums, sumsOf } from "./sums.ts";

export type QuestionnaireSums = {
  overall: Sums;
  dimensions: Record<DimensionName, Sums>;
  /** Of questionnaires with an answer to every dimension: the plain sum of each, and the items. */
  complete: { total: Sums; items: Record<DimensionName, Sums> };
  /**
   * Of questionnaires that ask several items a dimension. Absent where none did, as before any
   * could.
   */
  items?: ItemSums;
  /** The effective number and mean of the answers overall, newer ones counting more. */
  recent: { count: number; mean: number } | null;
};

const byDimension = (of: (dimension: DimensionName) => Sums): Record<DimensionName, Sums> => ({
  professionalism: of("professionalism"),
  expertise: of("expertise"),
  rapport: of("rapport"),
  benefit: of("benefit"),
});

/** Adds up questionnaires; null without any. */
export function questionnaireSums(
  questionnaires: readonly Questionnaire[],
  { halfLifeDays }: Policy["trust"],
): QuestionnaireSums | null {
  if (questionnaires.length === 0) return null;
  const on = (among: readonly Questionnaire[]) => (dimension: DimensionName) =>
    sumsOf(among.flatMap(({ points }) => points[dimension] ?? []));
  const complete = questionnaires.filter(({ points }) =>
    DIMENSIONS.every((dimension) => points[dimension] !== undefined),
  );
  const overall = questionnaires.flatMap(({ at, overall: value }) =>
    value === null ? [] : [{ at, value }],
  );
  const answered = weighAnswers(overall, halfLifeDays);
  const items = addItemSums(questionnaires.map((one) => one.items));
  return {
    overall: sumsOf(overall.map(({ value }) => value)),
    dimensions: byDimension(on(questionnaires)),
    complete: {
      total: sumsOf(
        complete.map(({ points }) => DIMENSIONS.reduce((sum, d) => sum + points[d]!, 0)),
      ),
      items: byDimension(on(complete)),
    },
    ...(items !== null && { items }),
    recent: answered && { count: answered.count, mean: answered.mean },
  };
}
