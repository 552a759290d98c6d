/** State of the panel and its commands, without webmail and network: the tab joins them. */
import type { FactKind } from "../../shared/contract/fact-kind.ts";
import type { Card, Touch } from "../../shared/contract/card.ts";
import type { CardAnswer, FoundCustomers, Today } from "../../shared/contract/answers.ts";
import type {
  Behaviour,
  Direction,
  InteractionKind,
  DimensionName,
  PromiseOutcome,
} from "../../shared/contract/fields.ts";
import type { CaseStep } from "../../shared/surveys/case-steps.ts";
import type { ChosenDay } from "./promises/due-day.ts";
import type { DeclineReason } from "../../shared/contract/sampling.ts";
import type { Askable, InvitationAnswer, InvitationVia } from "../../shared/contract/survey.ts";
import type { Caution } from "../../shared/people/caution.ts";
import type { DraftContent } from "../protocol/draft.ts";
import type { OwnWording } from "../../shared/locales/with-own-words.ts";

/**
 * Proof of a command that the card does not show by itself: it outlasts a reload and a look at
 * someone else.
 */
export type Kept = {
  slot: "outcome" | "satisfaction" | "trust" | "other" | "added" | "promise" | "case";
  /** For its undo: a fact's or an outbox entry's. */
  id: string;
  pending: boolean;
  at: string;
  /** Code of why a log was refused; left out where it was not. */
  refused?: string;
  /**
   * The outcome, the kind of interaction, "customer" and "contact" of who was added, "made" of a
   * promise.
   */
  what: string;
  /** The action answered, the promise or case marked, or the name of the customer that somebody was added to. */
  of: string;
};

/** A person's decision on answering a message; null `until` for good, else it counts up to then. */
export type AnswerDecision = {
  what: "answered" | "not_needed" | "later";
  /** ISO 8601. */
  until: string | null;
};

/** Kinds that a person can be said to be: no colleague of ours, or a list or a machine. */
export type PersonDecision = "outside" | "machine";

/** Facts of the open message for one customer, without a word of its text. */
export type OpenMessageFacts = {
  direction: Direction;
  /** The moment it was sent, ISO 8601; null where the page does not tell. */
  at: string | null;
  /** True where the page shows that it was answered, or an answer is being written. */
  isAnswered: boolean;
  /** As it was decided on this computer. */
  decision: AnswerDecision | null;
};

export type Person = {
  name: string | null;
  address: string;
  /** The address as people read it, where that is another way than it is written. */
  shown?: string;
  /** `muted`: a colleague, a mailing list or a no-reply sender. */
  status: "loading" | "customer" | "unknown" | "muted";
  /** A list or a no-reply sender. */
  machine?: boolean;
  /** Kind of sender by the word of the person at work, against what their address says. */
  decision?: PersonDecision | null;
  card: Card | null;
  /** True when `card` is from memory and its refresh has not come back (or cannot). */
  stale: boolean;
  suggestion: CardAnswer["suggestion"] | null;
  /** The likely name of a stranger's company, to begin with. */
  company?: string | null;
  /**
   * A stranger's address that several people write under: the name that stands with it is not its
   * own.
   */
  shared?: boolean;
  cautions: Caution[];
  kept: Kept[];
  /**
   * The open message as it is for this person's customer; null where it is neither from nor to
   * them, comes from a list, or is in doubt.
   */
  openMessage?: OpenMessageFacts | null;
};

/** Somebody who may have written a message of which the page does not tell for sure. */
export type Offered = {
  name: string | null;
  address: string;
  /** The address as people read it. */
  shown: string;
  /** True where it may stand in the message's own text, which its sender writes. */
  isDoubtful: boolean;
  cautions: Caution[];
};

/** The proof of a log, as far as it has come. */
export type Log =
  | { state: "none" }
  /**
   * In the outbox, encrypted on disk; will arrive. `reason` is an error code when the last try
   * failed.
   */
  | { state: "pending"; id: string; reason: string | null }
  /**
   * `by` is null for the signed-in person, else who logged it; `edited` where somebody else changed
   * the words since.
   */
  | {
      state: "logged";
      interactionId: string;
      at: string;
      by: string | null;
      edited?: Touch["edited"];
      draft: Draft;
    };

/** Returns the id that undoes a log: its fact's, or that of the outbox entry that will bring it. */
export function logIdOf(log: Log): string | null {
  return log.state === "logged" ? log.interactionId : log.state === "pending" ? log.id : null;
}

export type Draft = {
  kind: InteractionKind;
  direction: Direction | null;
  occurredAt: string;
  subject: string | null;
  note: string | null;
  minutes: number | null;
  behaviours: Behaviour[];
};

/** A customer of the open message, and how far its log for them has come. */
export type MessageCustomer = { customerId: string; name: string; log: Log };

/** Answers to the questions of trust, 1 (not at all) to 7 (fully); at least one. */
export type TrustAnswers = Partial<Record<DimensionName, number>>;

/** A log as it stands in the form: texts as typed, also such as are no number or time yet. */
export type LogFields = {
  kind: InteractionKind;
  direction: Direction | null;
  subject: string;
  note: string;
  behaviours: Behaviour[];
  /** "2026-11-18T14:05", local; empty while it is typed by half. */
  when: string;
  /** The instant that `when` showed first: its seconds count as long as its minute is shown. */
  occurredAt: string;
  minutes: string;
};
/** Returns the key under which the edit of a log is kept: the open message, and the log. */
export const editOf = (open: string, logId: string): string => JSON.stringify([open, logId]);

/**
 * A form that was begun and neither sent nor thrown away. `of` is the person's address, or
 * `editOf` message and log for an edit.
 */
export type KeptForm =
  | { slot: "call" | "meeting" | "note" | "edit"; of: string; fields: LogFields }
  | { slot: "promise"; of: string; what: string; day: ChosenDay }
  | { slot: "faces"; of: string; value: number; comment: string };

/** Mail that is being written to customers. */
export type Writing = {
  subject: string | null;
  /** Names of the customers among its recipients, each once. */
  customers: string[];
  /** True where the page tells that it was sent, so that it can be logged then. */
  tellsSending: boolean;
  /** True where the person has chosen that it is. */
  logsSent: boolean;
  /** True where it was logged by hand for each of them. */
  isLogged?: boolean;
};

/** The draft that is open in the page, by whom it goes to; none of its text is known here. */
export type DraftTarget = {
  /** Addresses of its recipients; none as long as nobody is chosen. */
  recipients: string[];
  /** Customers among them. */
  customerIds: string[];
};

/** Ends of putting text into the draft: "no_draft", "refused" and "covered" are codes of a refusal. */
export type DraftPut = { ok: true; as: "html" | "plain" } | { ok: false; code: string };

export type PanelState = {
  /** Tells one open message from another: what is begun on one must not end on the next. */
  open: string;
  /**
   * "painting": something is opening whose people are not on the page yet. "home": nothing is, or
   * somebody is looked for; "found": who was found there.
   */
  screen:
    | "thread"
    | "signed_out"
    | "unreadable"
    | "compose"
    | "offer"
    | "painting"
    | "home"
    | "found";
  /** `canLeave`: there is a mail to go back to. `isAsked`: the person went there. */
  home?: { canLeave: boolean; isAsked: boolean };
  connection: "online" | "offline" | "failing";
  /** Outside people first, the most relevant at index 0. */
  people: Person[];
  selected: string | null;
  /** Possible writers on an unknown page; they stay once one of them was chosen. */
  offered: Offered[];
  /** Names of people in the message whose address its page does not show. */
  withoutAddress: string[];
  /**
   * The draft that "Log email" would log for the person shown; null in compose and on look-up by
   * typing.
   */
  email: Draft | null;
  /** The open message's log for the customer shown. */
  log: Log;
  /**
   * The customers whom the open message itself is from or to, each once; none in compose and on
   * look-up by typing.
   */
  customers: MessageCustomer[];
  /** The signed-in user; managers may change what others did. */
  user?: { id: string; manages: boolean; name?: string | null } | null;
  /** The book's, ISO 4217. */
  currency?: string | undefined;
  /** Days for which the book's policy puts off a step that is answered "later". */
  laterDays?: number | undefined;
  /** The company's own words in the reader's language, where its policy has some. */
  words?: OwnWording | undefined;
  /** False where the book's policy forbids that subjects are logged. */
  subjects?: boolean | undefined;
  /** True where the person's role may look and not write. */
  isReadOnly?: boolean;
  /** Forms that were begun for these people and logs, and left. */
  forms?: KeptForm[];
  /** The mail being written, a draft or an answer beside a message; null where there is none. */
  writing?: Writing | null;
  /** The open draft or answer, which text can be put into; null where there is none. */
  draft?: DraftTarget | null;
  /** Count of entries that wait in the outbox. */
  waiting: number;
  collapsed: boolean;
  theme: "light" | "dark";
  locale: "en" | "zh_CN";
};

/** Ends of a command: done now, kept in the outbox for later, or refused with a sentence's code. */
export type Ended =
  | { ok: true; factId: string | null }
  | { ok: true; pending: true; /** The outbox entry, for its undo. */ id?: string }
  | { ok: false; code: string; message: string };

export type Asked<T> = { ok: true; value: T } | { ok: false; failure: { code: string } };
/** A survey to be asked; `language` null for the customer's own. */
export type Wanted = {
  surveyId: string;
  language: string | null;
  via: InvitationVia;
};

export type Commands = {
  select(address: string): void;
  collapse(collapsed: boolean): void;
  /** Says which of those offered wrote the open message; null takes it back. */
  choose(address: string | null): void;
  /**
   * Logs the open email (`message` of the page is joined by the caller) or a call, meeting, note.
   */
  log(address: string, draft: Draft, what: "email" | "other"): Promise<Ended>;
  /**
   * Logs the open email for each customer of the message that has no log of it yet, each with a
   * write of its own.
   */
  logAll(draft: Draft): Promise<Ended>;
  /** Logs the mail being written, as sent now, for each customer among its recipients. */
  logWritten(): Promise<Ended>;
  /** Chooses whether such mail is logged by itself once it is sent; the choice is kept. */
  logWhenSent(on: boolean): void;
  /** Takes back a log (its fact or outbox entry): of the email, a call, a meeting or a note. */
  undoLog(id: string): Promise<Ended>;
  /** Takes back every log of the open email that is one's own. */
  undoAll(): Promise<Ended>;
  amendLog(draft: Draft, id: string): Promise<Ended>;
  /** Five faces: CSAT 1 to 5, source rep. */
  noteSatisfaction(
    address: string,
    value: number,
    comment: string | null,
    /** The note that this one takes the place of: its fact or outbox entry. */
    replaces?: string | null,
  ): Promise<Ended>;
  undoSatisfaction(factId: string): Promise<Ended>;
  /** One's own answers to the four questions of trust, 1 to 7 each, source rep. */
  noteTrust(address: string, answers: TrustAnswers): Promise<Ended>;
  undoTrust(factId: string): Promise<Ended>;
  actionOutcome(
    address: string,
    actionId: string,
    outcome: "done" | "later" | "not_useful",
    reason: string | null,
  ): Promise<Ended>;
  undoOutcome(factId: string): Promise<Ended>;
  /** Keeps in mind what we said we would do by a day of the calendar ("2026-12-04"). */
  promise(address: string, what: string, dueOn: string): Promise<Ended>;
  /** Says what became of a promise; `dueOn` is the new day of one that is moved. */
  markPromise(
    address: string,
    promiseId: string,
    outcome: PromiseOutcome,
    dueOn: string | null,
  ): Promise<Ended>;
  /** Takes a promise back ("made"), or what was said to have become of one. */
  undoPromise(what: string, id: string): Promise<Ended>;
  /** Notes a step of a case, with what was done or why it cannot be resolved. */
  caseStep(address: string, caseId: string, state: CaseStep, reason: string | null): Promise<Ended>;
  undoCaseStep(id: string): Promise<Ended>;
  /** Remembers on this computer whether the open message is to be answered; null takes it back. */
  decideAnswer(what: AnswerDecision["what"] | null): void;
  /** Remembers on this computer who somebody is; null takes it back. */
  decidePerson(address: string, decision: PersonDecision | null): void;
  addCustomer(
    address: string,
    name: string,
    kind: "company" | "person",
    contactName: string | null,
  ): Promise<Ended>;
  addContact(
    address: string,
    customer: { id: string; name: string | null },
    contactName: string | null,
  ): Promise<Ended>;
  /** Gives the contact behind an address a telephone number; null takes it away. */
  setTelephone(address: string, telephone: string | null): Promise<Ended>;
  /** Takes the adding back; `what` and `id` are those of its proof. */
  undoAdding(address: string, what: string, id: string): Promise<Ended>;
  /** Customers by what is typed of their names. */
  findCustomers(
    name: string,
    left: AbortSignal,
  ): Promise<{ ok: true; value: FoundCustomers } | { ok: false; failure: { code: string } }>;
  /** Goes to the search and to today's list, or from there back to the mail. */
  goHome(on: boolean): void;
  /** Steps and promises of today. */
  today(
    left: AbortSignal,
  ): Promise<{ ok: true; value: Today } | { ok: false; failure: { code: string } }>;
  /** Opens a customer's card, by an address of theirs; where none is given it is asked for. */
  openCustomer(id: string, address: string | null): Promise<Ended>;
  /** Opens the card of whoever has this address. */
  openAddress(address: string): Promise<void>;
  /** Typing an address on a page that cannot be read. */
  lookUp(address: string): Promise<void>;
  /** Keeps a form as it stands, instead of its earlier state. */
  keepForm(form: KeptForm): void;
  /** Forgets a kept form: it was sent or thrown away. */
  dropForm(slot: KeptForm["slot"], of: string): void;
  /** Puts text into the open draft, where its person writes; nothing of the draft is read. */
  putIntoDraft(content: DraftContent): Promise<DraftPut>;
  /** Surveys that the person may be asked, and why not the others. */
  askable(address: string, left: AbortSignal): Promise<Asked<Askable>>;
  /** Makes a link to a survey for the person, or answers why there is none. */
  invite(address: string, survey: Wanted): Promise<Asked<InvitationAnswer>>;
  /** Takes a link back; the person may be asked again where it was not sent yet. */
  withdrawInvitation(address: string, id: string): Promise<Ended>;
  /** Declines to ask somebody who was drawn; a null reason takes that back. */
  answerProposal(id: string, reason: DeclineReason | null): Promise<Ended>;
  /** Notes that a customer was asked, or answers whether they were within a day. */
  awaits(customerId: string, isAsked: boolean): Promise<boolean>;
  /** Notes that a follow-up was in sight. */
  sawCase(id: string): void;
  /** Looks a person's card up again, for news of the customer's own. */
  lookAgain(address: string): Promise<void>;
  /**
   * Opens the customer's record in the portfolio, at facts of a kind where one is named; answers
   * the code of what kept it from that.
   */
  openRecord(customerId: string, facts: FactKind | null): Promise<string | null>;
  openSignIn(): void;
  retry(): void;
};
