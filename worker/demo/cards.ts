/** The cards of the demo book, without a database: for whatever is made or measured from cards. */
import type { Touch } from "../../shared/contract/card.ts";
import {
  defaultPolicy,
  type Facts,
  fitModel,
  measures,
  scoreCustomer,
} from "../../shared/scoring/index.ts";
import { instant, makeCard, touchesShown } from "../scoring/card.ts";
import type { CustomerSeals } from "../security/seal.ts";
import { newcomer } from "../store/customers.ts";
import { demoBook, type DemoBook, type DemoInteraction } from "./book.ts";

/**
 * The book's facts as scoring takes them, as if the imports had stored them at `now`
 * (milliseconds).
 */
export function demoFacts(book: DemoBook, now: number): Facts[] {
  const of = <F extends { customer: string }>(facts: F[]) =>
    Map.groupBy(facts, (fact) => fact.customer);
  const [transactions, interactions, satisfaction] = [
    of(book.transactions),
    of(book.interactions),
    of(book.satisfaction),
  ];
  return book.customers.map(({ id }) => ({
    customerId: id,
    createdAt: now,
    previousTier: null,
    tierBeyond: null,
    trust: [],
    outcomes: [],
    transactions: (transactions.get(id) ?? []).map(({ order, at, amount, category }) => ({
      orderId: order,
      occurredAt: at,
      amount,
      category,
      kind: amount < 0 ? "refund" : "purchase",
    })),
    interactions: (interactions.get(id) ?? []).map(({ id: one, kind, direction, at }) => ({
      id: one,
      kind: kind as Facts["interactions"][number]["kind"],
      direction,
      occurredAt: at,
      behaviours: [],
    })),
    satisfaction: (satisfaction.get(id) ?? []).map(
      ({ id: one, metric, value, comment, source, at }) => ({
        id: one,
        metric,
        value,
        comment,
        source,
        occurredAt: at,
      }),
    ),
  }));
}

/** Nothing is sealed here. */
const inClear = {
  open: (_: unknown, text: string | null) => Promise.resolve(text),
} as unknown as CustomerSeals;

const touchOf = ({ kind, direction, at, subject }: DemoInteraction, id: string): Touch => ({
  id,
  kind: kind as Touch["kind"],
  direction,
  at: instant(at),
  subject,
  note: null,
  minutes: null,
  behaviours: [],
  by: null,
});

/**
 * Makes the cards of a demo book by the default policy, as JSON. `idOf` makes the ids of customers
 * and facts, which a real book draws at random.
 */
export async function demoCards(
  options: { size: number; seed: number; until: number },
  idOf: (name: string) => string,
): Promise<string[]> {
  const [book, now] = [demoBook(options), options.until];
  const facts = demoFacts(book, now);
  const model = fitModel(
    facts.map((one) => measures(one, { policy: defaultPolicy, now })),
    { policy: defaultPolicy, now, version: 1 },
  );
  const touches = Map.groupBy(
    book.interactions.toSorted((a, b) => b.at - a.at),
    ({ customer }) => customer,
  );
  return Promise.all(
    book.customers.map(async ({ id, kind, name, segment }, at) => {
      const own = facts[at];
      if (own === undefined) throw new Error("a customer of the demo book has no facts");
      const known = {
        facts: {
          ...own,
          customerId: idOf(id),
          trust: [],
          outcomes: [],
          exposures: [],
          satisfaction: own.satisfaction.map((one) => ({ ...one, id: idOf(one.id) })),
        },
        touches: (touches.get(id) ?? [])
          .slice(0, touchesShown)
          .map((one) => touchOf(one, idOf(one.id))),
      };
      const scores = scoreCustomer(known.facts, {
        policy: defaultPolicy,
        model,
        now,
        currency: "GBP",
      });
      const customer = newcomer({
        id: idOf(id),
        kind,
        externalId: id,
        nameSealed: name,
        segmentSealed: segment,
        dataKey: null,
        createdAt: now,
      });
      const card = await makeCard(
        customer,
        known,
        scores,
        inClear,
        { model: 1, policy: 1 },
        now,
        defaultPolicy.book.timeZone,
      );
      return JSON.stringify(card);
    }),
  );
}
