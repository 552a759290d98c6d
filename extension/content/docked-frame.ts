/**
 * The frame of the panel in a page: the extension's own page `panel.html`, docked at the window's
 * edge. It has the extension's origin, so the page can neither read it, style it, type into it nor
 * press in it.
 */
import type { DockShape } from "../protocol/tab.ts";
import { closedElement, ofHost } from "./host.ts";
import { sheetIn } from "./sheet.ts";

/** Widths of the panel, pixels. */
export const openWidth = 320;
const foldedWidth = 36;
/**
 * A page that throws the frame out more often than this is left alone: the side panel is offered
 * there.
 */
const mostReturns = 5;

/** Returns the room that a shape takes of the window, in CSS; null for none. */
export function roomOf(shape: DockShape): string | null {
  if (shape === "none") return null;
  return shape === "folded" ? `${foldedWidth}px` : `min(${openWidth}px, 100vw)`;
}

// `all` leaves out the direction of writing. Hidden and not gone: a frame without a box is not
// painted until it is shown.
const styleOf = (shape: DockShape, top: number) =>
  ofHost(
    "all:initial;direction:ltr;unicode-bidi:isolate;display:flex;flex-direction:column;" +
      `position:fixed;inset:${top}px 0 0 auto;height:calc(100dvh - ${top}px);` +
      `max-width:100%;z-index:2147483000;contain:layout style;width:${roomOf(shape) ?? `${openWidth}px`};` +
      `visibility:${shape === "none" ? "hidden" : "visible"}`,
  );
const frameStyle =
  "iframe{display:block;width:100%;height:100%;border:0;margin:0;padding:0;background:none}" +
  "@media print{:host{display:none!important}}";

/** A panel docked in a page. */
export type DockedPanel = {
  /**
   * Tells its frame from any that the page makes of the same address; null for a panel without a
   * frame.
   */
  key: string | null;
  shape(): DockShape;
  show(shape: DockShape): void;
  /** Begins so many pixels below the window's upper edge. */
  below(top: number): void;
  /** Puts the panel back where the page has thrown it out. Returns false once it gives up. */
  keep(): boolean;
  /**
   * Returns true where a click at this point of the panel, in its pixels, meets the panel and
   * nothing of the page.
   */
  isHit(x: number, y: number): boolean;
  remove(): void;
};
/** The place of a panel: an element of ours with a closed shadow root. */
export type Place = { host: HTMLElement; shadow: ShadowRoot };

/** Puts a place, hidden, at the end of the document. */
export function openPlace(document: Document, key: string | null): DockedPanel & Place {
  const { host, shadow } = closedElement(document, "regards-panel");
  const write = sheetIn(shadow);
  let now: DockShape = "none";
  let top = 0;
  let returns = 0;
  const draw = () => write(styleOf(now, top) + frameStyle);
  draw();
  document.documentElement.append(host);

  /**
   * Returns what hides the frame without lying over it: an ancestor that fades, filters or clips
   * it.
   */
  function isFaded(): boolean {
    const { opacity, filter, clipPath, maskImage, transform, visibility } = getComputedStyle(
      document.documentElement,
    );
    const isPlain = [filter, clipPath, maskImage, transform].every(
      (value) => value === undefined || value === "none",
    );
    return Number(opacity) < 1 || visibility !== "visible" || !isPlain;
  }

  return {
    host,
    shadow,
    key,
    shape: () => now,
    show(shape) {
      if (shape === now) return;
      now = shape;
      draw();
    },
    below(next) {
      if (next === top) return;
      top = next;
      draw();
    },
    keep() {
      if (host.isConnected && host.parentElement === document.documentElement) return true;
      if (returns >= mostReturns) return false;
      returns++;
      document.documentElement.append(host);
      return true;
    },
    isHit(x, y) {
      const { left, top, width, height } = host.getBoundingClientRect();
      const isInside = x >= 0 && y >= 0 && x < width && y < height;
      return isInside && !isFaded() && document.elementFromPoint(left + x, top + y) === host;
    },
    remove: () => host.remove(),
  };
}

/** Docks the page `panel.html`. Its frame is never moved, for a frame that moves loads again. */
export function openFrame(document: Document): DockedPanel {
  const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const place = openPlace(document, key);
  const frame = document.createElement("iframe");
  frame.title = "Regards";
  frame.src = chrome.runtime.getURL(`/panel.html#${key}`);
  place.shadow.append(frame);
  return place;
}
