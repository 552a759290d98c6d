/**
 * Tier: how much a customer matters, by value, loyalty, potential and engagement among all who
 * bought.
 */
import type { Scores } from "../contract/card.ts";
import type { TierName } from "../contract/fields.ts";
import { explain } from "./explain.ts";
import { grid, percentile } from "./numerics/percentile.ts";
import type { Policy } from "./policy.ts";
import { tierCuts, type TierCuts } from "./tier-cuts.ts";

/** Null where it is not known. */
export type TierInputs = {
  value: number | null;
  loyalty: number | null;
  potential: number | null;
  engagement: number | null;
};
type Input = keyof TierInputs;
export type Grids = Record<Input, number[]>;
const INPUTS: readonly Input[] = ["value", "loyalty", "potential", "engagement"];

/** The grids that percentiles are read from. */
export function gridsOf(customers: readonly TierInputs[]): Grids {
  const of = (input: Input) => grid(customers.map((c) => c[input]).filter((v) => v !== null));
  return {
    value: of("value"),
    loyalty: of("loyalty"),
    potential: of("potential"),
    engagement: of("engagement"),
  };
}

/**
 * The tier score: Σ weight × percentile. What is not known gives its weight to the rest, so that
 * nobody is punished for missing data. Null where nothing is known.
 */
export function tierScore(
  inputs: TierInputs,
  grids: Grids,
  policy: Policy["tier"],
  evidence: number,
): Scores["tier"]["explanation"] {
  const known: { input: Input; rank: number; weight: number }[] = [];
  let total = 0;
  for (const input of INPUTS) {
    const value = inputs[input];
    const weight = policy.weights[input];
    const rank = value === null || weight === 0 ? null : percentile(grids[input], value);
    if (rank === null) continue;
    known.push({ input, rank, weight });
    total += weight;
  }
  if (total === 0) return null;
  return explain(
    0,
    known.map(({ input, rank, weight }) => ({
      code: `tier_${input}`,
      points: (weight / total) * rank,
      parameters: { percentile: rank, weight: weight / total },
    })),
    evidence,
  );
}

const ORDER = ["low", "mid", "high"] as const;

type Graded = Exclude<TierName, "potential">;
const levelOf = (tier: TierName | null): number =>
  tier === null ? -1 : ORDER.findIndex((t) => t === tier);

/** The tier of a figure (tier score, or lifetime value with `pareto`) by its cuts alone. */
export function plainTierOf(figure: number, cuts: TierCuts): Graded {
  return figure >= cuts.high ? "high" : figure >= cuts.mid ? "mid" : "low";
}

/**
 * The tier with hysteresis: from the tier before, a customer moves at once past a cut by its
 * margin; short of that only where the figure stood on the other side at the previous review too
 * (`previousPlain`: the plain tier then), and no further than to the nearer of the two. So a figure
 * that stays put settles for good, and one that wobbles about a cut never moves.
 */
export function tierOf(
  figure: number,
  cuts: TierCuts,
  previous: TierName | null,
  previousPlain: TierName | null,
): Graded {
  const plain = plainTierOf(figure, cuts);
  const before = levelOf(previous);
  if (before < 0) return plain;
  const level = levelOf(plain);
  const last =
    previousPlain === null || previousPlain === "potential" ? before : levelOf(previousPlain);
  const past = (side: 1 | -1) =>
    figure >= cuts.high + side * cuts.highMargin
      ? 2
      : figure >= cuts.mid + side * cuts.midMargin
        ? 1
        : 0;
  if (level > before) return ORDER[Math.max(before, past(1), Math.min(level, last))]!;
  if (level < before) return ORDER[Math.min(before, past(-1), Math.max(level, last))]!;
  return plain;
}

/**
 * Tiers for a whole book: grids, scores, cuts and tier of each customer who bought. Equal customers
 * get equal tiers. With fewer customers than the policy's fewest, `cuts` is null and so is every
 * tier.
 */
export function tier<C extends TierInputs & { id: string }>(
  customers: readonly C[],
  policy: Policy["tier"],
  previous: Readonly<Record<string, TierName | null>>,
): {
  grids: Grids;
  cuts: TierCuts | null;
  tiers: (C & { score: number | null; tier: Graded | null })[];
} {
  const grids = gridsOf(customers);
  const scores = customers.map((c) => tierScore(c, grids, policy, 0)?.total ?? null);
  const cuts = tierCuts(
    customers.map((c, i) => ({ score: scores[i] ?? null, value: c.value })),
    policy,
  );
  return {
    grids,
    cuts,
    tiers: customers.map((c, i) => {
      const figure = cuts?.of === "value" ? c.value : scores[i]!;
      return {
        ...c,
        score: scores[i]!,
        tier: cuts && figure !== null ? tierOf(figure, cuts, previous[c.id] ?? null, null) : null,
      };
    }),
  };
}
