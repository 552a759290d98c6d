/** Decides what a write comes to that undoes or edits another. Pure. */
import { aimedAt, isFactId, targetOf, withdraws } from "../writes.ts";
import type { Write } from "../writes.ts";
import type { Content } from "./content.ts";
import { nothingToSend, targetGone } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

/** The write to keep, and the entry whose answer it needs; null for one that can go at once. */
export type Aimed = { write: Write; after: string | null };

/**
 * Aims a write at its target as that stands now; null where the target is gone.
 * @param found the target's entry is in the box, or has brought this fact
 */
export function aim(write: Write, found: { inBox: boolean; factId: string | null }): Aimed | null {
  const target = targetOf(write);
  if (target === null) return { write, after: null };
  const { inBox, factId } = found;
  if (!inBox && factId === null && !isFactId(target)) return null;
  return {
    write: factId === null ? write : aimedAt(write, factId),
    after: inBox ? target : null,
  };
}

/** Returns the outcome of a write whose target is gone: an undo is done, an edit is lost. */
export function outcomeWithoutTarget(write: Write): Outcome {
  return withdraws(write) ? nothingToSend : targetGone;
}

/** Returns an entry's content with an edit worked in; null where the edit is of another kind. */
export function amendContent(content: Content, amendment: Write): Content | null {
  const { owner, about, message, write } = content;
  if (amendment.call !== "amendLog" || write.call !== "log") return null;
  const body = { ...write.body, ...amendment.body };
  return {
    owner,
    message,
    about: { ...about, subject: body.subject ?? null },
    write: { call: "log", body },
  };
}
