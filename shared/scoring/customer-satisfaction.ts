/** Customer satisfaction (CSAT) of many answers, with an interval. */
import { clusteredShare, customerMeans } from "./numerics/clustered.ts";
import { wilson } from "./numerics/proportion.ts";

/** A share, 0 to 1, with its 95 % interval. */
export type CustomerSatisfaction = { score: number; low: number; high: number; answers: number };
/** An answer from 1 to 5. */
type CustomerAnswer = { customerId: string; value: number };
type OfCustomers = CustomerSatisfaction & { customers: number };
type Counts = { satisfied: number; total: number };

/**
 * The share satisfied, 0 to 1 (4 or 5 of 5 count as satisfied). Null without answers. Of answers
 * with a customer id it is the mean of the customers' own shares, and the interval takes customers
 * for independent, not answers (`numerics/clustered.ts`). Of counts it is the plain share with the
 * Wilson score interval, for answers of one each.
 */
export function customerSatisfaction(answers: readonly CustomerAnswer[]): OfCustomers | null;
export function customerSatisfaction(answers: Counts): CustomerSatisfaction | null;
export function customerSatisfaction(
  answers: Counts | readonly CustomerAnswer[],
): CustomerSatisfaction | OfCustomers | null {
  if ("total" in answers) {
    const { satisfied, total } = answers;
    return total === 0
      ? null
      : { score: satisfied / total, ...wilson(satisfied, total), answers: total };
  }
  const known = clusteredShare(customerMeans(answers, ({ value }) => (value >= 4 ? 1 : 0)));
  if (known === null) return null;
  const { share, low, high, clusters } = known;
  return { score: share, low, high, answers: answers.length, customers: clusters };
}
