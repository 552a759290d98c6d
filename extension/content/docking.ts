/**
 * The panel's place in a page: its frame, the room the page makes for it, and whether there is room
 * enough.
 */
import type { Adapter } from "../mail/adapter.ts";
import type { DockShape } from "../protocol/tab.ts";
import { openDock } from "./dock.ts";
import { openWidth, roomOf } from "./docked-frame.ts";
import type { DockedPanel } from "./docked-frame.ts";
import { isTooNarrow, sizeOf } from "./room.ts";

/** Answers of `isNarrow` are kept for this many sizes of the page. */
const mostSizes = 50;

export type Docking = {
  /** The key of the frame; null while there is none. */
  key(): string | null;
  show(shape: DockShape): void;
  /** Puts things back into place after the page has changed. */
  keep(): void;
  /** True where the window has no room for mail and open panel. */
  isNarrow(): boolean;
  isHit(x: number, y: number): boolean;
  /** True where the page keeps throwing the frame out. */
  isRefused(): boolean;
  /** True where the page cannot be made narrower, so that an open panel lies over its mail. */
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
  /** `isNarrow` has changed. */
  changed(): void;
};

/**
 * Docks a panel, hidden until it is shown. The frame is made when the page is idle, so that the
 * first thread finds it warm.
 */
export function openDocking({ document, adapter, signal, open, changed }: DockingContext): Docking {
  const view = document.defaultView ?? window;
  const dock = openDock(document, () => adapter.fixed?.(document) ?? []);
  let frame: DockedPanel | null = null;
  let shape: DockShape = "none";
  let mail: Element | null = null;
  let isNarrow = false;
  let isRefused = false;
  let isCovering = false;
  const sizes = new Map<string, boolean>();
  /**
   * Boxes that were moved for the shape there is now: what still lies under the panel cannot be
   * moved.
   */
  let tried = new WeakSet<HTMLElement>();

  /**
   * Measures after the browser has laid the page out, where it costs nothing; the first look at a
   * size lays it out with the panel's room taken.
   */
  function measure(): void {
    if (mail === null) return;
    const size = sizeOf(mail);
    const now = shape === "open" ? isTooNarrow(mail) : (sizes.get(size) ?? tryOut(mail));
    if (shape !== "open") {
      if (sizes.size >= mostSizes) sizes.clear();
      sizes.set(size, now);
    }
    if (now === isNarrow) return;
    isNarrow = now;
    // In the next frame: resizing inside a ResizeObserver callback logs a loop error in the page.
    view.requestAnimationFrame(changed);
  }
  const tryOut = (element: Element) =>
    dock.tryOut(roomOf("open") ?? "0px", () => isTooNarrow(element));
  /** Moves what lies under the open panel, and notes what cannot be moved. */
  function uncover(): void {
    if (mail === null || shape !== "open") return;
    const edge = view.innerWidth - openWidth;
    const boxes = boxesUnder(mail, edge).filter((one) => !tried.has(one));
    isCovering = boxes.length === 0 && mail.getBoundingClientRect().right > edge + 1;
    if (boxes.length === 0) return;
    for (const one of boxes) tried.add(one);
    // In the next frame: resizing inside a ResizeObserver callback logs a loop error in the page.
    view.requestAnimationFrame(() => {
      dock.keep(boxes);
      lookAgain();
    });
  }
  /** Has the mail looked at once more when it is laid out, changed or not. */
  function lookAgain(): void {
    squeezed.disconnect();
    if (mail !== null) squeezed.observe(mail);
  }
  const squeezed = new ResizeObserver(() => {
    uncover();
    measure();
  });
  const thrown = new MutationObserver(() => {
    if (frame !== null && !frame.keep()) refuse();
  });

  function refuse(): void {
    isRefused = true;
    thrown.disconnect();
    dock.release();
    changed();
  }
  function make(): void {
    if (frame !== null || signal.aborted) return;
    frame = open(document);
    frame.show(shape);
    thrown.observe(document.documentElement, { childList: true });
  }
  function follow(): void {
    const shows = adapter.mail?.(document) ?? null;
    if (mail === shows) return;
    mail = shows;
    lookAgain();
  }

  if (view.requestIdleCallback === undefined) setTimeout(make);
  else view.requestIdleCallback(make, { timeout: 1000 });
  return {
    key: () => frame?.key ?? null,
    show(next) {
      if (next !== "none") make();
      const isNews = next !== shape;
      shape = next;
      frame?.show(shape);
      dock.take(isRefused ? null : roomOf(shape));
      if (isNews) tried = new WeakSet();
      follow();
      if (isNews) lookAgain();
    },
    keep() {
      follow();
      if (shape !== "none") dock.keep();
    },
    isNarrow: () => isNarrow,
    isHit: (x, y) => frame?.isHit(x, y) === true,
    isRefused: () => isRefused,
    isCovering: () => isCovering && shape === "open",
    remove() {
      squeezed.disconnect();
      thrown.disconnect();
      frame?.remove();
      dock.release();
    },
  };
}
