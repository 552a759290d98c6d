/**
 * The page's own bar of buttons at the top of a window too narrow for mail and panel: the panel
 * begins below it, and nothing of the page cuts it off where the panel's room begins.
 */
import { openWidth } from "./docked-frame.ts";

/** Pixels: buttons that begin further down, or are higher, are not those of a bar. */
const most = 80;

/** Boxes of the page that cut a bar off, with their own inline declarations for it. */
const cutting = new Map<HTMLElement, [axis: string, value: string, priority: string][]>();

/** Lets the page's boxes cut off what they did before. */
export function coverBar(): void {
  for (const [box, own] of cutting)
    for (const declaration of own) box.style.setProperty(...declaration);
  cutting.clear();
}

/**
 * Returns the boxes that cut a button off; null for one that scrolls with a list or a mail: it is
 * of no bar, and a box that does not scroll any more loses its place.
 */
function boxesAround(button: HTMLElement): HTMLElement[] | null {
  const boxes: HTMLElement[] = [];
  const { body } = button.ownerDocument;
  for (let at = button.parentElement; at !== null && at !== body; at = at.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(at);
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return null;
    if (overflowX !== "visible" && !cutting.has(at)) boxes.push(at);
  }
  return boxes;
}

function uncut(box: HTMLElement): void {
  const { style } = box;
  const own = ["overflow-x", "overflow-y"].map((axis): [string, string, string] => [
    axis,
    style.getPropertyValue(axis),
    style.getPropertyPriority(axis),
  ]);
  cutting.set(box, own);
  style.overflow = "visible clip";
}

/** Shows the bar in its whole length; returns how far down it reaches, 0 where none is so long. */
export function uncoverBar(document: Document): number {
  const edge = innerWidth - openWidth;
  let lowest = 0;
  for (const button of document.querySelectorAll<HTMLElement>("a,button")) {
    const { right, top, bottom, height } = button.getBoundingClientRect();
    if (right <= edge || right > innerWidth || top < 0 || top > most || height > most) continue;
    if (!button.checkVisibility({ visibilityProperty: true })) continue;
    const boxes = boxesAround(button);
    if (boxes === null) continue;
    lowest = Math.max(lowest, bottom);
    for (const box of boxes) uncut(box);
  }
  return Math.ceil(lowest);
}
