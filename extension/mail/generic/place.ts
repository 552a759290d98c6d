/** Reads one element of an unknown page: people, a date, and the label before them. */
import { isMailingList, normalise } from "../../../shared/people/address.ts";
import { instantOf, readDate } from "../reading/dates.ts";
import type { Place } from "./block.ts";
import { bareText, isHidden, ownText } from "./visible.ts";
import { labelled, labelOf, type Label } from "./words.ts";
import { displayName, line } from "../reading/text.ts";

/** More than a header's value; a line of a body is often shorter, a body is not. */
export const longText = 280;
const longestDate = 120;
const mostPeople = 20;
const attributes = [
  "title",
  "data-email",
  "email",
  "data-address",
  "data-hovercard-id",
  "aria-label",
  "data-tooltip",
  "alt",
];

const written = /[^\s<>()＜＞"“”,;:：、·|[\]]+@[^\s<>()＜＞"“”,;:：、·|[\]]+/gu;
/** Where the text before an address stops being its name. */
const apart = /[<>()＜＞,;:：、·|[\]\n]/gu;

/**
 * A Message-ID has the form of an address: it is told by what announces it, or by a local part that
 * nobody would choose.
 */
function isMessageId(address: string, before: string): boolean {
  if (/(?:message|msg|mail|mime)[- ]?id|in-reply-to|references|邮件\s?id|消息\s?id/i.test(before))
    return true;
  const local = address.slice(0, address.lastIndexOf("@"));
  const digits = local.match(/\d/g)?.length ?? 0;
  return (
    /^[\da-f]{8}-(?:[\da-f]{4}-){3}/i.test(local) ||
    (/[$=%]/.test(local) && digits > 4) ||
    (local.length > 23 && digits > 7) ||
    /^[\da-f]{16,}$/i.test(local) ||
    /^\d{8,}\.[\w.]*\d/.test(local)
  );
}

type Person = { address: string; name: string | null };

/**
 * The people whom a text names by their address: `Kim Berg <kim@x.example>`, several, or amid other
 * words.
 */
function peopleIn(text: string, announced: string): Person[] {
  return Array.from(text.matchAll(written))
    .slice(0, mostPeople)
    .flatMap((match) => {
      const address = normalise(match[0].replace(/^['‘`]+|[.'’`!?]+$/gu, ""))?.address;
      const before = text.slice(0, match.index);
      if (
        address === undefined ||
        isMailingList(address) ||
        isMessageId(match[0], `${announced} ${before.slice(-40)}`)
      )
        return [];
      const angled = /^(.*?)\s*["”]?\s*[<(＜[]$/su.exec(before)?.[1];
      const begins =
        angled === undefined
          ? 0
          : Math.max(-1, ...Array.from(angled.matchAll(apart), ({ index }) => index)) + 1;
      return [
        { address, name: angled === undefined ? null : displayName(angled.slice(begins), address) },
      ];
    });
}

/** The text right before an element: its label, where it has one. */
const textBefore = (element: Element) =>
  (
    element.previousSibling?.textContent ??
    element.parentElement?.previousElementSibling?.textContent ??
    ""
  ).slice(-40);

/** The people that an element itself shows by their addresses, in its own text or behind it. */
export function placesOf(element: Element): Place[] {
  const text = ownText(element).trim();
  const own = text.length > longText ? "" : (line(text) ?? "");
  const said = labelled(own);
  const before = textBefore(element);
  const people = peopleIn(said?.rest ?? own, `${before} ${own.slice(0, 40)}`);
  if (people.length > 0)
    return people.map((one) => ({ element, ...one, label: said?.label ?? labelBefore(element) }));
  const mailto = /^mailto:([^?]+)/i.exec(element.getAttribute("href") ?? "")?.[1];
  for (const text of [mailto, ...attributes.map((name) => element.getAttribute(name))]) {
    if (text == null || text.length > longText) continue;
    const begins = labelled(text);
    const found = peopleIn(begins?.rest ?? text, before);
    const shown = (element.textContent ?? "").length > 200 ? null : element.textContent;
    const label = begins?.label ?? labelBefore(element);
    if (found.length > 0)
      return found.map(({ address, name }) => ({
        element,
        address,
        name: name ?? (found.length > 1 ? null : displayName(shown, address)),
        label,
      }));
  }
  return [];
}

/**
 * The label that stands before an element in its row: the element before it, or before what holds
 * it, three steps up at most.
 */
export function labelBefore(element: Element): Label | null {
  let at: Element | null = element;
  for (let step = 0; step < 4 && at !== null; step++, at = at.parentElement) {
    const previous = at.previousSibling;
    const text = previous?.nodeType === previous?.TEXT_NODE ? previous?.nodeValue : null;
    const before: Element | null = at.previousElementSibling;
    const label = labelOf(text) ?? announcedBy(before);
    if (label !== null) return label;
    // Several people may follow one label.
    if (before !== null && (before.textContent ?? "").length > 200) return null;
    for (
      let one = before, back = 0;
      one !== null && back < 12;
      one = one.previousElementSibling, back++
    ) {
      const held = announcedBy(one);
      if (held !== null) return held;
    }
  }
  return null;
}

/** Returns what an element announces as a label, where it is one that is seen. */
function announcedBy(element: Element | null): Label | null {
  if (element === null || (element.textContent ?? "").length >= 40) return null;
  const label = labelOf(element.textContent);
  return label !== null && isHidden(element) ? null : label;
}

/** "10:12 to me", "10:12 by Dana": people behind a time say nothing of the half of the day. */
const behindTime = /(\d:\d\d(?::\d\d)?)\s+(?:to|by|from|via)\b.*$/i;

/** Returns what is not a word: signs, numbers, the initials of a face. */
export const isMark = (text: string) => !/\p{L}/u.test(text) || /^\p{Lu}{1,2}$/u.test(text);

/**
 * The date that an element shows, where it can be read: its own text, its tooltip, or a short text
 * in several pieces.
 */
export function dateOf(element: Element): string | null {
  const stamp =
    element.nodeName === "TIME" ? instantOf(element.getAttribute("datetime") ?? "") : null;
  if (stamp !== null) return stamp;
  const read = (text: string) =>
    text.length > longestDate
      ? null
      : readDate((labelled(text)?.rest ?? text).replace(behindTime, "$1"));
  const own = read(ownText(element)) ?? readDate(element.getAttribute("title"));
  if (own !== null || element.childElementCount === 0 || element.childElementCount > 8) return own;
  return read(bareText(element, longestDate));
}
