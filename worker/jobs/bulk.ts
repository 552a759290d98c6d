/**
 * Bulk actions: edits and overrides of many customers, and their undo, a page a transaction and so
 * many pages a message. Facts, cards and the count of a page are stored together or not at all, so
 * that an action which was stopped goes on where it stood.
 */
import type { MessageBatch } from "@cloudflare/workers-types";
import type { Env } from "../env.ts";
import { type KeptChange, pageOf, undoPage } from "../facts/bulk-pages.ts";
import { retryStale } from "../facts/retry-stale.ts";
import { endSomeOverrides } from "../scoring/end-overrides.ts";
import { rescoreMany } from "../scoring/rescore.ts";
import { at } from "../security/places.ts";
import { type Sealer, sealer } from "../security/seal.ts";
import {
  type BulkRow,
  bulksUnderWay,
  type Chosen,
  countPage,
  endBulk,
  findBulk,
  isOvertaken,
  nextChosen,
  nextFacts,
} from "../store/bulk-actions.ts";
import type { Database } from "../store/database.ts";
import { userById } from "../store/users.ts";
import { visibleTo } from "../store/visibility.ts";

/** The queue's message: no more than which action. How far it is stands in its row. */
export type BulkMessage = { bulk: string };
/** Whom and what, as it is sealed. Segments in the filter are their blind indexes. */
export type KeptBulk = { chosen: Chosen; change: KeptChange };

type Book = { db: Database; sealer: Sealer; env: Env };

/** Customers a transaction, and transactions a message: some thirty queries each. */
export const bulkPage = 100;
const pagesAMessage = 10;
/** So many are changed while the caller waits; more go by the queue. */
export const doneAtOnce = 200;
/** Deliveries of one message: the first and `max_retries` of wrangler.toml. */
const deliveries = 4;

/** Consumes a message. One that fails is delivered again; after the last, the action has failed. */
export async function bulkBatch(batch: MessageBatch<BulkMessage>, env: Env): Promise<void> {
  for (const message of batch.messages) {
    const { bulk } = message.body;
    try {
      const book = { db: env.DB.withSession("first-primary"), sealer: await sealer(env), env };
      if (await advanceBulk(book, bulk)) await queueBulk(env, bulk);
      message.ack();
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      console.error(
        JSON.stringify({ job: "bulk action", bulk, attempt: message.attempts, error: name }),
      );
      if (message.attempts < deliveries) {
        message.retry();
        continue;
      }
      for (const status of ["running", "withdrawing"] as const)
        await endBulk(env.DB, bulk, [status, "failed"], Date.now());
      message.ack();
    }
  }
}

/** Has an action gone on with by the queue. */
export async function queueBulk(env: Env, bulk: string): Promise<void> {
  await env.REVIEW_QUEUE.send({ bulk } satisfies BulkMessage);
}

/** Has actions gone on with that are under way: the message of one may have been lost. */
export async function resumeBulks(env: Env): Promise<void> {
  for (const id of await bulksUnderWay(env.DB)) await queueBulk(env, id);
}

/** Works through the next pages of an action, or of its undo; true where there are more. */
export async function advanceBulk(
  book: Book,
  id: string,
  pages: number = pagesAMessage,
): Promise<boolean> {
  for (let page = 0; page < pages; page++) {
    const row = await findBulk(book.db, id);
    if (row === null || (row.status !== "running" && row.status !== "withdrawing")) return false;
    try {
      await retryStale(() => (row.status === "running" ? doPage(book, row) : takeBack(book, row)));
    } catch (error) {
      // Another delivery did this page, or the action was taken back: it goes on from there.
      if (!isOvertaken(error)) throw error;
    }
  }
  return true;
}

async function doPage({ db, sealer: keys, env }: Book, row: BulkRow): Promise<void> {
  const now = Date.now();
  const { chosen, change } = await openBulk(keys, row);
  const user = await userById(db, row.userId);
  if (user === null) {
    console.error(
      JSON.stringify({ job: "bulk action", bulk: row.id, error: "its author is gone" }),
    );
    return endBulk(db, row.id, ["running", "failed"], now);
  }
  const visible = visibleTo(user);
  // A filter may go by the tier: it chooses by those that are in force.
  if ("filter" in chosen && (await endSomeOverrides({ db, sealer: keys, env, now }, bulkPage)) > 0)
    return;
  const rows = await nextChosen(db, chosen, visible, row.place, bulkPage);
  const last = rows.at(-1);
  if (last === undefined) return endBulk(db, row.id, ["running", "finished"], now);
  const { statements, changes } = await pageOf({ db, sealer: keys, now }, row, change, rows);
  await db.batch([
    countPage(db, row, {
      place: String(last.number),
      done: rows.length,
      changed: changes.size,
      withdrawn: 0,
    }),
    ...statements,
    ...(await rescoreMany(db, keys, env, changes, now)),
  ]);
}

async function takeBack({ db, sealer: keys, env }: Book, row: BulkRow): Promise<void> {
  const now = Date.now();
  const type = row.kind === "tier" ? "override" : "edit";
  const facts = await nextFacts(db, type, row.id, row.place, bulkPage);
  const last = facts.at(-1);
  if (last === undefined) return endBulk(db, row.id, ["withdrawing", "withdrawn"], now);
  const { statements, changes } = await undoPage({ db, sealer: keys, now }, row, facts);
  await db.batch([
    countPage(db, row, {
      place: last.customerId,
      done: 0,
      changed: 0,
      withdrawn: facts.length,
    }),
    ...statements,
    ...(await rescoreMany(db, keys, env, changes, now)),
  ]);
}

async function openBulk(keys: Sealer, { id, bodySealed }: BulkRow): Promise<KeptBulk> {
  const body = await keys.open(at("bulk_actions.body_sealed", id), bodySealed);
  return JSON.parse(body ?? "null") as KeptBulk;
}
