/**
 * The open mail of a page, as its reader reports it to the panel: plain data, without elements and
 * without the message's text.
 */
import type { MessageIdentity } from "../../shared/contract/requests.ts";

export type Participant = {
  role: "from" | "to" | "cc" | "reply-to";
  name: string | null;
  address: string;
  /**
   * Of an earlier message of the conversation: how many before the one that is open, 1 for the one
   * just before it.
   */
  earlier?: number;
};
/** The owner of this mailbox. */
type Mailbox = {
  /** The mailbox's own address where the page tells it. */
  account: string | null;
  /**
   * Every address that its owner can send as, where the page offers the choice; left out where it
   * does not.
   */
  aliases?: string[];
};

export type OpenMessage = Mailbox & {
  kind: "message";
  participants: Participant[];
  /** Recipients of an answer being written beside the message; left out where none is. */
  reply?: Participant[];
  subject: string | null;
  /** ISO 8601; null where the page does not tell. */
  occurredAt: string | null;
  /**
   * Null where the page does not tell which message it is: then it cannot be logged once and no
   * more.
   */
  identity: MessageIdentity | null;
  /** True for mailing lists, where the page shows it. */
  list: boolean;
  /** True where the page shows that it was answered; left out where it does not. */
  isAnswered?: true;
  /** Names of people whose addresses the page does not show. */
  withoutAddress?: string[];
};
export type OpenCompose = Mailbox & {
  kind: "compose";
  participants: Participant[];
  subject: string | null;
  withoutAddress?: string[];
};
export type Open = OpenMessage | OpenCompose;
/** Somebody who may have written a message. */
export type Candidate = Participant & {
  /** True where the address may stand in the message's own text, which its sender writes. */
  isDoubtful: boolean;
};

/**
 * Facts of a message's headers beyond its page: Message-ID without angle brackets, date in ISO
 * 8601.
 */
export type HeaderFacts = {
  messageId: string | null;
  occurredAt: string | null;
  list: boolean;
  /** Recipients of answers, where the headers say so: a page may leave them out. */
  replyTo?: { name: string | null; address: string }[];
};
