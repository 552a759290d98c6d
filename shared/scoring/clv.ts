/** Customer lifetime value over a horizon, discounted month by month. */
import type { History } from "./purchase-histories.ts";

export type Horizon = { months: number; /** 0.01 is 1 % a month. */ monthlyDiscount: number; weeksPerMonth: number };

/**
 * Purchases over the horizon, as expected and discounted: Σ_{i=1..months} [E(i) − E(i−1)]/(1+d)^i, where E(i) is the expected
 * number of purchases in the first i months. Both 0 over no months.
 */
export function purchasesOver(
  expected: (weeks: number) => number, { months, monthlyDiscount, weeksPerMonth }: Horizon,
): { expected: number; discounted: number } {
  let discounted = 0;
  let before = 0;
  for (let i = 1; i <= months; i++) {
    const now = expected(weeksPerMonth * i);
    discounted += (now - before) / (1 + monthlyDiscount) ** i;
    before = now;
  }
  return { expected: before, discounted };
}

/**
 * Expected discounted spend of a customer over `months`, in the unit of `spend` (expected spend per purchase). Parameters
 * in weeks. The rule of Fader, Hardie & Lee, "RFM and CLV" (2005), by months.
 */
export function customerLifetimeValue<P>({ model, parameters, spend, customer, ...horizon }: {
  model: { expectedPurchases(parameters: P, customer: History, weeks: number): number };
  parameters: P; spend: number; customer: History;
} & Horizon): number {
  return spend * purchasesOver((weeks) => model.expectedPurchases(parameters, customer, weeks), horizon).discounted;
}
