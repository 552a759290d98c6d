/** State of the panel, derived from its tab. Pure: the same knowledge gives the same panel. */
import type { CardAnswer, Me } from "../../../shared/contract/answers.ts";
import type { Candidate, Open } from "../../protocol/mail.ts";
import { keyOfMessage, mailIn, messageIn } from "../../protocol/shown.ts";
import type { PageState, Shown } from "../../protocol/tab.ts";
import type { Doubtful, Judged } from "../../sync/judged.ts";
import type { Status } from "../../sync/messages.ts";
import { editOf, logIdOf } from "../state.ts";
import type {
  AnswerDecision,
  Draft,
  Kept,
  KeptForm,
  Log,
  OpenMessageFacts,
  PanelState,
  Person,
  PersonDecision,
} from "../state.ts";
import type { Direction } from "../../../shared/contract/fields.ts";
import { isPlausible } from "../../../shared/time/instants.ts";
import { withLogged } from "./logged-touch.ts";
import { writtenIn } from "./written.ts";
import type { Written } from "./written.ts";
import { findDoubtful, ofMessage, orderPeople, partiesOf, personOf } from "./people.ts";
import type { Ordered, Party, Seen } from "./people.ts";

/** State that one tab's panel keeps for itself. */
export type TabState = {
  /** The reader's latest message; null before the first. */
  page: PageState | null;
  /** The address whose card is shown, as the person chose it. */
  selected: string | null;
  /** An address that the person typed where the page cannot be read, or found at home. */
  typed: string | null;
  /** "open" where the person went to the search and today's list, "found" once they chose there. */
  home: "none" | "open" | "found";
  /** True once a list of mail has stood there for a moment with no mail open. */
  isResting: boolean;
  /** Key of a message with nobody to show whose panel the person opened all the same. */
  unfolded: string | null;
  /** Further addresses of the mailbox's owner, and the mailbox they were asked for. */
  aliases: string[];
  aliasesOf: string;
  /** Choice that the draft being written is logged once it is sent; null while none is. */
  logsSent: boolean | null;
  /** Correction of who somebody is; null for none. */
  decided(address: string): PersonDecision | null;
};

/** Answers of the background, as the parts that ask it hold them now. */
export type Knowledge = {
  status: Status | null;
  locale: "en" | "zh_CN";
  seen(address: string): Seen | undefined;
  judged(address: string): Judged | undefined;
  proofs(address: string): Kept[] | undefined;
  forms(addresses: string[], edits: string[]): KeptForm[];
  log(customerId: string | null): Log;
  draft(direction: Direction | null): Draft | null;
  /** Undefined until it is known. */
  answerDecision(message: string): AnswerDecision | null | undefined;
  isDraftLogged(subject: string | null, customerId: string): boolean;
  /** True for a panel that is always open, as in a popup. */
  isAlwaysOpen: boolean;
};

type Answer = (address: string) => CardAnswer | undefined;
const nobody: Doubtful = { wrote: [], replyTo: [], writtenTo: [] };
/** More people than this are not looked up for one message. */
const mostPeople = 50;

const shownIn = (tab: TabState): Shown => tab.page?.shown ?? null;
const headersIn = (tab: TabState) => {
  const headers = tab.page?.headers ?? null;
  return headers === "coming" ? null : headers;
};

/** Returns true where page or headers say that a mailing list sent the message. */
const isList = (tab: TabState): boolean =>
  messageIn(shownIn(tab))?.list === true || headersIn(tab)?.list === true;

/** Returns the open mail, with the reply-to of its headers where the page leaves it out. */
export function openMail(tab: TabState): Open | null {
  const mail = mailIn(shownIn(tab));
  const replyTo = headersIn(tab)?.replyTo ?? [];
  const isTold = mail?.participants.some((one) => one.role === "reply-to" && !one.earlier) === true;
  if (mail?.kind !== "message" || isTold || replyTo.length === 0) return mail;
  const added = replyTo.map((one) => ({ role: "reply-to" as const, ...one }));
  return { ...mail, participants: [...mail.participants, ...added] };
}

const waysOf = (tab: TabState) => ({
  list: isList(tab),
  aliases: tab.aliases,
  decided: tab.decided,
});

/** Returns everyone whom the open mail concerns, or who was typed, the most relevant first. */
export function peopleIn(tab: TabState, me: Me | null): Ordered {
  if (tab.typed !== null) {
    const participants = [{ role: "to" as const, name: null, address: tab.typed }];
    const typed: Open = { kind: "compose", account: null, participants, subject: null };
    return orderPeople(typed, null, { list: false, aliases: [], decided: tab.decided });
  }
  const mail = openMail(tab);
  return mail === null ? { people: [], direction: "in" } : orderPeople(mail, me, waysOf(tab));
}

/** Returns everyone whom the open message itself is from or to: its log names them. */
export function peopleOfMessage(tab: TabState, me: Me | null): Ordered {
  const mail = tab.typed === null ? openMail(tab) : null;
  return mail === null
    ? { people: [], direction: "in" }
    : orderPeople(ofMessage(mail), me, waysOf(tab));
}

/** Returns possible writers, while nobody has said who it was. */
export function undecided(tab: TabState): Candidate[] {
  const shown = shownIn(tab);
  const isGuess = shown !== null && shown !== "unreadable" && shown.kind === "guess";
  return isGuess && tab.typed === null ? shown.candidates : [];
}

/** Returns the addresses to look up: muted people are known already. */
export function addressesIn(tab: TabState, me: Me | null): string[] {
  const people = peopleIn(tab, me).people.filter((one) => !one.muted);
  return [
    ...people.map((one) => one.address).slice(0, mostPeople),
    ...undecided(tab).map((one) => one.address),
  ];
}

/** Returns the addresses that a log of the open message names. */
export const participantsIn = (tab: TabState, me: Me | null): string[] =>
  peopleOfMessage(tab, me)
    .people.map((one) => one.address)
    .slice(0, mostPeople);

/** Returns the customers of the open message. */
export function partiesIn(
  tab: TabState,
  me: Me | null,
  answer: (address: string) => CardAnswer | undefined,
): Party[] {
  return messageIn(shownIn(tab)) === null ? [] : partiesOf(peopleOfMessage(tab, me), answer);
}

/** Returns those of whom something that is open may be doubted. */
export function doubtfulIn(tab: TabState): Doubtful {
  const mail = openMail(tab);
  return mail === null ? { ...nobody, wrote: undecided(tab) } : findDoubtful(mail, isList(tab));
}

/** Returns keys of the logs of the open message that can be edited. */
export function editsIn(tab: TabState, parties: Party[], logOf: (id: string) => Log): string[] {
  return parties.flatMap(({ customerId }) => {
    const id = logIdOf(logOf(customerId));
    return id === null ? [] : editOf(keyOfMessage(shownIn(tab)), id);
  });
}

/** Returns true where the search and today's list are shown. */
function isHome(
  { page, typed, home, isResting }: TabState,
  { isAlwaysOpen, status }: Knowledge,
): boolean {
  if (home === "open") return true;
  if (page?.shown !== null || typed !== null || page.isPainting) return false;
  return isAlwaysOpen || (isResting && status?.me != null);
}

function screenOf({ shown, isPainting }: PageState): PanelState["screen"] {
  if (isPainting) return "painting";
  if (shown === null || shown === "unreadable") return "unreadable";
  if (shown.kind === "guess") return "offer";
  return shown.kind === "compose" ? "compose" : "thread";
}

function offeredIn(page: PageState, judged: Knowledge["judged"]): PanelState["offered"] {
  return page.offered.map(({ name, address, isDoubtful }) => {
    const told = judged(address);
    const cautions = told?.cautions ?? [];
    return { name, address, shown: told?.shown ?? address, isDoubtful, cautions };
  });
}

/** Returns true for a message of colleagues, lists and machines alone: its tab is enough. */
export const isForNobody = ({
  screen,
  people,
  withoutAddress,
}: Pick<PanelState, "screen" | "people" | "withoutAddress">): boolean =>
  screen === "thread" &&
  withoutAddress.length === 0 &&
  people.every(({ status, cautions }) => status === "muted" && cautions.length === 0);

/**
 * Returns true where the panel is folded away; each width of window has a choice of its own, and
 * where there is nobody to show it is opened for one message only.
 */
function isFolded(
  { page, unfolded, home }: TabState,
  { status, isAlwaysOpen }: Knowledge,
  shown: Omit<PanelState, "collapsed">,
): boolean {
  if (status === null || isAlwaysOpen) return false;
  if (shown.home !== undefined) return home === "none" && status.settings.collapsedToday;
  if (isForNobody(shown)) return unfolded !== shown.open;
  return status.settings[page?.isNarrow === true ? "collapsedNarrow" : "collapsed"];
}

/**
 * Returns the open message as it is for a customer of it, without its direction; null for a list's
 * and for one with a caution: what is in doubt tells nothing.
 */
function openFacts(
  tab: TabState,
  known: Knowledge,
  people: Person[],
): Omit<OpenMessageFacts, "direction"> | null {
  const message = messageIn(shownIn(tab));
  if (message === null || tab.typed !== null || isList(tab)) return null;
  if (people.some((one) => one.cautions.length > 0)) return null;
  const decision = known.answerDecision(keyOfMessage(message));
  if (decision === undefined) return null;
  const at = message.occurredAt ?? headersIn(tab)?.occurredAt ?? null;
  return {
    // A forged date would stay the newest contact.
    at: at !== null && isPlausible(Date.parse(at), Date.now()) ? at : null,
    isAnswered: message.isAnswered === true || (message.reply ?? []).length > 0,
    decision,
  };
}

/** Returns the mail being written to customers; null where none is. */
export function writtenOf(tab: TabState, me: Me | null, answer: Answer): Written | null {
  return tab.typed === null ? writtenIn(openMail(tab), me, waysOf(tab), answer) : null;
}

function writingOf(
  tab: TabState,
  { status, isDraftLogged }: Knowledge,
  answer: Answer,
): PanelState["writing"] {
  const written = writtenOf(tab, status?.me ?? null, answer);
  if (written === null) return null;
  const isDraft = mailIn(shownIn(tab))?.kind === "compose";
  return {
    subject: written.subject,
    customers: written.parties.map((one) => one.name ?? one.address),
    tellsSending: isDraft && tab.page?.tellsSending === true,
    logsSent: tab.logsSent ?? status?.settings.logsSent === true,
    isLogged:
      written.parties.length > 0 &&
      written.parties.every((one) => isDraftLogged(written.subject, one.customerId)),
  };
}

/** Returns whom the open draft goes to; null where none is open. */
function draftOf(tab: TabState, me: Me | null, answer: Answer): PanelState["draft"] {
  const written = writtenOf(tab, me, answer);
  return (
    written && {
      recipients: written.participants,
      customerIds: written.parties.map((one) => one.customerId),
    }
  );
}

/** Joins to each person what the open message is for their customer, and its log. */
function withMessage(tab: TabState, known: Knowledge, people: Person[], parties: Party[]) {
  const facts = openFacts(tab, known, people);
  const own = known.status?.me?.user.name ?? null;
  return people.map((one) => {
    const customerId = one.card?.customer.id;
    const party = parties.find((other) => other.customerId === customerId);
    const direction = party?.direction ?? null;
    const openMessage = facts === null || direction === null ? null : { ...facts, direction };
    const card = one.card && withLogged(one.card, known.log(one.card.customer.id), own);
    return { ...one, card, openMessage };
  });
}

/** Returns everyone who is shown, as far as they are known. */
function shownPeople(tab: TabState, known: Knowledge): Person[] {
  const me = known.status?.me ?? null;
  const isUnreachable = known.status?.connection !== "online";
  return peopleIn(tab, me)
    .people.filter(({ self }) => !self)
    .map((one) => {
      const { address } = one;
      const facts = { seen: known.seen(address), judged: known.judged(address) };
      const decision = tab.decided(address);
      return personOf(
        one,
        facts.seen,
        facts.judged,
        known.proofs(address),
        isUnreachable,
        decision,
      );
    });
}

const userOf = (me: Me | null): PanelState["user"] =>
  me && {
    id: me.user.id,
    name: me.user.name,
    manages: me.user.role === "manager" || me.user.role === "admin",
  };

/** Returns which screen is shown, and where home stands. */
function placeOf(
  tab: TabState,
  page: PageState,
  atHome: boolean,
): Pick<PanelState, "screen" | "home"> {
  if (!atHome && tab.home === "none") return { screen: screenOf(page) };
  const home = { canLeave: page.shown !== null, isAsked: tab.home === "open" };
  return { screen: atHome ? "home" : "found", home };
}

/** Returns what the panel shows; null where it shows nothing. */
export function panelState(tab: TabState, known: Knowledge): PanelState | null {
  const { status } = known;
  const { page } = tab;
  if (status === null || page === null) return null;
  const atHome = isHome(tab, known);
  if (page.shown === null && tab.typed === null && !page.isPainting && !atHome) return null;
  const { me } = status;
  const people = shownPeople(tab, known);
  const chosen = people.find((one) => one.address === tab.selected) ?? people[0];
  const customerId = chosen?.card?.customer.id ?? null;
  const answer = (address: string) => known.seen(address)?.answer;
  const parties = partiesIn(tab, me, answer);
  const direction = parties.find((one) => one.customerId === customerId)?.direction ?? null;
  const addresses = people.map((one) => one.address);
  // Who was found has nothing to do with what is open in the page.
  const isElsewhere = atHome || tab.home === "found";
  const shown: Omit<PanelState, "collapsed"> = {
    open: keyOfMessage(page.shown),
    ...(me === null ? { screen: "signed_out" } : placeOf(tab, page, atHome)),
    currency: me?.book.currency,
    connection: status.connection,
    people: withMessage(tab, known, people, parties),
    offered: tab.typed === null ? offeredIn(page, known.judged) : [],
    withoutAddress: tab.typed === null ? (mailIn(page.shown)?.withoutAddress ?? []) : [],
    selected: chosen?.address ?? null,
    email: isElsewhere ? null : known.draft(direction),
    log: isElsewhere ? { state: "none" } : known.log(customerId),
    customers: parties.map((one) => ({
      customerId: one.customerId,
      name: one.name ?? one.address,
      log: known.log(one.customerId),
    })),
    user: userOf(me),
    laterDays: me?.book.laterDays,
    words: me?.book.words?.[known.locale],
    subjects: me?.book.subjects,
    waiting: status.waiting,
    isReadOnly: me?.user.role === "viewer",
    writing: writingOf(tab, known, answer),
    draft: isElsewhere ? null : draftOf(tab, me, answer),
    forms: known.forms(addresses, editsIn(tab, parties, known.log)),
    theme: status.settings.theme === "auto" ? page.theme : status.settings.theme,
    locale: known.locale,
  };
  return { ...shown, collapsed: isFolded(tab, known, shown) };
}
