/** Which part of Gmail's page shows the conversation that the address names. */
import { elementsAt } from "../described/description-signals.ts";
import { conversationToken, plainId, threadOf } from "./place.ts";

const parents = new WeakMap<Document, Element>();
const hidden = "[hidden], [style*='display: none'], [style*='display:none']";
export const isHidden = (element: Element) => element.closest(hidden) !== null;

/**
 * The page's main parts, those in sight first: each view has one, and a view that was left may keep
 * its own. They stand side by side, so that the page is searched for them once.
 */
export function mainsOf(page: Document): HTMLElement[] {
  const before = parents.get(page);
  const near =
    before?.isConnected === true
      ? [...before.children].filter(
          (one): one is HTMLElement => one.getAttribute("role") === "main",
        )
      : [];
  const mains = near.length > 0 ? near : [...page.querySelectorAll<HTMLElement>("[role=main]")];
  const parent = mains[0]?.parentElement;
  if (parent) parents.set(page, parent);
  return mains.length < 2
    ? mains
    : mains.toSorted((a, b) => Number(isHidden(a)) - Number(isHidden(b)));
}

const ids = ["data-legacy-thread-id", "data-thread-perm-id"];
/**
 * Ids of one kind alone say whether two are the same: hex digits, or what Gmail names before a
 * server has.
 */
const kindOf = (id: string) =>
  /^[0-9a-f]{15,16}$/.test(id) ? "hex" : id.startsWith("thread-a:") ? "own" : null;

/**
 * Returns whether a part of the page shows another conversation than this. An id that is missing,
 * or "undefined", says nothing: it may come late.
 */
export function isAnother(part: Element, thread: string, bodies: string): boolean {
  const own = elementsAt(part, ids.map((id) => `[${id}]:not(tr.zA, tr.zA *)`).join(), bodies)
    .flatMap((one) => ids.flatMap((id) => plainId(one.getAttribute(id)) ?? []))
    .filter((id) => kindOf(id) !== null && kindOf(id) === kindOf(thread));
  return own.length > 0 && !own.includes(thread);
}

/**
 * The conversation of the address in this shape; null where there is none, or only the one that was
 * left.
 */
export function findThread(page: Document, at: string, bodies: string): HTMLElement | null {
  const token = conversationToken(page.location);
  const wanted = token === null ? null : threadOf(token);
  if (token === null) return null;
  return (
    mainsOf(page)
      .flatMap((main) => elementsAt(main, at, bodies))
      .find((part) => wanted === null || !isAnother(part, wanted, bodies)) ?? null
  );
}
