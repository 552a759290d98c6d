/**
 * The people of a description: by address, by the label beside them, several in one text, and those
 * of whom only a name is shown.
 */
import { normalise } from "../../../shared/people/address.ts";
import type { Label, PersonWay } from "../../../shared/contract/webmail.ts";
import type { Participant } from "../adapter.ts";
import { elementsAt, firstPart, nameOf, type Scope } from "./description-signals.ts";
import { addressOf } from "../../../shared/people/address-memo.ts";
import { sought } from "../reading/readings.ts";
import type { Signal } from "../reading/signals.ts";
import { addressList, displayName, line, type Written } from "../reading/text.ts";

/**
 * Returns whether the label beside an element says one of these words; its colon and what an
 * ideographic space sets apart are no part of them.
 */
function isLabelled(element: Element, { around, at, says }: Label): boolean {
  const said = element
    .closest(around)
    ?.querySelector(at)
    ?.textContent?.replaceAll(/[\s\u3000:：]/g, "")
    .toLowerCase();
  return said !== undefined && says.some((word) => word.toLowerCase() === said);
}

/** Letters of a list. */
const longest = 100_000;

/**
 * Those of a list with semicolons between. Where some stand in angle brackets, what has none may be
 * a part of a name.
 */
function listed(text: string): Written[] {
  return text
    .split(";")
    .filter((part) => !text.includes("<") || part.includes("<"))
    .flatMap((part) => {
      const [, name, written] = /^([^<>]*)<([^<>]+)>\s*$/.exec(part) ?? ["", "", part];
      const address = normalise(written ?? "")?.address;
      return address === undefined ? [] : [{ name: displayName(name, address), address }];
    });
}

/** As `peopleOf`, found once in a reading. */
const peopleBy = (element: Element, way: PersonWay, role: Participant["role"], bodies: string) =>
  sought(element, way, () => peopleOf(element, way, role, bodies)).map((one) => ({ ...one, role }));

/**
 * The people an element shows, most often one; none where it shows no address, for a name alone is
 * nobody.
 */
export function peopleOf(
  element: Element,
  way: PersonWay,
  role: Participant["role"],
  bodies: string,
): Participant[] {
  if (way.label !== undefined && !isLabelled(element, way.label)) return [];
  for (const part of way.address) {
    const written =
      firstPart(element, [part], bodies, way.list === undefined ? undefined : longest) ?? "";
    if (way.list !== undefined) {
      const several = (way.list === true ? listed : addressList)(written);
      if (several.length > 0) return several.map((one) => ({ role, ...one }));
      continue;
    }
    const address = addressOf(written)?.address;
    if (address !== undefined)
      return [
        { role, name: displayName(firstPart(element, way.name ?? [], bodies), address), address },
      ];
  }
  return [];
}

/** People, each once, as the first way that gives any has them. */
export function peopleSignals(
  ways: readonly PersonWay[],
  role: Participant["role"],
  scope: Scope,
  bodies: string,
): Signal<Participant[]>[] {
  return ways.map((way) => ({
    name: nameOf(way),
    read(page) {
      const within = scope(page);
      const found =
        within === null
          ? []
          : elementsAt(within, way.at, bodies).flatMap((one) => peopleBy(one, way, role, bodies));
      const once = [...new Map(found.map((one) => [one.address, one])).values()];
      return once.length > 0 ? once : null;
    },
  }));
}

/**
 * The names shown of people whose addresses are not, as the first way that shows anybody has them;
 * by ways alone that know a name's place.
 */
export function namesWithout(
  ways: readonly PersonWay[],
  scope: Scope,
  bodies: string,
  page: Document,
): string[] {
  const within = scope(page);
  for (const way of within === null
    ? []
    : ways.filter((one) => one.name !== undefined && one.list === undefined)) {
    const shown = elementsAt(within as ParentNode, way.at, bodies).filter(
      (one) => way.label === undefined || isLabelled(one, way.label),
    );
    const known = shown.filter((one) => peopleBy(one, way, "to", bodies).length > 0);
    const nameless = shown.filter(
      (one) => !known.some((other) => other.contains(one) || one.contains(other)),
    );
    if (shown.length > 0)
      return [
        ...new Set(
          nameless.flatMap((one) => line(firstPart(one, way.name ?? [], bodies), 200) ?? []),
        ),
      ];
  }
  return [];
}
