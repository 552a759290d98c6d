/**
 * The fitted model of a book: parameters and cut points, plain JSON, everything that scoring one
 * customer needs of the rest.
 */
import { abcCuts, type AbcCuts } from "./abc.ts";
import { fitEffects, type ActionEffects } from "./actions/effects.ts";
import { fitAffinity, tellsBefore, type Affinity, type Bought } from "./affinity/fit-affinity.ts";
import { silenceAt } from "./backtest/silence-at.ts";
import type { Contender } from "./backtest/chance-model.ts";
import { weightsAfter } from "./backtest/tier-test.ts";
import type { BookChance } from "./chance.ts";
import type { Compared } from "./models/choose-model.ts";
import { clustersOf, type Clusters } from "./clusters.ts";
import { fitPurchases } from "./fit-purchases.ts";
import { gammaGamma, type GammaGammaParameters } from "./models/gamma-gamma/gamma-gamma.ts";
import { fitWithFirst, type Spent } from "./models/gamma-gamma/with-first.ts";
import type { Measures, MeasuresNow } from "./measures.ts";
import { categoryBreadth, mean, median } from "./model-figures.ts";
import type { Policy } from "./policy.ts";
import { potential } from "./potential.ts";
import type { History } from "./models/purchase-histories.ts";
import type { Fitted } from "./models/purchase-model.ts";
import { rfmCuts, type RfmCuts } from "./rfm.ts";
import { dayOf } from "./summarise.ts";
import { tierBook, type TierBook } from "./tier-book.ts";
import type { TierInputs } from "./tier-score.ts";
import { trustOfBook, type TrustBook } from "./trust/trust-book.ts";
import type { Milliseconds, PurchaseSummary } from "./types.ts";
import { newcomerValue, valuesOf, type Value } from "./value.ts";

export type Model = {
  version: number;
  fittedAt: Milliseconds;
  /** Of the whole book; `buyers` are those of the sample with a purchase. */
  customers: number;
  buyers: number;
  /** The number of customers that the cut points, grids, segments and rules rest on. */
  sample: { taken: number; of: number };
  purchases: Fitted | null;
  /** True where the drop-out part of the purchase model can be told from the data. */
  identified: boolean;
  /** A code (`choose-model.ts`) and every model that was compared. */
  chosenBecause: string;
  compared: Compared[];
  spend: GammaGammaParameters | null;
  /** Of all purchases, where these foretell better (`spend.ts`). */
  spendWithFirst?: GammaGammaParameters | null;
  spendLogLikelihood: number | null;
  /**
   * Codes: those of the purchase model (`purchase-model.ts`), `too_few_repeat_customers`,
   * `spend_fit_not_converged`, `spend_parameter_at_bound`.
   */
  warnings: string[];
  /** The worth of a new customer, for explanations to start from. */
  newcomer: Value | null;
  rfm: RfmCuts | null;
  abc: AbcCuts | null;
  /** Median of the customers' mean intervals between purchase days. */
  intervalDays: number | null;
  /**
   * Categories that the broadest tenth of buyers buys; null where the book has no more than one.
   */
  categoryBreadth: number | null;
  /** Mean lifetime value, minor units. */
  meanLifetimeValue: number | null;
  /** Effects of recommending each action. */
  actions: ActionEffects;
  clusters: Clusters | null;
  /** Null where no rule is believed, or the book is too young to judge one. */
  affinity: Affinity | null;
  /** The book's part in trust; absent from models that were fitted before there was one. */
  trust?: TrustBook;
  /** Ways of stating the chance to buy by how they held, best first; the first is in force. */
  contenders: Contender[];
} & BookChance &
  TierBook;

/**
 * Returns what the tier score weighs. Without a spend model the past total stands for the value of
 * everyone alike.
 */
export function tierInputs(
  m: Pick<MeasuresNow, "loyalty" | "growth" | "engagement" | "recentSpend"> & {
    rfm: { total: number } | null;
    categories: readonly string[];
  },
  value: Value | null,
  model: Pick<Model, "spend" | "categoryBreadth">,
): TierInputs {
  return {
    value: (model.spend ? value?.lifetimeValue : m.rfm?.total) ?? null,
    spend: m.recentSpend ?? null,
    loyalty: m.loyalty,
    potential: potential(m.growth, m.categories.length, model.categoryBreadth),
    engagement: m.engagement,
  };
}

/** Days since the first purchase, which a summary has in weeks. */
export const ageDaysOf = ({ age }: Pick<PurchaseSummary, "age">): number => Math.round(7 * age);

export type FitOptions = {
  policy: Policy;
  now: Milliseconds;
  version: number;
  histories?: readonly History[];
  /** The model before, at whose segments and weights of tiers these begin. */
  previous?: (Pick<Model, "clusters"> & Partial<Pick<Model, "backTest">>) | null;
  customers?: number;
};

/**
 * Fits the book. Any population will do: with nobody, too few, or data that cannot tell, the parts
 * that are not known are null, `identified` is false, and `warnings` says why. Where `population`
 * is only a sample, `histories` are the whole book's purchase histories (equal ones grouped by
 * `count`) and `customers` its size: purchase models are fitted to all.
 */
export function fitModel(
  population: readonly Measures[],
  { policy, now, version, histories, previous, customers = population.length }: FitOptions,
): Model {
  const today = dayOf(now, policy.book.timeZone);
  const buyers = population.filter((m) => m.summary !== null);
  const summaries = buyers.map(summaryWithSpent);
  const { policy: tested, inForce } = weightsAfter(previous?.backTest?.tiers, policy);
  const purchases = fitPurchases(population, histories ?? summaries, tested, now, inForce);
  const spend = gammaGamma.fit(summaries);
  const models = {
    purchases: purchases.fitted,
    identified: purchases.identified,
    spend: spend.parameters,
    spendWithFirst: spend.parameters && fitWithFirst(buyers.flatMap(spentOf)),
    categoryBreadth: categoryBreadth(buyers),
  };
  const values = valuesOf(summaries, models, policy.value);
  const tiers = tierBook(
    buyers.map((m, i) => tierInputs(m, values[i]!, models)),
    policy.tier,
    purchases.bookChance.backTest?.tiers?.chosen ?? inForce ?? policy.tier.weights,
  );
  const abc = abcOfBook(buyers, policy.abc);
  const trust = trustOfBook(population, policy.trust);
  const clusters = clustersOf(trust.customers, policy.clusters, previous?.clusters);
  const sample = { taken: population.length, of: customers };
  const whole = (ofSample: number) => (ofSample * sample.of) / Math.max(1, sample.taken);
  return {
    version,
    fittedAt: now,
    customers,
    buyers: buyers.length,
    sample,
    ...models,
    chosenBecause: purchases.because,
    compared: purchases.compared,
    ...purchases.bookChance,
    spendLogLikelihood: spend.parameters && spend.logLikelihood,
    warnings: [...purchases.warnings, ...spend.warnings],
    newcomer: newcomerValue(models, policy.value),
    rfm: rfmCuts(buyers.map((m) => m.rfm!)),
    abc: abc && { ...abc, total: whole(abc.total) },
    ...tiers,
    intervalDays: medianInterval(summaries),
    meanLifetimeValue: mean(values.map((v) => v?.lifetimeValue ?? null).filter((v) => v !== null)),
    actions: fitEffects(population, whole),
    clusters: clusters && enlarge(clusters, whole),
    affinity: fitAffinity(broughtTogether(buyers, today, policy), policy.affinity),
    trust: trust.book,
  };
}

/**
 * The cuts of ABC by the sales of the policy's days; by all sales where measures of an earlier
 * review do not know those.
 */
function abcOfBook(buyers: readonly Measures[], policy: Policy["abc"]): AbcCuts | null {
  if (buyers.some((m) => m.windowSales === undefined))
    return abcCuts(
      buyers.map((m) => m.rfm!.total),
      policy,
    );
  const cuts = abcCuts(
    buyers.map((m) => m.windowSales ?? 0),
    policy,
  );
  return cuts && { ...cuts, windowDays: policy.windowDays };
}

/** The summary with all that was spent, which measures keep in the record of purchases. */
const summaryWithSpent = ({ summary, record }: Measures): PurchaseSummary => ({
  ...summary!,
  ...(record && { spent: record.total }),
});

const spentOf = ({ record }: Measures): Spent[] =>
  record
    ? [
        {
          purchases: record.count,
          total: record.total,
          first: record.first.amount,
          last: record.newest.at(-1)!,
        },
      ]
    : [];

/** Brings together what affinity goes by, as far back as the book can tell. */
function broughtTogether(
  buyers: readonly Measures[],
  today: number,
  { affinity: { horizonDays } }: Policy,
): Bought[] {
  const first = buyers.reduce((day, m) => Math.min(day, m.record?.first.day ?? day), Infinity);
  const isOld = tellsBefore(today - first, horizonDays);
  return buyers.map((m) => ({
    categories: m.categories,
    since: m.boughtSince ?? [],
    silentThen: silenceAt(m.record, today - horizonDays),
    ...(isOld && m.boughtBefore && { before: m.boughtBefore.map((place) => m.categories[place]!) }),
  }));
}

/** Takes the median of the buyers' mean intervals, in days; recency is in weeks. */
const medianInterval = (buyers: readonly History[]): number | null =>
  median(buyers.filter((s) => s.frequency > 0).map((s) => (7 * s.recency) / s.frequency));

/** Counts in the whole book what was counted in the sample. */
const enlarge = (clusters: Clusters, whole: (ofSample: number) => number): Clusters => ({
  ...clusters,
  segments: clusters.segments.map((c) => ({ ...c, size: Math.round(whole(c.size)) })),
});
