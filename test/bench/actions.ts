/**
 * Trials that it takes to see the effect of each action, and the weeks until then, at the rates of
 * a book: the demo book, Online Retail where it is at hand, or the transactions of a file.
 */
import { existsSync } from "node:fs";
import {
  defaultPolicy as policy,
  fitModel,
  measures,
  scoreForReview,
  type ExposureFact,
  type Facts,
} from "../../shared/scoring/index.ts";
import { keptPurchases } from "../../shared/scoring/purchases.ts";
import { DAY } from "../../shared/scoring/summarise.ts";
import { read, settingsOf } from "../../worker/commands/score.ts";
import { demoBook } from "../../worker/demo/book.ts";
import { demoFacts } from "../../worker/demo/cards.ts";
import type { Figure } from "./figure.ts";

const WEEK = 7 * DAY;
/** Weeks whose recommendations are counted. */
const watched = 13;
const { effectDays, holdOutShare, holdOutFrom } = policy.actions;
/** Effects to see: so many more of a hundred customers buy. */
const points = [8, 20];
/** Normal quantiles of 5 % on two sides, and of 80 % power. */
const [Z_SURE, Z_POWER] = [1.959963984540054, 0.8416212335729143];

type Book = { name: string; facts: Facts[]; end: number };
/** An action that came to be next, and what the customer bought within the effect's days. */
type Seen = ExposureFact & { isNew: boolean; spent: number };

const demo = (): Book => {
  const end = Date.UTC(2026, 10, 21);
  const facts = demoFacts(demoBook({ size: 2400, seed: 20261121, until: end }), end);
  return { name: "demo", facts, end };
};

async function fileBook(name: string, file: string): Promise<Book> {
  const { book } = await read(settingsOf([file])!, process);
  const end = book.lastDay() + DAY;
  const facts = [...book.customers(end)].map(({ id, transactions }) => ({
    customerId: id,
    createdAt: Math.min(...transactions.map(({ occurredAt }) => occurredAt)),
    transactions,
    interactions: [],
    satisfaction: [],
    trust: [],
    outcomes: [],
    previousTier: null,
    tierBeyond: null,
  }));
  return { name, facts, end };
}

/** Kept purchases of a customer within the effect's days after a moment, minor units. */
const spentAfter = (kept: Facts["transactions"], at: number): number =>
  kept.reduce(
    (sum, { occurredAt, amount }) =>
      occurredAt > at && occurredAt <= at + effectDays * DAY ? sum + amount : sum,
    0,
  );

/**
 * Scores the book every week, as nightly reviews do, until the effect's days before its end, and
 * returns what came to be next. The first week finds what has been due for long.
 */
function seenIn({ facts, end }: Book): Seen[] {
  const last = end - (effectDays + 1) * DAY;
  const first = last - watched * WEEK;
  const known = facts.filter(({ createdAt, transactions }) =>
    [createdAt, ...transactions.map((t) => t.occurredAt)].some((at) => at <= first + DAY),
  );
  const model = fitModel(
    known.map((one) => measures(one, { policy, now: first })),
    { policy, now: first, version: 1 },
  );
  return facts.flatMap((one) => {
    const kept = [...keptPurchases(one.transactions, end)];
    const exposures: ExposureFact[] = [];
    let atTurn: string[] = [];
    const seen: Seen[] = [];
    for (let week = 0; week <= watched; week++) {
      const now = first + week * WEEK;
      if (!one.transactions.some(({ occurredAt }) => occurredAt <= now)) continue;
      const scored = scoreForReview(
        { ...one, exposures, atTurn },
        { policy, model, now, currency: "GBP" },
      );
      atTurn = scored.atTurn;
      for (const exposure of scored.exposures) {
        if (!exposures.some(({ action }) => action === exposure.action))
          seen.push({ ...exposure, isNew: week > 0, spent: spentAfter(kept, now) });
        exposures.push(exposure);
      }
    }
    return seen;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/**
 * Trials for 80 % power at 5 % on two sides, of which a share is held back: n = (z₁ + z₂)² σ² ÷
 * (δ² h (1 − h)), σ the spread of what is spent beyond expectation, δ the effect.
 */
export const trialsNeeded = (spread: number, effect: number, share: number): number =>
  Math.ceil(((Z_SURE + Z_POWER) * spread) ** 2 / (effect ** 2 * share * (1 - share)));

function figuresOf(book: string, customers: number, action: string, seen: readonly Seen[]) {
  const buyers = seen.filter(({ spent }) => spent > 0);
  const surpluses = seen.map(({ spent, expectedAmount }) => spent - expectedAmount);
  const middle = mean(surpluses);
  const spread = Math.sqrt(mean(surpluses.map((one) => (one - middle) ** 2)));
  const basket = mean(buyers.map(({ spent }) => spent));
  const weekly = seen.filter(({ isNew }) => isNew).length / watched;
  const whole = (n: number) => Math.round(n).toLocaleString("en");
  return points.map((more): Figure => {
    const trials = trialsNeeded(spread, (more / 100) * basket, holdOutShare);
    const weeks = weekly > 0 ? (holdOutFrom + trials) / weekly + effectDays / 7 : Infinity;
    return {
      what: `${book}: ${action}, +${more} points`,
      customers: whole(customers),
      figure: `${whole(trials)} trials, ${weeks < 5200 ? `${whole(weeks)} weeks` : "never"}`,
      budget: "–",
      beside:
        `${whole((100 * buyers.length) / seen.length)} % buy within ${effectDays} days, ` +
        `${whole(basket / 100)} each, spread ${whole(spread / 100)}; ` +
        `${weekly.toFixed(1)} alarms a week`,
    };
  });
}

/** Prints for each action of each book; actions that few buyers were ever met by are left out. */
export async function run(files: readonly string[] = []): Promise<Figure[]> {
  const retail = "../shared/data/online_retail.csv.gz";
  const books =
    files.length > 0
      ? await Promise.all(files.map((file) => fileBook(file, file)))
      : [demo(), ...(existsSync(retail) ? [await fileBook("Online Retail", retail)] : [])];
  return books.flatMap((book) => {
    const byAction = Map.groupBy(seenIn(book), ({ action }) => action);
    return [...byAction]
      .filter(([, seen]) => seen.filter(({ spent }) => spent > 0).length >= 20)
      .sort(([, p], [, q]) => q.length - p.length)
      .flatMap(([action, seen]) => figuresOf(book.name, book.facts.length, action, seen));
  });
}
