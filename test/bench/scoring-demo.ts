/**
 * The demo book as scoring takes it, as if the imports had stored it, and how fast it is scored:
 * whole cards' worth of scores, one core.
 */
import {
  defaultPolicy,
  fitModel,
  measures,
  scoreCustomer,
  type Facts,
  type Transaction,
} from "../../shared/scoring/index.ts";
import { DAY } from "../../shared/scoring/summarise.ts";
import { demoBook } from "../../worker/demo/book.ts";
import { demoFacts } from "../../worker/demo/cards.ts";
import type { Figure } from "./figure.ts";

/**
 * The book is scored anew for so long, in milliseconds, after as long for the code to be compiled.
 */
const period = 2000;
const now = Date.UTC(2026, 10, 21);

/** Scorings a second of the customers, one after the other. */
function rateOf(facts: readonly Facts[], model: ReturnType<typeof fitModel>): number {
  const scoreFor = (milliseconds: number) => {
    const started = performance.now();
    let scored = 0;
    while (performance.now() - started < milliseconds) {
      for (const one of facts)
        scoreCustomer(one, { policy: defaultPolicy, model, now, currency: "GBP" });
      scored += facts.length;
    }
    return (1000 * scored) / (performance.now() - started);
  };
  scoreFor(period);
  return scoreFor(period);
}

/** A customer who bought a thousand times in four years. */
const loyalOne = (facts: Facts): Facts => ({
  ...facts,
  transactions: Array.from({ length: 1000 }, (_, at): Transaction => ({
    orderId: `o${at}`,
    occurredAt: now - Math.floor(at * 1.4) * DAY,
    amount: 1000 + ((at * 37) % 4000),
    category: `c${at % 12}`,
    kind: "purchase",
  })),
});

export function figures(): Figure[] {
  const facts = demoFacts(demoBook({ size: 2400, seed: 20261121, until: now }), now);
  const model = fitModel(
    facts.map((one) => measures(one, { policy: defaultPolicy, now })),
    { policy: defaultPolicy, now, version: 1 },
  );
  const lines = facts.reduce(
    (sum, one) => sum + one.transactions.length + one.interactions.length + one.satisfaction.length,
    0,
  );
  return [
    {
      what: `re-score, demo book (${(lines / facts.length).toFixed(1)} facts a customer): customers a second a core`,
      customers: facts.length.toLocaleString("en"),
      figure: Math.round(rateOf(facts, model)).toLocaleString("en"),
      budget: "≥ 50,000",
    },
    {
      what: "one customer of 1,000 transactions scored: pure part",
      customers: "1",
      figure: `${(1000 / rateOf([loyalOne(facts[0]!)], model)).toFixed(2)} ms`,
      budget: "≤ 10 ms",
    },
  ];
}
