/** The one contract of all webmails: what is open, who is in it, which message, where the overlay goes, how sure we are. */
import type { MessageIdentity } from "../../shared/contract/requests.ts";

export type Participant = {
  role: "from" | "to" | "cc" | "reply-to";
  name: string | null;
  address: string;
  /** Of an earlier message of the conversation: how many before the one that is open, 1 for the one just before it. */
  earlier?: number;
};
/** Whose mailbox this is. */
type Mailbox = {
  /** The mailbox's own address where the page tells it. */
  account: string | null;
  /** Every address that its owner can send as, where the page offers the choice; left out where it does not. */
  aliases?: string[];
};

export type OpenMessage = Mailbox & {
  kind: "message";
  participants: Participant[];
  /** Whom an answer that is being written beside the message goes to; left out where none is. */
  reply?: Participant[];
  subject: string | null;
  /** ISO 8601; null where the page does not tell. */
  occurredAt: string | null;
  /** Null where the page does not tell which message it is: then it cannot be logged once and no more. */
  identity: MessageIdentity | null;
  /** True for mailing lists, where the page shows it. */
  list: boolean;
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
/** A message whose sender the page does not tell for sure: the person says which of those found it is. */
export type Guess = {
  kind: "guess";
  /** Those whose addresses the reading area shows, in the order of the page. */
  candidates: Candidate[];
  /** The message, as the person settles it. @param isOwn returns true for an address of the mailbox's owner */
  settle(sender: Participant, isOwn: (address: string) => boolean): OpenMessage;
  /** Returns true where the page can still show the message of an earlier guess: a choice belongs to one message. */
  isSame(before: Guess): boolean;
  /** Calls `changed` when another message may be open, where the adapter itself does not notice. Answers what stops it. */
  follow?(changed: () => void): () => void;
};

/** One row of the thread list: whose mark goes where. */
export type Row = { element: HTMLElement; address: string; anchor: HTMLElement };

/** What a message's headers say beyond its page: Message-ID without angle brackets, date in ISO 8601. */
export type HeaderFacts = {
  messageId: string | null;
  occurredAt: string | null;
  list: boolean;
  /** Whom answers go to, where the headers say so: a page may leave it out. */
  replyTo?: { name: string | null; address: string }[];
};

/** Which signal answered each fact; null when none did. Structure only, never text of the page. */
export type Health = {
  webmail: string;
  facts: Record<string, string | null>;
  /** Facts whose signal was not the first that was tried. */
  later?: string[];
  /** Of a webmail that is known as data. */
  description?: { version: number; from: "built in" | "served" };
};

export type Adapter = {
  webmail: string;
  /** Whether this document is this webmail, of whatever host. Cheap: called once a document. */
  matches(document: Document): boolean;
  /** What is open in this document; null when nothing is, "unreadable" when something is but cannot be read. */
  read(document: Document): Open | "unreadable" | null;
  /** Asked of what is unreadable: whom the page shows all the same; null where that is nobody. */
  guess?(document: Document): Guess | null;
  /** True where all that can be had is a guess: without one nothing is open. */
  onlyGuesses?: boolean;
  /** Where the overlay's host element goes, beside the thread; `fixed` docks it to the window's edge. */
  place(document: Document): { parent: HTMLElement; mode: "beside" | "fixed" };
  /** What the page fixes to the window, beside its mail: it does not get narrower with the page, and has to make room by itself. */
  fixed?(document: Document): HTMLElement[];
  /** What shows the mail and has to stay readable beside an open overlay; without it the overlay takes its room in any window. */
  mail?(document: Document): Element;
  /** The elements whose mutations mean that something else may be open; few and small. */
  watch(document: Document): { target: Node; options: MutationObserverInit }[];
  /** Whether a mutation of what is watched can mean that something else is open, told without searching the page; without this every one can. */
  concerns?(record: MutationRecord): boolean;
  /** Signals that are no mutations, as a preview frame's new document; `now` has the page read at once, not in the next frame. Answers what stops it. */
  listen?(document: Document, changed: () => void, now?: () => void): () => void;
  /** Rows of the thread list, in the order of the page; empty where there is no list. */
  rows(document: Document): Row[];
  /** One row, by the selector of its element and the attributes that are read in it: lets the marks follow a list row by row. Without it each change of the page asks for all. */
  row?: {
    at: string;
    attributes: string[];
    /** Whether a text in it may tell whose it is. */
    byText: boolean;
    read(element: HTMLElement): Row | null;
  };
  /** The real Message-ID where the site gives it without the body; else null. */
  messageId?(open: OpenMessage, document: Document, signal: AbortSignal): Promise<string | null>;
  /** The open message's headers where the site gives them without the body; null when it does not. */
  headers?(open: OpenMessage, document: Document, signal: AbortSignal): Promise<HeaderFacts | null>;
  health(document: Document): Health;
};
