/** The page makes room for the overlay at the window's edge: it stands beside the mail, never over it, whatever the page's sheets say. */

import { whileRunning } from "./running.ts";

/** How long the room stays after the overlay is gone (ms): from one conversation to the next the page shows none for a moment, and must not jump. */
const between = 400;
const side = "margin-inline-end",
  most = "max-width";

export type Dock = {
  /** Makes room as wide as this element, whatever its width becomes. */
  to(element: HTMLElement): void;
  /** What the page fixed to the window since then makes room too. */
  keep(): void;
  /** Gives the room back: now, or once nothing was docked again for a moment. */
  leave(when: "now" | "soon"): void;
};

/** `fixed` answers what does not move with the page, because the page fixed it to the window. */
export function openDock(document: Document, fixed: () => HTMLElement[]): Dock {
  const root = document.documentElement;
  const moved = new Set<HTMLElement>();
  let width = "",
    timer = 0;

  function move(one: HTMLElement): void {
    one.style.setProperty(side, width, "important");
    // As wide as the window, it would begin left of it.
    if (one !== root) one.style.setProperty(most, `calc(100% - ${width})`, "important");
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
  const all = () => {
    for (const one of [root, ...moved]) move(one);
  };
  const sized = new ResizeObserver(([entry]) => {
    width = whileRunning(`${Math.ceil(entry?.borderBoxSize[0]?.inlineSize ?? 0)}px`);
    all();
    keep();
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
    width = "";
  }
  return {
    to(element) {
      clearTimeout(timer);
      sized.disconnect();
      sized.observe(element);
      addEventListener("beforeprint", release);
      addEventListener("afterprint", all);
    },
    keep,
    leave(when) {
      sized.disconnect();
      clearTimeout(timer);
      if (when === "now") free();
      else timer = Number(setTimeout(free, between));
    },
  };
}
