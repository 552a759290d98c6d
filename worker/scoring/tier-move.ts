/** Moves of tier from one review to the next, and why. */
import type { Factor, Scores } from "../../shared/contract/card.ts";
import type { DecisionKind } from "../../shared/contract/reviews.ts";
import type { TierName } from "../../shared/contract/fields.ts";
import type { MonthSegments } from "../../shared/scoring/snapshot/page.ts";
import type { Proposal } from "../../shared/scoring/hold-tier.ts";
import type { Beyond, TierStanding } from "../../shared/scoring/tier-standing.ts";

/** A review's judgement of a customer's tier: kept beside the card, no personal data. */
export type Reviewed = {
  tier: TierName;
  /** Without hysteresis. */ plain: TierName;
  score: number | null;
  /** The figure that was cut: the score, or the lifetime value where the policy cuts by that. */ figure:
    | number
    | null;
  /** Points of each factor of the tier score, by its code. */
  points: Record<string, number>;
  policy: number;
  /** Null, or absent from reviews before there was such a date, where the two tiers agree. */
  beyond?: Beyond | null;
  /**
   * The tier that waits for a decision, and the review that proposed it; null, or absent from
   * reviews before there were any, where none does.
   */
  proposal?: (Proposal & { review: string; at: number }) | null;
  /** The days the figure stood beyond a cut, where the tier changed for that alone. */
  settledDays?: number | null;
  /** By RFM and k-means, and in the month before; absent from reviews before snapshots. */
  segments?: MonthSegments & { before: MonthSegments | null };
};

/** Changes of less than half a tenth of a point are none to show. */
const leastPoints = 0.05;
const rank: Record<TierName, number> = { potential: 0, low: 1, mid: 2, high: 3 };

/**
 * Returns what to keep of a scoring; `figure` is the lifetime value where that is what the tier
 * goes by.
 */
export function reviewedOf(
  tier: Scores["tier"],
  plain: TierName,
  policy: number,
  figure: number | null,
  { beyond, settledDays }: Pick<TierStanding, "beyond" | "settledDays">,
): Reviewed {
  return {
    tier: tier.override?.computed ?? tier.tier,
    plain,
    score: tier.score,
    figure,
    points: Object.fromEntries(tier.explanation?.factors.map((f) => [f.code, f.points]) ?? []),
    policy,
    beyond,
    settledDays,
  };
}

/**
 * Returns a stored judgement as it stands by the decision on its proposal: from the confirmation on
 * the proposed tier is the customer's own.
 */
export function judgementOf(stored: string | null, decided: DecisionKind | null): Reviewed | null {
  const reviewed = JSON.parse(stored ?? "null") as Reviewed | null;
  if (!reviewed?.proposal || decided !== "confirmed") return reviewed;
  const { tier, beyond, settledDays } = reviewed.proposal;
  return { ...reviewed, tier, beyond, settledDays, proposal: null };
}

/** The way from one tier to another. */
export const directionOf = (from: TierName, to: TierName): "up" | "down" =>
  rank[to] > rank[from] ? "up" : "down";

/**
 * Why a customer stands in another tier, most telling first. Factors of the tier score whose points
 * changed, `points` being the change and `before` and `after` what they were: those that went the
 * way of the tier before the others, the largest change first. Before them what no factor shows:
 * - `first_purchase` {}, `all_returned` {}: they came to be graded, or have nothing to grade by;
 * - `policy_changed` {from, to}: another version of the policy weighs and cuts;
 * - `settled` {days}: the score stood past the cut so many days on end, short of the margin;
 * - `cuts_moved` {}: what is cut did not itself go the way of the tier, the book around it moved.
 */
export function moveReasons(before: Reviewed, after: Reviewed): Factor[] {
  if (before.tier === "potential") return [{ code: "first_purchase", points: 0 }];
  if (after.tier === "potential") return [{ code: "all_returned", points: 0 }];
  const way = directionOf(before.tier, after.tier) === "up" ? 1 : -1;
  const codes = [...new Set([...Object.keys(before.points), ...Object.keys(after.points)])];
  const factors = codes
    .map((code) => {
      const [was, is] = [before.points[code] ?? 0, after.points[code] ?? 0];
      return { code, points: is - was, parameters: { before: was, after: is } };
    })
    .filter((factor) => Math.abs(factor.points) >= leastPoints)
    .sort(
      (p, q) =>
        Number(q.points * way > 0) - Number(p.points * way > 0) ||
        Math.abs(q.points) - Math.abs(p.points) ||
        (p.code < q.code ? -1 : 1),
    );
  const change = (after.figure ?? 0) - (before.figure ?? 0);
  const reasons: Factor[] = [];
  if (before.policy !== after.policy)
    reasons.push({
      code: "policy_changed",
      points: 0,
      parameters: { from: before.policy, to: after.policy },
    });
  const { settledDays } = after;
  if (settledDays != null)
    reasons.push({ code: "settled", points: 0, parameters: { days: settledDays } });
  else if (Math.sign(change) !== way || Math.abs(change) < leastPoints)
    reasons.push({ code: "cuts_moved", points: 0 });
  return [...reasons, ...factors];
}
