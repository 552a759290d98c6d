/** How fast the models are fitted and customers scored: pure functions in this process, on one core. */
import { existsSync, readFileSync } from "node:fs";
import { bgNbd, defaultPolicy, fitModel, measures, scoreCustomer, type Facts } from "../../shared/scoring/index.ts";
import { demoBook } from "../../worker/demo/book.ts";
import type { Figure } from "./index.ts";
import { quantile } from "./quantile.ts";

const cdnow = "../shared/data/cdnow_customers_summary_with_transactions.csv";
/** The book is scored anew for so long, in milliseconds, after as long for the code to be compiled. */
const period = 2000;
const now = Date.UTC(2026, 10, 21);

/** The demo book as scoring takes it, as if the imports had stored it. */
function demoFacts(): Facts[] {
  const book = demoBook({ size: 2400, seed: 20261121, until: now });
  const of = <F extends { customer: string }>(facts: F[]) => Map.groupBy(facts, (fact) => fact.customer);
  const [transactions, interactions, satisfaction] = [of(book.transactions), of(book.interactions), of(book.satisfaction)];
  return book.customers.map(({ id }) => ({
    customerId: id, createdAt: now, previousTier: null, trust: [], outcomes: [],
    transactions: (transactions.get(id) ?? []).map(({ order, at, amount, category }) =>
      ({ orderId: order, occurredAt: at, amount, category, kind: amount < 0 ? "refund" : "purchase" })),
    interactions: (interactions.get(id) ?? []).map(({ id: one, kind, direction, at }) =>
      ({ id: one, kind: kind as Facts["interactions"][number]["kind"], direction, occurredAt: at, behaviours: [] })),
    satisfaction: (satisfaction.get(id) ?? []).map(({ id: one, metric, value, comment, source, at }) => ({ id: one, metric, value, comment, source, occurredAt: at })),
  }));
}

/** Customers scored a second. */
function rate(facts: Facts[]): number {
  const model = fitModel(facts.map((one) => measures(one, { policy: defaultPolicy, now })), { policy: defaultPolicy, now, version: 1 });
  const scoreFor = (milliseconds: number) => {
    const started = performance.now();
    let scored = 0;
    while (performance.now() - started < milliseconds) {
      for (const one of facts) scoreCustomer(one, { policy: defaultPolicy, model, now, currency: "GBP" });
      scored += facts.length;
    }
    return (1000 * scored) / (performance.now() - started);
  };
  scoreFor(period);
  return scoreFor(period);
}

function fitTimes(): Figure {
  const what = "BG/NBD fit, CDNOW sample";
  if (!existsSync(cdnow)) return { what, figure: "skipped", budget: `${cdnow} is not here` };
  const customers = readFileSync(cdnow, "utf8").trim().split("\n").slice(1).map((line) => {
    const [, frequency, recency, age] = line.split(",").map(Number);
    return { frequency: frequency ?? 0, recency: recency ?? 0, age: age ?? 0 };
  });
  const times = Array.from({ length: 20 }, () => {
    const started = performance.now();
    bgNbd.fit(customers);
    return performance.now() - started;
  });
  return { what, figure: `first ${(times[0] ?? Number.NaN).toFixed(1)} ms, p50 ${quantile(times, 0.5).toFixed(1)} ms`, budget: "≤ 54 ms" };
}

export async function run(): Promise<Figure[]> {
  const facts = demoFacts();
  const lines = facts.reduce((sum, one) => sum + one.transactions.length + one.interactions.length + one.satisfaction.length, 0);
  return [
    fitTimes(),
    {
      what: `re-score, demo book (${(lines / facts.length).toFixed(1)} facts a customer): customers a second a core`,
      figure: Math.round(rate(facts)).toLocaleString("en"), budget: "≥ 50,000",
    },
  ];
}
