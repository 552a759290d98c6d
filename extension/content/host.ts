/**
 * What the page can reach of the overlay is the host element alone. Its place and size stand inside its closed shadow root,
 * as important rules: those overrule every sheet of the page, and what the page's scripts write on the element.
 */
import { inFirefox } from "../program.ts";
import { sheetIn } from "./sheet.ts";

export type Mode = "beside" | "fixed";
export type Frame = {
  /** Where the host element stands: in a flex row beside the mail, or docked to the window's edge. */
  stands(mode: Mode): void;
  /** Keeps it at least this wide, pixels; null lets go. */
  holds(width: number | null): void;
};

// `all` leaves out the direction of writing.
const always =
  "all:initial;direction:ltr;unicode-bidi:isolate;display:flex;flex-direction:column;width:fit-content;max-width:100%;max-height:100dvh;contain:layout style";
const places: Record<Mode, string> = {
  fixed: "position:fixed;inset:0 0 0 auto;height:100dvh;z-index:2147483000",
  // Where the window is too narrow for the page's columns and us, we stay in sight at its edge; folding gives the mail its room back.
  beside: "flex:none;align-self:stretch;order:9999;position:sticky;inset-inline-end:0;z-index:1",
};

/**
 * Declarations that nothing outside overrules, of the element that a shadow root is in. Nothing can be drawn before or after
 * it either. Firefox ends the scripts of an add-on that is switched off or removed before they can tidy up, and takes its
 * sheet `firefox.css` away: there that sheet is what lets the element be seen.
 */
export function ofHost(declarations: string): string {
  return `:host{${(inFirefox ? `${declarations};display:none` : declarations).replaceAll(";", "!important;")}!important}:host::before,:host::after{content:none!important}`;
}

let nowhere: Document | undefined;

/**
 * An element of ours and its closed shadow root. It is made in a document of no page: where the page has defined elements of
 * this name for itself, one made in its own document would be such an element, and hand it the root (`ElementInternals`).
 */
export function closedElement(
  document: Document,
  name: "regards-overlay" | "regards-mark",
): { host: HTMLElement; shadow: ShadowRoot } {
  nowhere ??= document.implementation.createHTMLDocument();
  const host = nowhere.createElement(name);
  const shadow = host.attachShadow({ mode: "closed" });
  document.adoptNode(host);
  return { host, shadow };
}

/** The frame of the element that this shadow root is in. Who prints a mail prints the mail: the card is for nobody who gets the paper. */
export function openFrame(shadow: ShadowRoot): Frame {
  const write = sheetIn(shadow);
  let mode: Mode = "fixed",
    least: number | null = null;
  const draw = () =>
    write(
      `${ofHost(`${always};${places[mode]}${least === null ? "" : `;min-width:${least}px`}`)}@media print{:host{display:none!important}}`,
    );
  draw();
  return {
    stands(now) {
      mode = now;
      draw();
    },
    holds(width) {
      least = width;
      draw();
    },
  };
}
