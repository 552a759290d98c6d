/** A write of facts: together with the card it changes, however many write at the same time. */
import type { Context, TypedResponse } from "hono";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { idempotentWrite, type Write } from "./idempotency.ts";
import { retryStale } from "./retry-stale.ts";
import { isStale } from "../store/cards.ts";

/**
 * `idempotentWrite` for what re-scores a customer: where another write of the same customer came in
 * between, nothing is stored and `build` starts over from what is now there, so it reads all it
 * rests on itself. Refuses with
 * `unavailable` where it does not come through for half a minute.
 */
export async function factWrite<A>(
  c: Context<App>,
  build: () => Promise<Write<A>>,
): Promise<Response & TypedResponse<A, 200, "json">> {
  try {
    return await retryStale(() => idempotentWrite(c, build));
  } catch (error) {
    if (!isStale(error)) throw error;
    throw new Refused(
      "unavailable",
      "Others are writing about this customer at this moment. Nothing was stored; try again.",
    );
  }
}
