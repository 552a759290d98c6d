/**
 * The panel's place in a page: its frame, the room the page makes for it, and whether there is room
 * enough.
 */
import type { Adapter } from "../mail/adapter.ts";
import type { DockShape } from "../protocol/tab.ts";
import { openDock } from "./dock.ts";
import type { Dock } from "./dock.ts";
import { openWidth, roomOf } from "./docked-frame.ts";
import type { DockedPanel } from "./docked-frame.ts";
import { isTooNarrow, sizeOf } from "./room.ts";
import { coverBar, uncoverBar } from "./top-bar.ts";

/** Measurements are kept for this many sizes of the page. */
const maxSizes = 50;

export type Docking = {
  /** Returns the key of the frame; null while there is none. */
  key(): string | null;
  show(shape: DockShape): void;
  /** Puts things back into place after the page has changed. */
  keep(): void;
  /** Returns true where the window has no room for mail and open panel. */
  isNarrow(): boolean;
  isHit(x: number, y: number): boolean;
  /** Returns true where the page keeps throwing the frame out. */
  isRefused(): boolean;
  /**
   * Returns true where the page cannot be made narrower, so that an open panel lies over its mail.
   */
  isCovering(): boolean;
  remove(): void;
};

/**
 * Returns the outermost box around the mail that the page has placed by the window, and that
 * reaches under the panel: the page's own margin does not make it narrower. Must be called when the
 * page is laid out.
 */
function boxesUnder(mail: Element, edge: number): HTMLElement[] {
  let outermost: HTMLElement | null = null;
  for (let at: Element | null = mail; at instanceof HTMLElement; at = at.parentElement) {
    const { position } = getComputedStyle(at);
    const isPlaced = position === "fixed" || position === "absolute";
    if (isPlaced && at.getBoundingClientRect().right > edge + 1) outermost = at;
  }
  return outermost === null ? [] : [outermost];
}

export type DockingContext = {
  document: Document;
  adapter: Adapter;
  signal: AbortSignal;
  /** Puts the panel, hidden, into the document. */
  open(document: Document): DockedPanel;
  /** Called when `isNarrow` has changed. */
  changed(): void;
};

class PageDocking implements Docking {
  readonly #context: DockingContext;
  readonly #view: Window & typeof globalThis;
  readonly #dock: Dock;
  #frame: DockedPanel | null = null;
  #shape: DockShape = "none";
  #mail: Element | null = null;
  #isNarrow = false;
  #isRefused = false;
  #isCovering = false;
  /** True for sizes of the page at which an open panel leaves the mail too little room. */
  readonly #sizes = new Map<string, boolean>();
  /** Boxes moved for the present shape: what still lies under the panel cannot be moved. */
  #tried = new WeakSet<HTMLElement>();
  readonly #squeezed = new ResizeObserver(() => {
    this.#uncover();
    this.#measure();
  });
  readonly #thrown = new MutationObserver(() => {
    if (this.#frame !== null && !this.#frame.keep()) this.#refuse();
  });

  constructor(context: DockingContext) {
    this.#context = context;
    const { document, adapter } = context;
    this.#view = document.defaultView ?? window;
    this.#dock = openDock(document, () => adapter.fixed?.(document) ?? []);
    const make = () => this.#make();
    if (this.#view.requestIdleCallback === undefined) setTimeout(make);
    else this.#view.requestIdleCallback(make, { timeout: 1000 });
  }

  key(): string | null {
    return this.#frame?.key ?? null;
  }

  show(shape: DockShape): void {
    if (shape !== "none") this.#make();
    const isNews = shape !== this.#shape;
    this.#shape = shape;
    this.#frame?.show(shape);
    this.#dock.take(this.#isRefused ? null : roomOf(shape));
    if (isNews) this.#tried = new WeakSet();
    this.#follow();
    if (isNews) this.#lookAgain();
  }

  keep(): void {
    this.#follow();
    if (this.#shape !== "none") this.#dock.keep();
  }

  isNarrow(): boolean {
    return this.#isNarrow;
  }

  isHit(x: number, y: number): boolean {
    return this.#frame?.isHit(x, y) === true;
  }

  isRefused(): boolean {
    return this.#isRefused;
  }

  isCovering(): boolean {
    return this.#isCovering && this.#shape === "open";
  }

  remove(): void {
    this.#squeezed.disconnect();
    this.#thrown.disconnect();
    this.#frame?.remove();
    this.#dock.release();
    coverBar();
  }

  #make(): void {
    const { document, signal, open } = this.#context;
    if (this.#frame !== null || signal.aborted) return;
    this.#frame = open(document);
    this.#frame.show(this.#shape);
    this.#thrown.observe(document.documentElement, { childList: true });
  }

  #refuse(): void {
    this.#isRefused = true;
    this.#thrown.disconnect();
    this.#dock.release();
    this.#context.changed();
  }

  /** Observes the mail that is open now. */
  #follow(): void {
    const { document, adapter } = this.#context;
    const mail = adapter.mail?.(document) ?? null;
    if (mail === this.#mail) return;
    this.#mail = mail;
    // Other mail has another bar, the list maybe none: it is looked for once it is laid out.
    this.#makeWay(false);
    this.#lookAgain();
  }

  /** Has the mail looked at once more when it is laid out, changed or not. */
  #lookAgain(): void {
    this.#squeezed.disconnect();
    if (this.#mail !== null) this.#squeezed.observe(this.#mail);
  }

  /** Moves what lies under the open panel, and notes what cannot be moved. */
  #uncover(): void {
    if (this.#mail === null || this.#shape !== "open") return;
    const edge = this.#view.innerWidth - openWidth;
    const boxes = boxesUnder(this.#mail, edge).filter((box) => !this.#tried.has(box));
    this.#isCovering = boxes.length === 0 && this.#mail.getBoundingClientRect().right > edge + 1;
    if (boxes.length === 0) return;
    for (const box of boxes) this.#tried.add(box);
    // In the next frame: resizing inside a ResizeObserver callback logs a loop error in the page.
    this.#view.requestAnimationFrame(() => {
      this.#dock.keep(boxes);
      this.#lookAgain();
    });
  }

  /** Measures after the browser has laid the page out, where it costs nothing. */
  #measure(): void {
    if (this.#mail === null) return;
    const isNarrow =
      this.#shape === "open" ? isTooNarrow(this.#mail) : this.#wouldBeNarrow(this.#mail);
    this.#makeWay(isNarrow && this.#shape === "open");
    if (isNarrow === this.#isNarrow) return;
    this.#isNarrow = isNarrow;
    // In the next frame: resizing inside a ResizeObserver callback logs a loop error in the page.
    this.#view.requestAnimationFrame(() => this.#context.changed());
  }

  /** Begins below the page's bar of buttons, or leaves it as the page has it. */
  #makeWay(isOver: boolean): void {
    if (!isOver) coverBar();
    this.#frame?.below(isOver ? uncoverBar(this.#context.document) : 0);
  }

  /** Returns `isNarrow` of an open panel; the first look at a size lays the page out with one. */
  #wouldBeNarrow(mail: Element): boolean {
    const size = sizeOf(mail);
    const known = this.#sizes.get(size);
    const isNarrow = known ?? this.#dock.tryOut(roomOf("open") ?? "0px", () => isTooNarrow(mail));
    if (this.#sizes.size >= maxSizes) this.#sizes.clear();
    this.#sizes.set(size, isNarrow);
    return isNarrow;
  }
}

/**
 * Docks a panel, hidden until it is shown. The frame is made when the page is idle, so that the
 * first thread finds it warm.
 */
export const openDocking = (context: DockingContext): Docking => new PageDocking(context);
