/** The demo book as facts, for tests that go over a whole book. */
import { demoBook } from "../../../worker/demo/book.ts";
import type { Facts } from "../../../shared/scoring/index.ts";
import type { InteractionKind } from "../../../shared/contract/fields.ts";

/** The facts of `size` customers whose histories end at `until`. */
export function demoFacts(size: number, seed: number, until: number): Facts[] {
  const book = demoBook({ size, seed, until });
  const by = <F extends { customer: string }>(all: readonly F[]) =>
    Map.groupBy(all, (one) => one.customer);
  const [transactions, interactions, satisfaction] = [
    by(book.transactions),
    by(book.interactions),
    by(book.satisfaction),
  ];
  return book.customers.map(({ id }) => ({
    customerId: id,
    createdAt: until,
    trust: [],
    outcomes: [],
    previousTier: null,
    tierBeyond: null,
    transactions: (transactions.get(id) ?? []).map(({ order, at, amount, category }) => ({
      orderId: order,
      occurredAt: at,
      amount,
      category,
      kind: amount < 0 ? ("refund" as const) : ("purchase" as const),
    })),
    interactions: (interactions.get(id) ?? []).map((i) => ({
      id: i.id,
      kind: i.kind as InteractionKind,
      direction: i.direction,
      occurredAt: i.at,
      behaviours: [],
    })),
    satisfaction: (satisfaction.get(id) ?? []).map((s) => ({
      id: s.id,
      metric: s.metric,
      value: s.value,
      comment: null,
      source: s.source,
      occurredAt: s.at,
    })),
  }));
}
