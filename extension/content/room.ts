/** Tells whether mail and open panel have room side by side. */
import { inThunderbird } from "../program.ts";
import { openWidth } from "./docked-frame.ts";

type Span = { left: number; right: number };

/** Width that a message is well read in, pixels. */
const wanted = 480;
/**
 * From this width on the page's own columns, which the person can move, are what makes a message
 * narrow: it keeps the panel's width at least.
 */
const wide = 1280;

/**
 * Returns true where an open panel covers the mail, or leaves it too little of a window of this
 * width.
 */
export function tooNarrow(panel: Span, mail: Span, width: number): boolean {
  const covered = Math.max(0, Math.min(panel.right, mail.right) - Math.max(panel.left, mail.left));
  return mail.right - mail.left - covered < (width < wide ? wanted : openWidth);
}

/**
 * Returns the window's width: Thunderbird's page is the message alone, one column of its window.
 */
const windowWidth = () => (inThunderbird ? outerWidth : innerWidth);

/**
 * Returns true where the mail has too little room beside an open panel. Must be called when the
 * page is laid out with the panel's room taken.
 */
export function isTooNarrow(mail: Element): boolean {
  const panel = { left: innerWidth - openWidth, right: innerWidth };
  return tooNarrow(panel, mail.getBoundingClientRect(), windowWidth());
}

/** Returns the size of the page as far as room depends on it. */
export const sizeOf = (mail: Element): string =>
  `${windowWidth()} ${innerWidth} ${Math.round(mail.getBoundingClientRect().width)}`;
