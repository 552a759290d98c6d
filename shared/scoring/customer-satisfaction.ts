/** Customer satisfaction (CSAT) of many answers, with an interval. */
import { Z95 } from "./normal.ts";

/** The share satisfied (4 or 5 of 5), with the 95 % Wilson score interval (Wilson 1927). Null without answers. */
export function customerSatisfaction({ satisfied, total }: { satisfied: number; total: number }): { score: number; low: number; high: number; answers: number } | null {
  if (total === 0) return null;
  const share = satisfied / total;
  const z2 = Z95 * Z95;
  const centre = (satisfied + z2 / 2) / (total + z2);
  const half = (Z95 / (total + z2)) * Math.sqrt(total * share * (1 - share) + z2 / 4);
  return {
    score: share, answers: total,
    low: satisfied === 0 ? 0 : centre - half, high: satisfied === total ? 1 : centre + half,
  };
}
