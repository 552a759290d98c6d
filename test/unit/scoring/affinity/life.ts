/** Books of customers who come, buy one category at a time and leave, by a fixed seed. */
import type { CategoryBuyer } from "../../../../shared/scoring/backtest/affinity-back-test.ts";
import { purchaseRecord } from "../../../../shared/scoring/backtest/purchase-record.ts";
import { seeded } from "../../../../shared/scoring/numerics/random.ts";

const [CATEGORIES, DAYS] = [12, 1000];

/**
 * Customers who join throughout, buy every 30 days more or less, each at their own pace, and stay
 * for 300 days on average. Who has bought c0 and not c1 takes c1 next with probability `follows`.
 */
export function lifeOf(
  customers: number,
  { follows, seed }: { follows: number; seed: number },
): CategoryBuyer[] {
  const random = seeded(seed);
  return Array.from({ length: customers }, () => {
    const first = new Map<string, number>();
    const days: number[] = [];
    const pace = 30 * Math.exp(0.6 * random.normal());
    let day = Math.floor(0.9 * DAYS * random.uniform());
    const leaves = Math.min(DAYS, day + 300 * random.exponential());
    do {
      const isDue = first.has("c0") && !first.has("c1") && random.uniform() < follows;
      const drawn = `c${Math.floor(CATEGORIES * random.uniform() ** 1.5)}`;
      const category = isDue ? "c1" : drawn;
      if (!first.has(category)) first.set(category, day);
      days.push(day);
      day += 1 + Math.floor(pace * random.exponential());
    } while (day < leaves);
    return {
      bought: [...first].map(([category, on]) => ({ category, day: on })),
      record: purchaseRecord(days.map((on) => ({ day: on, amount: 100 }))),
    };
  });
}
