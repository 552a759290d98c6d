/**
 * The head of the message that an unknown webmail shows: what stands above its body, told by landmarks, headings, labels and
 * addresses. The walk is bounded, and ends where a body begins: at a frame, at what is written or quoted, at long text.
 */
import { normalise } from "../../shared/people/address.ts";
import { readDate } from "./dates.ts";
import { labelled, labelOf, type Label } from "./generic-words.ts";
import { displayName, line } from "./text.ts";

/** An address in a header-like place, and the label before it, where there is one. */
export type Place = { element: Element; address: string; name: string | null; label: Label | null };
export type Head = {
  /** In the order of the page, after the heading. */
  places: Place[];
  heading: string | null;
  subject: string | null;
  /** ISO 8601. */
  occurredAt: string | null;
};

const mostElements = 4000, mostPlaces = 40;
/** More than a header's value; a line of a body is often shorter, a body is not. */
const longText = 280;
const aside = "nav, aside, menu, script, style, template, svg, [role=navigation], [role=menu], [role=menubar], [role=toolbar], [role=search], [role=banner], [role=complementary], [role=tree], [role=grid], [role=listbox], [role=dialog], [aria-hidden=true], [hidden], regards-overlay";
const body = "iframe, frame, object, blockquote, pre, textarea, [contenteditable]:not([contenteditable=false]), [role=document], [role=textbox], [itemprop=text]";
const headings = "h1, h2, h3, [role=heading]";
const attributes = ["title", "data-email", "email", "data-address", "data-hovercard-id", "aria-label", "data-tooltip"];

/** The part of the page that is about what is open. */
export function mainOf(page: Document): HTMLElement {
  const mains = [...page.querySelectorAll<HTMLElement>("main, [role=main]")];
  return mains.find((one) => one.checkVisibility?.() !== false) ?? page.body;
}

const ownText = (element: Element) => [...element.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : " ")).join("");

/** `Kim Berg <kim@x.example>` or a bare address, the whole text being that and no more. */
function personIn(text: string): { address: string; name: string | null } | null {
  const angled = /^(.{0,200}?)\s*[<(＜]([^<>()＜＞\s]+@[^<>()＜＞\s]+)[>)＞][,;]?$/su.exec(text);
  const address = normalise(angled?.[2] ?? text.replace(/[,;]$/, ""))?.address;
  return address === undefined ? null : { address, name: displayName(angled?.[1], address) };
}

function placeOf(element: Element): Place | null {
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
function labelBefore(element: Element): Label | null {
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

function dateOf(element: Element): string | null {
  const stamp = Date.parse(element.getAttribute("datetime") ?? "");
  if (element.nodeName === "TIME" && !Number.isNaN(stamp)) return new Date(stamp).toISOString();
  const own = ownText(element);
  return own.length > 120 ? null : readDate(labelled(own)?.rest ?? own) ?? readDate(element.getAttribute("title"));
}

/** What stands in the head of the open message; places are empty where no address does. */
export function headOf(page: Document): Head {
  const root = mainOf(page);
  const walker = page.createTreeWalker(root, 1, (node) => ((node as Element).matches(aside) ? 2 : 1));
  const head: Head = { places: [], heading: null, subject: null, occurredAt: null };
  const at = new Set<string>();
  for (let count = 0; count < mostElements && walker.nextNode() !== null; count++) {
    const element = walker.currentNode as Element;
    if (element.matches(headings) && head.places.length === 0) {
      head.heading = line(element.textContent) ?? head.heading;
      continue;
    }
    if (head.places.length > 0 && (element.matches(body) || ownText(element).trim().length > longText)) break;
    if (element.matches(body)) continue;
    const place = placeOf(element);
    if (place !== null && head.places.length < mostPlaces && !at.has(`${place.label} ${place.address}`)) {
      at.add(`${place.label} ${place.address}`);
      head.places.push(place);
    }
    const own = place === null ? line(ownText(element), 998) : null;
    const said = own === null ? null : labelled(own) ?? { label: labelBefore(element), rest: own };
    if (said?.label === "subject" && said.rest !== "") head.subject ??= said.rest;
    if (place === null) head.occurredAt ??= dateOf(element);
  }
  return head;
}
