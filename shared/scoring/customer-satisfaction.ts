/** Customer satisfaction (CSAT) of many answers, with an interval. */
import { wilson } from "./numerics/proportion.ts";

/**
 * The share satisfied, 0 to 1 (4 or 5 of 5 count as satisfied), with the 95 % Wilson score
 * interval, which stays inside [0, 1] and is honest with few answers. Null without answers.
 */
export function customerSatisfaction({
  satisfied,
  total,
}: {
  satisfied: number;
  total: number;
}): { score: number; low: number; high: number; answers: number } | null {
  return total === 0
    ? null
    : { score: satisfied / total, ...wilson(satisfied, total), answers: total };
}
