/**
 * Which mutations of a described page can change what is read of it, told from the record, the description and the parts that
 * were found last: the page is not searched. Rows of the list are followed by themselves, see `Adapter.row`.
 */
import type { Description } from "../../shared/contract/webmail.ts";
import { anatomyOf } from "./selector.ts";

/** What is open in a page, as it was found last: `compose` is an answer where a conversation is; `empty` when the conversation's part had nothing in it. */
export type Shown = { thread: Element | null; compose: Element | null; empty: boolean };

/** What some ways look at. */
type Look = {
  /** Matches what none of them can do without; null where that cannot be told. */
  parts: string | null;
  /** Matches the elements whose text is read; "" where none is. */
  texts: string;
  /** Attributes and classes that their selectors name; attributes that are read. */
  named: Set<string>; classes: Set<string>; read: Set<string>;
  /** Ways to what has to stand inside of what they find, however deep. */
  inside: { at: string }[];
};

const isElement = (node: Node): node is Element => node.nodeType === 1;
/** Facts that are texts, where no attribute is named. */
const textual = /^(?:account|owner|id|subject|occurredAt|address|name|label)$/;
const once = (all: Iterable<string>) => [...new Set(all)].join();

/** What every way in `ways` looks at, however deep it stands. */
function lookOf(ways: unknown): Look {
  const parts: string[] = [], texts: string[] = [], inside: { at: string }[] = [], named = new Set<string>(), classes = new Set<string>(), read = new Set<string>();
  let byPlace = false;
  const sees = (selector: unknown) => {
    if (typeof selector !== "string" || selector === ":location") return;
    const anatomy = anatomyOf(selector);
    parts.push(...anatomy.parts);
    byPlace ||= anatomy.byPlace;
    inside.push(...anatomy.inside.map((at) => ({ at })));
    for (const [, name = ""] of selector.matchAll(/\[\s*([a-z][\w-]*)/g)) named.add(name);
    for (const [, name = ""] of selector.replaceAll(/"[^"]*"|'[^']*'/g, "").matchAll(/\.([\w-]+)/g)) classes.add(name);
  };
  /** @param fact what the way is to @param around whose text it is where the way names no place of its own */
  function see(one: unknown, fact: string, around: string): void {
    if (typeof one !== "object" || one === null) return;
    const way = one as { at?: unknown; around?: unknown; attribute?: string };
    sees(way.at);
    sees(way.around);
    const here = typeof way.at === "string" ? way.at : around;
    if (way.attribute !== undefined) read.add(way.attribute);
    else if (textual.test(fact) && here !== "" && here !== ":location" && !Array.isArray(one)) texts.push(...anatomyOf(here).subjects);
    for (const [name, each] of Object.entries(one)) see(each, Array.isArray(one) ? fact : name, here);
  }
  see(ways, "", "");
  return { parts: byPlace ? null : once(parts), texts: once(texts), named, classes, read, inside };
}

/** Whether a change at an element is of what these ways look at. */
function isOf({ type, attributeName, oldValue, addedNodes, removedNodes }: MutationRecord, element: Element, { parts, texts, named, classes, read }: Look): boolean {
  const name = attributeName ?? "";
  if (name === "class") {
    const before = oldValue?.split(/\s+/) ?? [];
    if ([...classes].some((one) => before.includes(one) !== element.classList.contains(one))) return true;
  }
  const has = (one: Element) => parts === null || (parts !== "" && one.matches(parts));
  if (type === "attributes") return element.getAttribute(name) !== oldValue && (named.has(name) || (read.has(name) && has(element)));
  if (texts !== "" && element.closest(texts) !== null) return true;
  return [...addedNodes, ...removedNodes].some((one) => isElement(one) && !one.nodeName.startsWith("REGARDS-") && (has(one) || (parts !== null && parts !== "" && one.querySelector(parts) !== null)));
}

/** Tells whether a record concerns what is open. @param shownIn what was found last in a document */
export function concernsOf(site: Description, shownIn: (page: Document) => Shown | undefined): (record: MutationRecord) => boolean {
  const { account, owner, watch, thread, message, compose } = site;
  const beside = [...thread.id, ...thread.subject].filter((way) => way.within === "page");
  // What opens or closes something, and what is read beside it, wherever it stands; and what is read of what is open.
  const anywhere = lookOf({ account, owner, watch, opens: thread.at, writes: [compose?.at, compose?.reply], id: beside });
  const inMessage = lookOf({ thread, message }), inCompose = lookOf(compose);
  // What makes a part one that is never looked into; and what counts there all the same, for a selector looks into all.
  const bodies = site.bodies.join(), hides = lookOf(site.bodies.map((at) => ({ at }))), hidden = lookOf([compose?.at, compose?.reply, ...anywhere.inside, ...inMessage.inside]);

  return (record) => {
    const { target, type } = record;
    const element = isElement(target) ? target : target.parentElement, shown = target.ownerDocument === null ? undefined : shownIn(target.ownerDocument);
    if (element === null || shown === undefined || element.nodeName === "TITLE") return true;
    if (element === shown.thread && (shown.empty || element.childElementCount === 0)) return true;
    if (shown.compose?.contains(element) === true && isOf(record, element, inCompose)) return true;
    const within = type === "attributes" ? element.parentElement : element;
    if (bodies !== "" && within?.closest(bodies) != null) return isOf(record, element, hidden);
    if (type === "attributes" && isOf(record, element, hides)) return true;
    return isOf(record, element, anywhere) || (shown.thread?.contains(element) === true && isOf(record, element, inMessage));
  };
}
