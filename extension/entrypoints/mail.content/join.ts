/** Joins mail and overlay: what is open becomes people, people become cards, clicks become writes. */
import type { Adapter, HeaderFacts } from "../../mail/adapter.ts";
import type { Draft, Kept, Log, OverlayState } from "../../overlay/state.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import { translator } from "../../locales/translate.ts";
import { learn, speaks, words } from "../../locales/words.ts";
import type { Doubtful } from "../../sync/judged.ts";
import { ask } from "../../sync/messages.ts";
import type { HealthWord, Notice, Reading, Status } from "../../sync/messages.ts";
import { defaults, localeOf } from "../../sync/settings.ts";
import { openBook } from "./book.ts";
import { commandsOf } from "./commands.ts";
import { openDress } from "./dress.ts";
import { healthWordOf, keyOfMessage, mailIn, messageIn, screenOf } from "./found.ts";
import type { Found } from "./found.ts";
import { openJudgements } from "./judged.ts";
import { openMarks } from "./marks.ts";
import { doubtful, keyOf, ofMessage, ordered, person, strangers } from "./people.ts";
import { openOpening } from "./opening.ts";
import { openView } from "./view.ts";
import { watchPage } from "./watching.ts";

export type Joined = { document: Document; adapter: Adapter; signal: AbortSignal; 
  /** The extension is gone from under this page. */
  orphaned(locale: "en" | "zh_CN"): void;
  /** Where the person signs in, when not on a page of its own. */
  signIn?(): void;
  /** Where the panel has a place of its own, as in a popup: it is always open there, and this is what folding it means. */
  close?(): void;
};

/** Headers are asked for once a message has stayed open this long: who only passes by costs no request. */
const stays = 150;
/** Who leaves a message sooner than this only passes by: the next is looked up once it has stayed open, too. */
const passing = 400;
/** Half an address may be a whole one: a recipient is asked about after this long, milliseconds. */
const typing = 600;
/** Where nothing that is open may be doubted. */
const nobody: Doubtful = { wrote: [], replyTo: [], writtenTo: [], list: false };
/** How long a click on Log waits for the Message-ID. */
const patience = 3000;

/** Runs until `signal`. */
export function join({ document, adapter, signal, orphaned, signIn, close }: Joined): void {
  let status: Status | null = null;
  let open: Found = null;
  let openKey = "";
  let openedAt = "";
  const kept = new Map<string, Kept[]>();
  let selected: string | null = null;
  let typed: string | null = null;
  /** What else the mailbox's owner sends as, and for which mailbox that was asked. */
  let aliases: string[] = [];
  let aliasesOf = "";
  let log: Log = { state: "none" };
  /** Counts what was done to the log here, so that an answer asked for before does not undo it. */
  let logged = 0;
  let headers: HeaderFacts | null = null;
  let whenHeaders: Promise<HeaderFacts | null> = Promise.resolve(null);
  let left = new AbortController();
  /** When something was opened last, and when what is open may be looked up. */
  let since = -Infinity;
  let settled: Promise<void> = Promise.resolve();

  const locale = () => localeOf(status?.settings ?? defaults, navigator.language);
  const lost = () => { if (chrome.runtime?.id === undefined) orphaned(locale()); };
  const book = openBook(() => draw());
  const judgements = openJudgements(() => draw());
  const opening = openOpening(document, adapter, () => { if (!signal.aborted) read(); });
  const marks = openMarks(document, adapter, signal, () => translator(words(locale()), locale()));

  function identity(): MessageIdentity | null {
    const known = messageIn(open)?.identity ?? null;
    return known === null ? null : { ...known, messageId: known.messageId ?? headers?.messageId ?? null };
  }
  const isList = () => messageIn(open) !== null && (messageIn(open)?.list === true || headers?.list === true);
  function people() {
    if (typed !== null) return ordered({ kind: "compose", account: null, participants: [{ role: "to", name: null, address: typed }], subject: null }, null, { list: false, aliases: [] });
    const mail = mailIn(open);
    return mail === null ? { people: [], direction: "in" as const } : ordered(mail, status?.me ?? null, { list: isList(), aliases });
  }
  /** Everyone whom the open message itself is from or to: whom its log names. */
  function participants(): string[] {
    const mail = mailIn(open);
    return mail === null ? [] : ordered(ofMessage(mail), status?.me ?? null, { list: isList(), aliases }).people.map((one) => one.address).slice(0, 50);
  }
  /** Whom to look up: who is muted is known already. */
  const addresses = () => people().people.filter((one) => !one.muted).map((one) => one.address).slice(0, 50);

  function draft(direction: "in" | "out"): Draft | null {
    const message = messageIn(open);
    if (message === null || message.identity === null) return null;
    const occurredAt = message.occurredAt ?? headers?.occurredAt ?? openedAt;
    return { kind: "email", direction, occurredAt, subject: message.subject, note: null, minutes: null, behaviours: [] };
  }

  function state(): OverlayState | null {
    if (status === null || (open === null && typed === null && !opening.painting())) return null;
    const { people: all, direction } = people();
    const unreachable = status.connection !== "online";
    const shown = all.map((one) => {
      const seen = book.seen(one.address);
      return person(one, seen, judgements.of(one.address), kept.get(keyOf(one.address)), unreachable);
    });
    return {
      open: keyOfMessage(open), screen: status.me === null ? "signed_out" : opening.painting() ? "painting" : screenOf(open),
      connection: status.connection, people: shown, offered: typed === null ? opening.offered() : [],
      withoutAddress: typed === null ? mailIn(open)?.withoutAddress ?? [] : [],
      selected: shown.some((one) => one.address === selected) ? selected : shown[0]?.address ?? null,
      email: draft(direction), log, waiting: status.waiting, collapsed: close === undefined && status.settings[view.stand() ? "collapsedNarrow" : "collapsed"],
      theme: status.settings.theme === "auto" ? dress.theme() : status.settings.theme, locale: locale(),
    };
  }

  const commands = commandsOf({
    answer: (address) => book.seen(address)?.answer,
    here() {
      const message = identity();
      const { signal: gone } = left;
      const coming = whenHeaders, shown = messageIn(open)?.occurredAt ?? null;
      const inTime = () => Promise.race([coming, new Promise<null>((resolve) => { setTimeout(() => resolve(null), patience); })]);
      return {
        log, participants: participants(),
        async identity() {
          if (message === null || message.messageId !== null) return message;
          return { ...message, messageId: (await inTime())?.messageId ?? null };
        },
        occurredAt: async () => shown ?? (await inTime())?.occurredAt ?? null,
        setLog(next) {
          if (gone.aborted) return;
          log = next;
          logged++;
          draw();
        },
      };
    },
    async ended(outcome) {
      if (outcome.state === "sent" && outcome.written !== null) book.put(outcome.written.card);
      await refreshStatus().catch(lost);
    },
    select(address) { selected = address; draw(); },
    collapse(collapsed) {
      if (close !== undefined) return close();
      // Each width of window has its own choice: what is folded to read in a small one stays open in a large one.
      const change = state() !== null && view.stand() ? { collapsedNarrow: collapsed } : { collapsed };
      if (status !== null) status = { ...status, settings: { ...status.settings, ...change } };
      draw();
      void ask("collapse", change).catch(lost);
    },
    choose(address) { opening.choose(address); read(); },
    async lookUp(address) { typed = address; selected = null; await look(); },
    again: (some) => book.look(some).then(() => marks.again(some)).catch(lost),
    openSignIn: signIn ?? (() => { void ask("openSignIn", null).catch(lost); }),
    retry: () => { void ask("retryAll", null).then(look).catch(lost); },
    orphaned: () => orphaned(locale()),
  });
  const view = openView(document, adapter, commands, () => draw());
  const draw = () => { if (!signal.aborted) view.show(state()); };
  const dress = openDress(document, () => adapter.place(document).parent, signal, draw);

  /** Learns whose mailbox this is from what the page offers to send as, and asks what was learned in other views. */
  async function knowOwner(): Promise<void> {
    const mail = mailIn(open);
    if (mail === null) return;
    const of = { mailbox: `${adapter.webmail} ${location.host} ${mail.account ?? ""}`, seen: mail.aliases ?? null };
    if (aliasesOf === JSON.stringify(of)) return;
    aliasesOf = JSON.stringify(of);
    aliases = await ask("aliases", of);
    draw();
  }

  /** Asks what can be told of the people at once: beside their cards, and again whenever more of them is known. */
  async function judge(): Promise<void> {
    const mail = mailIn(open);
    const all = people().people.map((one) => one.address);
    await judgements.look(all, mail === null ? nobody : doubtful(mail, isList())).catch(lost);
  }

  async function look(): Promise<void> {
    void judge();
    await book.look(addresses(), settled, left.signal).then(() => { void judge(); void suspect(); }).then(refreshStatus).catch(lost);
  }

  /** Asks the Worker about those the book does not know: behind their cards, and of those being typed only who stays. */
  async function suspect(): Promise<void> {
    const mail = mailIn(open);
    if (mail === null || status?.me == null) return;
    const whom = strangers(doubtful(mail, isList()), book.seen, people(), status.me);
    const key = openKey;
    if (mail.kind === "compose" && whom.length > 0) await new Promise((resolve) => { setTimeout(resolve, typing); });
    if (key === openKey) await Promise.all(whom.map((stranger) => ask("suspect", stranger).then(judge))).catch(lost);
  }

  async function refreshStatus(): Promise<void> {
    const of = addresses();
    const [now, found] = await Promise.all([ask("status", null), of.length === 0 ? [] : ask("proofs", { addresses: of })]);
    for (const [index, address] of of.entries()) kept.set(keyOf(address), found[index] ?? []);
    const spoken = localeOf(now.settings, navigator.language);
    if (!speaks(spoken)) learn(spoken, await ask("words", { locale: spoken }));
    status = now;
    draw();
  }

  async function refreshStanding(): Promise<void> {
    const message = identity();
    const before = logged;
    const { signal: gone } = left;
    if (message === null || status?.me == null) return;
    const standing = await ask("standing", { message }, gone);
    if (gone.aborted || before !== logged) return;
    if (standing.state !== "logged") log = standing;
    else {
      const { id, by, loggedAt, kind, direction, at, subject, note, minutes, behaviours } = standing.interaction;
      const mine = by === null || by === status.me.user.name || by === status.me.user.address;
      log = { state: "logged", interactionId: id, at: loggedAt, by: mine ? null : by, draft: { kind, direction, occurredAt: at, subject, note, minutes, behaviours } };
    }
    draw();
  }

  /** Asks for the headers of a message that stays open, then for its standing, by its real Message-ID where there is one. */
  function learnHeaders(): void {
    const message = messageIn(open);
    const { signal: gone } = left;
    if (message === null) return;
    whenHeaders = adapter.headers === undefined ? settled.then(() => null) : new Promise((resolve) => {
      const timer = setTimeout(() => { resolve(adapter.headers?.(message, document, gone).catch(() => null) ?? null); }, stays);
      gone.addEventListener("abort", () => { clearTimeout(timer); resolve(null); }, { once: true });
    });
    void whenHeaders.then((found) => {
      if (gone.aborted) return undefined;
      headers = found;
      draw();
      if (headers?.list === true) void judge();
      return refreshStanding();
    }).catch(lost);
  }

  function read(): void {
    const now = opening.read(open);
    const key = opening.painting() ? "painting" : JSON.stringify(now);
    marks.refresh();
    if (key === openKey) {
      view.keep();
      return;
    }
    const sameMessage = messageIn(open) !== null && keyOfMessage(open) === keyOfMessage(now);
    // A recipient more or less changes nothing for the others.
    if (!sameMessage && !(mailIn(open)?.kind === "compose" && mailIn(now)?.kind === "compose")) judgements.clear();
    open = now;
    openKey = key;
    openedAt = new Date().toISOString();
    dress.look();
    if (!sameMessage) {
      left.abort();
      left = new AbortController();
      if (now !== null) {
        settled = performance.now() - since < passing ? new Promise((resolve) => { setTimeout(resolve, stays); }) : Promise.resolve();
        since = performance.now();
      }
      selected = typed = headers = null;
      log = { state: "none" };
      learnHeaders();
    }
    draw();
    void knowOwner().catch(lost);
    void look();
  }

  function hear(notice: Exclude<Notice, { notice: "health" | "reading" }>): void {
    if (signal.aborted) return;
    if (notice.notice === "command") {
      const shown = state();
      const whom = shown?.people.find((one) => one.address === shown.selected);
      if (notice.command === "toggle-overlay") commands.collapse(!(shown ?? status?.settings)?.collapsed);
      else if (shown?.email && whom?.card && log.state === "none") {
        // The proof must be seen.
        if (shown.collapsed) commands.collapse(false);
        void commands.log(whom.address, shown.email, "email");
      }
      return;
    }
    if (notice.notice === "stop") return;
    if (notice.what === "session") { book.clear(); judgements.clear(); kept.clear(); marks.clear(); marks.refresh(); }
    if (notice.what === "cards") book.doubt();
    void refreshStatus().then(() => {
      if (notice.what === "session" || notice.what === "cards" || (notice.what === "connection" && status?.connection === "online")) void look();
      if (notice.what === "session" || (notice.what === "outbox" && log.state === "pending")) void refreshStanding().catch(lost);
    }).catch(lost);
  }
  const listen = (message: Notice, _sender: chrome.runtime.MessageSender, reply: (answer: HealthWord | Reading) => void) => {
    if (message.notice === "reading") reply(adapter.health(document));
    else if (message.notice === "health") reply(healthWordOf(open));
    else if ("notice" in message) hear(message);
  };
  chrome.runtime.onMessage.addListener(listen);
  signal.addEventListener("abort", () => {
    left.abort();
    view.remove();
    chrome.runtime?.onMessage?.removeListener(listen);
  }, { once: true });
  document.addEventListener("visibilitychange", lost, { signal });
  window.addEventListener("online", () => { void look(); }, { signal });
  void refreshStatus().then(() => watchPage(document, adapter, signal, read)).catch(lost);
}
