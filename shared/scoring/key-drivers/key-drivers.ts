/**
 * Key drivers: what moves an outcome such as satisfaction, as each driver's part of R².
 * No product code uses it yet: it comes into use with the portfolio.
 */
import { byText } from "../numerics/order.ts";
import { driverShares, type Method } from "./driver-shares.ts";
import { MOST_DRIVERS } from "./lmg.ts";
import { bootstrapIntervals, noiseShare, type Rows } from "./resampling.ts";

export type Driver = {
  driver: string;
  /** Part of R², 0 to 1; all together R². */ share: number;
  /**
   * The middle 95 % over bootstrap samples of customers; null without bootstrap, or where too few
   * samples could be fitted.
   */
  low: number | null;
  high: number | null;
  /** The middle 95 % of its place among the drivers, 1 the strongest; null as above. */
  rank: { low: number; high: number } | null;
  /** Standardised coefficient: which way the driver moves the outcome, the others held. */ coefficient: number;
};
/** Complete rows, those left out, and customers that the complete ones are of. */
type Counts = { rows: number; dropped: number; customers: number };
export type KeyDrivers = {
  refused: null;
  rSquared: number;
  /** R² less what so many drivers reach by chance: 1 − (1 − R²)(n − 1)/(n − p − 1). */
  adjustedRSquared: number;
  drivers: Driver[];
  /**
   * The part that a column without meaning gets: its mean, and what it stays under in 95 of 100
   * draws. A driver with less is not to be told from chance.
   */
  noise: { share: number; high: number } | null;
} & Counts;
export type Refusal = {
  refused: "no_drivers" | "not_enough_answers" | "constant" | "collinear" | "too_many_drivers";
  /** The drivers, or the outcome, at fault. */ columns: string[];
} & Counts;

/** Answers that each driver needs at least. */
const ANSWERS_A_DRIVER = 15;

type Answer = Readonly<Record<string, number | string | null | undefined>>;
export type KeyDriverOptions = {
  method: Method;
  /** Samples that intervals are from; 0 for none. */ bootstrap: number;
  seed: number;
  /** The column with the customer's id; left out, every row is of another customer. */
  customer?: string;
};

const compareRows = (a: readonly number[], b: readonly number[]) =>
  a.map((v, j) => v - b[j]!).find((difference) => difference !== 0) ?? 0;

/** Complete rows by customer, in one order whatever order they came in. */
function byCustomer(
  rows: readonly Answer[],
  columns: readonly string[],
  customer: string | undefined,
): Rows[] {
  const complete = rows.flatMap((row, at) => {
    const values = columns.map((name) => (typeof row[name] === "number" ? row[name] : NaN));
    const id = customer === undefined ? at : (row[customer] ?? null);
    return values.every(Number.isFinite) && id !== null ? [{ id: String(id), values }] : [];
  });
  const groups = [...Map.groupBy(complete, ({ id }) => id)].map(([id, own]) => ({
    id,
    rows: own.map(({ values }) => values).sort(compareRows),
  }));
  // Without ids the rows' own values are all there is to order by.
  const order = customer === undefined ? () => 0 : byText;
  return groups
    .sort((p, q) => order(p.id, q.id) || compareRows(p.rows[0]!, q.rows[0]!))
    .map((group) => group.rows);
}

/**
 * Returns how much each column but `outcome` moves it, by Johnson's relative weights or by LMG
 * (Shapley): parts of R² that sum to it, strongest first, beside what chance gives (`noise`). Rows
 * with a missing value (null, absent or not finite) are dropped and counted; the order of rows and
 * columns does not matter. Refused where an answer would be invented: fewer than 15 complete rows a
 * driver, a column that does not vary, drivers that determine each other, more drivers than LMG can
 * go through.
 */
export function keyDrivers(
  rows: readonly Answer[],
  outcome: string,
  { method, bootstrap, seed, customer }: KeyDriverOptions,
): KeyDrivers | Refusal {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .filter((name) => name !== outcome && name !== customer)
    .sort(byText);
  const columns = [...names, outcome];
  const customers = byCustomer(rows, columns, customer);
  const complete = customers.flat();
  const counts = {
    rows: complete.length,
    dropped: rows.length - complete.length,
    customers: customers.length,
  };
  const refuse = (refused: Refusal["refused"], at: readonly number[]): Refusal => ({
    refused,
    columns: at.map((j) => columns[j]!),
    ...counts,
  });
  if (names.length === 0) return refuse("no_drivers", []);
  if (method === "lmg" && names.length > MOST_DRIVERS)
    return refuse("too_many_drivers", [...names.keys()]);
  if (complete.length < ANSWERS_A_DRIVER * names.length) return refuse("not_enough_answers", []);
  const known = driverShares(complete, method);
  if (known.refused) return refuse(known.refused, known.columns);
  const bounds = bootstrapIntervals(customers, method, { bootstrap, seed });
  const rSquared = known.shares.reduce((sum, s) => sum + s, 0);
  const [n, p] = [complete.length, names.length];
  const drivers = names
    .map((driver, j) => ({
      driver,
      share: known.shares[j]!,
      low: bounds?.[j]!.share.low ?? null,
      high: bounds?.[j]!.share.high ?? null,
      rank: bounds?.[j]!.rank ?? null,
      coefficient: known.coefficients[j]!,
    }))
    .sort((a, b) => b.share - a.share);
  return {
    refused: null,
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (n - 1)) / (n - p - 1),
    ...counts,
    drivers,
    noise: noiseShare(customers, method, seed),
  };
}
