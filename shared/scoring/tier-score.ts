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
 * value and `spend` the recent spend (`recent-spend.ts`), minor units. `engagement` is a count:
 * where it is null there was no contact both ways, which is none of it.
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
/** The engagement of a customer without contact both ways. */
const NO_CONTACT = 0;
const INPUTS: readonly TierInput[] = ["value", "spend", "loyalty", "potential", "engagement"];

/** The grids that percentiles are read from. */
export function gridsOf(customers: readonly TierInputs[]): Required<Grids> {
  const of = (input: TierInput) => grid(customers.map((c) => c[input]).filter((v) => v != null));
  const isLogged = customers.some((c) => c.engagement !== null);
  return {
    value: of("value"),
    spend: of("spend"),
    loyalty: of("loyalty"),
    potential: of("potential"),
    // A book where no contact is logged says nothing by its absence.
    engagement: isLogged ? grid(customers.map((c) => c.engagement ?? NO_CONTACT)) : [],
  };
}

/**
 * The tier score: Σ weight × percentile. What is not known gives its weight to the rest, so that
 * nobody is punished for missing data. Engagement stands at none instead, among all who have none:
 * the first contact then lifts its rank and never lowers the score. Null where nothing at all is
 * known.
 */
export function tierScore(
  inputs: TierInputs,
  grids: Grids,
  weights: TierWeights,
  evidence: number,
): Scores["tier"]["explanation"] {
  if (INPUTS.every((input) => inputs[input] == null)) return null;
  const known: { input: TierInput; rank: number; weight: number }[] = [];
  let total = 0;
  for (const input of INPUTS) {
    const value = inputs[input] ?? (input === "engagement" ? NO_CONTACT : null);
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
