/** The fitted model of a book: parameters and cut points, plain JSON, everything that scoring one customer needs of the rest. */
import type { TierName } from "../contract/fields.ts";
import { bgNbd, type BgNbdParameters } from "./bg-nbd.ts";
import { gammaGamma, type GammaGammaParameters } from "./gamma-gamma.ts";
import type { Measures, Tries } from "./measures.ts";
import type { NbdParameters } from "./nbd.ts";
import { quantile } from "./percentile.ts";
import type { Policy } from "./policy.ts";
import { potential } from "./potential.ts";
import { rfmCuts, type RfmCuts } from "./rfm.ts";
import type { TierCuts } from "./tier-cuts.ts";
import { tier, type Grids, type TierInputs } from "./tier.ts";
import type { Milliseconds } from "./types.ts";
import { newcomerValue, valueOf, type Value } from "./value.ts";

export type Model = {
  version: number;
  fittedAt: Milliseconds;
  customers: number;
  /** Customers with a purchase. */
  buyers: number;
  bgNbd: BgNbdParameters | null;
  nbd: NbdParameters | null;
  spend: GammaGammaParameters | null;
  logLikelihood: { bgNbd: number | null; nbd: number | null; spend: number | null };
  /** Whether the drop-out part of the purchase model can be told from the data. */
  identified: boolean;
  /** Codes: `no_customers`, `no_repeat_purchases`, `drop_out_not_identified`, `fit_not_converged`, `parameter_at_bound`, `too_few_repeat_customers`, `spend_fit_not_converged`, `spend_parameter_at_bound`. */
  warnings: string[];
  /** What a new customer is worth, for explanations to start from. */
  newcomer: Value | null;
  rfm: RfmCuts | null;
  grids: Grids;
  tierCuts: TierCuts | null;
  /** Median of the customers' mean intervals between purchase days. */
  intervalDays: number | null;
  /** Categories that the broadest tenth of buyers buys; null where the book has no more than one. */
  categoryBreadth: number | null;
  /** Mean lifetime value, minor units. */
  meanLifetimeValue: number | null;
  /** By action key, then tier. */
  actions: Record<string, Partial<Record<TierName, Tries>>>;
};

/** What the tier score weighs. Without a spend model the past total stands for the value of everyone alike. */
export function tierInputs(m: Measures, value: Value | null, model: Pick<Model, "spend" | "categoryBreadth">): TierInputs {
  return {
    value: (model.spend ? value?.lifetimeValue : m.rfm?.total) ?? null,
    loyalty: m.loyalty, potential: potential(m.growth, m.categories, model.categoryBreadth), engagement: m.engagement,
  };
}

const sorted = (values: number[]) => values.sort((a, b) => a - b);
const medianOf = (values: number[]) => (values.length === 0 ? null : quantile(sorted(values), 0.5));

function categoryBreadth(buyers: readonly Measures[]): number | null {
  const counts = sorted(buyers.map((m) => m.categories).filter((n) => n > 0));
  const breadth = counts.length === 0 ? 0 : quantile(counts, 0.9);
  return breadth > 1 ? breadth : null;
}

/** Adds up what became of actions, by the tier that the customer has now. */
function actionsByTier(population: readonly Measures[], tierOfId: ReadonlyMap<string, TierName | null>): Model["actions"] {
  const actions: Model["actions"] = {};
  for (const m of population) {
    const name = tierOfId.get(m.id) ?? m.previousTier ?? "potential";
    for (const [key, { tries, successes }] of Object.entries(m.actions)) {
      const sum = ((actions[key] ??= {})[name] ??= { tries: 0, successes: 0 });
      sum.tries += tries;
      sum.successes += successes;
    }
  }
  return actions;
}

/**
 * Fits the book. Any population will do: with nobody, too few, or data that cannot tell, the parts that are not known are
 * null, `identified` is false, and `warnings` says why.
 */
export function fitModel(population: readonly Measures[], { policy, now, version }: { policy: Policy; now: Milliseconds; version: number }): Model {
  const buyers = population.filter((m) => m.summary !== null);
  const summaries = buyers.map((m) => m.summary!);
  const purchases = bgNbd.fit(summaries);
  const spend = gammaGamma.fit(summaries);
  const models = {
    identified: purchases.identified, bgNbd: purchases.parameters, nbd: purchases.withoutDropOut?.parameters ?? null, spend: spend.parameters,
    categoryBreadth: categoryBreadth(buyers),
  };
  const values = buyers.map((m) => valueOf(m.summary!, models, policy.value));
  const inputs = buyers.map((m, i) => ({ id: m.id, ...tierInputs(m, values[i]!, models) }));
  const graded = tier(inputs, policy.tier, Object.fromEntries(buyers.map((m) => [m.id, m.previousTier])));
  const worths = values.map((v) => v?.lifetimeValue ?? null).filter((v) => v !== null);
  return {
    version, fittedAt: now, customers: population.length, buyers: buyers.length, ...models,
    logLikelihood: {
      bgNbd: purchases.parameters && purchases.logLikelihood, nbd: purchases.withoutDropOut?.logLikelihood ?? null,
      spend: spend.parameters && spend.logLikelihood,
    },
    warnings: [...purchases.warnings, ...spend.warnings],
    newcomer: newcomerValue(models, policy.value),
    rfm: rfmCuts(buyers.map((m) => m.rfm!)),
    grids: graded.grids, tierCuts: graded.cuts,
    intervalDays: medianOf(summaries.filter((s) => s.frequency > 0).map((s) => (7 * s.recency) / s.frequency)),
    meanLifetimeValue: worths.length === 0 ? null : worths.reduce((sum, v) => sum + v, 0) / worths.length,
    actions: actionsByTier(population, new Map(graded.tiers.map((t) => [t.id, t.tier]))),
  };
}
