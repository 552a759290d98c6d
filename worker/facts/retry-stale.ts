/** Retries of writes that another write of the same customer came before. */
import { isStale } from "../store/cards.ts";

/**
 * Milliseconds: the extension waits no longer for an answer, and sends the write again by its
 * outbox.
 */
const patience = 30_000;
const longestWait = 2_000;
/** A clock in a Worker stands still while it computes: an attempt counts as this long at least. */
const shortestAttempt = 8;

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * Runs `attempt` until no other write comes in between: each is begun anew from what is stored by
 * then. Waits in between are random ("full jitter": M. Brooker, Exponential Backoff and Jitter,
 * 2015), in proportion to how long an attempt takes, so that of many writers at once one comes
 * through at a time. Throws the last error after 30 seconds.
 */
export async function retryStale<A>(attempt: () => Promise<A>): Promise<A> {
  const started = Date.now();
  for (let tries = 0; ; tries++) {
    const begun = Date.now();
    try {
      return await attempt();
    } catch (error) {
      if (!isStale(error) || Date.now() - started > patience) throw error;
    }
    const took = Math.max(Date.now() - begun, shortestAttempt);
    await wait(Math.random() * Math.min(longestWait, took * 2 ** Math.min(tries, 8)));
  }
}
