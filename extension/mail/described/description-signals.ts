/** The ways of a description as signals. */
import type { Part, TextWay, Way } from "../../../shared/contract/webmail.ts";
import { sought } from "../reading/readings.ts";
import { memo } from "../../../shared/people/address-memo.ts";
import { safely, type Signal } from "../reading/signals.ts";
import { line } from "../reading/text.ts";

/** Where a fact is sought: the whole page, or a part of it found by another fact. */
export type Scope = (page: Document) => ParentNode | null;
/** A signal by its way. */
export const nameOf = ({ since, at }: Way) => `${since} ${at}`;

/**
 * The elements of a way in a part of the page, the part itself among them, outside what is never
 * looked into, in the order of the page.
 */
export function elementsAt(scope: ParentNode, at: string, bodies: string): HTMLElement[] {
  return sought(scope, `${at} ${bodies}`, () => {
    const own =
      scope.nodeType === 1 && (scope as HTMLElement).matches(at) ? [scope as HTMLElement] : [];
    return [...own, ...scope.querySelectorAll<HTMLElement>(at)].filter(
      (one) => bodies === "" || one.closest(bodies) === null,
    );
  });
}

/** The first element of the first way that has one. */
export function elementSignals(
  ways: readonly Way[],
  scope: Scope,
  bodies: string,
): Signal<HTMLElement>[] {
  return ways.map((way) => ({
    name: nameOf(way),
    read(page) {
      const within = scope(page);
      return within === null ? null : (elementsAt(within, way.at, bodies)[0] ?? null);
    },
  }));
}

/** The text of an element, its pictures of emoji as what they show. */
function textOf(element: Element): string {
  if (element.querySelector("img[data-emoji]") === null) return element.textContent ?? "";
  return [...element.childNodes]
    .map((node) =>
      node.nodeType !== 1
        ? node.nodeValue
        : ((node as Element).getAttribute("data-emoji") ?? textOf(node as Element)),
    )
    .join("");
}

/**
 * Never read, whatever a description says: what runs, what is typed in secret, what is sent unseen
 * but for a composer's people.
 */
const secret =
  "script, style, template, noscript, meta, link, input[type=password], " +
  "input[type=hidden]:not([name=to], [name=cc], [name=bcc], [name=from])";
/** Letters of the page's own address that are looked at. */
export const longest = 2000;

const patternOf = memo((take) => new RegExp(take, "u"));

/** Returns what a pattern takes of a text; all of it where there is none. */
export const taken = (text: string | null, take: string | undefined) =>
  text === null || take === undefined ? text : line(patternOf(take).exec(text)?.[1]);

/**
 * Returns what a part says of an element; null also where that is, or holds, what is never looked
 * into.
 */
function partOf(
  element: Element,
  { attribute, own, take }: Part,
  bodies: string,
  most?: number,
): string | null {
  const never = bodies === "" ? secret : `${bodies}, ${secret}`;
  if (
    element.closest(never) !== null ||
    (attribute === undefined && element.querySelector(never) !== null)
  )
    return null;
  const written = own
    ? Array.from(element.childNodes, (node) => (node.nodeType === 3 ? node.nodeValue : "")).join("")
    : attribute === undefined
      ? textOf(element)
      : attribute === "value" && "value" in element
        ? String(element.value)
        : element.getAttribute(attribute);
  return taken(line(written, most), take);
}

/**
 * A part of an address as what it stands for: "%2B" is "+", as the page itself writes it elsewhere.
 */
const plainly = (text: string | undefined) =>
  safely(() => line(decodeURIComponent(text ?? "")), line(text));

/**
 * A text, as the first way that gives one has it.
 * @param tidied the text as it is kept; null for what is none
 */
export function textSignals(
  ways: readonly TextWay[],
  scope: Scope,
  bodies: string,
  tidied: (text: string) => string | null = (text) => text,
): Signal<string>[] {
  const kept = (text: string | null) => (text === null ? null : tidied(text));
  return ways.map((way) => ({
    name: nameOf(way),
    read(page) {
      const part = scope(page);
      const within = way.within === "page" ? (part?.ownerDocument ?? part) : part;
      // Of a frame's document that is the frame's own.
      const { location } = within?.ownerDocument ?? (within as Document | null) ?? page;
      if (way.at === ":location")
        return kept(
          plainly(patternOf(way.take ?? "(.+)").exec(location.href.slice(0, longest))?.[1]),
        );
      for (const one of within === null ? [] : elementsAt(within, way.at, bodies)) {
        const text = kept(partOf(one, way, bodies));
        if (text !== null) return text;
      }
      return null;
    },
  }));
}

/** The text of the first of these parts that has one. @param most letters of it */
export function firstPart(
  element: Element,
  parts: readonly (Part & { at?: string })[],
  bodies: string,
  most?: number,
): string | null {
  for (const part of parts) {
    const where = part.at === undefined ? element : element.querySelector(part.at);
    const text = where === null ? null : safely(() => partOf(where, part, bodies, most), null);
    if (text !== null) return text;
  }
  return null;
}
