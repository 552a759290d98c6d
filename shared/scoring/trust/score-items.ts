/** Scoring of a questionnaire's items: reversed ones are turned round before they count. */
import type { DimensionName } from "../../contract/fields.ts";
import type { TrustAnswers } from "../../contract/trust-answers.ts";
import { DIMENSIONS } from "./questionnaires.ts";

/** One question of the questionnaire, answered 1 to 7. */
export type TrustItem = {
  key: string;
  dimension: DimensionName;
  /** True where agreeing speaks against trust. */
  isReversed: boolean;
};

/** Turns the answer to a reversed item of 7 points round. */
export const turnRound = (answer: number): number => 8 - answer;

/**
 * Scores answers by item key: each dimension's mean over the items that were answered, and, of
 * those asked by several, the items as they count. Items of a dimension that was not answered whole
 * are left out: reliability needs them all.
 */
export function scoreItems(
  items: readonly TrustItem[],
  answers: Readonly<Record<string, number | undefined>>,
): TrustAnswers {
  const scored: TrustAnswers = {};
  const whole: NonNullable<TrustAnswers["items"]> = {};
  for (const dimension of DIMENSIONS) {
    const asked = items.filter((item) => item.dimension === dimension);
    const given = asked.flatMap(({ key, isReversed }) => {
      const answer = answers[key];
      if (answer === undefined) return [];
      return [isReversed ? turnRound(answer) : answer];
    });
    if (given.length === 0) continue;
    scored[dimension] = given.reduce((sum, value) => sum + value, 0) / given.length;
    if (given.length === asked.length && given.length > 1) whole[dimension] = given;
  }
  return Object.keys(whole).length === 0 ? scored : { ...scored, items: whole };
}
