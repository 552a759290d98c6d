/**
 * The page's own bar of buttons at the top of a window too narrow for mail and panel: the panel
 * begins below it, and nothing of the page cuts it off where the panel's room begins.
 */
import { openWidth } from "./docked-frame.ts";

/** Pixels: buttons that begin further down, or are higher, are not those of a bar. */
const most = 80;

/** Boxes of the page that cut a bar off, with their own inline style for it. */
const cutting = new Map<HTMLElement, string>();

/** Lets the page's boxes cut off what they did before. */
export function coverBar(): void {
  for (const [box, own] of cutting) box.style.overflow = own;
  cutting.clear();
}

/** Shows the bar in its whole length; returns how far down it reaches, 0 where none is so long. */
export function uncoverBar(document: Document): number {
  const edge = innerWidth - openWidth;
  let lowest = 0;
  for (const button of document.querySelectorAll<HTMLElement>("a,button")) {
    const { right, top, bottom, height } = button.getBoundingClientRect();
    if (right <= edge || right > innerWidth || top < 0 || top > most || height > most) continue;
    if (!button.checkVisibility({ visibilityProperty: true })) continue;
    lowest = Math.max(lowest, bottom);
    for (let at = button.parentElement; at !== null && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") {
        cutting.set(at, at.style.overflow);
        at.style.overflow = "visible clip";
      }
  }
  return Math.ceil(lowest);
}
