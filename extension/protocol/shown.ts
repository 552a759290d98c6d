/** What a page was found to have open, and what is asked of it. */
import type { Guess, Open, OpenMessage } from "../mail/adapter.ts";
import type { OverlayState } from "../panel/state.ts";

export type Found = Open | Guess | "unreadable" | null;

/** The mail, where it can be read and is sure. */
export function mailIn(found: Found): Open | null {
  return found === null || found === "unreadable" || found.kind === "guess" ? null : found;
}

/** The same of a message alone: what is being written is none. */
export function messageIn(found: Found): OpenMessage | null {
  const mail = mailIn(found);
  return mail?.kind === "message" ? mail : null;
}

/** Tells one message from another; where the page does not say which it is, by what it shows of it. Empty for what is no message. */
export function keyOfMessage(found: Found): string {
  const message = messageIn(found);
  if (message === null) return "";
  const { identity, participants, subject, occurredAt } = message;
  return JSON.stringify(identity ?? [participants, subject, occurredAt]);
}

/** The overlay's screen for it. */
export function screenOf(found: Found): OverlayState["screen"] {
  if (found === null || found === "unreadable") return "unreadable";
  if (found.kind === "guess") return "offer";
  return found.kind === "compose" ? "compose" : "thread";
}

/** How reading goes, in a word for the popup. */
export function healthWordOf(found: Found): "idle" | "unreadable" | "guessing" | "reading" {
  if (found === null) return "idle";
  return found === "unreadable" ? found : found.kind === "guess" ? "guessing" : "reading";
}
