/** Whether mail and open panel have room side by side. */
import { inThunderbird } from "../../program.ts";

type Span = { left: number; right: number };

/** As wide as the panel is open. */
const open = 320;
/** What a message is well read in. */
const wanted = 480;
/** From this width on the page's own columns, which the person can move, are what makes a message narrow: it keeps the panel's width at least. */
const wide = 1280;

/** Whether an open panel here covers the mail or leaves it too little of a window of this width. */
export function tooNarrow(panel: Span, mail: Span, width: number): boolean {
  const covered = Math.max(0, Math.min(panel.right, mail.right) - Math.max(panel.left, mail.left));
  return mail.right - mail.left - covered < (width < wide ? wanted : open);
}

/** The same of the panel's host element in the page. Asked with the panel's room taken, open or not: else the answer would change with the fold. */
export function isTooNarrow(host: HTMLElement, mail: Element): boolean {
  host.style.minWidth = `${open}px`;
  // Thunderbird's page is the message alone, one of the columns of its window.
  const width = inThunderbird ? outerWidth : innerWidth;
  const narrow = tooNarrow(host.getBoundingClientRect(), mail.getBoundingClientRect(), width);
  host.style.minWidth = "";
  return narrow;
}
