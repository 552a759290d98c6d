/** Follows what is open in a tab: people become cards, cards a panel, clicks writes. */
import type { CardAnswer } from "../../../shared/contract/answers.ts";
import { keyOfMessage, mailIn, messageIn } from "../../protocol/shown.ts";
import type { DockShape, PageLink, PageState, ToPanel } from "../../protocol/tab.ts";
import { ask } from "../../sync/messages.ts";
import type { Notice } from "../../sync/messages.ts";
import type { Commands, PanelState } from "../state.ts";
import { openBook } from "./book.ts";
import { commandsOf } from "./commands.ts";
import { openDecisions } from "./decisions.ts";
import { openDraftLogs } from "./draft-logs.ts";
import { openForms } from "./forms.ts";
import { openJudgements } from "./judgements.ts";
import { openMessageLog } from "./message-log.ts";
import {
  addressesIn,
  doubtfulIn,
  editsIn,
  isForNobody,
  panelState,
  participantsIn,
  partiesIn,
  peopleIn,
  peopleOfMessage,
  undecided,
  writtenOf,
} from "./panel-state.ts";
import { newId } from "./writing.ts";
import type { Knowledge, TabState } from "./panel-state.ts";
import { findStrangers } from "./people.ts";
import { openStatus } from "./status.ts";

/**
 * A message that is left sooner than this was only passed by; the next one is looked up once it has
 * stayed open for `settledMs`.
 */
const passingMs = 400;
const settledMs = 150;
/** Half an address may be a whole one: a recipient is asked about after this long. */
const typingMs = 600;
/**
 * From one message to the next nothing is open for a moment; the reader keeps the page's width a
 * little longer than this.
 */
const restMs = 300;

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

/** Ignores that nobody can be asked for the moment: the next change asks again. */
function ignore(): void {}

export type TabOptions = {
  link: PageLink;
  /** The browser's tab; left out for that which the panel itself stands in. */
  tabId?: number | undefined;
  /** Draws the panel; null takes it away. */
  draw(state: PanelState | null): void;
  /** Opens the sign-in, when not on a page of its own. */
  signIn?(): void;
  /** Closes the panel where it has a place of its own and cannot be folded. */
  close?(): void;
};

/** The panel's side of one tab, from the first word of its reader until it is left. */
export class Tab {
  readonly commands: Commands;
  readonly #options: TabOptions;
  readonly #state: TabState = {
    page: null,
    selected: null,
    typed: null,
    home: "none",
    isResting: false,
    unfolded: null,
    logsSent: null,
    aliases: [],
    aliasesOf: "",
    decided: (address) => this.#decisions.personOf(address),
  };
  readonly #known: Knowledge;
  /** The open mail as text: nothing is asked again while it stays the same. */
  #key = "";
  /** The moment of the last opening, and the wait, if any, until the open mail is looked up. */
  #openedAt = -Infinity;
  #settled: Promise<void> | undefined;
  /** The shape that was sent to the reader last. */
  #shape: DockShape | null = null;
  #own = "";
  #rest: ReturnType<typeof setTimeout> | undefined;
  readonly #leaving = new AbortController();
  readonly #show = () => this.#draw();
  readonly #status = openStatus(this.#show);
  readonly #book = openBook(this.#show);
  readonly #judgements = openJudgements(this.#show);
  readonly #decisions = openDecisions(() => this.#me()?.user.id ?? null, this.#show);
  readonly #forms = openForms(() => this.#me()?.user.id ?? null, this.#show);
  readonly #draftLogs = openDraftLogs();
  readonly #message = openMessageLog({
    me: () => this.#me(),
    isOutgoing: () => peopleOfMessage(this.#state, this.#me()).direction === "out",
    changed: () => {
      this.#draw();
      void this.#forms.look([], this.#edits()).catch(ignore);
    },
  });

  /** Follows the tab at the other end of `options.link`. */
  constructor(options: TabOptions) {
    this.#options = options;
    this.#known = this.#knowledge();
    this.commands = this.#commands();
    // Who is signed in decides what is asked of a message: nothing is read before that is known.
    const ready = this.#refreshStatus().catch(ignore);
    options.link.listen(
      (told) => this.#hear(told, ready),
      () => this.leave(),
    );
    const { signal } = this.#leaving;
    const hearNotice = (notice: Notice) => {
      if (notice.notice === "changed") void this.#hearChange(notice.what).catch(ignore);
    };
    chrome.runtime.onMessage.addListener(hearNotice);
    signal.addEventListener("abort", () => chrome.runtime.onMessage.removeListener(hearNotice));
    window.addEventListener("pagehide", () => this.#forms.flush(), { signal });
    window.addEventListener("online", () => void this.#look().catch(ignore), { signal });
  }

  /** Hands over what is typed and not kept yet, and stops. */
  leave(): void {
    if (this.#leaving.signal.aborted) return;
    this.#forms.flush();
    this.#message.close();
    clearTimeout(this.#rest);
    this.#leaving.abort();
    this.#options.link.close();
    this.#options.draw(null);
  }

  readonly #me = () => this.#status.status()?.me ?? null;
  readonly #answerOf = (address: string): CardAnswer | undefined =>
    this.#book.seen(address)?.answer;
  readonly #parties = () => partiesIn(this.#state, this.#me(), this.#answerOf);
  readonly #logOf = (customerId: string | null) => this.#message.now(customerId);
  readonly #edits = () => editsIn(this.#state, this.#parties(), this.#logOf);
  readonly #addresses = () => addressesIn(this.#state, this.#me());

  #knowledge(): Knowledge {
    const status = this.#status;
    return {
      get status() {
        return status.status();
      },
      get locale() {
        return status.locale();
      },
      seen: this.#book.seen,
      judged: this.#judgements.of,
      proofs: status.proofs,
      forms: this.#forms.of,
      log: this.#logOf,
      draft: (direction) => this.#message.draft(direction),
      answerDecision: this.#decisions.answerOf,
      isDraftLogged: this.#draftLogs.has,
      isAlwaysOpen: this.#options.close !== undefined,
    };
  }

  /** Draws the panel, and tells the reader how to dock it and who is signed in. */
  #draw(): void {
    if (this.#leaving.signal.aborted) return;
    const { link, draw } = this.#options;
    const state = panelState(this.#state, this.#known);
    draw(state);
    const shape = state === null ? "none" : state.collapsed ? "folded" : "open";
    if (shape !== this.#shape) link.send({ tell: "dock", shape });
    this.#shape = shape;
    const own = [this.#me()?.user.address ?? "", ...this.#state.aliases].filter(Boolean);
    if (own.join() !== this.#own) link.send({ tell: "own", addresses: own });
    this.#own = own.join();
  }

  async #refreshStatus(): Promise<void> {
    await this.#status.refresh(this.#addresses());
    await this.#forms.look(this.#addresses(), this.#edits());
  }

  /**
   * Asks what can be told of the people at once: beside their cards, and again whenever more of
   * them is known.
   */
  async #judge(): Promise<void> {
    const people = [...peopleIn(this.#state, this.#me()).people, ...undecided(this.#state)];
    const addresses = people.map((one) => one.address);
    await this.#judgements.look(addresses, doubtfulIn(this.#state));
  }

  /**
   * Asks the Worker about those the book does not know: behind their cards, and of those being
   * typed only who stays.
   */
  async #suspect(): Promise<void> {
    const me = this.#me();
    if (me === null) return;
    const tab = this.#state;
    const whom = findStrangers(doubtfulIn(tab), this.#book.seen, peopleIn(tab, me), me);
    const asked = this.#key;
    const isCompose = mailIn(tab.page?.shown ?? null)?.kind === "compose";
    if (isCompose && whom.length > 0) await pause(typingMs);
    if (asked !== this.#key) return;
    await Promise.all(whom.map((one) => ask("suspect", one).then(() => this.#judge())));
  }

  /** Learns what was decided of the open mail; who is somebody else now is looked up. */
  async #decided(): Promise<void> {
    const addresses = peopleIn(this.#state, this.#me()).people.map((one) => one.address);
    const message = keyOfMessage(this.#state.page?.shown ?? null);
    const isChanged = await this.#decisions.look(message, addresses);
    this.#draw();
    if (isChanged) await this.#look();
  }

  async #look(): Promise<void> {
    void this.#decided().catch(ignore);
    // Cards before all else: the background judges while the Worker answers.
    const looked = this.#book.look(this.#addresses(), this.#settled, this.#message.left());
    void this.#judge().catch(ignore);
    await looked;
    void this.#judge().catch(ignore);
    void this.#suspect().catch(ignore);
    await this.#refreshStatus();
  }

  /**
   * Learns whose mailbox this is from what the page offers to send as, and asks what was learned in
   * other views.
   */
  async #learnOwner(page: PageState): Promise<void> {
    const mail = mailIn(page.shown);
    if (mail === null) return;
    const mailbox = `${page.webmail} ${page.host} ${mail.account ?? ""}`;
    const asked = { mailbox, seen: mail.aliases ?? null };
    if (this.#state.aliasesOf === JSON.stringify(asked)) return;
    this.#state.aliasesOf = JSON.stringify(asked);
    this.#state.aliases = await ask("aliases", asked);
    this.#draw();
  }

  #read(page: PageState): void {
    if (this.#leaving.signal.aborted) return;
    const before = this.#state.page?.shown ?? null;
    const key = JSON.stringify([page.shown, page.isPainting, page.offered, page.headers]);
    this.#state.page = page;
    this.#write(page);
    this.#followRest(page);
    if (key === this.#key) return this.#draw();
    this.#key = key;
    const isSame = messageIn(before) !== null && keyOfMessage(before) === keyOfMessage(page.shown);
    const isTyping = [before, page.shown].every((one) => mailIn(one)?.kind === "compose");
    // A recipient more or less changes nothing for the others.
    if (!isSame && !isTyping) this.#judgements.clear();
    if (isSame) this.#message.read(messageIn(page.shown), page.headers);
    else this.#open(page);
    this.#draw();
    void this.#learnOwner(page).catch(ignore);
    void this.#look().catch(ignore);
  }

  /**
   * Begins a draft with the choice as it stands, which a choice at another draft does not change;
   * forgets it with its logs once nothing is written.
   */
  #write(page: PageState): void {
    const isDraft = mailIn(page.shown)?.kind === "compose";
    const chosen = this.#status.status()?.settings.logsSent ?? null;
    this.#state.logsSent = isDraft ? (this.#state.logsSent ?? chosen) : null;
    const isWritten = writtenOf(this.#state, this.#me(), this.#answerOf) !== null;
    if (!isWritten && !page.isPainting) this.#draftLogs.clear();
  }

  /** Notes that nothing but a list has been open for a moment. */
  #followRest({ shown, hasList, isPainting }: PageState): void {
    const isResting = shown === null && hasList === true && !isPainting;
    if (!isResting) {
      clearTimeout(this.#rest);
      this.#rest = undefined;
      this.#state.isResting = false;
    } else if (this.#rest === undefined)
      this.#rest = setTimeout(() => {
        this.#state.isResting = true;
        this.#draw();
      }, restMs);
  }

  /** Opens another mail, or none. */
  #open(page: PageState): void {
    if (page.shown !== null) {
      const isPassing = performance.now() - this.#openedAt < passingMs;
      this.#settled = isPassing ? pause(settledMs) : undefined;
      this.#openedAt = performance.now();
    }
    this.#state.selected = this.#state.typed = null;
    this.#state.home = "none";
    const settled = this.#settled ?? Promise.resolve();
    this.#message.open(messageIn(page.shown), page.headers, settled);
  }

  #hear(told: ToPanel, ready: Promise<void>): void {
    if (told.tell === "page") void ready.then(() => this.#read(told.page));
    else if (told.tell === "command") this.#act(told.command);
    else if (told.tell === "sent") void ready.then(() => this.#sent());
  }

  /**
   * Logs what was written and has gone out, where the person has chosen that. The background does
   * it: the page may be left before an answer comes.
   */
  #sent(): void {
    const shown = panelState(this.#state, this.#known);
    const written = writtenOf(this.#state, this.#me(), this.#answerOf);
    if (shown?.writing?.logsSent !== true || shown.isReadOnly === true || written === null) return;
    if (shown.screen !== "compose" || written.outside.length === 0) return;
    const { subject, to, outside, participants } = written;
    const at = new Date().toISOString();
    const sent = { subject, to, at, outside, participants };
    void ask("logSent", { id: newId(), ...sent })
      .then(() => this.#refreshStatus())
      .catch(ignore);
  }

  /** Runs the command of a browser shortcut. */
  #act(command: "toggle-overlay" | "log-email"): void {
    const shown = panelState(this.#state, this.#known);
    if (command === "toggle-overlay") {
      return this.commands.collapse(shown !== null && !shown.collapsed);
    }
    const whom = shown?.people.find((one) => one.address === shown.selected);
    if (!shown?.email || shown.isReadOnly === true || !whom?.card) return;
    if (shown.log.state !== "none") return;
    // The proof must be seen.
    if (shown.collapsed) this.commands.collapse(false);
    void this.commands.log(whom.address, shown.email, "email");
  }

  async #hearChange(what: Extract<Notice, { notice: "changed" }>["what"]): Promise<void> {
    if (what === "session") {
      this.#book.clear();
      this.#judgements.clear();
      this.#message.clear();
      this.#status.forget();
      this.#forms.forget();
      this.#decisions.forget();
    }
    if (what === "cards") this.#book.doubt();
    await this.#refreshStatus();
    const isBack = what === "connection" && this.#status.status()?.connection === "online";
    if (what === "session" || what === "cards" || isBack) void this.#look().catch(ignore);
    if (what === "session" || what === "outbox") await this.#message.refresh();
  }

  #commands(): Commands {
    const { link, signIn, tabId = null } = this.#options;
    return commandsOf({
      tabId,
      answer: this.#answerOf,
      forms: this.#forms,
      here: () => ({
        ...this.#message.here(),
        participants: participantsIn(this.#state, this.#me()),
        parties: this.#parties(),
      }),
      ended: async (outcome) => {
        const card = outcome.state === "sent" ? outcome.written?.card : undefined;
        if (card) this.#book.put(card);
        await this.#refreshStatus().catch(ignore);
      },
      select: (address) => {
        this.#state.selected = address;
        this.#draw();
      },
      collapse: (isFolded) => this.#fold(isFolded),
      choose: (address) => link.send({ tell: "choose", address }),
      lookUp: (address) => this.#type(address),
      goHome: (on) => this.#goHome(on),
      openAddress: (address) => {
        this.#state.home = "found";
        return this.#type(address);
      },
      again: async (addresses) => {
        await this.#book.look(addresses).catch(ignore);
        link.send({ tell: "marks", addresses });
      },
      draftLogs: this.#draftLogs,
      written: () => writtenOf(this.#state, this.#me(), this.#answerOf),
      isOutside: (address) => this.#decisions.personOf(address) === "outside",
      logWhenSent: (on) => {
        this.#state.logsSent = on;
        this.#draw();
        void ask("set", { logsSent: on })
          .then(() => this.#refreshStatus())
          .catch(ignore);
      },
      decideAnswer: (decision) => {
        this.#decisions.decideAnswer(keyOfMessage(this.#state.page?.shown ?? null), decision);
      },
      decidePerson: (address, decision) => {
        void this.#decisions
          .decidePerson(address, decision)
          .then(() => this.#look())
          .catch(ignore);
      },
      openSignIn: signIn ?? (() => void ask("openSignIn", null).catch(ignore)),
      retry: () =>
        void ask("retryAll", null)
          .then(() => this.#look())
          .catch(ignore),
    });
  }

  async #type(address: string): Promise<void> {
    this.#state.typed = address;
    this.#state.selected = null;
    this.#draw();
    await this.#look();
  }

  #goHome(on: boolean): void {
    this.#state.home = on ? "open" : "none";
    this.#state.typed = this.#state.selected = null;
    this.#draw();
    void this.#look().catch(ignore);
  }

  #fold(isFolded: boolean): void {
    const { close } = this.#options;
    if (close !== undefined) return close();
    const shown = panelState(this.#state, this.#known);
    // Where nothing is open, home is all there is to open or to fold away.
    if (shown === null) return this.#goHome(!isFolded);
    if (isFolded && this.#state.home !== "none") this.#goHome(false);
    if (shown.home !== undefined && this.#state.page?.shown === null) {
      if (this.#state.isResting) void this.#status.fold({ collapsedToday: isFolded }).catch(ignore);
      return;
    }
    if (isForNobody(shown)) {
      this.#state.unfolded = isFolded ? null : shown.open;
      return this.#draw();
    }
    // Each width of window has its own choice: what is folded to read in a small one stays open in
    // a large one.
    const isNarrow = this.#state.page?.isNarrow === true;
    const fold = isNarrow ? { collapsedNarrow: isFolded } : { collapsed: isFolded };
    void this.#status.fold(fold).catch(ignore);
  }
}

/** Follows the tab at the other end of the link until it is left. */
export const openTab = (options: TabOptions): Tab => new Tab(options);
