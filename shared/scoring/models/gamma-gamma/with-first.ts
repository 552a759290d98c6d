/**
 * Gamma-Gamma with or without the first purchase. Fader & Hardie leave it out, as a first order may
 * be unlike the later ones; in most books it tells of them, and of who bought once it is all there
 * is.
 */
import type { GammaGammaParameters } from "./density.ts";
import { gammaGamma } from "./gamma-gamma.ts";
import type { Spend } from "./sums.ts";

/** A customer's purchase days, and minor units. */
export type Spent = {
  purchases: number;
  total: number;
  /** On the first day, and on the last. */ first: number;
  last: number;
};

/** Fewer customers who bought again do not tell which of the two is better. */
const FEWEST = 50;

/** Mean gamma deviance of the last amounts from what was expected of them (McCullagh & Nelder). */
function deviance(before: readonly Spend[], last: readonly number[]): number {
  const { parameters } = gammaGamma.fit(before);
  if (!parameters) return Infinity;
  let sum = 0;
  before.forEach((own, i) => {
    const ratio = last[i]! / (gammaGamma.expectedSpend(parameters, own) ?? 0);
    sum += 2 * (ratio - 1 - Math.log(ratio));
  });
  return sum / before.length;
}

const meanOf = (total: number, purchases: number): Spend => ({
  frequency: purchases,
  monetary: purchases > 0 ? Math.max(0, total) / purchases : 0,
});

/** Counts all purchases of a customer, the first included. */
export const withFirst = ({ purchases, total }: Pick<Spent, "purchases" | "total">): Spend =>
  meanOf(total, purchases);

/**
 * Fits Gamma-Gamma to all purchases of each customer where, fitted without everybody's last
 * purchase, that foretold the last better than the repeat purchases alone; else null.
 */
export function fitWithFirst(customers: readonly Spent[]): GammaGammaParameters | null {
  const again = customers.filter(({ purchases, last }) => purchases > 1 && last > 0);
  if (again.length < FEWEST) return null;
  const last = again.map((one) => one.last);
  const all = again.map((one) => meanOf(one.total - one.last, one.purchases - 1));
  const repeats = again.map((one) => meanOf(one.total - one.last - one.first, one.purchases - 2));
  if (!(deviance(all, last) < deviance(repeats, last))) return null;
  return gammaGamma.fit(customers.map(withFirst)).parameters;
}
