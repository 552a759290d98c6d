/**
 * Calls of pages and content scripts to the background, and its unasked notices to them. One name,
 * one payload, one answer. Our own: @webext-core/messaging (1.5 kB gzip, webext-bridge 7.7) breaks
 * the 25 kB of a content script, and asks neither again nor to be dropped.
 */
import type { DeclineReason } from "../../shared/contract/sampling.ts";
import type { FactKind } from "../../shared/contract/fact-kind.ts";
import type {
  CardAnswer,
  FoundCustomers,
  Interaction,
  Me,
  Today,
} from "../../shared/contract/answers.ts";
import type { ShownTier } from "../../shared/contract/shown-tier.ts";
import type { MessageIdentity } from "../../shared/contract/requests.ts";
import type { Askable, InvitationAnswer, NewInvitation } from "../../shared/contract/survey.ts";
import type { Description } from "../../shared/contract/webmail.ts";
import type { DraftContent, DraftEnd } from "../protocol/draft.ts";
import type { Stranger } from "./api.ts";
import type { Failure } from "./failure.ts";
import type { Doubtful, Judged } from "./judged.ts";
import type { Outcome } from "./outbox.ts";
import type { Entry } from "./outbox/box.ts";
import type { Click, Proof } from "./proofs.ts";
import type { Fold, Settings } from "./settings.ts";
import type { SignalsState } from "./signals.ts";
import type { About, Write } from "./writes.ts";

export type Connection = "online" | "offline" | "failing";
export type Status = {
  /** Null when signed out. */
  me: Me | null;
  connection: Connection;
  /** Entries in the outbox that wait. */
  waiting: number;
  /** Entries that were refused. */
  failed: number;
  /** Entries that only a newer version of the extension understands. */
  newer: number;
  settings: Settings;
};
/** A message's log for one customer: on its way, or stored by whoever. */
export type MessageLogged =
  | { state: "pending"; customerId: string; id: string; reason: string | null }
  | { state: "logged"; customerId: string; interaction: Interaction };
/**
 * Where a message stands. Not `whole`: the Worker cannot be asked and nothing was seen, so that
 * there may be more logs.
 */
export type Standing = { logs: MessageLogged[]; whole: boolean };

/** The words of a page's reader: the tiers' names for its marks, and what an orphaned tab says. */
export type ReaderWords = {
  locale: "en" | "zh_CN";
  tiers: Record<ShownTier, string>;
  reloadTab: string;
  close: string;
};

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };
/** An outbox entry as lists show it. */
export type Listed = Pick<
  Entry,
  "id" | "createdAt" | "attempts" | "state" | "reason" | "message" | "about"
> & { call: Write["call"]; ours: boolean };

/** Asked by readers of pages and by the extension's own pages. No card goes to a reader. */
export type OpenCalls = {
  /**
   * Starts the content script of this page's webmail: by its host, else as it was recognised. False
   * where it is none that is known.
   */
  recognised: { ask: { host: string; webmail: string | null }; answer: boolean };
  /**
   * Signals of the webmail at a host, or of that which the page was recognised as, as data, and
   * what is built in for where that fails; null where nothing is.
   */
  webmail: {
    ask: { host: string; webmail: string | null };
    answer: { site: Description; from: "built in" | "served"; instead: Description | null } | null;
  };
  /** The few words that stand in a page itself, in the person's language. */
  readerWords: { ask: null; answer: ReaderWords };
  /** Tiers alone, for the marks in a thread list; null for who is no customer. */
  tiers: { ask: { addresses: string[] }; answer: Result<(ShownTier | null)[]> };
  /**
   * Someone is at work in the page: the background is started, if it slept, before it is asked for
   * a card.
   */
  wake: { ask: null; answer: null };
};
/** Asked by the extension's own pages only. */
export type PageCalls = {
  status: { ask: null; answer: Status };
  knownCards: { ask: { addresses: string[] }; answer: (CardAnswer | null)[] };
  freshCards: { ask: { addresses: string[] }; answer: Result<CardAnswer[]> };
  /**
   * Judgements of these people at once, in their order: by own domains, cards seen and what the
   * Worker said of strangers.
   */
  judged: { ask: { people: string[]; doubtful: Doubtful }; answer: Judged[] };
  /** Customers by what is typed of their names. */
  /** Steps and promises of today for the current user. */
  today: { ask: null; answer: Result<Today> };
  /** An address of a customer; null where none is known. */
  addressOf: { ask: { id: string }; answer: Result<string | null> };
  findCustomers: { ask: { name: string }; answer: Result<FoundCustomers> };
  /** Surveys that a contact may be asked, and why not the others. */
  askable: { ask: { contactId: string }; answer: Result<Askable> };
  /** A link to a survey, or why there is none. `id` is made once by the asker. */
  invite: { ask: { id: string; invitation: NewInvitation }; answer: Result<InvitationAnswer> };
  /** Forgets what is remembered of these people's cards, so that the next look asks the Worker. */
  forgetCards: { ask: { addresses: string[] }; answer: null };
  /** Notes that a customer was asked, or asks whether they were within a day. */
  awaits: { ask: { customerId: string; isAsked: boolean }; answer: boolean };
  /** Declines to ask somebody who was drawn; a null reason takes that back. */
  answerProposal: {
    ask: { id: string; proposal: string; reason: DeclineReason | null };
    answer: Result<null>;
  };
  /** Notes that follow-ups were in sight: the toolbar button counts them no more. */
  sawCases: { ask: { ids: string[] }; answer: null };
  withdrawInvitation: { ask: { id: string; invitation: string }; answer: Result<null> };
  /**
   * Has the Worker asked whom of the book a stranger could be taken for: `judged` knows from then
   * on.
   */
  suspect: { ask: Stranger; answer: null };
  /**
   * Addresses that the owner of a mailbox can send as; `seen` is what the page offers now, null
   * where it offers no choice.
   */
  aliases: { ask: { mailbox: string; seen: string[] | null }; answer: string[] };
  standing: { ask: { message: MessageIdentity }; answer: Standing };
  /** Nobody waits any more for what was asked under this id. */
  drop: { ask: { id: string }; answer: null };
  /**
   * `id` is made once by the asker: asking again with it (the worker was stopped meanwhile) changes
   * nothing.
   */
  write: { ask: { id: string; write: Write; about: About; click: Click | null }; answer: Outcome };
  /**
   * Logs mail that has gone out for each customer among `outside`, its recipients; `to` are those
   * it is written to without copies, `at` is the moment, ISO 8601.
   */
  logSent: {
    ask: {
      id: string;
      subject: string | null;
      to: string[];
      outside: string[];
      participants: string[];
      at: string;
    };
    answer: null;
  };
  /** Newest entries for these people, in their order. */
  proofs: { ask: { addresses: string[] }; answer: Proof[][] };
  /** Forms left in a panel, by key, as texts; of who is signed in alone. */
  keptForms: { ask: { keys: string[] }; answer: (string | null)[] };
  /**
   * Keeps a form, or forgets it (null). `user` is who typed it: nothing is kept once another has
   * signed in.
   */
  keepForm: { ask: { key: string; text: string | null; user: string }; answer: null };
  /** Decisions of the current user under these keys, in their order. */
  decisions: { ask: { keys: string[] }; answer: (string | null)[] };
  /** Remembers a decision, or forgets it (null); of `user` alone, as with forms. */
  decide: { ask: { key: string; text: string | null; user: string }; answer: null };
  collapse: { ask: Partial<Fold>; answer: null };
  openSignIn: { ask: null; answer: null };
  /**
   * Puts a content into the draft that is open in a tab, that of the asking page where it is null.
   * Nothing of the draft comes back.
   */
  putIntoDraft: { ask: { tab: number | null; content: DraftContent }; answer: DraftEnd };
  /**
   * Opens the portfolio, signed in as here: at the record of a customer and its facts of a kind, or
   * at its start.
   */
  openPortfolio: {
    ask: { customerId: string | null; facts: FactKind | null };
    answer: Result<null>;
  };
  retryAll: { ask: null; answer: null };
  /** The tab that the asking page stands in; null for a page without one. */
  ownTab: { ask: null; answer: number | null };
  pair: { ask: { base: string; code: string }; answer: Result<Me> };
  signOut: { ask: null; answer: null };
  signals: { ask: null; answer: SignalsState };
  /** Asks the Worker for newer signals now. */
  refreshSignals: { ask: null; answer: SignalsState };
  where: { ask: null; answer: { base: string | null; expiresAt: string | null } };
  set: { ask: Partial<Settings>; answer: Settings };
  /** `newer`: entries that only a newer version of the extension understands. */
  outbox: { ask: null; answer: { entries: Listed[]; newer: { id: string; createdAt: number }[] } };
  retry: { ask: { id: string }; answer: null };
  discard: { ask: { id: string }; answer: null };
  /** True where the unknown webmail of a host is to be read as far as it can be. */
  readAnyway: { ask: { tab: number; host: string; on: boolean }; answer: null };
};
export type Calls = OpenCalls & PageCalls;
/** `id` names what may be dropped. */
export type Request = {
  [Name in keyof Calls]: { call: Name; ask: Calls[Name]["ask"]; id?: string };
}[keyof Calls];
export const openCalls: ReadonlySet<string> = new Set<keyof OpenCalls>([
  "recognised",
  "webmail",
  "readerWords",
  "tiers",
  "wake",
]);

/**
 * Further calls of a panel. Thunderbird draws it in the message's own document; elsewhere it is
 * one of our pages.
 */
export const panelCalls: ReadonlySet<string> = new Set<keyof PageCalls>([
  "status",
  "knownCards",
  "freshCards",
  "judged",
  "findCustomers",
  "today",
  "sawCases",
  "addressOf",
  "suspect",
  "aliases",
  "standing",
  "drop",
  "write",
  "proofs",
  "keptForms",
  "keepForm",
  "decisions",
  "decide",
  "collapse",
  "openSignIn",
  "openPortfolio",
  "retryAll",
]);

/** Told by the background. Nothing of a customer is in it: whoever cares asks. */
export type Notice =
  | { notice: "changed"; what: "outbox" | "session" | "settings" | "cards" | "connection" }
  | { notice: "command"; command: "toggle-overlay" | "log-email" }
  /**
   * Told to a tab whose site was switched off, or whose unknown webmail is no longer to be read.
   */
  | { notice: "stop" }
  /** Asked of the script that writes into drafts; answered with a DraftEnd. */
  | { notice: "draft"; content: DraftContent }
  /** Asked of a tab by the popup; answered with a HealthWord. */
  | { notice: "health" }
  /** The same, answered with a Reading; by nobody where no webmail is read. */
  | { notice: "reading" };
/** Success of reading the page, in a word that the popup has a sentence for. */
export type HealthWord =
  | "refused"
  | "covering"
  | "reading"
  | "guessing"
  | "unreadable"
  | "unknownSite"
  | "idle";

/** Which way each fact of the page was read, null where it was not found: structure alone. */
export type Reading = {
  webmail: string;
  facts: Record<string, string | null>;
  /** Facts that were not read the first way. */
  later?: string[];
  description?: { version: number; from: "built in" | "served" };
};

let asked = 0;
/** Of this page alone; ids need no secrecy, for they only end what is asked under them. */
const page = Math.random().toString(36).slice(2);

/**
 * Asks the background. Asks once more when its worker was stopped before it answered; every call
 * bears that.
 * @param left the asker has no more use for the answer: what the background does for it alone is
 * dropped, and this fails
 */
export async function ask<Name extends keyof Calls>(
  call: Name,
  payload: Calls[Name]["ask"],
  left?: AbortSignal,
): Promise<Calls[Name]["answer"]> {
  if (left === undefined) return send({ call, ask: payload });
  left.throwIfAborted();
  const id = `${page}-${asked++}`;
  const drop = () => {
    void send({ call: "drop", ask: { id } }).catch(() => undefined);
  };
  left.addEventListener("abort", drop, { once: true });
  try {
    const answer = await send({ call, ask: payload, id });
    left.throwIfAborted();
    return answer;
  } finally {
    left.removeEventListener("abort", drop);
  }
}

async function send<Name extends keyof Calls>(request: {
  call: Name;
  ask: Calls[Name]["ask"];
  id?: string;
}): Promise<Calls[Name]["answer"]> {
  const reply = (await chrome.runtime.sendMessage(request).catch((error: unknown) => {
    if (chrome.runtime?.id === undefined) throw error;
    return chrome.runtime.sendMessage(request);
  })) as { answer: Calls[Name]["answer"] } | undefined;
  if (reply === undefined) throw new Error(`no answer: ${request.call}`);
  return reply.answer;
}
