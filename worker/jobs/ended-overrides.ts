/** The end of very many overrides at one moment: so many pages a message, until none is left. */
import type { MessageBatch } from "@cloudflare/workers-types";
import type { Env } from "../env.ts";
import { type EndMessage, endSomeOverrides } from "../scoring/end-overrides.ts";
import { sealer } from "../security/seal.ts";

/** Customers a transaction, and transactions a message. */
const endPage = 100;
const pagesAMessage = 10;

/** Consumes a message. One that fails is delivered again; what stays is the nightly review's. */
export async function endedBatch(batch: MessageBatch<EndMessage>, env: Env): Promise<void> {
  for (const message of batch.messages) {
    try {
      if (await endPages(env)) await env.REVIEW_QUEUE.send(message.body);
      message.ack();
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      console.error(
        JSON.stringify({ job: "end of overrides", attempt: message.attempts, error: name }),
      );
      message.retry();
    }
  }
}

/** Scores some pages; true where there are more. */
async function endPages(env: Env): Promise<boolean> {
  const db = env.DB.withSession("first-primary");
  const ending = { db, sealer: await sealer(env), env, now: Date.now() };
  for (let page = 0; page < pagesAMessage; page++)
    if ((await endSomeOverrides(ending, endPage)) < endPage) return false;
  return true;
}
