/** Joins mail and overlay: what is open becomes people, people become cards, clicks become writes. */
import type { Adapter, Open } from "../../mail/adapter.ts";
import { editOf } from "../state.ts";
import type { OverlayState } from "../state.ts";
import { translator } from "../../locales/translate.ts";
import { words } from "../../locales/words.ts";
import type { Doubtful } from "../../sync/judged.ts";
import { ask } from "../../sync/messages.ts";
import type { HealthWord, Notice, Reading } from "../../sync/messages.ts";
import { openBook } from "./book.ts";
import { commandsOf } from "./commands.ts";
import { openDress } from "../../content/dress.ts";
import { openForms } from "./forms.ts";
import { healthWordOf, keyOfMessage, mailIn, messageIn, screenOf } from "../../protocol/shown.ts";
import type { Found } from "../../protocol/shown.ts";
import { openJudgements } from "./judgements.ts";
import { openMarks } from "../../content/marks.ts";
import { openMessageLog, stays } from "./message-log.ts";
import { doubtful, keyOf, ofMessage, ordered, partiesOf, person, strangers } from "./people.ts";
import type { Ordered } from "./people.ts";
import { openOpening } from "../../content/opening.ts";
import { openStatus } from "./status.ts";
import { openView } from "../../content/view.ts";
import { watchPage } from "../../content/watching.ts";

export type Joined = {
  document: Document;
  adapter: Adapter;
  signal: AbortSignal;
  /** The extension is gone from under this page. */
  orphaned(locale: "en" | "zh_CN"): void;
  /** Where the person signs in, when not on a page of its own. */
  signIn?(): void;
  /** Where the panel has a place of its own, as in a popup: it is always open there, and this is what folding it means. */
  close?(): void;
};

/** Who leaves a message sooner than this only passes by: the next is looked up once it has stayed open, too. */
const passing = 400;
/** Half an address may be a whole one: a recipient is asked about after this long, milliseconds. */
const typing = 600;
/** Where nothing that is open may be doubted. */
const nobody: Doubtful = { wrote: [], replyTo: [], writtenTo: [] };

/** Runs until `signal`. */
export function join({ document, adapter, signal, orphaned, signIn, close }: Joined): void {
  let open: Found = null;
  let openKey = "";
  let selected: string | null = null;
  let typed: string | null = null;
  /** What else the mailbox's owner sends as, and for which mailbox that was asked. */
  let aliases: string[] = [];
  let aliasesOf = "";
  /** When something was opened last, and when what is open may be looked up. */
  let since = -Infinity;
  let settled: Promise<void> = Promise.resolve();

  const lost = () => {
    if (chrome.runtime?.id === undefined) orphaned(locale());
  };
  const told = openStatus(() => draw());
  const { status, locale } = told;
  const me = () => status()?.me ?? null;
  const isReadOnly = () => me()?.user.role === "viewer";
  const book = openBook(() => draw());
  const judgements = openJudgements(() => draw());
  const isOwn = (address: string) =>
    [me()?.user.address ?? "", ...aliases].some((own) => keyOf(own) === keyOf(address));
  const opening = openOpening({
    document,
    adapter,
    isOwn,
    again() {
      if (!signal.aborted) read();
    },
  });
  const marks = openMarks(document, adapter, signal, () => translator(words(locale()), locale()));
  const message = openMessageLog({
    document,
    adapter,
    me,
    changed: () => {
      draw();
      void forms.look([], edits()).catch(lost);
    },
    learned: () => {
      void look();
    },
    lost,
  });

  const forms = openForms(
    () => me()?.user.id ?? null,
    () => draw(),
    () => lost(),
  );

  const isList = () =>
    messageIn(open) !== null && (messageIn(open)?.list === true || message.list());
  /** What is open, with the answer addresses that its headers tell and its page leaves out. */
  function openMail(): Open | null {
    const mail = mailIn(open);
    if (
      mail?.kind !== "message" ||
      mail.participants.some((one) => one.role === "reply-to" && !one.earlier)
    )
      return mail;
    return { ...mail, participants: [...mail.participants, ...message.replyTo()] };
  }
  function people() {
    if (typed !== null)
      return ordered(
        {
          kind: "compose",
          account: null,
          participants: [{ role: "to", name: null, address: typed }],
          subject: null,
        },
        null,
        { list: false, aliases: [] },
      );
    const mail = openMail();
    return mail === null
      ? { people: [], direction: "in" as const }
      : ordered(mail, me(), { list: isList(), aliases });
  }
  /** Everyone whom the open message itself is from or to: whom its log names. */
  function named(): Ordered {
    const mail = typed === null ? openMail() : null;
    return mail === null
      ? { people: [], direction: "in" }
      : ordered(ofMessage(mail), me(), { list: isList(), aliases });
  }
  const participants = () =>
    named()
      .people.map((one) => one.address)
      .slice(0, 50);
  const answerOf = (address: string) => book.seen(address)?.answer;
  /** The customers of the open message. */
  const parties = () => (messageIn(open) === null ? [] : partiesOf(named(), answerOf));
  /** The logs of the open message that can be edited, as edits of them are kept. */
  const edits = () =>
    parties().flatMap(({ customerId }) => {
      const log = message.now(customerId);
      const id =
        log.state === "logged" ? log.interactionId : log.state === "pending" ? log.id : null;
      return id === null ? [] : editOf(keyOfMessage(open), id);
    });
  /** Whom to look up: who is muted is known already. */
  const addresses = () => [
    ...people()
      .people.filter((one) => !one.muted)
      .map((one) => one.address)
      .slice(0, 50),
    ...unsettled().map((one) => one.address),
  ];
  /** Who may have written what is open, while nobody has said who did. */
  const unsettled = () =>
    open !== null && open !== "unreadable" && open.kind === "guess" && typed === null
      ? open.candidates
      : [];
  /** Whom something that is open may be doubted of. */
  function inDoubt(): Doubtful {
    const mail = openMail();
    return mail === null ? { ...nobody, wrote: unsettled() } : doubtful(mail, isList());
  }
  const offered = () =>
    opening.offered().map(({ name, address, isDoubtful }) => {
      const judged = judgements.of(address);
      return {
        name,
        address,
        shown: judged?.shown ?? address,
        isDoubtful,
        cautions: judged?.cautions ?? [],
      };
    });

  function state(): OverlayState | null {
    const now = status();
    if (now === null || (open === null && typed === null && !opening.isPainting())) return null;
    const { people: all } = people();
    const unreachable = now.connection !== "online";
    const shown = all
      .filter(({ self }) => !self)
      .map((one) => {
        const seen = book.seen(one.address);
        return person(one, seen, judgements.of(one.address), told.proofs(one.address), unreachable);
      });
    const chosen = shown.find((one) => one.address === selected) ?? shown[0];
    const whose = chosen?.card?.customer.id ?? null;
    const customers = parties();
    return {
      open: keyOfMessage(open),
      screen: now.me === null ? "signed_out" : opening.isPainting() ? "painting" : screenOf(open),
      connection: now.connection,
      people: shown,
      offered: typed === null ? offered() : [],
      withoutAddress: typed === null ? (mailIn(open)?.withoutAddress ?? []) : [],
      selected: chosen?.address ?? null,
      email: message.draft(customers.find((one) => one.customerId === whose)?.direction ?? null),
      log: message.now(whose),
      customers: customers.map(({ customerId, name, address }) => ({
        customerId,
        name: name ?? address,
        log: message.now(customerId),
      })),
      user: now.me && {
        id: now.me.user.id,
        manages: now.me.user.role === "manager" || now.me.user.role === "admin",
      },
      subjects: now.me?.book.subjects,
      waiting: now.waiting,
      isReadOnly: isReadOnly(),
      forms: forms.of(
        shown.map((one) => one.address),
        edits(),
      ),
      collapsed:
        close === undefined && now.settings[view.stand() ? "collapsedNarrow" : "collapsed"],
      theme: now.settings.theme === "auto" ? dress.theme() : now.settings.theme,
      locale: locale(),
    };
  }

  const commands = commandsOf({
    answer: answerOf,
    forms,
    here: () => ({ ...message.here(), participants: participants(), parties: parties() }),
    async ended(outcome) {
      if (outcome.state === "sent" && outcome.written?.card) book.put(outcome.written.card);
      await refreshStatus().catch(lost);
    },
    select(address) {
      selected = address;
      draw();
    },
    collapse(collapsed) {
      if (close !== undefined) return close();
      // Each width of window has its own choice: what is folded to read in a small one stays open in a large one.
      void told
        .fold(state() !== null && view.stand() ? { collapsedNarrow: collapsed } : { collapsed })
        .catch(lost);
    },
    choose(address) {
      opening.choose(address);
      read();
    },
    async lookUp(address) {
      typed = address;
      selected = null;
      await look();
    },
    again: (some) =>
      book
        .look(some)
        .then(() => marks.again(some))
        .catch(lost),
    openSignIn:
      signIn ??
      (() => {
        void ask("openSignIn", null).catch(lost);
      }),
    retry: () => {
      void ask("retryAll", null).then(look).catch(lost);
    },
    orphaned: () => orphaned(locale()),
  });
  const view = openView(document, adapter, commands, () => draw());
  const draw = () => {
    if (!signal.aborted) view.show(state());
  };
  const dress = openDress(document, () => adapter.place(document).parent, signal, draw);

  /** Learns whose mailbox this is from what the page offers to send as, and asks what was learned in other views. */
  async function knowOwner(): Promise<void> {
    const mail = mailIn(open);
    if (mail === null) return;
    const of = {
      mailbox: `${adapter.webmail} ${location.host} ${mail.account ?? ""}`,
      seen: mail.aliases ?? null,
    };
    if (aliasesOf === JSON.stringify(of)) return;
    aliasesOf = JSON.stringify(of);
    aliases = await ask("aliases", of);
    draw();
  }

  /** Asks what can be told of the people at once: beside their cards, and again whenever more of them is known. */
  async function judge(): Promise<void> {
    const all = [...people().people, ...unsettled()].map((one) => one.address);
    await judgements.look(all, inDoubt()).catch(lost);
  }

  async function look(): Promise<void> {
    void judge();
    await book
      .look(addresses(), settled, message.left())
      .then(() => {
        void judge();
        void suspect();
      })
      .then(refreshStatus)
      .catch(lost);
  }

  /** Asks the Worker about those the book does not know: behind their cards, and of those being typed only who stays. */
  async function suspect(): Promise<void> {
    const signedIn = me();
    if (signedIn === null) return;
    const whom = strangers(inDoubt(), book.seen, people(), signedIn);
    const key = openKey;
    if (mailIn(open)?.kind === "compose" && whom.length > 0)
      await new Promise((resolve) => {
        setTimeout(resolve, typing);
      });
    if (key === openKey)
      await Promise.all(whom.map((stranger) => ask("suspect", stranger).then(judge))).catch(lost);
  }

  const refreshStatus = () =>
    told.refresh(addresses()).then(() => forms.look(addresses(), edits()));

  function read(): void {
    const now = opening.read(open);
    const key = opening.isPainting() ? "painting" : JSON.stringify(now);
    marks.refresh();
    if (key === openKey) {
      view.keep();
      return;
    }
    const sameMessage = messageIn(open) !== null && keyOfMessage(open) === keyOfMessage(now);
    // A recipient more or less changes nothing for the others.
    if (!sameMessage && !(mailIn(open)?.kind === "compose" && mailIn(now)?.kind === "compose"))
      judgements.clear();
    open = now;
    openKey = key;
    dress.look();
    if (sameMessage) message.read(messageIn(now));
    else {
      if (now !== null) {
        settled =
          performance.now() - since < passing
            ? new Promise((resolve) => {
                setTimeout(resolve, stays);
              })
            : Promise.resolve();
        since = performance.now();
      }
      selected = typed = null;
      message.open(messageIn(now), settled);
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
      if (notice.command === "toggle-overlay")
        commands.collapse(!(shown ?? status()?.settings)?.collapsed);
      else if (shown?.email && !isReadOnly() && whom?.card && shown.log.state === "none") {
        // The proof must be seen.
        if (shown.collapsed) commands.collapse(false);
        void commands.log(whom.address, shown.email, "email");
      }
      return;
    }
    if (notice.notice === "stop") return;
    if (notice.what === "session") {
      book.clear();
      judgements.clear();
      message.clear();
      told.forget();
      forms.forget();
      marks.clear();
      marks.refresh();
    }
    if (notice.what === "cards") book.doubt();
    void refreshStatus()
      .then(() => {
        if (
          notice.what === "session" ||
          notice.what === "cards" ||
          (notice.what === "connection" && status()?.connection === "online")
        )
          void look();
        if (notice.what === "session" || notice.what === "outbox")
          void message.refresh().catch(lost);
      })
      .catch(lost);
  }
  const listen = (
    notice: Notice,
    _sender: chrome.runtime.MessageSender,
    reply: (answer: HealthWord | Reading) => void,
  ) => {
    if (notice.notice === "reading") reply(adapter.health(document));
    else if (notice.notice === "health") reply(healthWordOf(open));
    else if ("notice" in notice) hear(notice);
  };
  chrome.runtime.onMessage.addListener(listen);
  window.addEventListener("pagehide", () => forms.flush(), { signal });
  signal.addEventListener(
    "abort",
    () => {
      forms.flush();
      message.close();
      opening.close();
      view.remove();
      chrome.runtime?.onMessage?.removeListener(listen);
    },
    { once: true },
  );
  document.addEventListener("visibilitychange", lost, { signal });
  // Browsers put the background to sleep: it starts while the webmail fetches what is clicked on.
  document.addEventListener(
    "pointerdown",
    () => {
      void ask("wake", null).catch(lost);
    },
    { signal, capture: true, passive: true },
  );
  window.addEventListener(
    "online",
    () => {
      void look();
    },
    { signal },
  );
  void refreshStatus()
    .then(() => watchPage(document, adapter, signal, read))
    .catch(lost);
}
