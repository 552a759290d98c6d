/**
 * Amounts in bins so narrow (1.1 %) that they tell a distribution: the number in each and their
 * sum. What is summed at the edges of bins is exact; within one, amounts count as equal.
 */
import type { LorenzPoint } from "../numerics/lorenz.ts";

/** Number and sum by bin; the bin of nothing is −1. */
export type AmountBins = Record<string, [count: number, sum: number]>;

const BINS_A_DOUBLING = 64;
const NOTHING = -1;

/** The least whole amount of a bin, minor units. */
export const leastOf = (bin: number): number =>
  bin === NOTHING ? 0 : Math.ceil(2 ** (bin / BINS_A_DOUBLING) * (1 - 1e-12));

/** The bin of a whole amount; nothing and less is in that of nothing. */
export const binOf = (amount: number): number =>
  amount < 1 ? NOTHING : Math.floor(BINS_A_DOUBLING * Math.log2(amount) + 1e-9);

export function addAmount(bins: AmountBins, amount: number): void {
  const bin = (bins[binOf(amount)] ??= [0, 0]);
  bin[0]++;
  bin[1] += Math.max(0, amount);
}

/** Bins from the least up, each with what lies below it. */
type Step = { bin: number; count: number; sum: number; countBelow: number; sumBelow: number };

function stepsOf(bins: AmountBins): Step[] {
  let [countBelow, sumBelow] = [0, 0];
  return Object.entries(bins)
    .map(([bin, [count, sum]]) => ({ bin: Number(bin), count, sum }))
    .sort((p, q) => p.bin - q.bin)
    .map((step) => {
      const at = { ...step, countBelow, sumBelow };
      countBelow += step.count;
      sumBelow += step.sum;
      return at;
    });
}

/** The middle amount, as the mean of its bin; null of nothing. */
export function medianOf(bins: AmountBins): number | null {
  const steps = stepsOf(bins);
  const total = steps.reduce((sum, { count }) => sum + count, 0);
  const middle = steps.find(({ countBelow, count }) => countBelow + count >= total / 2);
  return middle ? Math.round(middle.sum / middle.count) : null;
}

export type Spread = {
  /** At most 101 points, the ends among them. */ lorenz: LorenzPoint[];
  gini: number;
  /** The fewest bins from the top that bring the share asked for: from `from` on. */
  top: { customers: number; of: number; share: number; from: number };
};

/** The distribution of the bins; null where nobody brings anything. */
export function spreadOf(bins: AmountBins, topShare: number): Spread | null {
  const steps = stepsOf(bins);
  const customers = steps.reduce((sum, { count }) => sum + count, 0);
  const total = steps.reduce((sum, step) => sum + step.sum, 0);
  if (total <= 0) return null;
  const points = steps.map(({ count, sum, countBelow, sumBelow }) => ({
    customers: (countBelow + count) / customers,
    value: Math.min(1, (sumBelow + sum) / total),
  }));
  const curve = [{ customers: 0, value: 0 }, ...points];
  const area = points.reduce(
    (sum, { customers: x, value: y }, i) => sum + (x - curve[i]!.customers) * (y + curve[i]!.value),
    0,
  );
  const top = steps.findLast(({ sumBelow }) => total - sumBelow >= topShare * total) ?? steps[0]!;
  return {
    lorenz: thinned(curve),
    gini: Math.max(0, 1 - area),
    top: {
      customers: customers - top.countBelow,
      of: customers,
      share: (total - top.sumBelow) / total,
      from: leastOf(top.bin),
    },
  };
}

/** Keeps the first point past each per cent of customers. */
function thinned(curve: readonly LorenzPoint[]): LorenzPoint[] {
  let next = 0;
  return curve.filter(({ customers }, at) => {
    if (at < curve.length - 1 && customers < next / 100) return false;
    next = Math.floor(100 * customers) + 1;
    return true;
  });
}
