/** The cards of the demo book, without a database: for whatever is made or measured from cards. */
import type { Card, Touch } from "../../shared/contract/card.ts";
import {
  defaultPolicy,
  type Facts,
  type Model,
  fitModel,
  measures,
  scoreCustomer,
} from "../../shared/scoring/index.ts";
import { instant, makeCard, touchesShown } from "../scoring/card.ts";
import type { CustomerSeals } from "../security/seal.ts";
import { newcomer } from "../store/customers.ts";
import {
  demoAddress,
  demoBook,
  type DemoBook,
  type DemoCustomer,
  type DemoInteraction,
} from "./book.ts";

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
        comment: comment === "" ? null : comment,
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

type Made = { book: DemoBook; facts: Facts[]; model: Model; now: number };

function made(options: { size: number; seed: number; until: number }): Made {
  const [book, now] = [demoBook(options), options.until];
  const facts = demoFacts(book, now);
  const model = fitModel(
    facts.map((one) => measures(one, { policy: defaultPolicy, now })),
    { policy: defaultPolicy, now, version: 1 },
  );
  return { book, facts, model, now };
}

type OwnFacts = Omit<Facts, "trust"> & { trust: (Facts["trust"][number] & { id: string })[] };

/** Makes the card of one customer from their facts. */
async function cardOf(
  { id, kind, name, segment }: DemoCustomer,
  own: OwnFacts,
  interactions: DemoInteraction[],
  { model, now }: Made,
  idOf: (name: string) => string,
): Promise<Card> {
  const known = {
    facts: {
      ...own,
      customerId: idOf(id),
      interactions: own.interactions.map((one) => ({ ...one, userId: null })),
      outcomes: [],
      promises: [],
      cases: [],
      overrides: [],
      exposures: [],
      satisfaction: own.satisfaction.map((one) => ({ ...one, id: idOf(one.id) })),
    },
    touches: interactions.slice(0, touchesShown).map((one) => touchOf(one, idOf(one.id))),
    names: new Map<string, string | null>(),
  };
  const scores = scoreCustomer(known.facts, { policy: defaultPolicy, model, now, currency: "GBP" });
  const customer = newcomer({
    id: idOf(id),
    kind,
    externalId: id,
    nameSealed: name,
    segmentSealed: segment,
    dataKey: null,
    createdAt: now,
  });
  const [version, zone] = [{ model: 1, policy: 1 }, defaultPolicy.book.timeZone];
  return makeCard(customer, known, scores, inClear, version, now, zone);
}

/**
 * Makes the cards of a demo book by the default policy, as JSON. `idOf` makes the ids of customers
 * and facts, which a real book draws at random.
 */
export async function demoCards(
  options: { size: number; seed: number; until: number },
  idOf: (name: string) => string,
): Promise<string[]> {
  const all = made(options);
  const touches = Map.groupBy(
    all.book.interactions.toSorted((a, b) => b.at - a.at),
    ({ customer }) => customer,
  );
  return Promise.all(
    all.book.customers.map(async (customer, at) => {
      const own = all.facts[at];
      if (own === undefined) throw new Error("a customer of the demo book has no facts");
      const facts = { ...own, trust: [] };
      const card = await cardOf(customer, facts, touches.get(customer.id) ?? [], all, idOf);
      return JSON.stringify(card);
    }),
  );
}

/**
 * Makes the card of the person whose mail the welcome page shows, with what their company answered
 * of trust: everything that a card can say.
 */
export async function sampleCard(until: number): Promise<Card> {
  const all = made({ size: 400, seed: 2026, until });
  const at = all.book.customers.findIndex(({ contacts }) =>
    contacts.some(({ address }) => address === demoAddress),
  );
  const [customer, own] = [all.book.customers[at], all.facts[at]];
  const contact = customer?.contacts.find(({ address }) => address === demoAddress);
  if (customer === undefined || own === undefined || contact === undefined)
    throw new Error("nobody of the demo book has the sample's address");
  const numbers = new Map<string, number>();
  const idOf = (name: string) => {
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    return `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
  };
  const trust = all.book.trust
    .filter((one) => one.customer === customer.id)
    .map(({ id, at: occurredAt, answers: [professionalism, expertise, rapport, benefit] }) => ({
      id,
      source: "customer" as const,
      occurredAt,
      answers: { professionalism, expertise, rapport, benefit },
    }));
  const interactions = all.book.interactions
    .filter((one) => one.customer === customer.id)
    .toSorted((a, b) => b.at - a.at);
  const card = await cardOf(customer, { ...own, trust }, interactions, all, idOf);
  return { ...card, contact: { id: idOf(contact.id), name: contact.name } };
}
