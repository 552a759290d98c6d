/** The rows of Gmail's lists, each with who wrote last and is not the mailbox's owner. */
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Row } from "../adapter.ts";
import { elementsAt, firstPart } from "../described/description-signals.ts";
import { mainsOf } from "./mains.ts";
import { addressOf } from "../../../shared/people/address-memo.ts";

/**
 * One row; null where it shows nobody, as the second line of a conversation that is drawn as two
 * rows.
 * @param own the mailbox's addresses: of others' and own messages the others' count
 */
export function rowOf(
  element: HTMLElement,
  { rows, bodies }: Pick<Description, "rows" | "bodies">,
  own: readonly (string | null)[],
): Row | null {
  const anchor = rows === null ? null : element.querySelector<HTMLElement>(rows.anchor);
  if (rows === null || anchor === null) return null;
  const never = bodies.join();
  for (const way of rows.person) {
    const people = element.querySelectorAll(way.at);
    let last: string | null = null;
    for (let i = people.length - 1; i >= 0; i--) {
      const address =
        addressOf(firstPart(people[i] as Element, way.address, never) ?? "")?.address ?? null;
      if (address !== null && !own.includes(address)) return { element, address, anchor };
      last ??= address;
    }
    if (last !== null) return { element, address: last, anchor };
  }
  return null;
}

/** The rows in the order of the page. */
export function rowsOf(site: Description, page: Document, own: readonly (string | null)[]): Row[] {
  const mains = mainsOf(page);
  const parts = mains.length > 0 ? mains : [page];
  const elements =
    site.rows?.at
      .map((way) => parts.flatMap((part) => elementsAt(part, way.at, "")))
      .find((found) => found.length > 0) ?? [];
  return elements.flatMap((element) => rowOf(element, site, own) ?? []);
}
