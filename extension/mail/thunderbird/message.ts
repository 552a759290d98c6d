/**
 * A message of Thunderbird in the words of all webmails. Pure, and for the background alone: it
 * carries a parser.
 */
import { normalise } from "../../../shared/people/address.ts";
import { mailboxes } from "../../../shared/people/mailboxes.ts";
import { isPlausible } from "../../../shared/time/instants.ts";
import type { OpenMessage, Participant } from "../adapter.ts";
import type { MailAccount, MessageHeader } from "./messenger.ts";
import { line } from "../reading/text.ts";

/**
 * Folders of what the person writes: who stands as the author there is the person, under whatever
 * address.
 */
const written = new Set(["sent", "drafts", "templates", "outbox"]);

/** The people of a header, decoded or not, in one role. */
export const people = (role: Participant["role"], header: string): Participant[] =>
  mailboxes(header).map((one) => ({ role, ...one }));

/** The addresses these accounts write from, each account's first one first. */
export function ownAddresses(accounts: readonly MailAccount[]): string[] {
  return accounts.flatMap(({ identities }) =>
    identities.flatMap(({ email }) => normalise(email ?? "")?.address ?? []),
  );
}

/** A Message-ID without angle brackets; null for one that Thunderbird made up. */
export function realMessageId(id: string): string | null {
  return id.startsWith("md5:") ? null : line(/<([^<>\s]+)>/.exec(id)?.[1] ?? id);
}

/**
 * The message that is shown. `accounts` are all of this Thunderbird: each address of their
 * identities is the person's own, so that they stand in the message as one.
 */
export function openMessage(header: MessageHeader, accounts: readonly MailAccount[]): OpenMessage {
  const { author, recipients, ccList, bccList, folder } = header;
  const all = [
    ...people("from", author),
    ...people("to", recipients.join(", ")),
    ...people("cc", [...ccList, ...bccList].join(", ")),
  ];
  const own = new Set(ownAddresses(accounts));
  const sender = all.find((one) => one.role === "from")?.address ?? null;
  if (sender !== null && folder?.specialUse?.some((use) => written.has(use)) === true)
    own.add(sender);
  // The address by which the person is in this message, else the one the account writes from.
  const account =
    all.find((one) => own.has(one.address))?.address ??
    ownAddresses(accounts.filter(({ id }) => id === folder?.accountId))[0] ??
    null;
  const messageId = realMessageId(header.headerMessageId);
  const at = new Date(header.date).getTime();
  return {
    kind: "message",
    account,
    participants: all.map((one) =>
      account !== null && own.has(one.address) ? { ...one, address: account } : one,
    ),
    subject: line(header.subject),
    occurredAt: at > 0 && isPlausible(at, Date.now()) ? new Date(at).toISOString() : null,
    identity: {
      messageId,
      webmail: "thunderbird",
      account,
      thread: null,
      message:
        messageId !== null
          ? null
          : (line(header.headerMessageId, 500) ??
            `${folder?.id ?? ""} ${at} ${header.size}`.slice(0, 500)),
    },
    list: false,
  };
}
