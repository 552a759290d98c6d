/**
 * Follows the rows of a thread list by what the page changes, so that nobody has to look through
 * the page for them.
 */
import type { Adapter } from "../mail/adapter.ts";
import { inView } from "./rows.ts";

export type Rows = {
  /**
   * Returns the rows in view and a screenful around them, without those that are known. Must be
   * called when the page is laid out.
   */
  near(isKnown: (row: HTMLElement) => boolean): HTMLElement[];
};
/** Hears which rows have changed inside, and that rows came, went or moved. */
export type RowListener = { changed(rows: Set<HTMLElement>): void; moved(): void };

const isElement = (node: Node): node is HTMLElement => node.nodeType === 1;

/**
 * Follows the rows of an adapter, until `signal`. The page is searched for them once, here. Throws
 * where `at` is not a valid selector.
 */
export function followRows(
  document: Document,
  { at, attributes, byText }: Omit<NonNullable<Adapter["row"]>, "read">,
  signal: AbortSignal,
  listener: RowListener,
): Rows {
  const view = document.defaultView ?? window;
  /** Elements that have rows as their children. */
  const lists = new Set<Element | null>();
  const find = (within: ParentNode) => {
    for (const row of within.querySelectorAll(at)) lists.add(row.parentElement);
  };
  const holds = (node: Node): node is HTMLElement =>
    isElement(node) && (node.matches(at) || node.querySelector(at) !== null);

  find(document);
  const observer = new MutationObserver((records) => {
    const changed = new Set<HTMLElement>();
    let moved = false;
    for (const { type, target, addedNodes, removedNodes } of records) {
      const element = isElement(target) ? target : target.parentElement;
      const row = element?.closest<HTMLElement>(at);
      if (
        row &&
        (type !== "childList" || byText || [...addedNodes, ...removedNodes].some(isElement))
      )
        changed.add(row);
      if (type === "attributes" && element) {
        // By an attribute of its own an element becomes a row, or is none any more.
        if (row === element) lists.add(element.parentElement);
        else if (!row) changed.add(element);
        moved ||= row === element;
      }
      if (row || type !== "childList") continue;
      for (const node of addedNodes) {
        if (!holds(node)) continue;
        moved = true;
        if (node.matches(at)) lists.add(node.parentElement);
        else find(node);
      }
      moved ||= [...removedNodes].some(holds);
    }
    if (changed.size > 0) listener.changed(changed);
    if (moved) listener.moved();
  });
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    characterData: byText,
    attributes: true,
    attributeFilter: attributes,
  });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  return {
    near(isKnown) {
      for (const list of lists) if (!list?.isConnected) lists.delete(list);
      return [...lists]
        .flatMap((list) => inView(list?.children ?? [], view.innerHeight) as HTMLElement[])
        .filter((row) => !isKnown(row) && row.matches(at));
    },
  };
}
