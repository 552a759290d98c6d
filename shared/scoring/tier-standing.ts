/** The tier that a customer stands in from one review to the next: it changes slowly, or for cause. */
import type { TierName } from "../contract/fields.ts";
import type { TierCuts } from "./tier-cuts.ts";

const ORDER = ["low", "mid", "high"] as const;

export type Graded = Exclude<TierName, "potential">;
const levelOf = (tier: TierName | null): number =>
  tier === null ? -1 : ORDER.findIndex((t) => t === tier);

/** The tier of a figure (tier score, or lifetime value with `pareto`) by its cuts alone. */
export function plainTierOf(figure: number, cuts: TierCuts): Graded {
  return figure >= cuts.high ? "high" : figure >= cuts.mid ? "mid" : "low";
}

/**
 * Since the end of which day (days since 1970) the figure has stood on one side of the tier shown,
 * and the tier nearest to it that it stood in meanwhile.
 */
export type Beyond = { since: number; tier: Graded };

/** A tier as the last review left it; `tier` is null before the first. */
export type TierBefore = { tier: TierName | null; beyond: Beyond | null };

export type TierStanding = {
  tier: Graded;
  /** Null where the figure stands in the tier shown. */
  beyond: Beyond | null;
  /** The days it stood beyond the cut, where the tier changes for that alone. */
  settledDays: number | null;
};

/** The level of a figure with the cuts moved by their margins, up (1) or down (-1). */
const pastMargin = (figure: number, cuts: TierCuts, side: 1 | -1): number =>
  figure >= cuts.high + side * cuts.highMargin
    ? 2
    : figure >= cuts.mid + side * cuts.midMargin
      ? 1
      : 0;

/**
 * Returns the tier with hysteresis. It changes at once past a cut by its margin; short of that only
 * where the figure has stood on the other side for `settleDays`, and no further than the nearest
 * tier that it stood in meanwhile. A figure that comes back begins again.
 *
 * One fact is grave enough to need neither, and never comes here: whoever gave everything back has
 * no purchase to grade, is a prospect (`potential`) at once and with the next purchase graded
 * afresh. Falling silent is not: it lowers the figure by itself, and the stage says it first.
 */
export function tierStanding(
  figure: number,
  cuts: TierCuts,
  before: TierBefore,
  today: number,
  settleDays: number,
): TierStanding {
  const plain = plainTierOf(figure, cuts);
  const [from, level] = [levelOf(before.tier), levelOf(plain)];
  if (from < 0 || level === from) return { tier: plain, beyond: null, settledDays: null };
  const side = level > from ? 1 : -1;
  const [nearer, farther] = side > 0 ? [Math.min, Math.max] : [Math.max, Math.min];
  const known = before.beyond && side * (levelOf(before.beyond.tier) - from) > 0;
  const since = known ? before.beyond!.since : today;
  const nearest = known ? nearer(level, levelOf(before.beyond!.tier)) : level;
  const atOnce = farther(from, pastMargin(figure, cuts, side));
  const settled = today - since >= settleDays ? nearest : from;
  const to = farther(atOnce, settled);
  const tier = ORDER[to]!;
  return {
    tier,
    beyond:
      to === level
        ? null
        : to === from
          ? { since, tier: ORDER[nearest]! }
          : { since: today, tier: plain },
    settledDays: to !== atOnce ? today - since : null,
  };
}
