/**
 * Scoring customers anew from their facts: one after a write, many in a review or after an import.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { DecisionKind } from "../../shared/contract/reviews.ts";
import type { Card } from "../../shared/contract/card.ts";
import { fitModel } from "../../shared/scoring/index.ts";
import { monthOf } from "../../shared/scoring/snapshot/month.ts";
import { addToTallies, emptyTallies } from "../../shared/scoring/snapshot/snapshot.ts";
import { sealCard } from "./card-body.ts";
import { authorOf, type Open, opener, openTouch, touchesShown } from "./card.ts";
import { type Change, withChange } from "../facts/changes.ts";
import { ensureKeys } from "../security/customer-keys.ts";
import type { Env } from "../env.ts";
import { Refused } from "../errors.ts";
import { retryStale } from "../facts/retry-stale.ts";
import { type Basis, score, type Scored, type Subject } from "./score-subject.ts";
import type { Sealer } from "../security/seal.ts";
import { isStale, storeCards } from "../store/cards.ts";
import { storeListRows } from "../store/customer-list/store-rows.ts";
import type { CustomerRow } from "../store/customers.ts";
import type { Database } from "../store/database.ts";
import { assembleFacts, factQueries, factQueryCount, noFacts } from "../store/facts.ts";
import { appendExposures } from "../store/exposures.ts";
import { appendHistory } from "../store/history.ts";
import { selectTouches, type TouchRow } from "../store/interactions.ts";
import { readModel, selectModel } from "../store/models.ts";
import { keepMoves, type Lapse, lapseMoves } from "../store/moves.ts";
import { readPolicy, selectPolicy } from "../store/policy.ts";
import { finishedAmong, whileScoring } from "../store/reviews.ts";
import { authors } from "../store/users.ts";
import { addTallies } from "../store/snapshots.ts";
import { judgementOf } from "./tier-move.ts";

type Book = Pick<Env, "BOOK_CURRENCY">;
/** The review that scores, how many it had scored before, and the statement that counts these. */
type Review = { id: string; startedAt: number; before: number; counted: D1PreparedStatement };

/** Customers scored in one transaction: a few megabytes of facts and cards. */
export const scoringPage = 200;

/**
 * The card of a customer as it will be once `changes` are stored, and the statements that store card
 * and history: put them in one batch with the fact. `now` in milliseconds. The batch fails
 * (`isStale`) where the card was written in between; start over then. Refuses with `not_found`.
 */
export async function rescore(
  db: Database,
  sealer: Sealer,
  env: Book,
  customerId: string,
  now: number,
  changes: Change | readonly Change[] | null = null,
): Promise<{ card: Card; statements: D1PreparedStatement[] }> {
  const all = changes === null ? [] : [changes].flat();
  const {
    subjects: [subject],
    basis,
  } = await readForWriting(db, sealer, env, [customerId], now, all.flatMap(authorsOf));
  if (subject === undefined) throw noSuchCustomer();
  return one(db, await score(all.reduce(changed, subject), basis));
}

/** A customer as known once a change is stored. */
function changed(subject: Subject, change: Change): Subject {
  const after = { ...subject, ...withChange(subject, change) };
  if (change.type !== "edit") return after;
  // The list is written whole: what was read of it does not know of the edit.
  return { ...after, customer: { ...subject.customer, ...change.customer, listed: null } };
}

/** News of a customer: facts, and the decision on a tier that was proposed. */
export type Changed = { facts: readonly Change[]; decided?: DecisionKind | null };

/**
 * As `rescore`, for several customers at once, each with its changes: the statements that store
 * cards and histories. Ids of nobody are left out; at most `scoringPage` customers.
 */
export async function rescoreMany(
  db: Database,
  sealer: Sealer,
  env: Book,
  changes: ReadonlyMap<string, Changed>,
  now: number,
): Promise<D1PreparedStatement[]> {
  if (changes.size === 0) return [];
  const authors = [...changes.values()].flatMap(({ facts }) => facts.flatMap(authorsOf));
  const ids = [...changes.keys()];
  const { subjects, basis } = await readForWriting(db, sealer, env, ids, now, authors);
  const scored = await Promise.all(
    subjects.map((subject) => {
      const { facts, decided } = changes.get(subject.customer.id) ?? { facts: [] };
      const start = decided === undefined ? subject : withDecision(subject, decided);
      return score(facts.reduce(changed, start), basis);
    }),
  );
  return store(db, scored);
}

/** The customer as known once a decision stands on the tier that was proposed, or none does. */
function withDecision(subject: Subject, decided: DecisionKind | null): Subject {
  const customer = { ...subject.customer, decided };
  const { previousTier, tierBeyond } = noFacts(customer);
  return { ...subject, customer, facts: { ...subject.facts, previousTier, tierBeyond } };
}

/** The card of a customer as it would be stored now. Refuses with `not_found`. */
export async function scoreNow(
  db: Database,
  sealer: Sealer,
  env: Book,
  customerId: string,
  now: number,
): Promise<Card> {
  const {
    subjects: [subject],
    basis,
  } = await read(db, sealer, env, [customerId], now);
  if (subject === undefined) throw noSuchCustomer();
  return (await score(subject, basis)).card;
}

const noSuchCustomer = () =>
  new Refused(
    "not_found",
    "There is no such customer. It may have been removed; look it up again.",
  );

/** As `rescore`, for a customer about to be added. */
export async function scoreNew(
  db: Database,
  sealer: Sealer,
  env: Book,
  customer: CustomerRow,
  now: number,
): Promise<{ card: Card; statements: D1PreparedStatement[] }> {
  const { basis } = await read(db, sealer, env, [], now);
  const keys = sealer.customer(customer.id, customer.dataKey);
  return one(
    db,
    await score({ customer, keys, facts: noFacts(customer), touches: [], names: new Map() }, basis),
  );
}

/**
 * Scores customers anew from what is stored and stores their cards, a page at a time; ids of nobody
 * are left out. A review also keeps the moves of tier, its count in the transaction that scores the
 * last of them. Answers how many were scored.
 */
export async function scoreCustomers(
  db: Database,
  sealer: Sealer,
  env: Book,
  ids: string[],
  now: number,
  review: Review | null = null,
): Promise<number> {
  let scored = 0;
  const scoring = { db, sealer, env, now, review, tallied: [] };
  for (let at = 0; at < ids.length; at += scoringPage) {
    const page = ids.slice(at, at + scoringPage);
    scored += await scorePage(scoring, page, at + scoringPage >= ids.length);
  }
  return scored;
}

type Scoring = {
  db: Database;
  sealer: Sealer;
  env: Book;
  now: number;
  review: Review | null;
  /** Those of the review's page who are scored already. */ tallied: Scored[];
};

/**
 * Scores some customers in one transaction; with the last of them goes what the review counts.
 * Where somebody wrote about one of them in between, each half is scored by itself: at last that
 * customer alone, whom a short transaction catches between two writes.
 */
async function scorePage(scoring: Scoring, ids: string[], isLast: boolean): Promise<number> {
  const attempt = () => scoreAtOnce(scoring, ids, isLast);
  if (ids.length <= 1) return retryStale(attempt);
  try {
    return await attempt();
  } catch (error) {
    if (!isStale(error)) throw error;
  }
  const half = Math.ceil(ids.length / 2);
  return (
    (await scorePage(scoring, ids.slice(0, half), false)) +
    (await scorePage(scoring, ids.slice(half), isLast))
  );
}

async function scoreAtOnce(
  { db, sealer, env, now, review, tallied }: Scoring,
  ids: string[],
  isLast: boolean,
): Promise<number> {
  const { subjects, basis } = await readForWriting(db, sealer, env, ids, now);
  const inReview = review && {
    id: review.id,
    month: monthOf(review.startedAt, basis.policy),
    finished: await finishedAmong(db, proposersOf(subjects)),
  };
  const results = await Promise.all(subjects.map((subject) => score(subject, basis, inReview)));
  const moves =
    review === null
      ? []
      : [
          whileScoring(db, review.id),
          ...lapseMoves(db, results.flatMap(lapseOf)),
          ...keepMoves(
            db,
            review.id,
            results.flatMap((result) => result.tierMove ?? []),
          ),
        ];
  const also =
    review !== null && isLast ? counting(db, review, [...tallied, ...results], basis) : [];
  const statements = [...(await store(db, results)), ...moves, ...also];
  if (statements.length > 0) await db.batch(statements);
  if (review !== null) tallied.push(...results);
  return results.length;
}

/** The reviews that proposed the tiers which customers wait with. */
const proposersOf = (subjects: readonly Subject[]): string[] => [
  ...new Set(
    subjects.flatMap(
      ({ customer }) =>
        judgementOf(customer.tierReviewed, customer.decided)?.proposal?.review ?? [],
    ),
  ),
];

const lapseOf = ({ row, lapsed }: Scored): Lapse[] =>
  lapsed === null ? [] : [{ customerId: row.customerId, reviewId: lapsed }];

/** Statements that add up a page of a review for the dashboards and count it as done, once. */
function counting(
  db: Database,
  { id, startedAt, before, counted }: Review,
  scored: readonly Scored[],
  { policy, model }: Basis,
): D1PreparedStatement[] {
  const tallies = emptyTallies();
  const context = { policy, model, now: startedAt };
  for (const { tallied } of scored) addToTallies(tallies, tallied, context);
  return [addTallies(db, id, before, tallies), counted];
}

type Read = { subjects: Subject[]; basis: Basis };

/** As `read`, customers without a data key given one. */
function readForWriting(
  db: Database,
  sealer: Sealer,
  env: Book,
  ids: string[],
  now: number,
  authors: readonly string[] = [],
): Promise<Read> {
  return read(db, sealer, env, ids, now, true, authors);
}

/** Those who make a change, whose names its card may be the first to show. */
function authorsOf(change: Change | null): readonly string[] {
  if (change?.type === "edit")
    return change.customer.ownerId == null ? [] : [change.customer.ownerId];
  if (change?.type === "case" || change?.type === "case_handover")
    return change.fact.ownerId === null ? [] : [change.fact.ownerId];
  const author =
    change?.type === "promise" || change?.type === "override" || change?.type === "interaction"
      ? change.fact.userId
      : null;
  return author === null ? [] : [author];
}

/**
 * Facts, touches, revision, policy and model in one transaction, so that a stale read shows as a
 * stale revision.
 */
async function read(
  db: Database,
  sealer: Sealer,
  env: Book,
  ids: string[],
  now: number,
  writes = false,
  authors: readonly string[] = [],
): Promise<Read> {
  // One touch more than is shown: the withdrawal of a shown one brings it up.
  const results = await db.batch([
    ...factQueries(db, ids),
    selectTouches(db, ids, touchesShown + 1, now),
    selectPolicy(db),
    selectModel(db),
  ]);
  const rows = (results[factQueryCount]?.results ?? []) as TouchRow[];
  const touches = Map.groupBy(rows, (row) => row.customerId);
  const found = [...assembleFacts(results).values()];
  const made = writes
    ? await ensureKeys(
        db,
        sealer,
        found.map(({ customer }) => [customer.id, customer.dataKey]),
      )
    : null;
  const open = opener(sealer);
  const people = new Set(authors);
  for (const { customer, facts } of found) {
    if (customer.ownerId !== null) people.add(customer.ownerId);
    for (const { userId } of [...facts.promises, ...facts.overrides]) people.add(userId);
    for (const { ownerId, handovers } of facts.cases) {
      if (ownerId !== null) people.add(ownerId);
      for (const one of handovers) people.add(one.ownerId);
    }
    for (const { userId } of facts.interactions) if (userId !== null) people.add(userId);
  }
  const names = await namesOf(db, [...people], open);
  const subjects = await Promise.all(
    found.map(async ({ customer, facts }) => {
      const dataKey = made?.get(customer.id)?.dataKey ?? customer.dataKey;
      const keys = sealer.customer(customer.id, dataKey);
      return {
        customer: { ...customer, dataKey },
        keys,
        facts,
        names,
        touches: await Promise.all(
          (touches.get(customer.id) ?? []).map((row) => openTouch(row, keys, open)),
        ),
      };
    }),
  );
  const policy = readPolicy(results[factQueryCount + 1]);
  const model = readModel(results[factQueryCount + 2]) ?? fitModel([], { policy, now, version: 0 });
  return { subjects, basis: { policy, model, currency: env.BOOK_CURRENCY, now } };
}

/** Names of people who sign in, by their ids. */
async function namesOf(
  db: Database,
  ids: readonly string[],
  open: Open,
): Promise<Map<string, string | null>> {
  const rows = ids.length === 0 ? [] : await authors(db, ids);
  return new Map(
    await Promise.all(rows.map(async (row) => [row.authorId, await authorOf(row, open)] as const)),
  );
}

async function store(db: Database, scored: Scored[]): Promise<D1PreparedStatement[]> {
  const rows = await Promise.all(
    scored.map(async ({ card, keys, row }) => ({
      ...row,
      body: await sealCard(keys, row.customerId, card),
    })),
  );
  return [
    ...storeCards(db, rows),
    ...storeListRows(
      db,
      scored.map(({ listed }) => listed),
    ),
    ...appendHistory(
      db,
      scored.flatMap((result) => result.moved ?? []),
    ),
    ...appendExposures(
      db,
      scored.flatMap(({ exposures }) => exposures),
    ),
  ];
}

async function one(
  db: Database,
  scored: Scored,
): Promise<{ card: Card; statements: D1PreparedStatement[] }> {
  return { card: scored.card, statements: await store(db, [scored]) };
}
