/**
 * The reader of a page: tells the panel what is open in it, draws the marks in its list and docks
 * the panel beside it. No card ever enters the page's process.
 */
import type { Adapter, HeaderFacts } from "../mail/adapter.ts";
import type { OpenMessage } from "../protocol/mail.ts";
import { keyOfMessage, mailIn, messageIn } from "../protocol/shown.ts";
import type { DockShape, PageLink, PageState, Shown, ToPanel, ToReader } from "../protocol/tab.ts";
import { ask } from "../sync/messages.ts";
import type { HealthWord, Notice, ReaderWords, Reading } from "../sync/messages.ts";
import { personKey } from "../../shared/people/address-memo.ts";
import { openFrame } from "./docked-frame.ts";
import type { DockedPanel } from "./docked-frame.ts";
import { openDress } from "./dress.ts";
import type { Dress } from "./dress.ts";
import { openDocking } from "./docking.ts";
import type { Docking } from "./docking.ts";
import { openMarks } from "./marks.ts";
import type { Marks } from "./marks.ts";
import { openOpening } from "./opening.ts";
import type { Found, Opening } from "./opening.ts";
import { openPanelPorts } from "./panel-ports.ts";
import { watchPage } from "./watching.ts";

/** Headers are asked for once a message has stayed open this long: passing by costs no request. */
const headersDelayMs = 150;

/** Draws the panel in the page itself, where the program loads no frame. */
export type DrawPanel = (document: Document, link: PageLink) => DockedPanel;

export type ReaderOptions = {
  document: Document;
  adapter: Adapter;
  /** Left out where the panel is a frame. */
  drawPanel: DrawPanel | undefined;
  signal: AbortSignal;
  /**
   * Called when the extension is gone from under this page; `words` are those of the person's
   * language, where they are known.
   */
  orphaned(words: ReaderWords | null): void;
};

const shownOf = (found: Found): Shown =>
  found !== null && found !== "unreadable" && found.kind === "guess"
    ? { kind: "guess", candidates: found.candidates }
    : found;

/** Returns how reading goes, in a word for the popup. */
function healthWordOf(found: Found, docking: Docking): HealthWord {
  if (docking.isRefused()) return "refused";
  if (docking.isCovering()) return "covering";
  if (found === null) return "idle";
  if (found === "unreadable") return found;
  return found.kind === "guess" ? "guessing" : "reading";
}

class Reader {
  readonly #options: ReaderOptions;
  #found: Found = null;
  /** The open mail as text: nothing is done while it stays the same. */
  #key = "";
  #headers: PageState["headers"] = null;
  /** Keys of the addresses of the signed-in person. */
  #own = new Set<string>();
  /** The shape that the panel asked for. */
  #wanted: DockShape = "none";
  /** Ends with the message that is open. */
  #left = new AbortController();
  /** Stops following whether what is written is sent; null while nothing is written. */
  #stopFollowing: (() => void) | null = null;
  #words: Promise<ReaderWords> | null = null;
  /** For when nobody can be asked any more. */
  #knownWords: ReaderWords | null = null;
  readonly #opening: Opening;
  readonly #marks: Marks;
  readonly #docking: Docking;
  readonly #dress: Dress;
  readonly #ports = openPanelPorts({
    key: () => this.#docking.key(),
    hear: (message, answer) => this.#hear(message, answer),
    changed: () => {
      this.#checkAlive();
      if (this.#options.signal.aborted) return;
      this.#docking.show(this.#shape());
      this.#tell();
    },
  });

  constructor(options: ReaderOptions) {
    this.#options = options;
    const { document, adapter, drawPanel, signal } = options;
    this.#opening = openOpening({
      document,
      adapter,
      isOwn: (address) => this.#own.has(personKey(address)),
      again: () => {
        if (!signal.aborted) this.#read();
      },
    });
    const labels = async () => (await this.#learnWords()).tiers;
    const listChanged = () => this.#tell();
    this.#marks = openMarks({ document, adapter, signal, labels, listChanged });
    this.#docking = openDocking({
      document,
      adapter,
      signal,
      open: drawPanel === undefined ? openFrame : (page) => drawPanel(page, this.#ports.join()),
      changed: () => this.#tell(),
    });
    this.#dress = openDress(
      document,
      // The mail's own pane may be dark in a page that is light, and the other way round.
      () => adapter.mail?.(document) ?? document.body,
      signal,
      () => this.#tell(),
    );
    this.#listen();
    void this.#learnWords().catch(() => this.#checkAlive());
    watchPage(document, adapter, signal, () => this.#read());
  }

  #listen(): void {
    const { document, signal } = this.#options;
    const hearNotice = this.#hearNotice.bind(this);
    chrome.runtime.onMessage.addListener(hearNotice);
    const stop = () => {
      this.#left.abort();
      this.#opening.close();
      this.#stopFollowing?.();
      this.#docking.remove();
      // Once the extension is gone its own calls throw: what is in the page goes first.
      if (chrome.runtime?.id === undefined) return;
      this.#ports.close();
      chrome.runtime.onMessage.removeListener(hearNotice);
    };
    signal.addEventListener("abort", stop, { once: true });
    document.addEventListener("visibilitychange", () => this.#checkAlive(), { signal });
    // Browsers put the background to sleep: it starts while the webmail fetches what was clicked.
    const wake = () => {
      void ask("wake", null).catch(() => this.#checkAlive());
    };
    document.addEventListener("pointerdown", wake, { signal, capture: true, passive: true });
  }

  #checkAlive(): void {
    if (chrome.runtime?.id === undefined) this.#options.orphaned(this.#knownWords);
  }

  /**
   * Returns the words in the person's language, asked for once; a failed question is asked again.
   */
  #learnWords(): Promise<ReaderWords> {
    this.#words ??= ask("readerWords", null).then(
      (words) => (this.#knownWords = words),
      (error: unknown) => {
        this.#words = null;
        throw error;
      },
    );
    return this.#words;
  }

  /**
   * Returns the shape to dock: none beside an open side panel, for there is one panel at a time.
   */
  #shape(): DockShape {
    return this.#ports.hasSide() ? "none" : this.#wanted;
  }

  #tell(): void {
    const { document, adapter, signal } = this.#options;
    if (signal.aborted) return;
    const page: PageState = {
      webmail: adapter.webmail,
      host: document.location.host,
      shown: shownOf(this.#found),
      isPainting: this.#opening.isPainting(),
      offered: this.#opening.offered(),
      headers: this.#headers,
      theme: this.#dress.theme(),
      hasList: this.#marks.hasList(),
      isNarrow: this.#docking.isNarrow(),
      tellsSending: adapter.followSending !== undefined,
    };
    this.#ports.send({ tell: "page", page });
  }

  /** Asks for the headers of a message that stays open. */
  #learnHeaders(message: OpenMessage): void {
    const { document, adapter } = this.#options;
    const { headers } = adapter;
    if (headers === undefined) return;
    const { signal: left } = this.#left;
    this.#headers = "coming";
    const take = (facts: HeaderFacts | null) => {
      if (left.aborted) return;
      this.#headers = facts;
      this.#tell();
    };
    const timer = setTimeout(() => {
      void headers(message, document, left)
        .catch(() => null)
        .then(take);
    }, headersDelayMs);
    left.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  /** Follows the sending for as long as a composer is open. */
  #followSending(shown: Shown): void {
    const { document, adapter } = this.#options;
    const isWriting = mailIn(shown)?.kind === "compose";
    const sent = () => {
      this.#read();
      this.#ports.send({ tell: "sent" });
    };
    if (isWriting && this.#stopFollowing === null) {
      const stop = adapter.followSending?.(document, sent);
      const typed = new AbortController();
      // What is typed into a field changes no element that is watched.
      document.addEventListener("change", () => this.#read(), { signal: typed.signal });
      this.#stopFollowing = () => {
        typed.abort();
        stop?.();
      };
    } else if (!isWriting) {
      this.#stopFollowing?.();
      this.#stopFollowing = null;
    }
  }

  #read(): void {
    const now = this.#opening.read(this.#found);
    const [before, after] = [shownOf(this.#found), shownOf(now)];
    const key = this.#opening.isPainting()
      ? "painting"
      : JSON.stringify([after, this.#opening.offered()]);
    this.#marks.refresh();
    this.#docking.keep();
    if (key === this.#key) return;
    const isSame = messageIn(before) !== null && keyOfMessage(before) === keyOfMessage(after);
    this.#found = now;
    this.#key = key;
    this.#dress.look();
    if (!isSame) {
      this.#left.abort();
      this.#left = new AbortController();
      this.#headers = null;
      const message = messageIn(after);
      if (message !== null) this.#learnHeaders(message);
    }
    this.#tell();
    this.#followSending(after);
  }

  #hear(message: ToReader, answer: (message: ToPanel) => void): void {
    if (this.#options.signal.aborted) return;
    if (message.tell === "choose") {
      this.#opening.choose(message.address);
      this.#read();
    } else if (message.tell === "dock") {
      this.#wanted = message.shape;
      this.#docking.show(this.#shape());
    } else if (message.tell === "own") {
      this.#own = new Set(message.addresses.map(personKey));
      if (this.#opening.offered().length > 0) this.#read();
    } else if (message.tell === "marks") this.#marks.again(message.addresses);
    else {
      const isHit = this.#docking.isHit(message.x, message.y);
      answer({ tell: "hit", id: message.id, isHit });
    }
  }

  #hearNotice(
    notice: Notice,
    _sender: chrome.runtime.MessageSender,
    reply: (answer: HealthWord | Reading) => void,
  ): void {
    const { document, adapter, signal } = this.#options;
    if (!("notice" in notice) || signal.aborted) return;
    if (notice.notice === "reading") reply(adapter.health(document));
    else if (notice.notice === "health") reply(healthWordOf(this.#found, this.#docking));
    else if (notice.notice === "command")
      this.#ports.send({ tell: "command", command: notice.command });
    else if (notice.notice === "changed" && notice.what === "session") {
      this.#marks.clear();
      this.#marks.refresh();
    } else if (notice.notice === "changed" && notice.what === "settings") {
      this.#words = null;
      void this.#learnWords().catch(() => this.#checkAlive());
    }
  }
}

/** Reads the page until `options.signal`. */
export function startReader(options: ReaderOptions): void {
  // Kept alive by what it listens to.
  void new Reader(options);
}
