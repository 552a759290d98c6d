/** Customer lifetime value over a horizon, discounted month by month. */
import type { BookColumns } from "./models/columns/book-columns.ts";
import type { History } from "./models/purchase-histories.ts";
import type { PurchaseModel } from "./models/purchase-model.ts";

export type Horizon = {
  months: number;
  /** 0.01 is 1 % a month. */ monthlyDiscount: number;
  weeksPerMonth: number;
};

/**
 * Purchases over the horizon, as expected and discounted: Σ_{i=1..months} [E(i) − E(i−1)]/(1+d)^i,
 * where E(i) is the expected number of purchases in the first i months. Both 0 over no months.
 * Throws a RangeError where months have no end.
 */
export function purchasesOver(
  expected: (weeks: number) => number,
  { months, monthlyDiscount, weeksPerMonth }: Horizon,
): { expected: number; discounted: number } {
  if (!Number.isFinite(months))
    throw new RangeError("A lifetime value needs a finite number of months.");
  let discounted = 0;
  let before = 0;
  let worth = 1;
  for (let i = 1; i <= months; i++) {
    const now = expected(weeksPerMonth * i);
    worth /= 1 + monthlyDiscount;
    discounted += (now - before) * worth;
    before = now;
  }
  return { expected: before, discounted };
}

/** Purchases over a horizon of each row of a book. */
export type PurchasesOverAll = { expected: Float64Array; discounted: Float64Array };

/** Sums `purchasesOver` of each customer of a book while they are there: once for all alike. */
export function purchasesOverAll<P>(
  model: Pick<PurchaseModel<P>, "alike" | "expectedWhileAlive">,
  parameters: P,
  book: BookColumns,
  horizon: Horizon,
): PurchasesOverAll {
  const { groupOf, histories } = model.alike(book);
  const sums = histories.map((one) =>
    purchasesOver((weeks) => model.expectedWhileAlive(parameters, one, weeks), horizon),
  );
  const all = {
    expected: new Float64Array(groupOf.length),
    discounted: new Float64Array(groupOf.length),
  };
  for (let row = 0; row < groupOf.length; row++) {
    const { expected, discounted } = sums[groupOf[row]!]!;
    all.expected[row] = expected;
    all.discounted[row] = discounted;
  }
  return all;
}

/**
 * Expected discounted spend of a customer over `months`, in the unit of `spend` (expected spend per
 * purchase). Parameters in weeks. The rule of Fader, Hardie & Lee, "RFM and CLV" (2005), by months.
 */
export function customerLifetimeValue<P>(
  given: {
    model: Pick<PurchaseModel<P>, "probabilityAlive" | "expectedWhileAlive">;
    parameters: P;
    spend: number;
    customer: History;
  } & Horizon,
): number {
  const { model, parameters, spend, customer } = given;
  const { discounted } = purchasesOver(
    (weeks) => model.expectedWhileAlive(parameters, customer, weeks),
    given,
  );
  return spend * model.probabilityAlive(parameters, customer) * discounted;
}

/** The same of each row of a book, `spend` a column too. */
export function customerLifetimeValueAll<P>(
  given: {
    model: Pick<PurchaseModel<P>, "alike" | "expectedWhileAlive" | "probabilityAliveAll">;
    parameters: P;
    spend: Float64Array;
    book: BookColumns;
  } & Horizon,
): Float64Array {
  const { model, parameters, spend, book } = given;
  const { discounted } = purchasesOverAll(model, parameters, book, given);
  const alive = model.probabilityAliveAll(parameters, book);
  for (let row = 0; row < alive.length; row++) alive[row]! *= spend[row]! * discounted[row]!;
  return alive;
}
