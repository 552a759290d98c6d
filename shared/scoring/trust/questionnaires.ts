/** Answers that a customer gave to the trust questionnaire themselves, on 0 to 100. */
import type { DimensionName } from "../../contract/fields.ts";
import type { Policy } from "../policy.ts";
import { byText } from "../numerics/order.ts";
import type { Facts, Milliseconds, TrustFact } from "../types.ts";

export const DIMENSIONS: readonly DimensionName[] = [
  "professionalism",
  "expertise",
  "rapport",
  "benefit",
];

/** One questionnaire: its answers in points, and their mean by the policy's weights. */
export type Questionnaire = {
  at: Milliseconds;
  points: Partial<Record<DimensionName, number>>;
  /** Each answered dimension's part in `overall`; together 1, or 0 where no weight counts. */
  parts: Partial<Record<DimensionName, number>>;
  /** Null where only dimensions without weight were answered. */
  overall: number | null;
  /** Items of dimensions that were asked by several, 1 to 7, reversed ones turned round. */
  items: NonNullable<TrustFact["answers"]["items"]>;
};

/** An answer of 1 to 7 in points, 0 to 100. */
const pointsOf = (answer: number) => (100 * (answer - 1)) / 6;

function questionnaireOf(
  { answers, occurredAt: at }: TrustFact,
  weights: Policy["trust"]["weights"],
): Questionnaire {
  const answered = DIMENSIONS.filter((dimension) => answers[dimension] !== undefined);
  const total = answered.reduce((sum, dimension) => sum + weights[dimension], 0);
  const points: Questionnaire["points"] = {};
  const parts: Questionnaire["parts"] = {};
  let overall = 0;
  for (const dimension of answered) {
    points[dimension] = pointsOf(answers[dimension]!);
    parts[dimension] = total > 0 ? weights[dimension] / total : 0;
    overall += parts[dimension] * points[dimension];
  }
  return { at, points, parts, overall: total > 0 ? overall : null, items: answers.items ?? {} };
}

/**
 * The questionnaires that the customer answered, oldest first, in one order whatever order the
 * facts came in. What a rep noted is not among them.
 */
export function questionnairesOf(
  { trust }: Pick<Facts, "trust">,
  { weights }: Policy["trust"],
): Questionnaire[] {
  return trust
    .filter(({ source }) => source === "customer")
    .map((fact) => questionnaireOf(fact, weights))
    .sort((p, q) => p.at - q.at || byText(orderOf(p), orderOf(q)));
}

const orderOf = ({ points }: Questionnaire) =>
  DIMENSIONS.map((dimension) => points[dimension] ?? "").join();
