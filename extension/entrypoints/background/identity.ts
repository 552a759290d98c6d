/** Identities of messages, to tell them apart. */
import type { MessageIdentity } from "../../../shared/contract/requests.ts";

/**
 * Returns each way to recognise a message, strongest first: two identities that share one are the
 * same message.
 */
function marks(message: MessageIdentity): string[] {
  const own =
    message.message === null
      ? []
      : [JSON.stringify([message.webmail, message.account, message.thread, message.message])];
  const drafts = (message.sent ?? []).map((one) => `sent ${one}`);
  return [...(message.messageId === null ? [] : [message.messageId]), ...own, ...drafts];
}

/** Returns the strongest mark of a message, as a key. */
export function identityKey(message: MessageIdentity): string {
  return marks(message)[0] ?? "";
}

/** Returns true for two identities of one message. */
export function sameMessage(one: MessageIdentity, other: MessageIdentity): boolean {
  const known = new Set(marks(one));
  return marks(other).some((mark) => known.has(mark));
}
