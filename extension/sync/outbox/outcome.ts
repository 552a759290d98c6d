/** The fate of a write, as its submitter sees it. */
import type { StoredEntry } from "../database.ts";
import type { Failure } from "../failure.ts";
import type { Written } from "../writes.ts";

/** The fate of a write. `factId` is null where nothing had to be sent. */
export type Outcome =
  /** `written` is null also where it was sent earlier. */
  | { state: "sent"; factId: string | null; written: Written | null }
  | { state: "waiting"; reason: Failure["code"] | null }
  | { state: "failed"; failure: Failure };

/** The outcome of an undo whose target never left. */
export const nothingToSend: Outcome = { state: "sent", factId: null, written: null };
/** The outcome of a change whose target is gone, or is another user's. */
export const targetGone: Outcome = { state: "failed", failure: { code: "not_found", message: "" } };
export const signedOut: Outcome = {
  state: "failed",
  failure: { code: "unauthorised", message: "" },
};

/** Returns the outcome of an entry in the box. `message` is the Worker's sentence on it. */
export function outcomeInBox(
  { state, reason }: Pick<StoredEntry, "state" | "reason">,
  message: string,
  isOnline: boolean,
): Outcome {
  return state === "waiting"
    ? { state, reason: isOnline ? reason : "offline" }
    : { state: "failed", failure: { code: reason ?? "internal", message } };
}
