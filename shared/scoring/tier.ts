/** Tier: how much a customer matters. */
import type { Explanation, Factor, Scores } from "../contract/card.ts";
import type { TierName } from "../contract/fields.ts";
import type { Policy } from "./policy.ts";
import { tierBook, type TierBook } from "./tier-book.ts";
import type { TierCuts } from "./tier-cuts.ts";
import { tierScore, type Grids, type TierInputs } from "./tier-score.ts";
import { plainTierOf, tierStanding, type TierBefore, type TierStanding } from "./tier-standing.ts";

/** A tier, what it would be without hysteresis, and how it stands where it was graded. */
export type Tier = {
  tier: Scores["tier"];
  plainTier: TierName;
  /** The figure that was cut: the score, or the lifetime value where the policy cuts by that. */
  figure: number | null;
  standing: Pick<TierStanding, "beyond" | "settledDays">;
};

/** The tier of a customer who is not graded. */
export const ungraded = (tier: TierName): Tier => ({
  tier: { tier, score: null, explanation: null },
  plainTier: tier,
  figure: null,
  standing: { beyond: null, settledDays: null },
});

/** Everything a tier is graded from; `today` in days since 1970, `evidence` the number of facts. */
export type TierCase = {
  inputs: TierInputs;
  /** Days since the first purchase. */ ageDays: number;
  before: TierBefore;
  today: number;
  evidence: number;
};

/** Says of a newcomer that it is too early to be sure, which changes nothing else. */
function withTooEarly(
  explanation: Explanation,
  ageDays: number,
  newcomerDays: number,
): Explanation {
  if (ageDays >= newcomerDays) return explanation;
  const early: Factor = { code: "tier_too_early", points: 0, parameters: { days: ageDays } };
  return { ...explanation, factors: [...explanation.factors, early] };
}

/**
 * Returns the tier of a customer who bought. Without a book to compare with (no cuts) it is the
 * tier before, or mid, and there is no score.
 */
export function tierOf(
  { inputs, ageDays, before, today, evidence }: TierCase,
  { grids, tierCuts: cuts, tierWeights }: TierBook,
  policy: Policy["tier"],
): Tier {
  const explanation = cuts && tierScore(inputs, grids, tierWeights ?? policy.weights, evidence);
  const figure = cuts?.of === "value" ? inputs.value : (explanation?.total ?? null);
  if (!cuts || !explanation || figure === null) {
    const isGraded = before.tier !== null && before.tier !== "potential";
    return ungraded(isGraded ? before.tier! : "mid");
  }
  const { tier, beyond, settledDays } = tierStanding(
    figure,
    cuts,
    before,
    today,
    policy.settleDays,
  );
  return {
    tier: {
      tier,
      score: explanation.total,
      explanation: withTooEarly(explanation, ageDays, policy.newcomerDays),
    },
    plainTier: plainTierOf(figure, cuts),
    figure,
    standing: { beyond, settledDays },
  };
}

const UNGRADED: TierBefore = { tier: null, beyond: null };

/**
 * Tiers for a whole book: grids, scores, cuts and tier of each customer who bought. Equal customers
 * get equal tiers. With fewer customers than the policy's fewest, `cuts` is null and so is every
 * tier. `previous` by id, and `today` (days since 1970) for how long they stood beyond a cut.
 */
export function tier<C extends TierInputs & { id: string }>(
  customers: readonly C[],
  policy: Policy["tier"],
  previous: Readonly<Record<string, TierBefore>>,
  today = 0,
): {
  grids: Grids;
  cuts: TierCuts | null;
  tiers: (C & { score: number | null; tier: TierName | null })[];
} {
  const book = tierBook(customers, policy);
  const { grids, tierCuts: cuts } = book;
  return {
    grids,
    cuts,
    tiers: customers.map((inputs) => {
      const before = previous[inputs.id] ?? UNGRADED;
      const known = { inputs, ageDays: policy.newcomerDays, before, today, evidence: 0 };
      const { tier: graded, figure } = tierOf(known, book, policy);
      return { ...inputs, score: graded.score, tier: figure === null ? null : graded.tier };
    }),
  };
}
