/**
 * A book of customers from a fixed seed, whose purchases follow the BG/NBD story: enough for a
 * model to be identified.
 */
import {
  defaultPolicy,
  fitModel,
  measures,
  type Facts,
  type Model,
} from "../../../shared/scoring/index.ts";
import { ago, customer, DAY, now } from "./some-facts.ts";

/** Numbers in [0, 1) by a linear congruence: the same on every machine. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

export function book(size: number, seed = 7): Facts[] {
  const next = numbers(seed);
  return Array.from({ length: size }, (_, i) => {
    const interval = 10 + 80 * next() ** 2;
    const leaves = 0.4 * next() ** 2;
    const spend = 2_000 + Math.floor(20_000 * next() ** 3);
    const start = ago(30 + Math.floor(700 * next()));
    const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
    const transactions: Facts["transactions"] = [];
    for (let at = start, n = 0; at < now; at -= Math.log(1 - next()) * interval * DAY, n++) {
      transactions.push({
        orderId: `${id}-${n}`,
        occurredAt: at,
        amount: Math.floor(spend * (0.5 + next())),
        kind: "purchase",
        category: ["valves", "ropes", "paint", "charts"][Math.floor(next() * 4)]!,
      });
      if (next() < leaves) break;
    }
    const interactions =
      next() < 0.5
        ? []
        : (["in", "out"] as const).map((direction, k): Facts["interactions"][number] => ({
            id: `${id}-${k}`,
            kind: "email",
            direction,
            occurredAt: ago(Math.floor(next() * 200)),
            behaviours: [],
          }));
    return customer({ customerId: id, createdAt: start, transactions, interactions });
  });
}

export const modelOf = (facts: readonly Facts[], version = 1): Model =>
  fitModel(
    facts.map((f) => measures(f, { policy: defaultPolicy, now })),
    { policy: defaultPolicy, now, version },
  );
