/** Tier: how much a customer matters. */
import type { Explanation, Factor, Scores } from "../contract/card.ts";
import type { TierName } from "../contract/fields.ts";
import type { Policy } from "./policy.ts";
import { tierBook, type TierBook } from "./tier-book.ts";
import type { TierCuts } from "./tier-cuts.ts";
import { tierScore, type Grids, type TierInputs } from "./tier-score.ts";
import {
  plainTierOf,
  tierStanding,
  type Graded,
  type TierBefore,
  type TierStanding,
} from "./tier-standing.ts";

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
  /** So far; absent where nobody reads the explanation. */ orders?: number;
  before: TierBefore;
  today: number;
  evidence: number;
};

/** Where the tiers begin; none where nobody could reach it. */
function beginsFactors({ of, high, mid }: TierCuts): Factor[] {
  if (high > Number.MAX_SAFE_INTEGER) return [];
  return of === "score"
    ? [{ code: "tier_begins", points: 0, parameters: { high, mid } }]
    : [{ code: "tier_begins_worth", points: 0, parameters: { highAmount: high, midAmount: mid } }];
}

/**
 * Says what a reader needs beside the points, and what changes nothing: that it is too early to be
 * sure of a newcomer or of a single order, where the tiers begin, and that a tier was kept although
 * the figure lies past where it ends.
 */
function withNotes(
  explanation: Explanation,
  { ageDays, orders }: TierCase,
  cuts: TierCuts,
  kept: { tier: Graded; plain: Graded },
  { newcomerDays, settleDays }: Policy["tier"],
): Explanation {
  const notes: Factor[] = [];
  if (ageDays < newcomerDays)
    notes.push({ code: "tier_too_early", points: 0, parameters: { days: ageDays } });
  else if (orders === 1) notes.push({ code: "tier_one_order", points: 0 });
  notes.push(...beginsFactors(cuts));
  if (kept.tier !== kept.plain)
    notes.push({
      code: "tier_kept",
      points: 0,
      parameters: { tier: kept.plain, days: settleDays },
    });
  return { ...explanation, factors: [...explanation.factors, ...notes] };
}

/**
 * Returns the tier of a customer who bought. Without a book to compare with (no cuts) it is the
 * tier before, or mid, and there is no score.
 */
export function tierOf(
  graded: TierCase,
  { grids, tierCuts: cuts, tierWeights }: TierBook,
  policy: Policy["tier"],
): Tier {
  const { inputs, before, today, evidence } = graded;
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
  const plain = plainTierOf(figure, cuts);
  return {
    tier: {
      tier,
      score: explanation.total,
      explanation: withNotes(explanation, graded, cuts, { tier, plain }, policy),
    },
    plainTier: plain,
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
