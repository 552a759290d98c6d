/** The book's part in the customers' figures of trust, fitted at each review. */
import type { DimensionName } from "../../contract/fields.ts";
import type { Policy } from "../policy.ts";
import { commonestScale, type ScaleSums } from "./item-sums.ts";
import { DIMENSIONS } from "./questionnaires.ts";
import { reliabilityOf, varianceOf, type Reliability } from "./reliability.ts";
import { believed, type TrustScale } from "./shrinkage.ts";
import type { QuestionnaireSums } from "./questionnaire-sums.ts";
import { joinSums, NO_SUMS, type Sums } from "./sums.ts";

export type TrustBook = {
  overall: TrustScale;
  dimensions: Record<DimensionName, TrustScale>;
  reliability: { overall: Reliability; dimensions: Record<DimensionName, Reliability> };
};

/** Customers below which their spread cannot be told, however often each answered. */
const FEWEST_CUSTOMERS = 5;
/** Degrees of freedom that the prior of σ² counts for. */
const PRIOR_FREEDOM = 2;
/** The least variance that answers are taken to have, points². */
const LEAST_VARIANCE = 1;

/** Customers who answered equally often: their number, and Σȳ and Σȳ² of their means. */
type Group = { n: number; customers: number; sum: number; squares: number };

function groupsOf(customers: readonly Sums[]): Group[] {
  const groups = new Map<number, Group>();
  for (const { n, sum } of customers) {
    let group = groups.get(n);
    if (!group) groups.set(n, (group = { n, customers: 0, sum: 0, squares: 0 }));
    const mean = sum / n;
    group.customers++;
    group.sum += mean;
    group.squares += mean * mean;
  }
  return [...groups.values()].sort((p, q) => p.n - q.n);
}

/** Restricted log-likelihood of τ² given σ², and the mean that belongs to it. */
function restricted(groups: readonly Group[], between: number, within: number) {
  let [precision, weighted, squares, logs] = [0, 0, 0, 0];
  for (const { n, customers, sum, squares: own } of groups) {
    const variance = between + within / n;
    precision += customers / variance;
    weighted += sum / variance;
    squares += own / variance;
    logs += customers * Math.log(variance);
  }
  const mean = weighted / precision;
  const misfit = Math.max(0, squares - weighted * mean);
  return { mean, logLikelihood: -(logs + Math.log(precision) + misfit) / 2 };
}

/** The place of the maximum of a function with one peak, by golden section. */
function peakOf(of: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  for (let step = 0; step < 60; step++) {
    const [p, q] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (of(p) > of(q)) high = q;
    else low = p;
  }
  return (low + high) / 2;
}

/**
 * Fits one scale. σ² is the variance within customers, pooled with a weak prior of half of all
 * variance: for a customer with one answer that half covers rightly whatever the true parts are. τ²
 * maximises the restricted likelihood times τ² (adjustment for density maximisation, Morris & Tang
 * 2011), which keeps it off 0, where intervals would have no width.
 */
function fitScale(customers: readonly Sums[], prior: TrustScale, fewest: number): TrustScale {
  const answered = customers.filter(({ n }) => n > 0);
  const all = answered.reduce(joinSums, NO_SUMS);
  if (all.n < fewest || answered.length < FEWEST_CUSTOMERS)
    return { ...prior, questionnaires: all.n };
  const variance = Math.max(LEAST_VARIANCE, varianceOf(all) ?? 0);
  const freedom = all.n - answered.length;
  const inside = answered.reduce(
    (sum, { n, sum: own, squares }) => sum + Math.max(0, squares - (own * own) / n),
    0,
  );
  const within = ((PRIOR_FREEDOM * variance) / 2 + inside) / (PRIOR_FREEDOM + freedom);
  const groups = groupsOf(answered);
  const between = Math.exp(
    peakOf(
      (log) => restricted(groups, Math.exp(log), within).logLikelihood + log,
      Math.log(variance / 1e4),
      Math.log(variance * 10),
    ),
  );
  const { mean } = restricted(groups, between, within);
  return { mean, between, within, questionnaires: all.n, fitted: true };
}

const byDimension = <T>(of: (dimension: DimensionName) => T): Record<DimensionName, T> => ({
  professionalism: of("professionalism"),
  expertise: of("expertise"),
  rapport: of("rapport"),
  benefit: of("benefit"),
});

/**
 * The book's parameters of trust from the sums of each customer who answered: overall and by
 * dimension, the policy's priors where there are too few answers, and how reliable the scales are.
 */
export function fitTrustBook(
  customers: readonly QuestionnaireSums[],
  { book }: Policy["trust"],
): TrustBook {
  const prior: TrustScale = {
    mean: book.mean,
    between: book.betweenDeviation ** 2,
    within: book.withinDeviation ** 2,
    questionnaires: 0,
    fitted: false,
  };
  const fewest = book.fewestQuestionnaires;
  const fit = (of: (one: QuestionnaireSums) => Sums) => fitScale(customers.map(of), prior, fewest);
  return {
    overall: fit((one) => one.overall),
    dimensions: byDimension((dimension) => fit((one) => one.dimensions[dimension])),
    reliability: reliabilityOfBook(customers, fewest),
  };
}

/**
 * Reliability of each dimension that several items ask, and overall: over all items where enough
 * questionnaires have several a dimension, else over the four dimensions.
 */
function reliabilityOfBook(
  customers: readonly QuestionnaireSums[],
  fewest: number,
): TrustBook["reliability"] {
  const summed = (of: (one: QuestionnaireSums) => Sums) =>
    customers.map(of).reduce(joinSums, NO_SUMS);
  const asked = customers.map(({ items }) => items);
  const all = commonestScale(asked, "overall");
  const four: ScaleSums = {
    total: summed((one) => one.complete.total),
    items: DIMENSIONS.map((dimension) => summed((one) => one.complete.items[dimension])),
  };
  const overall = all !== null && all.total.n >= fewest ? all : four;
  return {
    overall: reliabilityOf(overall.items, overall.total, fewest),
    dimensions: byDimension((dimension) => {
      const own = summed((one) => one.dimensions[dimension]);
      const scale = commonestScale(asked, dimension) ?? { total: own, items: [own] };
      return reliabilityOf(scale.items, scale.total, fewest);
    }),
  };
}

/** The book where nobody has answered yet: the policy's priors. */
export const unknownTrustBook = (policy: Policy["trust"]): TrustBook => fitTrustBook([], policy);

/** The book of a measured population, and each customer with their own figure of trust by it. */
export function trustOfBook<M extends { questionnaires?: QuestionnaireSums | null }>(
  population: readonly M[],
  policy: Policy["trust"],
): { book: TrustBook; customers: (M & { trust: number | null })[] } {
  const book = fitTrustBook(
    population.flatMap(({ questionnaires }) => questionnaires ?? []),
    policy,
  );
  const customers = population.map((one) => {
    const recent = one.questionnaires?.recent ?? null;
    return { ...one, trust: recent && believed(recent, book.overall) };
  });
  return { book, customers };
}
