/**
 * Tier: how much a customer matters, by value, loyalty, potential and engagement among all who
 * bought.
 */
import type { Scores } from "../contract/card.ts";
import { explain } from "./explain.ts";
import { grid, percentile } from "./numerics/percentile.ts";
import type { Policy } from "./policy.ts";
import { tierCuts, type TierCuts } from "./tier-cuts.ts";
import { tierStanding, type Graded, type TierBefore } from "./tier-standing.ts";

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
        tier:
          cuts && figure !== null
            ? tierStanding(figure, cuts, previous[c.id] ?? UNGRADED, today, policy.settleDays).tier
            : null,
      };
    }),
  };
}
