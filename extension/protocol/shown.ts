/** Questions about what a page shows. */
import type { Open, OpenMessage } from "./mail.ts";
import type { Shown } from "./tab.ts";

/** Returns the mail where it can be read and its writer is sure; else null. */
export function mailIn(shown: Shown): Open | null {
  return shown === null || shown === "unreadable" || shown.kind === "guess" ? null : shown;
}

/** Returns the open message; null for a draft and for everything else. */
export function messageIn(shown: Shown): OpenMessage | null {
  const mail = mailIn(shown);
  return mail?.kind === "message" ? mail : null;
}

/**
 * Tells one message from another, by what is shown of it where the page names none; empty where no
 * message is open.
 */
export function keyOfMessage(shown: Shown): string {
  const message = messageIn(shown);
  if (message === null) return "";
  const { identity, participants, subject, occurredAt } = message;
  return JSON.stringify(identity ?? [participants, subject, occurredAt]);
}
