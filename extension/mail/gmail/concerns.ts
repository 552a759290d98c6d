/**
 * Which mutations matter to what is open, told from the record alone: the page is not searched for
 * it.
 */

/** Selectors of the parts of a page. */
export type Parts = {
  /** Selector of what shows what is open, and what of it may come late. */
  open: string;
  /**
   * Selector of what changes all the time and holds nothing of what is open: rows of lists, message
   * bodies.
   */
  aside: string;
  /** Selector of what text is read of: anywhere else it may change. */
  texts: string;
};

const ours = "regards-mark, regards-panel";
const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Returns whether the mutation is in a part that is open, or one came or went by it. */
export function concerns(
  { target, addedNodes, removedNodes, type }: MutationRecord,
  { open, aside, texts }: Parts,
): boolean {
  const element = isElement(target) ? target : target.parentElement;
  if (element === null || element.closest(aside) !== null) return false;
  const moved = type === "childList" ? [...addedNodes, ...removedNodes].filter(isElement) : [];
  if (type === "childList" && moved.length === 0 && element.closest(texts) === null) return false;
  const telling = moved.filter((one) => !one.matches(ours) && !one.matches(aside));
  if (moved.length > 0 && telling.length === 0) return false;
  return (
    element.closest(open) !== null ||
    telling.some((one) => one.matches(open) || one.querySelector(open) !== null)
  );
}
