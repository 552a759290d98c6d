/**
 * Sums that a fit of Gamma-Gamma needs of its data, by number of repeat purchases x, since p and q
 * meet no single customer.
 */

/** Repeat purchases, and their mean amount. */
export type Spend = { frequency: number; monetary: number };

/**
 * Those who bought again, and for more than nothing; the others say nothing about how spends
 * scatter.
 */
export const repeatSpends = <C extends Spend>(customers: readonly C[]): C[] =>
  customers.filter((c) => c.frequency > 0 && c.monetary > 0 && Number.isFinite(c.monetary));

/** Totals t = x z in the order of x, their logs, and where each x begins; `constant` is −Σ ln z. */
export type SpendData = {
  totals: Float64Array;
  logs: Float64Array;
  groups: { x: number; from: number; to: number }[];
  constant: number;
};

/** Orders the data, always in the same way, with money divided by `unit`. */
export function spendData(customers: readonly Spend[], unit: number): SpendData {
  const byCount = new Map<number, number[]>();
  for (const { frequency, monetary } of customers) {
    const known = byCount.get(frequency);
    if (known) known.push(monetary);
    else byCount.set(frequency, [monetary]);
  }
  const data: SpendData = {
    totals: new Float64Array(customers.length),
    logs: new Float64Array(customers.length),
    groups: [],
    constant: 0,
  };
  let to = 0;
  for (const [x, own] of [...byCount].sort(([x], [y]) => x - y)) {
    const from = to;
    for (const z of Float64Array.from(own).sort()) {
      const log = Math.log(z / unit);
      data.constant -= log;
      data.totals[to] = (x * z) / unit;
      data.logs[to++] = log + Math.log(x);
    }
    data.groups.push({ x, from, to });
  }
  return data;
}

/** About `most` of the customers, evenly over x and amounts: enough to tell where to begin. */
export function thinned(data: SpendData, most: number): SpendData {
  const step = Math.ceil(data.totals.length / most);
  if (step <= 1) return data;
  const kept = (v: Float64Array) => v.filter((_, i) => i % step === 0);
  const before = (i: number) => Math.ceil(i / step);
  const groups = data.groups
    .map(({ x, from, to }) => ({ x, from: before(from), to: before(to) }))
    .filter((g) => g.to > g.from);
  return { totals: kept(data.totals), logs: kept(data.logs), groups, constant: 0 };
}

/**
 * At one γ, over the customers of one x: Σ ln(1 + t/γ), Σ ln(1 + γ/t), Σ w and Σ w(1 − w), with w =
 * γ/(γ + t).
 */
export type Sums = { above: number; below: number; weight: number; spread: number };

/**
 * The sums of one group. Both logarithms come from that of the smaller of t/γ and γ/t and the
 * distance of the logs: whatever the size of the amounts, no digit is lost.
 */
export function sumsOf(
  { totals, logs }: SpendData,
  { from, to }: { from: number; to: number },
  gamma: number,
): Sums {
  const logGamma = Math.log(gamma);
  let [above, below, weight, spread] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const t = totals[i]!;
    const distance = logs[i]! - logGamma;
    const larger = distance > 0;
    const ratio = larger ? gamma / t : t / gamma;
    const rest = Math.log1p(ratio);
    const share = 1 / (1 + ratio);
    above += larger ? distance + rest : rest;
    below += larger ? rest : rest - distance;
    weight += larger ? ratio * share : share;
    spread += ratio * share * share;
  }
  return { above, below, weight, spread };
}
