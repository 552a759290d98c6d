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
 * Makes a length 0 once the add-on is removed: Firefox ends its scripts before they can tidy up,
 * and takes its sheet `firefox.css` away.
 */
const whileInstalled = (length: string) =>
  inFirefox ? `calc(${length} * var(--regards-runs, 0))` : length;

/** Makes a box narrower by this length, whatever the page's own sheets say. */
function narrow(box: HTMLElement, by: string): void {
  box.style.setProperty(side, by, "important");
  // As wide as the window, it would begin left of it.
  if (!isRoot(box)) box.style.setProperty(most, `calc(100% - ${by})`, "important");
}

function widen(box: HTMLElement): void {
  box.style.removeProperty(side);
  if (!isRoot(box)) box.style.removeProperty(most);
}

const isRoot = (box: HTMLElement) => box === box.ownerDocument.documentElement;

/** Returns true for a box that stands by the window and has no width of its own. */
function canMove(box: HTMLElement): boolean {
  const { position, maxWidth } = getComputedStyle(box);
  return maxWidth === "none" && (position === "fixed" || position === "absolute");
}

class PageDock implements Dock {
  readonly #root: HTMLElement;
  readonly #fixed: () => HTMLElement[];
  readonly #moved = new Set<HTMLElement>();
  #width: string | null = null;
  #timer = 0;

  constructor(root: HTMLElement, fixed: () => HTMLElement[]) {
    this.#root = root;
    this.#fixed = fixed;
  }

  take(next: string | null): void {
    clearTimeout(this.#timer);
    if (next === null) {
      if (this.#width !== null)
        this.#timer = Number(setTimeout(() => this.release(), releaseDelayMs));
      return;
    }
    const by = whileInstalled(next);
    if (by === this.#width) return;
    if (this.#width === null) this.#listen(true);
    this.#set(by);
  }

  keep(boxes: readonly HTMLElement[] = []): void {
    if (this.#width === null) return;
    for (const box of [...this.#fixed(), ...boxes]) {
      if (this.#moved.has(box) || !canMove(box)) continue;
      this.#moved.add(box);
      narrow(box, this.#width);
    }
  }

  tryOut<T>(next: string, measure: () => T): T {
    const before = this.#width;
    this.#set(whileInstalled(next));
    try {
      return measure();
    } finally {
      this.#set(before);
    }
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#listen(false);
    this.#set(null);
  }

  #set(next: string | null): void {
    this.#width = next;
    this.#draw(next);
    if (next === null) this.#moved.clear();
    else this.keep();
  }

  #draw(by: string | null): void {
    for (const box of [this.#root, ...this.#moved]) {
      if (by === null) widen(box);
      else narrow(box, by);
    }
  }

  // What is printed is the page's alone.
  readonly #beforePrint = () => this.#draw(null);
  readonly #afterPrint = () => this.#draw(this.#width);
  #listen(isOn: boolean): void {
    const change = isOn ? addEventListener : removeEventListener;
    change("beforeprint", this.#beforePrint);
    change("afterprint", this.#afterPrint);
  }
}

/**
 * Opens the dock of a page. `fixed` returns the boxes that the page has fixed to the window, which
 * do not get narrower with the page.
 */
export const openDock = (document: Document, fixed: () => HTMLElement[]): Dock =>
  new PageDock(document.documentElement, fixed);
