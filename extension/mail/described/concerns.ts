/**
 * Which mutations of a described page can change what is read of it, told from the record, the
 * description's looks and the parts that were found last: the page is not searched. Rows of the
 * list are followed by themselves, see `Adapter.row`.
 */
import type { Look, Looked } from "./looks.ts";

/**
 * The open parts of a page, as they were found last: `compose` is an answer where a conversation
 * is; `empty` when the conversation's part had nothing in it.
 */
export type Shown = { thread: Element | null; compose: Element | null; empty: boolean };

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Returns whether an element has gained or lost a class that these ways look at. */
function isOfClass(
  { attributeName, oldValue }: MutationRecord,
  element: Element,
  { classes }: Look,
): boolean {
  const before = oldValue?.split(/\s+/) ?? [];
  return (
    attributeName === "class" &&
    classes.some((one) => before.includes(one) !== element.classList.contains(one))
  );
}

/** Returns whether a change at an element is of what these ways look at. */
function isOf(record: MutationRecord, element: Element, look: Look): boolean {
  const { type, attributeName, oldValue, addedNodes, removedNodes } = record;
  const { parts, texts, named, read } = look;
  const name = attributeName ?? "";
  if (isOfClass(record, element, look)) return true;
  const has = (one: Element) => parts === null || (parts !== "" && one.matches(parts));
  if (type === "attributes")
    return (
      element.getAttribute(name) !== oldValue &&
      (named.includes(name) || (read.includes(name) && has(element)))
    );
  if (texts !== "" && element.closest(texts) !== null) return true;
  return [...addedNodes, ...removedNodes].some(
    (one) =>
      isElement(one) &&
      !one.nodeName.startsWith("REGARDS-") &&
      (has(one) || (parts !== null && parts !== "" && one.querySelector(parts) !== null)),
  );
}

/**
 * Tells whether a record concerns what is open.
 * @param shownIn what was found last in a document
 */
export function concernsOf(
  { looks, bodies: never }: Looked,
  shownIn: (page: Document) => Shown | undefined,
): (record: MutationRecord) => boolean {
  const bodies = never.join();
  return (record) => {
    const { target, type } = record;
    const element = isElement(target) ? target : target.parentElement;
    const shown = target.ownerDocument === null ? undefined : shownIn(target.ownerDocument);
    if (
      looks === undefined ||
      element === null ||
      shown === undefined ||
      element.nodeName === "TITLE"
    )
      return true;
    if (element === shown.thread && (shown.empty || element.childElementCount === 0)) return true;
    if (shown.compose?.contains(element) === true && isOf(record, element, looks.inCompose))
      return true;
    const within = type === "attributes" ? element.parentElement : element;
    if (bodies !== "" && within?.closest(bodies) != null)
      return isOf(record, element, looks.hidden);
    if (type === "attributes" && isOf(record, element, looks.hides)) return true;
    if (isOf(record, element, looks.anywhere)) return true;
    // What lost its class in the conversation may stand elsewhere by now.
    return shown.thread?.contains(element) === true
      ? isOf(record, element, looks.inMessage)
      : isOfClass(record, element, looks.inMessage);
  };
}
