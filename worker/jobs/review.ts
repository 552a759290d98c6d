/** The review: fit the models to the whole book, then score everybody, a queue message a page. */
import type { MessageBatch } from "@cloudflare/workers-types";
import { v7 as uuid } from "uuid";
import { fitModel, measures } from "../../shared/scoring/index.ts";
import type { Env } from "../env.ts";
import { scoreCustomers, scoringPage } from "../rescore.ts";
import { sealer } from "../security/seal.ts";
import { countCustomers, customerPage } from "../store/customers.ts";
import { loadFacts } from "../store/facts.ts";
import { insertModel, nextModelVersion } from "../store/models.ts";
import { latestPolicy } from "../store/policy.ts";
import { beat, beginReview, beginScoring, countScored, endReview, findReview, latestReview, type ReviewRow } from "../store/reviews.ts";

/** A review that showed no life for so long is taken as dead. */
const staleAfter = 10 * 60_000;
/** Customers the models are fitted to at most, every n-th of a larger book: an isolate has 128 MB. */
const populationLimit = 100_000;
/** Deliveries of one message: the first and `max_retries` of wrangler.toml. */
const deliveries = 4;

/** What the queue carries: no more than where a review is. */
export type ReviewMessage =
  | { step: "fit"; review: string }
  /** The page after customer `after`; `scored` were scored before it. */
  | { step: "score"; review: string; after: string; scored: number };

/** Starts a review, or answers the one that is running. `now` in milliseconds. */
export async function startReview(env: Env, now: number): Promise<ReviewRow> {
  const id = uuid();
  if (await beginReview(env.DB, id, now, now - staleAfter)) await send(env, { step: "fit", review: id });
  const review = await latestReview(env.DB);
  if (review === null) throw new Error("the review just begun is not there");
  return review;
}

/**
 * Consumes the queue. A message that fails is delivered again; after the last delivery the review is marked failed,
 * with what to do. Every step may run twice without harm.
 */
export async function reviewBatch(batch: MessageBatch<ReviewMessage>, env: Env): Promise<void> {
  for (const message of batch.messages) {
    try {
      await (message.body.step === "fit" ? fit(env, message.body.review) : score(env, message.body));
      message.ack();
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      console.error(JSON.stringify({ job: "review", step: message.body.step, review: message.body.review, attempt: message.attempts, error: name }));
      if (message.attempts < deliveries) {
        message.retry();
        continue;
      }
      const what = message.body.step === "fit" ? "The models could not be fitted, the cards are as they were" : "Not all customers could be scored";
      await endReview(env.DB, message.body.review, `${what} (${name}). Please start the review again.`, Date.now());
      message.ack();
    }
  }
}

async function fit(env: Env, review: string): Promise<void> {
  const { DB: db } = env;
  const row = await findReview(db, review);
  if (row?.status === "fitting") {
    const now = Date.now();
    const policy = await latestPolicy(db);
    const customers = await countCustomers(db);
    const everyNth = Math.ceil(customers / populationLimit);
    const population: ReturnType<typeof measures>[] = [];
    let seen = 0;
    for await (const ids of pages(db)) {
      const taken = everyNth <= 1 ? ids : ids.filter((_, at) => (seen + at) % everyNth === 0);
      seen += ids.length;
      for (const facts of (await loadFacts(db, taken)).values()) population.push(measures(facts, { policy, now }));
      await beat(db, review, Date.now());
    }
    const version = await nextModelVersion(db);
    const model = fitModel(population, { policy, now, version });
    await db.batch([insertModel(db, version, model, now), beginScoring(db, review, version, seen, Date.now())]);
  } else if (row?.status !== "scoring" || row.scored > 0) return;
  await send(env, { step: "score", review, after: "", scored: 0 });
}

async function* pages(db: Env["DB"]): AsyncGenerator<string[]> {
  for (let after = ""; ;) {
    const ids = await customerPage(db, after, scoringPage);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}

async function score(env: Env, message: Extract<ReviewMessage, { step: "score" }>): Promise<void> {
  const { DB: db } = env;
  const review = await findReview(db, message.review);
  if (review?.status !== "scoring") return;
  const ids = await customerPage(db, message.after, scoringPage);
  const last = ids.at(-1);
  if (last === undefined) return endReview(db, message.review, null, Date.now());

  const after = message.scored + ids.length;
  if (review.scored === message.scored) {
    const now = Date.now();
    await scoreCustomers(db, await sealer(env), env, ids, now, [countScored(db, message.review, message.scored, ids.length, now)]);
  } else if (review.scored !== after) return;
  // A page delivered again after it was scored only passes the baton on: the first delivery may have died before it did.
  await send(env, { step: "score", review: message.review, after: last, scored: after });
}

async function send(env: Env, message: ReviewMessage): Promise<void> {
  await env.REVIEW_QUEUE.send(message);
}
