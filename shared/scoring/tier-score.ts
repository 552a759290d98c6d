/**
 * The tier score: how much a customer matters, by what they are expected to spend and what they
 * have spent, loyalty, potential and contact, each as a place among others.
 */
import type { Scores } from "../contract/card.ts";
import { explain } from "./explain.ts";
import { grid, percentile } from "./numerics/percentile.ts";
import type { Policy } from "./policy.ts";

/**
 * Figures that tiers weigh, each null, or absent, where it is not known. `value` is the lifetime
 * value and `spend` the recent spend (`recent-spend.ts`), minor units.
 */
export type TierInputs = {
  value: number | null;
  spend?: number | null;
  loyalty: number | null;
  potential: number | null;
  engagement: number | null;
};
export type TierInput = keyof TierInputs;
export type TierWeights = Policy["tier"]["weights"];
/** `spend` is absent from models that were fitted before tiers weighed it. */
export type Grids = Record<Exclude<TierInput, "spend">, number[]> & { spend?: number[] };
const INPUTS: readonly TierInput[] = ["value", "spend", "loyalty", "potential", "engagement"];

/** The grids that percentiles are read from. */
export function gridsOf(customers: readonly TierInputs[]): Required<Grids> {
  const of = (input: TierInput) => grid(customers.map((c) => c[input]).filter((v) => v != null));
  return {
    value: of("value"),
    spend: of("spend"),
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
  weights: TierWeights,
  evidence: number,
): Scores["tier"]["explanation"] {
  const known: { input: TierInput; rank: number; weight: number }[] = [];
  let total = 0;
  for (const input of INPUTS) {
    const value = inputs[input] ?? null;
    const weight = weights[input];
    const places = grids[input];
    const rank = value === null || weight === 0 || !places ? null : percentile(places, value);
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
