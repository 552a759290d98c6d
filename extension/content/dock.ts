/**
 * Makes the page narrower beside the docked panel, whatever the page's own sheets say, so that the
 * panel never covers the mail.
 */
import { inFirefox } from "../program.ts";

/**
 * From one conversation to the next nothing is open for a moment: the page keeps its width that
 * long, and does not jump.
 */
const releaseDelayMs = 400;
const side = "margin-right";
const most = "max-width";

export type Dock = {
  /** Takes this much of the window's width, in CSS; null gives all of it back after a moment. */
  take(width: string | null): void;
  /** Moves also what the page has fixed to the window since then, and these boxes. */
  keep(boxes?: readonly HTMLElement[]): void;
  /** Runs `measure` while the page is as narrow as with this width. Lays the page out. */
  tryOut<T>(width: string, measure: () => T): T;
  /** Gives the whole width back at once. */
  release(): void;
};

/**
 * Firefox ends the scripts of a removed add-on before they can tidy up, and takes its sheet
 * `firefox.css` away: then the length is 0.
 */
const whileInstalled = (length: string) =>
  inFirefox ? `calc(${length} * var(--regards-runs, 0))` : length;

/**
 * `fixed` returns the boxes that the page has fixed to the window, which do not get narrower with
 * the page.
 */
export function openDock(document: Document, fixed: () => HTMLElement[]): Dock {
  const root = document.documentElement;
  const moved = new Set<HTMLElement>();
  let width: string | null = null;
  let timer = 0;

  function move(one: HTMLElement, by: string): void {
    one.style.setProperty(side, by, "important");
    // As wide as the window, it would begin left of it.
    if (one !== root) one.style.setProperty(most, `calc(100% - ${by})`, "important");
  }
  function keep(boxes: readonly HTMLElement[] = []): void {
    if (width === null) return;
    for (const one of [...fixed(), ...boxes]) {
      if (moved.has(one)) continue;
      const { position, maxWidth } = getComputedStyle(one);
      if (maxWidth !== "none" || (position !== "fixed" && position !== "absolute")) continue;
      moved.add(one);
      move(one, width);
    }
  }
  function draw(by: string | null): void {
    for (const one of [root, ...moved]) {
      if (by !== null) move(one, by);
      else {
        one.style.removeProperty(side);
        if (one !== root) one.style.removeProperty(most);
      }
    }
  }
  function set(next: string | null): void {
    width = next;
    draw(width);
    if (width === null) moved.clear();
    else keep();
  }
  // What is printed is the page's alone.
  const beforePrint = () => draw(null);
  const afterPrint = () => draw(width);
  function listen(isOn: boolean): void {
    const change = isOn ? addEventListener : removeEventListener;
    change("beforeprint", beforePrint);
    change("afterprint", afterPrint);
  }
  function release(): void {
    clearTimeout(timer);
    listen(false);
    set(null);
  }
  return {
    take(next) {
      clearTimeout(timer);
      if (next === null) {
        if (width !== null) timer = Number(setTimeout(release, releaseDelayMs));
        return;
      }
      const by = whileInstalled(next);
      if (by === width) return;
      if (width === null) listen(true);
      set(by);
    },
    keep,
    tryOut(next, measure) {
      const before = width;
      set(whileInstalled(next));
      try {
        return measure();
      } finally {
        set(before);
      }
    },
    release,
  };
}
