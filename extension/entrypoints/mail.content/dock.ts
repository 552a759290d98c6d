/** The page makes room for the overlay at the window's edge: it stands beside the mail, never over it, whatever the page's sheets say. */

import { whileRunning } from "./running.ts";
import { boxesUnder } from "./under.ts";

/** How long the room stays after the overlay is gone (ms): from one conversation to the next the page shows none for a moment, and must not jump. */
const between = 400;
const side = "margin-inline-end", most = "max-width";
/** How often boxes that reach under the panel are moved: one may uncover another. */
const rounds = 4;

export type Dock = {
  /** Makes room as wide as this element, whatever its width becomes. */
  to(element: HTMLElement): void;
  /** What the page fixed to the window since then makes room too. */
  keep(): void;
  /** Returns true once the page had its chances to make room. */
  isSettled(): boolean;
  /** Gives the room back: now, or once nothing was docked again for a moment. */
  leave(when: "now" | "soon"): void;
};

/** `fixed` answers what does not move with the page, because the page fixed it to the window; `settled` is called when the page has made what room it can. */
export function openDock(document: Document, fixed: () => HTMLElement[], settled: () => void): Dock {
  const root = document.documentElement;
  const moved = new Set<HTMLElement>();
  /** Boxes whose own width stands in the way, with the width that is left for each. */
  const cut = new Map<HTMLElement, string>();
  let width = "", timer = 0, isSettled = false, host: HTMLElement | null = null;

  const pixels = (inline: number) => `${Math.ceil(inline)}px`;
  /** Returns true while the panel is as wide as the room that was made: the observer hears of a new width a frame later. */
  const hasRoom = (of: HTMLElement) => pixels(of.getBoundingClientRect().width) === width;

  function move(one: HTMLElement): void {
    one.style.setProperty(side, width, "important");
    // As wide as the window, it would begin left of it.
    if (one !== root) one.style.setProperty(most, cut.get(one) ?? `calc(100% - ${width})`, "important");
  }
  /** Moves what still lies under the panel `of`, a round a frame; ends where another panel has taken its place. */
  function clear(left: number, of: HTMLElement): void {
    requestAnimationFrame(() => {
      if (host !== of || !of.isConnected || !hasRoom(of)) return;
      const boxes = left === 0 ? [] : boxesUnder(of);
      for (const box of boxes) {
        if (moved.has(box)) cut.set(box, `${Math.max(0, Math.floor(of.getBoundingClientRect().left - box.getBoundingClientRect().left))}px`);
        moved.add(box);
        move(box);
      }
      if (boxes.length > 0) return clear(left - 1, of);
      isSettled = true;
      settled();
    });
  }
  function keep(): void {
    for (const one of width === "" ? [] : fixed()) {
      if (moved.has(one)) continue;
      const { position, maxWidth } = getComputedStyle(one);
      if (maxWidth !== "none" || (position !== "fixed" && position !== "absolute")) continue;
      moved.add(one);
      move(one);
    }
  }
  const all = () => { for (const one of [root, ...moved]) move(one); };
  const sized = new ResizeObserver(([entry]) => {
    width = whileRunning(pixels(entry?.borderBoxSize[0]?.inlineSize ?? 0));
    // What was cut for another width is measured again.
    cut.clear();
    all();
    keep();
    isSettled = false;
    if (host !== null) clear(rounds, host);
  });
  // What is printed is the page's alone.
  const release = () => {
    for (const one of [root, ...moved]) {
      one.style.removeProperty(side);
      if (one !== root) one.style.removeProperty(most);
    }
  };
  function free(): void {
    removeEventListener("beforeprint", release);
    removeEventListener("afterprint", all);
    release();
    moved.clear();
    cut.clear();
    width = "";
    host = null;
    isSettled = false;
  }
  return {
    to(element) {
      host = element;
      // The page has not yet made room for this one, whatever it did for the one before.
      isSettled = false;
      clearTimeout(timer);
      sized.disconnect();
      sized.observe(element);
      addEventListener("beforeprint", release);
      addEventListener("afterprint", all);
    },
    keep,
    isSettled: () => isSettled && host !== null && hasRoom(host),
    leave(when) {
      sized.disconnect();
      clearTimeout(timer);
      if (when === "now") free();
      else timer = Number(setTimeout(free, between));
    },
  };
}
