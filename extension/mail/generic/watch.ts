/**
 * Notices that an unknown page may show another message: any part of it can be the one that tells.
 */
import { safely } from "../reading/signals.ts";
import { shownChildren } from "./visible.ts";

/** The time for which an unknown page is left alone between two readings, milliseconds. */
const pause = 400;
/** By these a page shows, hides, selects and names. */
const attributes = [
  "aria-selected",
  "aria-current",
  "aria-hidden",
  "hidden",
  "inert",
  "open",
  "class",
  "style",
  "title",
  "href",
  "src",
  "srcdoc",
  "datetime",
  "data-message-id",
  "data-msgid",
  "data-uid",
  "data-id",
];
const changes = {
  childList: true,
  subtree: true,
  characterData: true,
  attributes: true,
  attributeFilter: attributes,
};
/** Shadow roots that are followed are looked for among so many elements. */
const most = 4000;

/** The open shadow roots of a page. */
function shadowsIn(root: Element): ShadowRoot[] {
  const found: ShadowRoot[] = [];
  let left = most;
  const walk = (element: Element) => {
    if (left-- <= 0) return;
    if (element.shadowRoot !== null) found.push(element.shadowRoot);
    for (const child of shownChildren(element)) walk(child);
  };
  walk(root);
  return found;
}

const isOurs = (node: Node) => node.nodeName.startsWith("REGARDS-");
const isNews = ({ target, addedNodes, removedNodes, type }: MutationRecord) =>
  !isOurs(target) && (type !== "childList" || ![...addedNodes, ...removedNodes].every(isOurs));

/** Calls `changed` now and then while the page changes; answers what stops it. */
export function watchAll(page: Document, changed: () => void): () => void {
  const view = page.defaultView;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const followed = new WeakSet<ShadowRoot>();
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      follow();
      changed();
    }, pause);
  };
  const observer = new MutationObserver((records) => {
    if (records.some(isNews)) soon();
  });
  const follow = () =>
    safely(() => {
      for (const shadow of shadowsIn(page.body)) {
        if (followed.has(shadow)) continue;
        followed.add(shadow);
        observer.observe(shadow, changes);
      }
    }, undefined);
  observer.observe(page.body, changes);
  follow();
  // What fades in or slides in is seen when it has done so.
  for (const name of ["transitionend", "animationend"]) page.addEventListener(name, soon);
  for (const name of ["hashchange", "popstate"]) view?.addEventListener(name, soon);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    for (const name of ["transitionend", "animationend"]) page.removeEventListener(name, soon);
    for (const name of ["hashchange", "popstate"]) view?.removeEventListener(name, soon);
  };
}
