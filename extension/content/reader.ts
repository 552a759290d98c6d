/**
 * The reader of a page: tells the panel what is open in it, draws the marks in its list and docks the panel beside it. No
 * card ever enters the page's process.
 */
import type { Adapter, HeaderFacts } from "../mail/adapter.ts";
import type { OpenMessage } from "../protocol/mail.ts";
import { keyOfMessage, messageIn } from "../protocol/shown.ts";
import type { DockShape, PageState, Shown, ToPanel, ToReader } from "../protocol/tab.ts";
import { ask } from "../sync/messages.ts";
import type { HealthWord, Notice, ReaderWords, Reading } from "../sync/messages.ts";
import { personKey } from "../../shared/people/address-memo.ts";
import { openDress } from "./dress.ts";
import { openDocking } from "./docking.ts";
import type { Docking } from "./docking.ts";
import { openMarks } from "./marks.ts";
import { openOpening } from "./opening.ts";
import type { Found } from "./opening.ts";
import { openPanelPorts } from "./panel-ports.ts";
import { watchPage } from "./watching.ts";

/** Headers are asked for once a message has stayed open this long: passing by costs no request. */
const headersDelayMs = 150;

/** What the reader knows of its page. */
type ReaderState = {
  found: Found;
  /** What is open, as text: nothing is done where it is the same as before. */
  key: string;
  headers: PageState["headers"];
  /** Keys of the addresses of the signed-in person. */
  own: Set<string>;
  /** How the panel asked to be shown. */
  wanted: DockShape;
  /** Ends with the message that is open. */
  left: AbortController;
};

export type ReaderOptions = {
  document: Document;
  adapter: Adapter;
  signal: AbortSignal;
  /** The extension is gone from under this page. */
  orphaned(words: ReaderWords | null): void;
};

const shownOf = (found: Found): Shown =>
  found !== null && found !== "unreadable" && found.kind === "guess"
    ? { kind: "guess", candidates: found.candidates }
    : found;

/** How reading goes, in a word for the popup. */
function healthWordOf(found: Found, docking: Docking): HealthWord {
  if (docking.isRefused()) return "refused";
  if (docking.isCovering()) return "covering";
  if (found === null) return "idle";
  if (found === "unreadable") return found;
  return found.kind === "guess" ? "guessing" : "reading";
}

/** Reads the page until `signal`. */
export function startReader({ document, adapter, signal, orphaned }: ReaderOptions): void {
  const state: ReaderState = {
    found: null,
    key: "",
    headers: null,
    own: new Set(),
    wanted: "none",
    left: new AbortController(),
  };
  const checkAlive = () => {
    if (chrome.runtime?.id === undefined) orphaned(known);
  };
  const opening = openOpening({
    document,
    adapter,
    isOwn: (address) => state.own.has(personKey(address)),
    again() {
      if (!signal.aborted) read();
    },
  });
  let words: Promise<ReaderWords> | null = null;
  /** For when nobody can be asked any more. */
  let known: ReaderWords | null = null;
  const learnWords = () =>
    (words ??= ask("readerWords", null)
      .then((answer) => {
        known = answer;
        return answer;
      })
      .catch((error: unknown) => {
        words = null;
        throw error;
      }));
  const marks = openMarks(document, adapter, signal, async () => (await learnWords()).tiers);
  const ports = openPanelPorts({
    key: () => docking.key(),
    hear,
    changed() {
      docking.show(shape());
      tell();
    },
  });
  const docking = openDocking({ document, adapter, signal, changed: () => tell() });
  const dress = openDress(
    document,
    () => document.body,
    signal,
    () => tell(),
  );

  /** One panel at a time: beside an open side panel nothing is docked. */
  const shape = (): DockShape => (ports.hasSide() ? "none" : state.wanted);

  function tell(): void {
    if (signal.aborted) return;
    const page: PageState = {
      webmail: adapter.webmail,
      host: document.location.host,
      shown: shownOf(state.found),
      isPainting: opening.isPainting(),
      offered: opening.offered(),
      headers: state.headers,
      theme: dress.theme(),
      isNarrow: docking.isNarrow(),
    };
    ports.send({ tell: "page", page });
  }

  /** Asks for the headers of a message that stays open. */
  function learnHeaders(message: OpenMessage): void {
    const { headers } = adapter;
    if (headers === undefined) return;
    const { signal: left } = state.left;
    state.headers = "coming";
    const timer = setTimeout(() => {
      const asked = headers(message, document, left).catch(() => null);
      void asked.then((facts: HeaderFacts | null) => {
        if (left.aborted) return;
        state.headers = facts;
        tell();
      });
    }, headersDelayMs);
    left.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  function read(): void {
    const now = opening.read(state.found);
    const key = opening.isPainting()
      ? "painting"
      : JSON.stringify([shownOf(now), opening.offered()]);
    marks.refresh();
    docking.keep();
    if (key === state.key) return;
    const before = shownOf(state.found),
      after = shownOf(now);
    const isSame = messageIn(before) !== null && keyOfMessage(before) === keyOfMessage(after);
    state.found = now;
    state.key = key;
    dress.look();
    if (!isSame) {
      state.left.abort();
      state.left = new AbortController();
      state.headers = null;
      const message = messageIn(after);
      if (message !== null) learnHeaders(message);
    }
    tell();
  }

  function hear(message: ToReader, answer: (message: ToPanel) => void): void {
    if (signal.aborted) return;
    if (message.tell === "choose") {
      opening.choose(message.address);
      read();
    } else if (message.tell === "dock") {
      state.wanted = message.shape;
      docking.show(shape());
    } else if (message.tell === "own") {
      state.own = new Set(message.addresses.map(personKey));
      if (opening.offered().length > 0) read();
    } else if (message.tell === "marks") marks.again(message.addresses);
    else answer({ tell: "hit", id: message.id, isHit: docking.isHit(message.x, message.y) });
  }

  function hearNotice(
    notice: Notice,
    _sender: chrome.runtime.MessageSender,
    reply: (answer: HealthWord | Reading) => void,
  ): void {
    if (!("notice" in notice) || signal.aborted) return;
    if (notice.notice === "reading") reply(adapter.health(document));
    else if (notice.notice === "health") reply(healthWordOf(state.found, docking));
    else if (notice.notice === "command") ports.send({ tell: "command", command: notice.command });
    else if (notice.notice === "changed" && notice.what === "session") marks.clear();
    else if (notice.notice === "changed" && notice.what === "settings") {
      words = null;
      void learnWords().catch(checkAlive);
    }
  }

  chrome.runtime.onMessage.addListener(hearNotice);
  signal.addEventListener(
    "abort",
    () => {
      state.left.abort();
      opening.close();
      ports.close();
      docking.remove();
      chrome.runtime?.onMessage?.removeListener(hearNotice);
    },
    { once: true },
  );
  document.addEventListener("visibilitychange", checkAlive, { signal });
  // Browsers put the background to sleep: it starts while the webmail fetches what was clicked.
  const wake = () => {
    void ask("wake", null).catch(checkAlive);
  };
  document.addEventListener("pointerdown", wake, { signal, capture: true, passive: true });
  void learnWords().catch(checkAlive);
  watchPage(document, adapter, signal, read);
}
