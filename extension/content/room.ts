/** Whether mail and open panel have room side by side. */
import { inThunderbird } from "../program.ts";

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

/** Thunderbird's page is the message alone, one of the columns of its window. */
const width = () => (inThunderbird ? outerWidth : innerWidth);
const isCovered = (host: HTMLElement, mail: Element) =>
  tooNarrow(host.getBoundingClientRect(), mail.getBoundingClientRect(), width());

/** Answers for a folded panel are kept for this many sizes of the page. */
const most = 50;

/**
 * Whether the window is too narrow for mail and open panel, whether it is open or not: else the answer would change with the fold.
 * `told` hears each answer; `holds` keeps the panel's element as wide as it is open. What it answers must be called when the page is laid out, and again when the mail's size changed.
 */
export function openRoom(
  told: (narrow: boolean) => void,
  holds: (width: number | null) => void,
): (host: HTMLElement, mail: Element) => void {
  const folded = new Map<string, boolean>();
  return (host, mail) => {
    if (host.getBoundingClientRect().width >= open) return told(isCovered(host, mail));
    const size = `${width()} ${Math.round(mail.getBoundingClientRect().width)}`;
    const known = folded.get(size);
    if (known !== undefined) return told(known);
    // Which column would give way, only the page itself can tell: it is laid out with the panel's room taken, once a size.
    requestAnimationFrame(() => {
      holds(open);
      const narrow = isCovered(host, mail);
      holds(null);
      if (folded.size >= most) folded.clear();
      folded.set(size, narrow);
      told(narrow);
    });
  };
}
