/**
 * The one contract of all webmails: what is open, who is in it, which message, where the dock
 * goes, how sure we are.
 */
import type { Candidate, HeaderFacts, Open, OpenMessage, Participant } from "../protocol/mail.ts";

export type {
  Candidate,
  HeaderFacts,
  Open,
  OpenCompose,
  OpenMessage,
  Participant,
} from "../protocol/mail.ts";

/**
 * A message whose sender the page does not tell for sure: the person says which of those found it
 * is.
 */
export type Guess = {
  kind: "guess";
  /** Those whose addresses the reading area shows, in the order of the page. */
  candidates: Candidate[];
  /**
   * The message, as the person settles it.
   * @param isOwn returns true for an address of the mailbox's owner
   */
  settle(sender: Participant, isOwn: (address: string) => boolean): OpenMessage;
  /**
   * Returns true where the page can still show the message of an earlier guess: a choice belongs to
   * one message.
   */
  isSame(before: Guess): boolean;
  /**
   * Calls `changed` when another message may be open, where the adapter itself does not notice.
   * Answers what stops it.
   */
  follow?(changed: () => void): () => void;
};

/** One row of the thread list: whose mark goes where. */
export type Row = { element: HTMLElement; address: string; anchor: HTMLElement };

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
  /**
   * Reads what is open in this document; null when nothing is, "unreadable" when something is but
   * cannot be read.
   */
  read(document: Document): Open | "unreadable" | null;
  /** Asked of what is unreadable: whom the page shows all the same; null where that is nobody. */
  guess?(document: Document): Guess | null;
  /** True where all that can be had is a guess: without one nothing is open. */
  onlyGuesses?: boolean;
  /**
   * Finds elements that the page fixes to the window beside its mail: they do not get narrower with
   * the page, and have to make room by themselves.
   */
  fixed?(document: Document): HTMLElement[];
  /**
   * Finds the element that shows the mail and has to stay readable beside an open dock; without it
   * the dock takes its room in any window.
   */
  mail?(document: Document): Element;
  /** The elements whose mutations mean that something else may be open; few and small. */
  watch(document: Document): { target: Node; options: MutationObserverInit }[];
  /**
   * Returns whether a mutation of what is watched can mean that something else is open, told
   * without searching the page; without this every one can.
   */
  concerns?(record: MutationRecord): boolean;
  /**
   * Signals that are no mutations, as a preview frame's new document; `now` has the page read at
   * once, not in the next frame. Answers what stops it.
   */
  listen?(document: Document, changed: () => void, now?: () => void): () => void;
  /** Rows of the thread list, in the order of the page; empty where there is no list. */
  rows(document: Document): Row[];
  /**
   * One row, by the selector of its element and the attributes that are read in it: lets the marks
   * follow a list row by row. Without it each change of the page asks for all.
   */
  row?: {
    at: string;
    attributes: string[];
    /** True where a text in it may tell whose it is. */
    byText: boolean;
    read(element: HTMLElement): Row | null;
  };
  /**
   * The open message's headers where the site gives them without the body; null when it does not.
   */
  headers?(open: OpenMessage, document: Document, signal: AbortSignal): Promise<HeaderFacts | null>;
  /**
   * Calls `sent` when the mail that is being written has gone out, and never when it was saved or
   * thrown away. Left out where the page does not tell the two apart. Asked for while a composer is
   * open; answers what stops it.
   */
  followSending?(document: Document, sent: () => void): () => void;
  /**
   * Finds the part of the page in which the mail is written that `read` tells of, alone or as an
   * answer; null where none is. Left out where the page does not tell.
   */
  writing?(document: Document): Element | null;
  health(document: Document): Health;
};
