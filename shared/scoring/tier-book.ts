/** Places, cuts and weights that the tiers of a book are graded by. */
import type { Policy } from "./policy.ts";
import { tierCuts, type TierCuts } from "./tier-cuts.ts";
import { gridsOf, tierScore, type Grids, type TierInputs, type TierWeights } from "./tier-score.ts";

/** Plain JSON, a part of each review's model. */
export type TierBook = {
  grids: Grids;
  tierCuts: TierCuts | null;
  /** The weights in force; absent from models before a back-test could move them. */
  tierWeights?: TierWeights;
};

/** Returns what the customers who bought are graded by, each among all of them. */
export function tierBook(
  customers: readonly TierInputs[],
  policy: Policy["tier"],
  weights: TierWeights = policy.weights,
): Required<TierBook> {
  const grids = gridsOf(customers);
  const figures = customers.map((one) => ({
    score: tierScore(one, grids, weights, 0)?.total ?? null,
    value: one.value,
  }));
  return { grids, tierCuts: tierCuts(figures, policy), tierWeights: weights };
}
