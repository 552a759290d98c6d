/** Actions of the company's own: their words, and the conditions under which each applies. */
import { z } from "zod";
import { text } from "../../../contract/fields.ts";
import {
  codeComparisons,
  codeMeasures,
  numberComparisons,
  numberMeasures,
  OWN_PREFIX,
  ownUrgencies,
  type CodeMeasure,
  type OwnKey,
} from "./own-measures.ts";

/** The type tells the prefix, which the pattern demands. */
export const ownKey = z
  .string()
  .regex(
    new RegExp(`^${OWN_PREFIX}[a-z0-9_]{1,40}$`),
    `begin it with ${OWN_PREFIX}; then up to 40 of a-z, 0-9 and _`,
  ) as unknown as z.ZodType<OwnKey>;

export const ownCondition = z.discriminatedUnion("comparison", [
  z.strictObject({
    comparison: z.enum(codeComparisons),
    measure: z.enum(Object.keys(codeMeasures) as [CodeMeasure, ...CodeMeasure[]]),
    /** A code of the measure. */
    value: text(40),
  }),
  z.strictObject({
    comparison: z.enum(numberComparisons),
    measure: z.enum(numberMeasures),
    value: z.number().min(-1e12).max(1e12),
  }),
]);

const words = z.strictObject({
  title: text(80),
  /** Said under the title, of every customer alike. */
  reason: text(200),
});

export const ownAction = z.strictObject({
  key: ownKey,
  wording: z.strictObject({ en: words, zh_CN: words }),
  /** All of them must hold. */
  conditions: z.array(ownCondition).min(1).max(10),
  urgency: z.enum(ownUrgencies),
  /** True for one that asks or sells: not within the quiet days after bad news. */
  sells: z.boolean(),
});
export type OwnAction = z.infer<typeof ownAction>;
