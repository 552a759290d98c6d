/** What one element of an unknown page says: a person, a date, and the label before it. */
import { normalise } from "../../shared/people/address.ts";
import { instantOf, readDate } from "./dates.ts";
import type { Place } from "./generic-block.ts";
import { labelled, labelOf, type Label } from "./generic-words.ts";
import { displayName, line } from "./text.ts";

/** More than a header's value; a line of a body is often shorter, a body is not. */
export const longText = 280;
const attributes = ["title", "data-email", "email", "data-address", "data-hovercard-id", "aria-label", "data-tooltip"];

/** Without that of the elements in it. */
export const ownText = (element: Element) => [...element.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : " ")).join("");

/** `Kim Berg <kim@x.example>` or a bare address, the whole text being that and no more. */
function personIn(text: string): { address: string; name: string | null } | null {
  const angled = /^(.{0,200}?)\s*[<(＜]([^<>()＜＞\s]+@[^<>()＜＞\s]+)[>)＞][,;]?$/su.exec(text);
  const address = normalise(angled?.[2] ?? text.replace(/[,;]$/, ""))?.address;
  return address === undefined ? null : { address, name: displayName(angled?.[1], address) };
}

/** The person that an element shows, where it shows an address. */
export function placeOf(element: Element): Place | null {
  const mailto = /^mailto:([^?]+)/i.exec(element.getAttribute("href") ?? "")?.[1];
  const own = line(ownText(element), longText) ?? "";
  const said = labelled(own);
  const written = personIn(said?.rest ?? own);
  if (written !== null) return { element, ...written, label: said?.label ?? labelBefore(element) };
  for (const text of [mailto, ...attributes.map((name) => element.getAttribute(name))]) {
    const begins = labelled(text ?? "");
    const found = text == null || text.length > longText ? null : personIn((begins?.rest ?? text).trim());
    const shown = (element.textContent ?? "").length > 200 ? null : element.textContent;
    if (found !== null) return { element, address: found.address, name: found.name ?? displayName(shown, found.address), label: begins?.label ?? labelBefore(element) };
  }
  return null;
}

/** The label that stands before an element in its row: the element before it, or before what holds it, three steps up at most. */
export function labelBefore(element: Element): Label | null {
  let at: Element | null = element;
  for (let step = 0; step < 4 && at !== null; step++, at = at.parentElement) {
    const text = at.previousSibling?.nodeType === 3 ? at.previousSibling.nodeValue : null;
    const before: Element | null = at.previousElementSibling;
    const label = labelOf(text) ?? ((before?.textContent ?? "").length < 40 ? labelOf(before?.textContent) : null);
    if (label !== null) return label;
    // Several people may follow one label.
    if (before !== null && (before.textContent ?? "").length > 200) return null;
    for (let one = before, back = 0; one !== null && back < 12; one = one.previousElementSibling, back++) {
      const held = (one.textContent ?? "").length < 40 ? labelOf(one.textContent) : null;
      if (held !== null) return held;
    }
  }
  return null;
}

/** What is no word: signs, numbers, the initials of a face. */
export const isMark = (text: string) => !/\p{L}/u.test(text) || /^\p{Lu}{1,2}$/u.test(text);

/** The date that an element shows, where it can be read. */
export function dateOf(element: Element): string | null {
  const stamp = element.nodeName === "TIME" ? instantOf(element.getAttribute("datetime") ?? "") : null;
  if (stamp !== null) return stamp;
  const own = ownText(element);
  return own.length > 120 ? null : readDate(labelled(own)?.rest ?? own) ?? readDate(element.getAttribute("title"));
}
