/**
 * Decides whether the labelled lines of an unknown page are a message's head, and where it ends. A
 * body can hold lines of the same kind: so nothing but labels and their values may stand before the
 * sender, and whoever a From label names without an address stays unknown.
 */
import type { Label } from "./words.ts";

/** An address in a header-like place, and the label before it, where there is one. */
export type Place = { element: Element; address: string; name: string | null; label: Label | null };

type Line = { element: Element; label: Label; place: Place | null };

/** Levels above the sender at which its head may begin: one small block. */
const highest = 6;

/** Takes what the page has, in its order. */
export function openBlock() {
  const lines: Line[] = [];
  let doubt = false;
  let hasText = false;
  let over = false;
  /** A From label stands there, and no address after it yet. */
  let waits = false;
  const hasSender = () => lines.some(({ label, place }) => label === "from" && place !== null);
  const close = () => {
    doubt ||= waits;
    waits = false;
  };
  /**
   * Text that nothing announces: before the sender it may be somebody's name, after it the body has
   * begun.
   */
  const text = () => {
    if (over) return;
    close();
    hasText = true;
    if (hasSender()) over = true;
    else doubt = true;
  };
  return {
    text,
    label(element: Element, label: Label) {
      if (over) return;
      close();
      waits = label === "from";
      lines.push({ element, label, place: null });
    },
    place(place: Place) {
      if (over) return;
      if (place.label === null) return text();
      if (place.label === "from") waits = false;
      lines.push({ element: place.element, label: place.label, place });
    },
    /** A time that nothing announces stands beside who wrote. */
    time() {
      doubt ||= !hasSender();
    },
    /** Returns whether no text was met yet that nothing announces. */
    isHead: () => !hasText,
    isOver: () => over,
    /**
     * The head and its people, where it leaves no doubt who wrote: one sender, in one block with
     * other labels; null where it does.
     */
    found(): { block: Element; people: Place[] } | null {
      close();
      return doubt ? null : headOf(lines);
    },
  };
}

/** Finds the block that holds one sender and other labels; null where there is none. */
function headOf(lines: readonly Line[]): { block: Element; people: Place[] } | null {
  const senders = lines.filter(({ label, place }) => label === "from" && place !== null);
  const others = lines.filter(({ label }) => label !== "from");
  let block = senders[0]?.element.parentElement ?? null;
  const isWhole = () => others.some(({ element }) => block?.contains(element));
  for (let step = 1; step < highest && block !== null && !isWhole(); step++)
    block = block.parentElement;
  if (
    block === null ||
    !isWhole() ||
    new Set(senders.map(({ place }) => place?.address)).size !== 1
  )
    return null;
  const people = lines.flatMap(({ place, element }) =>
    place !== null && block?.contains(element) === true ? [place] : [],
  );
  const isFirst = ({ label, address }: Place, at: number) =>
    people.findIndex((one) => one.label === label && one.address === address) === at;
  return { block, people: people.filter(isFirst) };
}
