/** Follows the rows of a thread list by what the page changes, so that nobody has to look through the page for them. */
import type { Adapter } from "../../mail/adapter.ts";
import { inView } from "./rows.ts";

export type Rows = {
  /** The rows in view and a screenful around them. Must be called when the page is laid out. */
  near(): HTMLElement[];
};
/** What is told: rows whose inside changed, and that rows came, went or moved. */
export type Told = { changed(rows: Set<HTMLElement>): void; moved(): void };

const isElement = (node: Node): node is HTMLElement => node.nodeType === 1;

/** The rows of an adapter, until `signal`. The page is searched for them once, here. Throws where `at` is no selector. */
export function followRows(document: Document, { at, attributes }: Omit<NonNullable<Adapter["row"]>, "read">, signal: AbortSignal, told: Told): Rows {
  const view = document.defaultView ?? window;
  /** What has rows as its children. */
  const lists = new Set<Element>();
  const find = (within: ParentNode) => { for (const row of within.querySelectorAll(at)) if (row.parentElement !== null) lists.add(row.parentElement); };
  const holds = (node: Node) => isElement(node) && (node.matches(at) || node.querySelector(at) !== null);

  find(document);
  const observer = new MutationObserver((records) => {
    const changed = new Set<HTMLElement>();
    let moved = false;
    for (const { type, target, addedNodes, removedNodes } of records) {
      const row = (isElement(target) ? target : target.parentElement)?.closest<HTMLElement>(at);
      if (row) changed.add(row);
      // By an attribute of its own an element becomes a row, or is none any more.
      if (type === "attributes" && !row && isElement(target)) changed.add(target);
      if (type === "attributes" && row === target && row.parentElement !== null) {
        lists.add(row.parentElement);
        moved = true;
      }
      if (row || type !== "childList") continue;
      for (const node of addedNodes) {
        if (!holds(node)) continue;
        moved = true;
        if ((node as Element).matches(at) && isElement(target)) lists.add(target); else find(node as Element);
      }
      moved ||= [...removedNodes].some(holds);
    }
    if (changed.size > 0) told.changed(changed);
    if (moved) told.moved();
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  return {
    near() {
      for (const list of lists) if (!list.isConnected) lists.delete(list);
      return [...lists].flatMap((list) => inView(list.children, view.innerHeight)).filter((row): row is HTMLElement => row.matches(at));
    },
  };
}
