/** Answers to the trust questionnaire, as facts hold them. */
import { z } from "@hono/zod-openapi";
import { dimensionName } from "./fields.ts";

/** 1 (not at all) to 7 (fully). */
const item = z.int().min(1).max(7);
/** An answer, or the mean of several items, which may lie between two whole numbers. */
const answer = z.number().min(1).max(7);
/** The answers to each item of one dimension, in the order of the questionnaire. */
const itemsOfDimension = z.array(item).min(2).max(10);

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * An answer to each dimension. Where a dimension was asked by several items, `items` holds them as
 * they count (reversed ones turned round, 8 − x) and the dimension's answer is their mean.
 */
export const trustAnswers = z
  .strictObject({
    professionalism: answer.optional(),
    expertise: answer.optional(),
    rapport: answer.optional(),
    benefit: answer.optional(),
    items: z
      .strictObject({
        professionalism: itemsOfDimension.optional(),
        expertise: itemsOfDimension.optional(),
        rapport: itemsOfDimension.optional(),
        benefit: itemsOfDimension.optional(),
      })
      .optional(),
  })
  .superRefine((answers, check) => {
    for (const dimension of dimensionName.options) {
      const items = answers.items?.[dimension];
      if (items === undefined) continue;
      if (Math.abs((answers[dimension] ?? 0) - meanOf(items)) > 1e-9)
        check.addIssue({ code: "custom", path: [dimension], message: "is the mean of its items" });
    }
  })
  .refine((answers) => dimensionName.options.some((name) => answers[name] !== undefined), {
    message: "answer at least one dimension",
  });
export type TrustAnswers = z.infer<typeof trustAnswers>;
