/**
 * Intervals for a share of answers that come in clusters: one customer answers several times, and
 * their answers go together, so that they say less than as many answers of different people.
 */
import { jeffreys, type Interval } from "./proportion.ts";
import { studentQuantile } from "./student.ts";

/** One customer: `count` of `of`; `count` may be a fraction. */
export type Cluster = { count: number; of: number };
export type ClusteredShare = {
  share: number;
  standardError: number;
  clusters: number;
} & Interval;

/** Clusters up to which a normal approximation is not to be trusted. */
const FEW = 10;

/** Wilson's interval at effective size n, with z the quantile of t. */
function scoreInterval(share: number, n: number, z: number): Interval {
  const z2 = z * z;
  const centre = (share * n + z2 / 2) / (n + z2);
  const half = (z / (n + z2)) * Math.sqrt(n * share * (1 - share) + z2 / 4);
  return {
    low: share <= 0 ? 0 : Math.max(0, centre - half),
    high: share >= 1 ? 1 : Math.min(1, centre + half),
  };
}

/**
 * R = Σy/Σm with its 95 % interval. Var(R) = C/(C − 1)·Σ(y_c − R·m_c)²/(Σm)² (Cochran 1977,
 * "Sampling techniques", 6.13): of customer means (m = 1) it is s²/C. The interval is Wilson's at
 * the effective size R(1 − R)/Var(R) with t of C − 1 degrees of freedom in the place of z (Korn &
 * Graubard 1998, as Dean & Pagano 2015 apply it): near 0 and 1 a plain R ± t·SE covers too seldom.
 * With ten clusters or fewer it is Jeffreys', each cluster one answer. Null without clusters.
 */
export function clusteredShare(clusters: readonly Cluster[]): ClusteredShare | null {
  const known = clusters.filter(({ of }) => of > 0);
  const n = known.length;
  if (n === 0) return null;
  const total = known.reduce((sum, { of }) => sum + of, 0);
  const share = Math.min(1, known.reduce((sum, { count }) => sum + count, 0) / total);
  const squares = known.reduce((sum, { count, of }) => sum + (count - share * of) ** 2, 0);
  const variance = n > 1 ? ((n / (n - 1)) * squares) / total ** 2 : 0;
  return withInterval(share, n, variance);
}

/** Sums over the means of customers, each between 0 and 1: what their share is known from. */
export type MeanSums = { n: number; sum: number; squares: number };

/** The same as of clusters of one, from their sums. */
export function shareOfMeans({ n, sum, squares }: MeanSums): ClusteredShare | null {
  if (n === 0) return null;
  const share = Math.min(1, sum / n);
  const deviations = Math.max(0, squares - n * share * share);
  return withInterval(share, n, n > 1 ? deviations / (n * (n - 1)) : 0);
}

/** Adds the interval of a share of `n` clusters with this variance. */
function withInterval(share: number, n: number, variance: number): ClusteredShare {
  const about = { share, standardError: Math.sqrt(variance), clusters: n };
  if (n <= FEW) {
    const { low, high } = jeffreys(share * n, n);
    return { ...about, low: Math.min(low, share), high: Math.max(high, share) };
  }
  // All alike: their number is all that is known of the spread.
  const size = variance > 1e-12 ? (share * (1 - share)) / variance : n;
  return { ...about, ...scoreInterval(share, size, studentQuantile(0.975, n - 1)) };
}

/** Groups answers by customer: the mean of each, as a cluster of one. */
export function customerMeans<A extends { customerId: string }>(
  answers: readonly A[],
  valueOf: (answer: A) => number,
): Cluster[] {
  return [...Map.groupBy(answers, ({ customerId }) => customerId).values()].map((own) => ({
    count: own.reduce((sum, answer) => sum + valueOf(answer), 0) / own.length,
    of: 1,
  }));
}
