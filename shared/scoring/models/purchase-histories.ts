/** Purchase histories grouped for likelihoods: equal ones are evaluated once. */
import { sortedBy } from "../numerics/radix-sort.ts";
import type { PurchaseSummary } from "../types.ts";

/**
 * The purchase history of a customer, or of `count` equal ones, as the purchase models know it. Any
 * unit of time, one for all; `logGaps` is the sum over all of the `count`.
 */
export type History = Pick<PurchaseSummary, "frequency" | "recency" | "age" | "logGaps"> & {
  count?: number;
};

/**
 * Distinct histories as columns: the i-th group is `count[i]` customers with `x[i]` repeat
 * purchases, the last at `recency[i]`, seen for `age[i]`.
 */
export type Grouped = {
  x: Float64Array;
  recency: Float64Array;
  age: Float64Array;
  count: Float64Array;
  /**
   * Numbers of customers who have more than k repeat purchases: Σ ln Γ(r+x)/Γ(r) is Σₖ exceeding[k]
   * ln(r+k), with no digit lost.
   */
  exceeding: Float64Array;
  /** Customers and their purchases by age, all that a model without drop-out needs of times. */
  exposure: { age: Float64Array; count: Float64Array; purchases: Float64Array };
  customers: number;
  purchases: number;
  time: number;
  /** Σ ln of all times between purchases; null where some are not known. */
  logGaps: number | null;
};

/** Customers and purchases at each distinct age. */
function exposureOf(x: Float64Array, age: Float64Array, count: Float64Array): Grouped["exposure"] {
  const order = sortedBy(age);
  const [ages, counts, purchases] = [
    new Float64Array(age.length),
    new Float64Array(age.length),
    new Float64Array(age.length),
  ];
  let size = 0;
  for (const i of order) {
    if (size === 0 || ages[size - 1]! !== age[i]!) ages[size++] = age[i]!;
    counts[size - 1]! += count[i]!;
    purchases[size - 1]! += count[i]! * x[i]!;
  }
  return {
    age: ages.slice(0, size),
    count: counts.slice(0, size),
    purchases: purchases.slice(0, size),
  };
}

/** Columns with their sums. */
function table(columns: readonly Float64Array[], logGaps: number | null): Grouped {
  const [x, recency, age, count] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const exceeding = new Float64Array(x.at(-1) ?? 0);
  const sum = { customers: 0, purchases: 0, time: 0 };
  for (let i = 0; i < x.length; i++) {
    if (x[i]! > 0) exceeding[x[i]! - 1]! += count[i]!;
    sum.customers += count[i]!;
    sum.purchases += count[i]! * x[i]!;
    sum.time += count[i]! * age[i]!;
  }
  for (let k = exceeding.length - 2; k >= 0; k--) exceeding[k]! += exceeding[k + 1]!;
  const exposure = exposureOf(x, age, count);
  return { x, recency, age, count, exceeding, exposure, ...sum, logGaps };
}

/** Times that were added up or divided differ in their last digits. */
const ROUNDING = 1 + 1e-9;

/**
 * Returns whether it is one: whole repeat purchases, the last not after today; NaN is nobody's
 * history.
 */
const isHistory = ({ frequency, recency, age, count = 1 }: History): boolean =>
  Number.isSafeInteger(frequency) &&
  frequency >= 0 &&
  recency >= 0 &&
  recency <= age * ROUNDING &&
  age < Infinity &&
  count > 0 &&
  count < Infinity;

/**
 * Σ ln of the times between purchases, the same to the last digit whatever the order of the
 * customers; null where one who bought again lacks theirs.
 */
function sumOfLogGaps(customers: readonly History[]): number | null {
  const known = new Float64Array(customers.length);
  for (let i = 0; i < known.length; i++) {
    const { frequency, logGaps } = customers[i]!;
    if (frequency > 0 && logGaps === undefined) return null;
    known[i] = frequency > 0 ? logGaps! : 0;
  }
  return known.sort().reduce((sum, one) => sum + one, 0);
}

/**
 * Groups equal (x, t_x, T), ordered by x, t_x, T, so that sums agree to the last digit whatever the
 * order of the customers. Throws a RangeError at what is no history: anything told from it would be
 * silently wrong.
 */
export function group(customers: readonly History[]): Grouped {
  const rows = customers.length;
  const [x, recency, age] = [
    new Float64Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
  ];
  for (let i = 0; i < rows; i++) {
    const customer = customers[i]!;
    if (!isHistory(customer))
      throw new RangeError(`Not a purchase history: ${JSON.stringify(customer)}`);
    // Adding 0 makes −0 the 0 that it equals.
    x[i] = customer.frequency + 0;
    recency[i] = Math.min(customer.recency, customer.age) + 0;
    age[i] = customer.age + 0;
  }
  const order = sortedBy(age, recency, x);
  const columns = [
    new Float64Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
  ] as const;
  let size = 0;
  for (let k = 0, last = -1; k < rows; k++) {
    const i = order[k]!;
    if (last < 0 || x[i] !== x[last] || recency[i] !== recency[last] || age[i] !== age[last]) {
      columns[0][size] = x[i]!;
      columns[1][size] = recency[i]!;
      columns[2][size] = age[i]!;
      size++;
    }
    columns[3][size - 1]! += customers[i]!.count ?? 1;
    last = i;
  }
  return table(
    columns.map((column) => column.slice(0, size)),
    sumOfLogGaps(customers),
  );
}

/** The same histories with time divided by `scale`. */
export function inUnit(data: Grouped, scale: number): Grouped {
  const shorter = (times: Float64Array) => times.map((t) => t / scale);
  return {
    ...data,
    recency: shorter(data.recency),
    age: shorter(data.age),
    time: data.time / scale,
    logGaps: data.logGaps === null ? null : data.logGaps - data.purchases * Math.log(scale),
    exposure: { ...data.exposure, age: shorter(data.exposure.age) },
  };
}

/** The mean age: fits run in this unit, so that weeks and days lead to the same answer. */
export const meanAge = ({ time, customers }: Grouped): number => time / customers || 1;

/**
 * Equal histories as one with a count, so that each model groups only what differs. Of the gaps
 * between purchases only the sum matters: the last has it all.
 */
export function distinctHistories(customers: readonly History[]): History[] {
  const { x, recency, age, count, logGaps } = group(customers);
  return Array.from(x, (frequency, i) => ({
    frequency,
    recency: recency[i]!,
    age: age[i]!,
    count: count[i]!,
    ...(logGaps !== null && { logGaps: i === x.length - 1 ? logGaps : 0 }),
  }));
}
