/**
 * The review: measure everybody, fit the models to the book, then score everybody; a queue message
 * a stretch of the way.
 */
import type { MessageBatch } from "@cloudflare/workers-types";
import { v7 as uuid } from "uuid";
import type { Env } from "../env.ts";
import {
  beginReview,
  failReview,
  latestReview,
  notePassed,
  passedOn,
  type ReviewRow,
} from "../store/reviews.ts";
import { draw } from "./review/draw.ts";
import { fit } from "./review/fit.ts";
import { measure } from "./review/measure.ts";
import type { ReviewMessage } from "./review/message.ts";
import { recognise } from "./review/recognise.ts";
import { reseal } from "./review/reseal.ts";
import { score } from "./review/score.ts";
import { snapshot } from "./review/snapshot.ts";
import { tidy } from "./review/tidy.ts";

export type { ReviewMessage } from "./review/message.ts";

/** A review that showed no life for so long is taken as dead. */
const staleAfter = 10 * 60_000;
/** Deliveries of one message: the first and `max_retries` of wrangler.toml. */
const deliveries = 4;

/** Each answers the message to send on, or null where the way ends or another has gone ahead. */
const steps: Record<
  ReviewMessage["step"],
  (env: Env, message: ReviewMessage) => Promise<ReviewMessage | null>
> = { measure, fit, score, snapshot, draw, tidy, reseal, recognise };

const failed: Record<Exclude<ReviewMessage["step"], "draw">, string> = {
  measure: "Not all customers could be measured, the cards are as they were",
  fit: "The models could not be fitted, the cards are as they were",
  score: "Not all customers could be scored",
  snapshot: "The figures of the dashboards could not be added up",
  tidy: "Old measures could not be deleted",
  reseal: "Not all old values could be sealed again",
  recognise: "Not all contacts could be indexed",
};

/**
 * Starts a review, or answers the one that is running. One that cannot be queued is failed at once,
 * or whoever tries again would be answered that it runs. `now` in milliseconds; with `asOf` it looks
 * at the book as it was known at that moment.
 */
export async function startReview(
  env: Env,
  now: number,
  asOf: number | null = null,
): Promise<ReviewRow> {
  const id = uuid();
  if (await beginReview(env.DB, id, now, now - staleAfter, asOf)) {
    try {
      await setOut(env, id);
    } catch (error) {
      await failReview(env.DB, id, "It could not be queued. Please start the review again.", now);
      throw error;
    }
  }
  const review = await latestReview(env.DB);
  if (review === null) throw new Error("the review just begun is not there");
  return review;
}

/** Sends a review that has begun on its way. */
export async function setOut(env: Env, review: string): Promise<void> {
  await env.REVIEW_QUEUE.send({ step: "measure", review, from: 0 } satisfies ReviewMessage);
}

/**
 * Has new contacts recognised, outside of any review; `id` names the chain of messages. What cannot
 * be queued waits for the nightly review.
 */
export async function recogniseBehind(env: Env, id: string): Promise<void> {
  await env.REVIEW_QUEUE.send({
    step: "recognise",
    review: id,
    from: 0,
  } satisfies ReviewMessage).catch((error: unknown) => {
    console.error(
      JSON.stringify({ job: "recognise", error: error instanceof Error ? error.name : "unknown" }),
    );
  });
}

/**
 * Consumes the queue. A message that fails is delivered again; after the last delivery the review
 * is marked failed, with what to do. Every step may run twice without harm. A draw that fails ends
 * no review: what comes after it goes on.
 */
export async function reviewBatch(batch: MessageBatch<ReviewMessage>, env: Env): Promise<void> {
  for (const message of batch.messages) {
    try {
      const next = await steps[message.body.step](env, message.body);
      if (next !== null) await passOn(env, next);
      message.ack();
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      const { step, review } = message.body;
      console.error(
        JSON.stringify({ job: "review", step, review, attempt: message.attempts, error: name }),
      );
      if (message.attempts < deliveries) {
        message.retry();
        continue;
      }
      if (step === "draw") {
        await passOn(env, { step: "tidy", review, from: 0 });
        message.ack();
        continue;
      }
      await failReview(
        env.DB,
        review,
        `${failed[step]} (${name}). Please start the review again.`,
        Date.now(),
      );
      message.ack();
    }
  }
}

/**
 * Sends a message on, once: a delivery that died before it noted so sends it again, and that does
 * no harm.
 */
async function passOn({ DB: db, REVIEW_QUEUE: queue }: Env, next: ReviewMessage): Promise<void> {
  const passed = `${next.step} ${next.from}`;
  if ((await passedOn(db, next.review)) === passed) return;
  const { delaySeconds = 0, ...message } = next;
  await queue.send(message, { delaySeconds });
  await notePassed(db, next.review, passed);
}
