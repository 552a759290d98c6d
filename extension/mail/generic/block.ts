/**
 * Whether the labelled lines of an unknown page are a message's head, and where it ends. A body can
 * hold lines of the same kind: so nothing but labels and their values may stand before the sender,
 * and whoever a From label names without an address stays unknown.
 */
import type { Label } from "./words.ts";

/** An address in a header-like place, and the label before it, where there is one. */
export type Place = { element: Element; address: string; name: string | null; label: Label | null };

/** How far above the sender its head may begin: one small block. */
const highest = 6;

/** Takes what the page has, in its order. */
export function openBlock() {
  const lines: { element: Element; label: Label; place: Place | null }[] = [];
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
      const senders = lines.filter(({ label, place }) => label === "from" && place !== null);
      const others = lines.filter(({ label }) => label !== "from");
      let block = senders[0]?.element.parentElement ?? null;
      const isWhole = () => others.some(({ element }) => block?.contains(element));
      for (let step = 1; step < highest && block !== null && !isWhole(); step++)
        block = block.parentElement;
      if (
        doubt ||
        block === null ||
        !isWhole() ||
        new Set(senders.map(({ place }) => place?.address)).size !== 1
      )
        return null;
      const people = lines.flatMap(({ place, element }) =>
        place !== null && block?.contains(element) === true ? [place] : [],
      );
      return {
        block,
        people: people.filter(
          (one, at) =>
            people.findIndex(
              ({ label, address }) => label === one.label && address === one.address,
            ) === at,
        ),
      };
    },
  };
}
