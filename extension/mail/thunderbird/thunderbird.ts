/**
 * Thunderbird. A script in the message pane is in the message's own document, which is nothing but
 * its body: this adapter reads no element of it. What is shown comes from Thunderbird by the
 * background, once, for a document shows one message.
 */
import type { Adapter, HeaderFacts, OpenMessage, Participant } from "../adapter.ts";

/**
 * Facts of the headers that Thunderbird's index lacks. `subject` is the whole one: the index keeps
 * it without its "Re:".
 */
export type MoreOfMessage = HeaderFacts & { subject: string | null; replyTo: Participant[] };

/** The message with what its headers say besides. */
export function withHeaders(
  message: OpenMessage,
  { subject, replyTo, list, occurredAt }: MoreOfMessage,
): OpenMessage {
  return {
    ...message,
    subject: subject ?? message.subject,
    occurredAt: message.occurredAt ?? occurredAt,
    list: message.list || list,
    participants: [...message.participants, ...replyTo],
  };
}

/**
 * The adapter of one shown message; `more` asks for what its headers say besides, null where they
 * are read already.
 */
export function thunderbird(
  message: OpenMessage,
  more: (() => Promise<MoreOfMessage | null>) | null,
): Adapter {
  let open = message;
  let changed = () => {};
  const headers = async (ask: () => Promise<MoreOfMessage | null>) => {
    const found = await ask();
    if (found !== null) open = withHeaders(message, found);
    changed();
    return found;
  };
  return {
    webmail: "thunderbird",
    read: () => open,
    // The document's own box, which has room made beside it; nothing in it is looked at.
    mail: (page) => page.documentElement,
    watch: () => [],
    listen(_page, tell) {
      changed = tell;
      return () => {
        changed = () => {};
      };
    },
    rows: () => [],
    ...(more === null ? {} : { headers: () => headers(more) }),
    health: () => ({
      webmail: "thunderbird",
      facts: {
        open: "messenger.messageDisplay",
        account: message.account === null ? null : "messenger.accounts",
        from: message.participants.some(({ role }) => role === "from")
          ? "MessageHeader.author"
          : null,
        messageId:
          (message.identity?.messageId ?? null) === null ? null : "MessageHeader.headerMessageId",
      },
    }),
  };
}
