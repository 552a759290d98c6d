/** The expected value of a whole book, with the range that it will probably end in. */

/** Of the normal distribution, either side of the middle 80 %. */
const Z80 = 1.2815515655446004;

/** Sums over customers of what is expected of each, minor units, and of its variance. */
export type ValueSums = { customers: number; total: number; variance: number };
/** Spend of a book over a back-test: expected, and as it came. */
type Tested = { expected: number; actual: number };
/** `tested`: whether the error of a back-test is in it, or chance alone. */
export type BookValue = {
  value: number;
  low: number;
  high: number;
  customers: number;
  tested: boolean;
};

/**
 * The sum over the book with its central 80 %. Chance: customers are independent given the models,
 * so that their variances add up. Error of the models, which all of them share: as large as that of
 * the last back-test about the whole book, as a share of it. Null of nobody.
 */
export function bookValue(
  { customers, total, variance }: ValueSums,
  tested: Tested | null,
): BookValue | null {
  if (customers === 0) return null;
  const isTested = tested !== null && tested.expected > 0;
  const error = isTested ? (tested.actual / tested.expected - 1) * total : 0;
  const reach = Z80 * Math.sqrt(variance + error * error);
  return {
    value: total,
    low: Math.max(0, Math.round(total - reach)),
    high: Math.round(total + reach),
    customers,
    tested: isTested,
  };
}
