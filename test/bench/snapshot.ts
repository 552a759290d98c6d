/**
 * The cost of a snapshot to a review: the time to add up a customer beside the time to score one in
 * the same run, and the size of what is kept.
 */
import {
  defaultPolicy as policy,
  fitModel,
  measures,
  scoreForReview,
} from "../../shared/scoring/index.ts";
import {
  addToTallies,
  bodiesOf,
  emptyTallies,
  mergeTallies,
  type Tallies,
} from "../../shared/scoring/snapshot/snapshot.ts";
import { demoFacts } from "../../worker/demo/cards.ts";
import { portfolioBook } from "../../worker/demo/portfolio-book.ts";
import type { Figure } from "./figure.ts";

const DAY = 86_400_000;
const size = 2400;
/** Customers of one transaction, as in a review. */
const page = 200;
const rounds = 5;
/** Shares of a scoring that the tallies of a customer may take, and bytes of one page's JSON. */
const [mostShare, mostBytes] = [0.25, 100_000];

/** Milliseconds of processor time. */
function timeOf<R>(work: () => R): { ms: number; result: R } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, result };
}

export async function figures(): Promise<Figure[]> {
  const now = Math.floor(Date.now() / DAY) * DAY;
  const facts = demoFacts(portfolioBook({ size, seed: 20261121, until: now }), now);
  const model = fitModel(
    facts.map((one) => measures(one, { policy, now })),
    { policy, now, version: 1 },
  );
  const context = { policy, model, now };
  const taken = { score: Infinity, tally: Infinity, merge: Infinity };
  let sum = emptyTallies();
  for (let round = 0; round < rounds; round++) {
    const scored = timeOf(() =>
      facts.map((one) => scoreForReview(one, { ...context, currency: "GBP" })),
    );
    const pages = timeOf(() => {
      const parts: string[] = [];
      for (let at = 0; at < size; at += page) {
        const tallies = emptyTallies();
        for (const { scores, seen } of scored.result.slice(at, at + page)) {
          const customer = { scores, seen, owner: null, segment: null, before: null };
          addToTallies(tallies, customer, context);
        }
        parts.push(JSON.stringify(tallies));
      }
      return parts;
    });
    const merged = timeOf(() => {
      const all = emptyTallies();
      for (const part of pages.result) mergeTallies(all, JSON.parse(part) as Tallies);
      return all;
    });
    taken.score = Math.min(taken.score, scored.ms);
    taken.tally = Math.min(taken.tally, pages.ms);
    taken.merge = Math.min(taken.merge, merged.ms);
    sum = merged.result;
  }
  const made = timeOf(() => bodiesOf(sum, context));
  const largest = Math.max(...made.result.map(({ body }) => JSON.stringify(body).length));
  const share = (taken.tally + taken.merge) / taken.score;
  const each = (ms: number) => `${((1000 * ms) / size).toFixed(0)} µs`;
  return [
    {
      what: "snapshot: adding up a customer, as a share of scoring one",
      customers: size.toLocaleString("en"),
      figure: `${(100 * share).toFixed(0)} %`,
      budget: `≤ ${100 * mostShare} %`,
      holds: share <= mostShare,
      beside: `${each(taken.tally + taken.merge)} a customer, scoring ${each(taken.score)}`,
    },
    {
      what: "snapshot: the largest page",
      customers: size.toLocaleString("en"),
      figure: `${(largest / 1000).toFixed(0)} kB`,
      budget: `≤ ${mostBytes / 1000} kB`,
      holds: largest <= mostBytes,
      beside:
        `all six made in ${made.ms.toFixed(0)} ms from sums of ` +
        `${(JSON.stringify(sum).length / 1000).toFixed(0)} kB`,
    },
  ];
}
