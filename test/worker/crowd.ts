/** Many customers at once, without names: what reviews are tested on. */
import { env } from "cloudflare:workers";
import { bgNbd } from "../../shared/scoring/index.ts";
import { forRows } from "../../worker/store/rows.ts";

const day = 86_400_000;

/** Ids in the order in which a review walks. */
export const idsOf = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) => `01990000-0000-7000-8000-${String(at).padStart(12, "0")}`,
  );

/**
 * Stores customers and their purchases as imports do. Every tenth never bought; the others one to
 * six times, more and more money. Every fifth has been silent for most of a year.
 */
export async function crowd(count: number, now = Date.now()): Promise<string[]> {
  const ids = idsOf(count);
  const purchases = ids.flatMap((id, at) =>
    at % 10 === 0
      ? []
      : Array.from({ length: 1 + (at % 6) }, (_, n) => ({
          id,
          order: `${id}-${n}`,
          amount: 1000 + (at % 400) * 37,
          at: now - (5 + (at % 5 === 4 ? 250 : 0) + n * (20 + (at % 40))) * day,
          category: ["rope", "paint", "sails", "lamps"][(at + n) % 4]!,
        })),
  );
  await store(ids, purchases, now);
  return ids;
}

type Purchase = { id: string; order: string; amount: number; at: number; category: string };

/**
 * Stores customers who first bought within two years, as BG/NBD draws them by a fixed seed: a book
 * that can be back-tested.
 */
export async function longCrowd(count: number, now = Date.now()): Promise<string[]> {
  const ids = idsOf(count);
  const ages = ids.map((_, at) => 20 + ((at * 37) % 84));
  const drawn = bgNbd.simulate({ r: 0.8, alpha: 8, a: 0.6, b: 2 }, ages, 11);
  const purchases = drawn.flatMap(({ age, times }, at) =>
    [0, ...times].map((week, n) => ({
      id: ids[at]!,
      order: `${ids[at]}-${n}`,
      amount: 1000 + ((at * 7 + n * 13) % 90) * 100,
      category: "rope",
      at: Math.round(now - (age - week) * 7 * day),
    })),
  );
  await store(ids, purchases, now);
  return ids;
}

async function store(ids: string[], purchases: Purchase[], now: number): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO customers (id, kind, created_at) SELECT value, 'company', ?2 FROM json_each(?1)",
    ).bind(JSON.stringify(ids), now),
    ...forRows(
      env.DB,
      `INSERT INTO transactions (customer_id, order_id, category, kind, amount, currency,
        occurred_at, recorded_at)
      SELECT value ->> 'id', value ->> 'order', value ->> 'category', 'purchase',
        value ->> 'amount', 'GBP', value ->> 'at', ?2 FROM json_each(?1)`,
      purchases,
      now,
    ),
  ]);
}
