/** Whole books with the card of each customer, for tests of what cards must never say. */
import type { Scores } from "../../../../shared/contract/card.ts";
import {
  defaultPolicy,
  fitModel,
  measures,
  scoreCustomer,
  type Facts,
  type ScoringContext,
} from "../../../../shared/scoring/index.ts";
import { DAY } from "../../../../shared/scoring/summarise.ts";
import { demoFacts } from "../demo-facts.ts";
import { retailLines } from "../real-books.ts";
import { yearlyBuyers, type SimulatedBook } from "../simulated-books.ts";
import { customer, now } from "../some-facts.ts";

export type Carded = { facts: Facts; scores: Scores };
export type Book = { name: string; context: ScoringContext; cards: Carded[] };

/** Fits a book and scores everybody in it. */
export function bookOf(name: string, facts: readonly Facts[], at: number): Book {
  const policy = defaultPolicy;
  const model = fitModel(
    facts.map((one) => measures(one, { policy, now: at })),
    { policy, now: at, version: 1 },
  );
  const context = { policy, model, now: at, currency: "GBP" };
  return {
    name,
    context,
    cards: facts.map((one) => ({ facts: one, scores: scoreCustomer(one, context) })),
  };
}

/** The demo book: 1,200 customers with contacts, answers and categories. */
export const demo = (): Book => bookOf("the demo book", demoFacts(1200, 7, now), now);

/** Customers of Online Retail, each order one line. */
function retailFacts(): Facts[] {
  const orders = Map.groupBy(retailLines(), (line) => `${line.customerId} ${line.occurredAt}`);
  const lines = [...orders.values()].map((all) => ({
    customerId: all[0]!.customerId,
    line: {
      orderId: String(all[0]!.occurredAt),
      occurredAt: all[0]!.occurredAt,
      amount: all.reduce((sum, { amount }) => sum + amount, 0),
      category: null,
      kind: "purchase" as const,
    },
  }));
  return [...Map.groupBy(lines, (line) => line.customerId)].map(([customerId, own]) =>
    customer({
      customerId,
      transactions: own.map(({ line }) => line),
    }),
  );
}

/** Online Retail as of its last day, and as of today, when everybody has long been gone. */
export function retail(): Book[] {
  const facts = retailFacts();
  return [
    bookOf("Online Retail as of 2011-12-09", facts, Date.UTC(2011, 11, 9, 23)),
    bookOf("Online Retail as of today", facts, now),
  ];
}

/** Simulated purchases as facts. */
function factsOf({ book }: SimulatedBook): Facts[] {
  return book.map(({ id, record: { newest } }) =>
    customer({
      customerId: id,
      transactions: Array.from({ length: newest.length / 2 }, (_, i) => ({
        orderId: `${id}-${i}`,
        occurredAt: newest[2 * i]! * DAY,
        amount: newest[2 * i + 1]!,
        category: null,
        kind: "purchase" as const,
      })),
    }),
  );
}

/** A book of yearly renewals, by a fixed seed. */
export function yearly(): Book {
  const simulated = yearlyBuyers({ customers: 500, seed: 3 });
  return bookOf("a book of yearly buyers", factsOf(simulated), simulated.last * DAY);
}
