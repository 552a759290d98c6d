/** Follows what is open in a tab: people become cards, cards a panel, clicks writes. */
import { keyOfMessage, mailIn, messageIn } from "../../protocol/shown.ts";
import type { DockShape, PageLink, PageState, ToPanel } from "../../protocol/tab.ts";
import { ask } from "../../sync/messages.ts";
import type { Notice } from "../../sync/messages.ts";
import type { Commands, PanelState } from "../state.ts";
import { openBook } from "./book.ts";
import { commandsOf } from "./commands.ts";
import { openForms } from "./forms.ts";
import { openJudgements } from "./judgements.ts";
import { openMessageLog } from "./message-log.ts";
import {
  addressesIn,
  doubtfulIn,
  editsIn,
  panelState,
  participantsIn,
  partiesIn,
  peopleIn,
  undecided,
} from "./panel-state.ts";
import type { Knowledge, TabState } from "./panel-state.ts";
import { findStrangers } from "./people.ts";
import { openStatus } from "./status.ts";

/** Who leaves a message sooner than this only passes by: the next is looked up once it has stayed open, too. */
const passingMs = 400;
const settledMs = 150;
/** Half an address may be a whole one: a recipient is asked about after this long. */
const typingMs = 600;

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

export type TabOptions = {
  link: PageLink;
  /** Draws the panel; null takes it away. */
  draw(state: PanelState | null): void;
  /** Where the person signs in, when not on a page of its own. */
  signIn?(): void;
  /** Folding, where the panel has a place of its own that is always open. */
  close?(): void;
};

export type Tab = {
  commands: Commands;
  /** Hands over what is typed and not kept yet, and stops. */
  leave(): void;
};

/** Follows the tab at the other end of `link` until it is left. */
export function openTab({ link, draw, signIn, close }: TabOptions): Tab {
  /** What is open, as text: nothing is asked again where it is the same as before. */
  let key = "";
  const tab: TabState = { page: null, selected: null, typed: null, aliases: [], aliasesOf: "" };
  /** When something was opened last, and when what is open may be looked up. */
  let openedAt = -Infinity;
  let settled: Promise<void> = Promise.resolve();
  let isLeft = false;

  const status = openStatus(() => show());
  const book = openBook(() => show());
  const judgements = openJudgements(() => show());
  const me = () => status.status()?.me ?? null;
  const message = openMessageLog({
    me,
    changed() {
      show();
      void forms.look([], edits()).catch(ignore);
    },
  });
  const forms = openForms(
    () => me()?.user.id ?? null,
    () => show(),
  );

  const known: Knowledge = {
    get status() {
      return status.status();
    },
    get locale() {
      return status.locale();
    },
    seen: book.seen,
    judged: judgements.of,
    proofs: status.proofs,
    forms: forms.of,
    log: message.now,
    draft: message.draft,
    isAlwaysOpen: close !== undefined,
  };
  const answerOf = (address: string) => book.seen(address)?.answer;
  const parties = () => partiesIn(tab, me(), answerOf);
  const edits = () => editsIn(tab, parties(), message.now);
  const addresses = () => addressesIn(tab, me());

  let shape: DockShape | null = null;
  let own = "";
  function show(): void {
    if (isLeft) return;
    const state = panelState(tab, known);
    draw(state);
    const next = state === null ? "none" : state.collapsed ? "folded" : "open";
    if (next !== shape) link.send({ tell: "dock", shape: next });
    shape = next;
    const mine = [me()?.user.address ?? "", ...tab.aliases].filter((one) => one !== "");
    if (own !== mine.join()) link.send({ tell: "own", addresses: mine });
    own = mine.join();
  }

  const refreshStatus = () =>
    status.refresh(addresses()).then(() => forms.look(addresses(), edits()));

  /** Asks what can be told of the people at once: beside their cards, and again whenever more of them is known. */
  async function judge(): Promise<void> {
    const people = [...peopleIn(tab, me()).people, ...undecided(tab)];
    await judgements.look(
      people.map((one) => one.address),
      doubtfulIn(tab),
    );
  }

  /** Asks the Worker about those the book does not know: behind their cards, and of those being typed only who stays. */
  async function suspect(): Promise<void> {
    const signedIn = me();
    if (signedIn === null) return;
    const whom = findStrangers(doubtfulIn(tab), book.seen, peopleIn(tab, signedIn), signedIn);
    const asked = key;
    const isCompose = mailIn(tab.page?.shown ?? null)?.kind === "compose";
    if (isCompose && whom.length > 0) await pause(typingMs);
    if (asked !== key) return;
    await Promise.all(whom.map((stranger) => ask("suspect", stranger).then(judge)));
  }

  async function look(): Promise<void> {
    void judge().catch(ignore);
    await book.look(addresses(), settled, message.left());
    void judge().catch(ignore);
    void suspect().catch(ignore);
    await refreshStatus();
  }

  /** Learns whose mailbox this is from what the page offers to send as, and asks what was learned in other views. */
  async function learnOwner(page: PageState): Promise<void> {
    const mail = mailIn(page.shown);
    if (mail === null) return;
    const mailbox = `${page.webmail} ${page.host} ${mail.account ?? ""}`;
    const asked = { mailbox, seen: mail.aliases ?? null };
    if (tab.aliasesOf === JSON.stringify(asked)) return;
    tab.aliasesOf = JSON.stringify(asked);
    tab.aliases = await ask("aliases", asked);
    show();
  }

  function read(page: PageState): void {
    if (isLeft) return;
    const before = tab.page?.shown ?? null;
    const now = JSON.stringify([page.shown, page.isPainting, page.offered, page.headers]);
    tab.page = page;
    if (now === key) return show();
    key = now;
    const isSame = messageIn(before) !== null && keyOfMessage(before) === keyOfMessage(page.shown);
    const isTyping = mailIn(before)?.kind === "compose" && mailIn(page.shown)?.kind === "compose";
    // A recipient more or less changes nothing for the others.
    if (!isSame && !isTyping) judgements.clear();
    if (isSame) message.read(messageIn(page.shown), page.headers);
    else {
      if (page.shown !== null) {
        settled = performance.now() - openedAt < passingMs ? pause(settledMs) : Promise.resolve();
        openedAt = performance.now();
      }
      tab.selected = tab.typed = null;
      message.open(messageIn(page.shown), page.headers, settled);
    }
    show();
    void learnOwner(page).catch(ignore);
    void look().catch(ignore);
  }

  function act(command: "toggle-overlay" | "log-email"): void {
    const shown = panelState(tab, known);
    if (command === "toggle-overlay") {
      const isNow = shown?.collapsed ?? status.status()?.settings.collapsed;
      return commands.collapse(isNow !== true);
    }
    const whom = shown?.people.find((one) => one.address === shown.selected);
    if (!shown?.email || shown.isReadOnly === true || !whom?.card) return;
    if (shown.log.state !== "none") return;
    // The proof must be seen.
    if (shown.collapsed) commands.collapse(false);
    void commands.log(whom.address, shown.email, "email");
  }

  function hear(told: ToPanel): void {
    if (isLeft) return;
    if (told.tell === "page") void ready.then(() => read(told.page));
    else if (told.tell === "command") act(told.command);
  }

  async function hearChange(what: string): Promise<void> {
    if (what === "session") {
      book.clear();
      judgements.clear();
      message.clear();
      status.forget();
      forms.forget();
    }
    if (what === "cards") book.doubt();
    await refreshStatus();
    const isBack = what === "connection" && status.status()?.connection === "online";
    if (what === "session" || what === "cards" || isBack) void look().catch(ignore);
    if (what === "session" || what === "outbox") await message.refresh();
  }
  const hearNotice = (notice: Notice) => {
    if (notice.notice === "changed" && !isLeft) void hearChange(notice.what).catch(ignore);
  };

  const commands = commandsOf({
    answer: answerOf,
    forms,
    here: () => ({
      ...message.here(),
      participants: participantsIn(tab, me()),
      parties: parties(),
    }),
    async ended(outcome) {
      if (outcome.state === "sent" && outcome.written?.card) book.put(outcome.written.card);
      await refreshStatus().catch(ignore);
    },
    select(address) {
      tab.selected = address;
      show();
    },
    collapse(collapsed) {
      if (close !== undefined) return close();
      // Each width of window has its own choice: what is folded to read in a small one stays open in a large one.
      const isNarrow = tab.page?.isNarrow === true && panelState(tab, known) !== null;
      void status.fold(isNarrow ? { collapsedNarrow: collapsed } : { collapsed }).catch(ignore);
    },
    choose: (address) => link.send({ tell: "choose", address }),
    async lookUp(address) {
      tab.typed = address;
      tab.selected = null;
      await look();
    },
    again: (some) =>
      book
        .look(some)
        .then(() => link.send({ tell: "marks", addresses: some }))
        .catch(ignore),
    openSignIn: signIn ?? (() => void ask("openSignIn", null).catch(ignore)),
    retry: () => void ask("retryAll", null).then(look).catch(ignore),
  });

  const online = () => void look().catch(ignore);
  const leaving = new AbortController();
  const { signal } = leaving;
  // Who is signed in decides what is asked of a message: nothing is read before that is known.
  const ready = refreshStatus().catch(ignore);
  link.listen(hear, () => leave());
  chrome.runtime.onMessage.addListener(hearNotice);
  window.addEventListener("pagehide", () => forms.flush(), { signal });
  window.addEventListener("online", online, { signal });

  function leave(): void {
    if (isLeft) return;
    forms.flush();
    isLeft = true;
    message.close();
    leaving.abort();
    chrome.runtime.onMessage.removeListener(hearNotice);
    link.close();
    draw(null);
  }
  return { commands, leave };
}

/** Nobody can be asked for the moment: what is shown stays as it is, and the next change asks again. */
function ignore(): void {}
