/** Orders of the demo that calls brought: who was held back for comparison has none of them. */
import { stringify } from "csv-stringify/sync";
import type { DemoBook } from "./book.ts";
import { seededRandom } from "./random.ts";

const day = 86_400_000;
/** The share of called customers who order for it, and within how many days. */
const [reacting, latestDays] = [0.5, 60];

/**
 * A file of orders of customers who were shown the call on the day of `asOf`, by their names; null
 * for none. Names that several customers share are left out, as are orders after `until`.
 */
export function ordersAfterCalls(
  { customers }: DemoBook,
  names: readonly string[],
  { asOf, until, seed }: { asOf: number; until: number; seed: number },
): string | null {
  const byName = Map.groupBy(customers, ({ name }) => name);
  const random = seededRandom(seed);
  const rows = names.toSorted().flatMap((name) => {
    const [customer, other] = byName.get(name) ?? [];
    if (customer === undefined || other !== undefined || customer.id.startsWith("HARLOW"))
      return [];
    const [hasReacted, days, amount] = [
      random.chance(reacting),
      random.whole(3, latestDays),
      random.whole(20_000, 80_000),
    ];
    const at = asOf + days * day;
    if (!hasReacted || at >= until) return [];
    const order = `${customer.id}-C${Math.round(asOf / day)}`;
    return [[order, customer.id, new Date(at).toISOString(), (amount / 100).toFixed(2), "Service"]];
  });
  return rows.length === 0
    ? null
    : stringify([["order_id", "customer", "date", "amount", "category"], ...rows]);
}
