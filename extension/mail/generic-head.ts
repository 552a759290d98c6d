/**
 * The head of the message that an unknown webmail shows: what stands above its body, told by landmarks, headings, labels and
 * addresses. The walk is bounded, and ends where a body begins: at a frame, at what is written or quoted, at long text.
 */
import { openBlock, type Place } from "./generic-block.ts";
import { dateOf, isMark, labelBefore, longText, ownText, placeOf } from "./generic-place.ts";
import { labelled, labelOf } from "./generic-words.ts";
import { line } from "./text.ts";

export type Head = {
  /** In the order of the page, after the heading; in what may be the body, too. */
  places: Place[];
  /** The announced people, the sender among them, where the page leaves no doubt. */
  announced: Place[] | null;
  heading: string | null;
  subject: string | null;
  /** ISO 8601. */
  occurredAt: string | null;
};

const mostElements = 4000, mostPlaces = 40;
const aside = "nav, aside, menu, script, style, noscript, template, svg, [role=navigation], [role=menu], [role=menubar], [role=toolbar], [role=search], [role=banner], [role=complementary], [role=tree], [role=grid], [role=listbox], [role=dialog], [aria-hidden=true], [hidden], regards-overlay";
const body = "iframe, frame, object, blockquote, pre, textarea, [contenteditable]:not([contenteditable=false]), [role=document], [role=textbox], [itemprop=text]";
/** What only its name tells to be a body: more may stand in it than that. */
const bodyLike = /(?:^|[\s_-])(?:e?mail|msg|message)[_-]?(?:body|text)(?![a-z])/i;
/** What one clicks on announces nobody. */
const controls = "a, button, select, [role=button], [role=link], [role=tab]";
const headings = "h1, h2, h3, [role=heading]";

/** The part of the page that is about what is open. */
export function mainOf(page: Document): HTMLElement {
  const mains = [...page.querySelectorAll<HTMLElement>("main, [role=main]")];
  return mains.find((one) => one.checkVisibility?.() !== false) ?? page.body;
}

/** What stands in the head of the open message; places are empty where no address does. */
export function headOf(page: Document): Head {
  const root = mainOf(page), block = openBlock();
  const head: Head = { places: [], announced: null, heading: null, subject: null, occurredAt: null };
  const walker = page.createTreeWalker(root, 1, (node) => ((node as Element).matches(head.places.length === 0 ? `${aside}, ${body}` : aside) ? 2 : 1));
  const at = new Set<string>();
  /** The subject alone: the next may be who wrote. */
  let title: Element | null = null;
  const subjects: { element: Element; text: string }[] = [];
  for (let count = 0; count < mostElements && walker.nextNode() !== null; count++) {
    const element = walker.currentNode as Element;
    if (element.matches(headings) && head.places.length === 0) {
      head.heading = line(element.textContent) ?? head.heading;
      title ??= element;
      if (title === element) continue;
    }
    const all = ownText(element), isBody = bodyLike.test(`${element.id} ${element.getAttribute("class") ?? ""}`) || all.trim().length > longText;
    if (isBody) block.text();
    if (head.places.length > 0 && (isBody || element.matches(body))) break;
    const place = placeOf(element), own = line(all, 998);
    // "From <a>Dana</a> on <b>Monday</b>" announces as well.
    const begins = own === null || own.length > 40 || element.firstChild?.nodeType !== 3 ? null : element.firstChild.nodeValue;
    const said = own === null ? null : labelled(own), announces = said?.label ?? labelOf(own) ?? labelOf(begins);
    if (announces !== null) block.label(element, announces);
    if (place !== null && head.places.length < mostPlaces && !at.has(`${place.label} ${place.address}`)) {
      at.add(`${place.label} ${place.address}`);
      head.places.push(place);
    }
    if (place !== null) {
      block.place(place);
      continue;
    }
    const date = block.isOver() ? null : dateOf(element);
    head.occurredAt ??= date;
    if (own === null || title?.contains(element) === true) continue;
    const label = announces ?? labelBefore(element), text = announces === null ? own : said?.rest ?? "";
    if (label === "subject" && block.isHead() && text !== "") subjects.push({ element, text });
    if (label !== null || element.closest(controls) !== null) continue;
    if (date !== null || element.nodeName === "TIME" || /\d:\d\d/.test(own)) block.time();
    else if (!isMark(own)) block.text();
  }
  const found = block.found();
  const subject = subjects.find(({ element }) => found?.block.contains(element) ?? true)?.text ?? null;
  return { ...head, subject, announced: found?.people ?? null };
}
