/**
 * The reading area of an unknown page: the part that shows what is open, apart from the list beside
 * it. What stands in a list says nothing of the message that is open, and must not be taken for it.
 */
import { dateOf, labelBefore, placesOf } from "./place.ts";
import { listRowsIn } from "./list.ts";
import { isHidden, meetVisible, shownChildren } from "./visible.ts";

/** Parts beside what is open: places to go to, tools, menus, other lists. */
const aside =
  "nav, aside, menu, [role=navigation], [role=menu], [role=menubar], [role=toolbar], " +
  "[role=search], [role=banner], [role=complementary], [role=tree], [role=grid], " +
  "[role=listbox], [role=dialog]";
/** Bodies, and what is written. */
export const body =
  "iframe, frame, object, blockquote, pre, textarea, " +
  "[contenteditable]:not([contenteditable=false]), [role=document], [role=textbox], " +
  "[itemprop=text]";
export const headings = "h1, h2, h3, [role=heading]";

export type Area = {
  root: HTMLElement;
  /** The rows of lists in the page: never looked into. */
  rows: ReadonlySet<Element>;
  /**
   * Matches what is beside what is open and, where the webmail is known, its bodies: never looked
   * into either.
   */
  aside: string;
  /** False where the page does not tell the open message from its list. */
  isApart: boolean;
};

/** The part of the page that is about what is open. */
export function mainOf(page: Document): HTMLElement {
  const mains = [...page.querySelectorAll<HTMLElement>("main, [role=main]")];
  return mains.find((one) => !isHidden(one)) ?? page.body;
}

/**
 * Returns true where a part shows an address, and beside it something that belongs to a message.
 */
function showsMessage(part: Element, never: string): boolean {
  let hasPlace = false;
  let hasMore = false;
  meetVisible(part, (element) => {
    if (element.matches(never)) return "past";
    hasMore ||= element.matches(`${headings}, ${body}, time`) || dateOf(element) !== null;
    if (hasPlace && hasMore) return "end";
    if (element.matches(body)) return "past";
    const isPlace = placesOf(element).length > 0;
    hasPlace ||= isPlace;
    hasMore ||= isPlace && labelBefore(element) !== null;
    return "into";
  });
  return hasPlace && hasMore;
}

/** The largest parts of an element that have no row of a list in them. */
function partsWithout(rows: readonly Element[], root: Element): Element[] {
  const holds = (element: Element) =>
    rows.some((row) => element === row || element.contains(row) || isWithin(row, element));
  return shownChildren(root).flatMap((child) => {
    if (isHidden(child) || child.matches(aside) || rows.includes(child)) return [];
    return holds(child) ? partsWithout(rows, child) : [child];
  });
}

/** Returns true where a node stands in an element or in a shadow root below it. */
function isWithin(node: Element, element: Element): boolean {
  for (
    let at: Node | null = node;
    at !== null;
    at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null
  )
    if (at === element) return true;
  return false;
}

/**
 * The reading area of a page; null where nothing but lists is open.
 * @param bodies what a known webmail shows texts in
 */
export function readingArea(page: Document, bodies: readonly string[] = []): Area | null {
  const main = mainOf(page);
  const never = [aside, ...bodies].join();
  const rows = new Set(
    [...listRowsIn(page.body)].filter(
      (row) => bodies.length === 0 || row.closest(bodies.join()) === null,
    ),
  );
  const inMain = [...rows].filter((row) => isWithin(row, main));
  if (inMain.length === 0) return { root: main, rows, aside: never, isApart: true };
  const messages = partsWithout(inMain, main).filter((part) => showsMessage(part, never));
  const [only] = messages;
  if (messages.length === 1 && only !== undefined)
    return { root: only as HTMLElement, rows, aside: never, isApart: true };
  return messages.length === 0 ? null : { root: main, rows, aside: never, isApart: false };
}
