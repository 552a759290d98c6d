/** Writes of the panel, as the outbox takes them and as the panel hears of their end. */
import type { Ended } from "../state.ts";
import { ask } from "../../sync/messages.ts";
import type { Outcome } from "../../sync/outbox.ts";
import type { Click } from "../../sync/proofs.ts";
import type { Write } from "../../sync/writes.ts";
import type { CommandContext } from "./command-context.ts";

export type WriteOptions = {
  /** The customer's name, for the list of what waits. */
  customer?: string | null;
  subject?: string | null;
  /** Kept as a proof that outlasts a reload. */
  click?: Click | null;
  id?: string;
};

/**
 * Makes an id without `crypto.randomUUID`, which a panel docked in a page over plain http lacks.
 */
export function newId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

function endedAs(id: string, outcome: Outcome): Ended {
  if (outcome.state === "sent") return { ok: true, factId: outcome.factId };
  if (outcome.state === "waiting") return { ok: true, pending: true, id };
  return { ok: false, ...outcome.failure };
}

/** Hands a write to the outbox; the outcome is null where the background could not be asked. */
export async function submit(
  context: Pick<CommandContext, "ended">,
  write: Write,
  { customer = null, subject = null, click = null, id = newId() }: WriteOptions = {},
): Promise<{ ended: Ended; outcome: Outcome | null }> {
  try {
    const outcome = await ask("write", { id, write, about: { customer, subject }, click });
    await context.ended(outcome);
    return { ended: endedAs(id, outcome), outcome };
  } catch {
    return { ended: { ok: false, code: "internal", message: "" }, outcome: null };
  }
}

/** Ends a command whose person is no customer any more. */
export const notFound: Ended = { ok: false, code: "not_found", message: "" };

/** Returns true for a write that has arrived, so that cards and marks are others now. */
export const hasArrived = (ended: Ended): boolean => ended.ok && !("pending" in ended);
