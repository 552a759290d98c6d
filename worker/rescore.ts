/** Scoring customers anew from their facts: one after a write, many in a review or after an import. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Card } from "../shared/contract/card.ts";
import { fitModel } from "../shared/scoring/index.ts";
import { type Open, opener, openTouch, touchesShown } from "./card.ts";
import { type Change, withChange } from "./changes.ts";
import type { Env } from "./env.ts";
import { Refused } from "./errors.ts";
import { retryStale } from "./retry-stale.ts";
import { type Basis, score, type Scored, type Subject } from "./score-subject.ts";
import type { Sealer } from "./security/seal.ts";
import { isStale, storeCards } from "./store/cards.ts";
import type { CustomerRow } from "./store/customers.ts";
import type { Database } from "./store/database.ts";
import { assembleFacts, factQueries, factQueryCount, noFacts } from "./store/facts.ts";
import { appendHistory } from "./store/history.ts";
import { selectTouches, type TouchRow } from "./store/interactions.ts";
import { readModel, selectModel } from "./store/models.ts";
import { keepMoves } from "./store/moves.ts";
import { readPolicy, selectPolicy } from "./store/policy.ts";

type Book = Pick<Env, "BOOK_CURRENCY">;
/** The review that scores, and the statement that counts what it did. */
type Review = { id: string; counted: D1PreparedStatement };

/** Customers scored in one transaction: a few megabytes of facts and cards. */
export const scoringPage = 200;

/**
 * The card of a customer as it will be once `change` is stored, and the statements that store card and history: put
 * them in one batch with the fact. `now` in milliseconds. The batch fails (`isStale`) where the card was written in
 * between; start over then. Refuses with `not_found`.
 */
export async function rescore(
  db: Database, sealer: Sealer, env: Book, customerId: string, now: number, change: Change | null = null,
): Promise<{ card: Card; statements: D1PreparedStatement[] }> {
  const open = opener(sealer);
  const { subjects: [subject], basis } = await read(db, env, open, [customerId], now);
  if (subject === undefined) throw new Refused("not_found", "There is no such customer. It may have been removed; look it up again.");
  const known = change === null ? subject : withChange(subject, change);
  return one(db, await score({ customer: subject.customer, ...known }, basis, sealer, open));
}

/** As `rescore`, for a customer about to be added. */
export async function scoreNew(
  db: Database, sealer: Sealer, env: Book, customer: CustomerRow, now: number,
): Promise<{ card: Card; statements: D1PreparedStatement[] }> {
  const open = opener(sealer);
  const { basis } = await read(db, env, open, [], now);
  return one(db, await score({ customer, facts: noFacts(customer), touches: [] }, basis, sealer, open));
}

/**
 * Scores customers anew from what is stored and stores their cards, a page at a time; ids of nobody are left out. A
 * review also keeps the moves of tier, its count in the transaction that scores the last of them. Answers how many were
 * scored.
 */
export async function scoreCustomers(
  db: Database, sealer: Sealer, env: Book, ids: string[], now: number, review: Review | null = null,
): Promise<number> {
  let scored = 0;
  for (let at = 0; at < ids.length; at += scoringPage) {
    const page = ids.slice(at, at + scoringPage);
    const counted = review !== null && at + scoringPage >= ids.length ? [review.counted] : [];
    scored += await scorePage({ db, sealer, env, now, review }, page, counted);
  }
  return scored;
}

type Scoring = { db: Database; sealer: Sealer; env: Book; now: number; review: Review | null };

/**
 * Scores some customers in one transaction with `also`. Where somebody wrote about one of them in between, each half is
 * scored by itself: at last that customer alone, whom a short transaction catches between two writes.
 */
async function scorePage(scoring: Scoring, ids: string[], also: D1PreparedStatement[]): Promise<number> {
  const attempt = () => scoreAtOnce(scoring, ids, also);
  if (ids.length <= 1) return retryStale(attempt);
  try {
    return await attempt();
  } catch (error) {
    if (!isStale(error)) throw error;
  }
  const half = Math.ceil(ids.length / 2);
  return await scorePage(scoring, ids.slice(0, half), []) + await scorePage(scoring, ids.slice(half), also);
}

async function scoreAtOnce({ db, sealer, env, now, review }: Scoring, ids: string[], also: D1PreparedStatement[]): Promise<number> {
  const open = opener(sealer);
  const { subjects, basis } = await read(db, env, open, ids, now);
  const results = await Promise.all(subjects.map((subject) => score(subject, basis, sealer, open, review !== null)));
  const moves = review === null ? [] : keepMoves(db, review.id, results.flatMap((result) => result.tierMove ?? []));
  const statements = [...store(db, results), ...moves, ...also];
  if (statements.length > 0) await db.batch(statements);
  return results.length;
}

/** Facts, touches, revision, policy and model in one transaction, so that a stale read shows as a stale revision. */
async function read(db: Database, env: Book, open: Open, ids: string[], now: number): Promise<{ subjects: Subject[]; basis: Basis }> {
  // One touch more than is shown: the withdrawal of a shown one brings it up.
  const results = await db.batch([...factQueries(db, ids), selectTouches(db, ids, touchesShown + 1, now), selectPolicy(db), selectModel(db)]);
  const rows = (results[factQueryCount]?.results ?? []) as TouchRow[];
  const touches = Map.groupBy(rows, (row) => row.customerId);
  const subjects = await Promise.all([...assembleFacts(results).values()].map(async ({ customer, facts }) => ({
    customer, facts, touches: await Promise.all((touches.get(customer.id) ?? []).map((row) => openTouch(row, open))),
  })));
  const policy = readPolicy(results[factQueryCount + 1]);
  const model = readModel(results[factQueryCount + 2]) ?? fitModel([], { policy, now, version: 0 });
  return { subjects, basis: { policy, model, currency: env.BOOK_CURRENCY, now } };
}

function store(db: Database, scored: Scored[]): D1PreparedStatement[] {
  return [
    ...storeCards(db, scored.map((result) => result.row)),
    ...appendHistory(db, scored.flatMap((result) => result.moved ?? [])),
  ];
}

function one(db: Database, scored: Scored): { card: Card; statements: D1PreparedStatement[] } {
  return { card: scored.card, statements: store(db, [scored]) };
}
