/** The review's queue as the tests run it: messages delivered by hand, in order, twice, or late. */
import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { QueueSendOptions } from "@cloudflare/workers-types";
import { expect } from "vitest";
import { review, type Review } from "../../shared/contract/answers.ts";
import type { Env } from "../../worker/env.ts";
import { reviewBatch, type ReviewMessage, startReview } from "../../worker/jobs/review.ts";
import { adminKey, call } from "./client.ts";

/** Returns how far the latest review is. */
export async function state(): Promise<Review> {
  return review.parse(await (await call("GET", "/v1/review", { token: adminKey })).json());
}

/** Delivers one message as the queue does; answers whether it is to be delivered again. */
export async function deliver(body: ReviewMessage, on: Env, attempts = 1): Promise<boolean> {
  const batch = createMessageBatch<ReviewMessage>("regards-review", [
    { id: crypto.randomUUID(), timestamp: new Date(), attempts, body },
  ]);
  const context = createExecutionContext();
  await reviewBatch(batch, on);
  return (await getQueueResult(batch, context)).retryMessages.length > 0;
}

/** An environment whose queue only keeps what is sent, and for how many seconds each is put off. */
export function kept(): { on: Env; sent: ReviewMessage[]; delays: number[] } {
  const sent: ReviewMessage[] = [];
  const delays: number[] = [];
  const queue = new Proxy(env.REVIEW_QUEUE, {
    get: () => async (message: ReviewMessage, options?: QueueSendOptions) => {
      sent.push(message);
      delays.push(options?.delaySeconds ?? 0);
    },
  });
  return { on: { ...env, REVIEW_QUEUE: queue }, sent, delays };
}

/**
 * Delivers until nothing is left, each message so many times; answers the steps as they were
 * delivered.
 */
export async function drain(
  { on, sent }: Pick<ReturnType<typeof kept>, "on" | "sent">,
  times = 1,
): Promise<string[]> {
  const steps: string[] = [];
  for (let next = sent.shift(); next !== undefined; next = sent.shift()) {
    steps.push(next.step);
    for (let time = 0; time < times; time++) expect(await deliver(next, on)).toBe(false);
  }
  return steps;
}

/** Delivers what a review sends until a step is due. */
export async function until(
  step: ReviewMessage["step"],
  { on, sent }: Pick<ReturnType<typeof kept>, "on" | "sent">,
): Promise<void> {
  for (let next = sent[0]; next?.step !== step; next = sent[0]) {
    if (next === undefined) throw new Error(`the review ended before ${step}`);
    expect(await deliver(sent.shift()!, on)).toBe(false);
  }
}

/** A whole review, begun at `now`; answers how it ended. */
export async function reviewed(now = Date.now()): Promise<Review> {
  const queue = kept();
  await startReview(queue.on, now);
  await drain(queue);
  const end = await state();
  expect(end).toMatchObject({ status: "finished", message: null });
  return end;
}

/** Runs `work` while the database refuses every insert into a table. */
export async function refusing<A>(table: string, work: () => Promise<A>): Promise<A> {
  await env.DB.prepare(
    `CREATE TRIGGER fault BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'injected'); END`,
  ).run();
  try {
    return await work();
  } finally {
    await env.DB.prepare("DROP TRIGGER fault").run();
  }
}
