/** The ways of a description as signals. */
import { normalise } from "../../shared/people/address.ts";
import type { Participant } from "./adapter.ts";
import type { Part, PersonWay, TextWay, Way } from "../../shared/contract/webmail.ts";
import { safely, type Signal } from "./signals.ts";
import { displayName, line } from "./text.ts";

/** Where a fact is sought: the whole page, or a part of it found by another fact. */
export type Scope = (page: Document) => ParentNode | null;
const nameOf = ({ since, at }: Way) => `${since} ${at}`;

/** The elements of a way in a part of the page, the part itself among them, outside what is never looked into, in the order of the page. */
export function elementsAt(scope: ParentNode, at: string, bodies: string): HTMLElement[] {
  const own = scope.nodeType === 1 && (scope as HTMLElement).matches(at) ? [scope as HTMLElement] : [];
  return [...own, ...scope.querySelectorAll<HTMLElement>(at)].filter((one) => bodies === "" || one.closest(bodies) === null);
}

/** The first element of the first way that has one. */
export function elementSignals(ways: readonly Way[], scope: Scope, bodies: string): Signal<HTMLElement>[] {
  return ways.map((way) => ({ name: nameOf(way), read: (page) => elementsAt(scope(page) ?? page, way.at, bodies)[0] ?? null }));
}

/** The text of an element, its pictures of emoji as what they show. */
function textOf(element: Element): string {
  if (element.querySelector("img[data-emoji]") === null) return element.textContent ?? "";
  return [...element.childNodes].map((node) => (node.nodeType !== 1 ? node.nodeValue : (node as Element).getAttribute("data-emoji") ?? textOf(node as Element))).join("");
}

function partOf(element: Element, { attribute, take }: Part): string | null {
  const written = attribute === undefined ? textOf(element)
    : attribute === "value" && "value" in element ? String(element.value) : element.getAttribute(attribute);
  const text = line(written);
  if (text === null || take === undefined) return text;
  return line(new RegExp(take, "u").exec(text)?.[1]);
}

/** A part of an address as what it stands for: "%2B" is "+", as the page itself writes it elsewhere. */
const plainly = (text: string | undefined) => safely(() => line(decodeURIComponent(text ?? "")), line(text));

/** A text, as the first way that gives one has it. @param tidied the text as it is kept; null for what is none */
export function textSignals(ways: readonly TextWay[], scope: Scope, bodies: string, tidied: (text: string) => string | null = (text) => text): Signal<string>[] {
  const kept = (text: string | null) => (text === null ? null : tidied(text));
  return ways.map((way) => ({
    name: nameOf(way),
    read(page) {
      if (way.at === ":location") return kept(plainly(new RegExp(way.take ?? "(.+)", "u").exec(page.location.href)?.[1]));
      const within = scope(page);
      for (const one of within === null ? [] : elementsAt(within, way.at, bodies)) {
        const text = kept(partOf(one, way));
        if (text !== null) return text;
      }
      return null;
    },
  }));
}

function firstPart(element: Element, parts: readonly (Part & { at?: string })[]): string | null {
  for (const part of parts) {
    const where = part.at === undefined ? element : element.querySelector(part.at);
    const text = where === null ? null : safely(() => partOf(where, part), null);
    if (text !== null) return text;
  }
  return null;
}

/** The person an element shows; null where it shows no address, for a name alone is nobody. */
export function personOf(element: Element, way: PersonWay, role: Participant["role"]): Participant | null {
  for (const part of way.address) {
    const address = normalise(firstPart(element, [part]) ?? "")?.address;
    if (address !== undefined) return { role, name: displayName(firstPart(element, way.name ?? []), address), address };
  }
  return null;
}

/** People, each once, as the first way that gives any has them. */
export function peopleSignals(ways: readonly PersonWay[], role: Participant["role"], scope: Scope, bodies: string): Signal<Participant[]>[] {
  return ways.map((way) => ({
    name: nameOf(way),
    read(page) {
      const within = scope(page);
      const found = within === null ? [] : elementsAt(within, way.at, bodies).flatMap((one) => personOf(one, way, role) ?? []);
      const once = [...new Map(found.map((one) => [one.address, one])).values()];
      return once.length > 0 ? once : null;
    },
  }));
}
