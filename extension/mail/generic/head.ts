/**
 * Reads what an unknown page shows of the message in its reading area: the people, the date, the
 * subject. Where its head ends and its text begins cannot be known, so nobody found is taken for
 * the sender. The walk is bounded, and ends where a body surely begins: at a frame, at what is
 * written or quoted, at long text.
 */
import { body, headings, type Area } from "./area.ts";
import { openBlock, type Place } from "./block.ts";
import { dateOf, isMark, labelBefore, longText, placesOf } from "./place.ts";
import { meetVisible, ownText, type Step } from "./visible.ts";
import { labelled, labelOf } from "./words.ts";
import { line } from "../reading/text.ts";

export type Head = {
  /** In the order of the page; in what may be the body, too. */
  places: Place[];
  /**
   * The number of them that stand above everything that may be the message's text: 1 where the
   * first is named before anything else.
   */
  clear: 0 | 1;
  /**
   * The announced people, the sender among them, where labels of one block say so. A body can hold
   * such a block, too.
   */
  announced: Place[] | null;
  heading: string | null;
  subject: string | null;
  /** ISO 8601. */
  occurredAt: string | null;
  /** The parts that the head begins with: what holds both holds the head. */
  title: Element | null;
  shadows: ShadowRoot[];
};

const mostPlaces = 40;
/** Names that alone tell an element to be a body: more may stand in it than that. */
const bodyLike = /(?:^|[\s_-])(?:e?mail|msg|message)[_-]?(?:body|text)(?![a-z])/i;
/** Controls, which announce nobody. */
const controls = "a, button, select, [role=button], [role=link], [role=tab]";
const named = ["title", "aria-label", "alt"];

/** The walk's own state: what was met so far. */
type Walk = {
  head: Head;
  seen: Set<string>;
  subjects: { element: Element; text: string }[];
  /** Somebody may be named already. */ isNamed: boolean;
  hasFrame: boolean;
};

/** Returns true where the own text or an attribute of an element may name somebody. */
const mayName = (element: Element, own: string | null) =>
  (own !== null && !isMark(own)) ||
  named.some((name) => /\p{L}{2}/u.test(element.getAttribute(name) ?? ""));

/** Returns what stands in the reading area; places are empty where no address does. */
export function headOf({ root, rows, aside }: Area): Head {
  const block = openBlock();
  const head: Head = {
    places: [],
    clear: 0,
    announced: null,
    heading: null,
    subject: null,
    occurredAt: null,
    title: null,
    shadows: [],
  };
  const walk: Walk = { head, seen: new Set(), subjects: [], isNamed: false, hasFrame: false };
  head.shadows = meetVisible(root, (element) => {
    if (rows.has(element)) return "past";
    if (element.matches(aside)) {
      walk.isNamed ||= head.places.length === 0;
      return "past";
    }
    if (element.matches(body) && head.places.length === 0) {
      walk.isNamed = true;
      return "past";
    }
    return meet(element, walk, block);
  });
  if (!walk.hasFrame) head.clear = 0;
  const found = block.found();
  head.announced = found?.people ?? null;
  head.subject =
    walk.subjects.find(({ element }) => found?.block.contains(element) ?? true)?.text ?? null;
  return head;
}

function meet(element: Element, walk: Walk, block: ReturnType<typeof openBlock>): Step {
  const { head, subjects } = walk;
  if (element.matches(headings) && head.places.length === 0) {
    head.heading = line(element.textContent) ?? head.heading;
    head.title ??= element;
    // The subject alone: the next may be who wrote.
    if (head.title === element && placesOf(element).length === 0) return "past";
  }
  const all = ownText(element);
  const own = line(all, 998);
  const isBody =
    bodyLike.test(`${element.id} ${element.getAttribute("class") ?? ""}`) ||
    all.trim().length > longText;
  if (isBody) block.text();
  if (head.places.length > 0 && (isBody || element.matches(body))) {
    walk.hasFrame = element.localName === "iframe" && block.isHead();
    return "end";
  }
  // "From <a>Dana</a> on <b>Monday</b>" announces as well.
  const begins =
    own === null || own.length > 40 || element.firstChild?.nodeType !== element.TEXT_NODE
      ? null
      : element.firstChild.nodeValue;
  const said = own === null ? null : labelled(own);
  const announces = said?.label ?? labelOf(own) ?? labelOf(begins);
  if (announces !== null) block.label(element, announces);
  const places = placesOf(element);
  for (const place of places) addPlace(place, walk, block);
  if (places.length > 0) return "into";
  const date = block.isOver() ? null : dateOf(element);
  head.occurredAt ??= date;
  walk.isNamed ||= announces === null && date === null && mayName(element, own);
  if (own === null) return "into";
  const label = announces ?? labelBefore(element);
  const text = announces === null ? own : (said?.rest ?? "");
  if (label === "subject" && block.isHead() && text !== "") subjects.push({ element, text });
  if (label !== null || element.closest(controls) !== null) return "into";
  if (date !== null || element.nodeName === "TIME" || /\d:\d\d/.test(own)) block.time();
  else if (!isMark(own)) block.text();
  return "into";
}

function addPlace(place: Place, walk: Walk, block: ReturnType<typeof openBlock>): void {
  const { head, seen } = walk;
  const key = `${place.label} ${place.address}`;
  if (head.places.length < mostPlaces && !seen.has(key)) {
    seen.add(key);
    if (head.places.length === 0 && !walk.isNamed) head.clear = 1;
    head.places.push(place);
  }
  block.place(place);
}
