/** The rows of a described list: all of them, and one by one as the list changes. */
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Adapter, Participant, Row } from "../adapter.ts";
import { peopleOf } from "./description-people.ts";
import { elementsAt, textSignals } from "./description-signals.ts";
import { attributesIn } from "./watch.ts";
import { addressOf } from "../../../shared/people/address-memo.ts";
import { ask, safely } from "../reading/signals.ts";

/** Of several who wrote the first that is not the mailbox's own. */
function whom(
  people: Participant[],
  { account, bodies }: Description,
  { ownerDocument }: Element,
): Participant | undefined {
  if (people.length < 2) return people[0];
  const own = ask(
    ownerDocument,
    textSignals(account, (page) => page, bodies.join()),
  );
  return people.find(({ address }) => address !== addressOf(own ?? "")?.address) ?? people[0];
}

/** The person and the place of the mark; null where the row shows no address. */
function rowOf(element: HTMLElement, site: Description): Row | null {
  const { rows, bodies } = site;
  const anchor = rows === null ? null : element.querySelector<HTMLElement>(rows.anchor);
  if (rows === null || anchor === null) return null;
  for (const way of rows.person) {
    const at = element.querySelector(way.at);
    const person =
      at === null
        ? undefined
        : whom(peopleOf(at, { ...way, name: [] }, "from", bodies.join()), site, element);
    if (person !== undefined) return { element, address: person.address, anchor };
  }
  return null;
}

/** All rows in the document that shows the mail, by the first way that has any. */
export function rowsIn(shown: Document, site: Description): Row[] {
  const elements =
    site.rows?.at
      .map((way) => elementsAt(shown, way.at, site.bodies.join()))
      .find((found) => found.length > 0) ?? [];
  return elements.flatMap((element) => rowOf(element, site) ?? []);
}

/** Returns whether texts tell who a row is of: if not, they may change. */
export const isByText = ({ person }: NonNullable<Description["rows"]>) =>
  person.some(
    ({ label, address }) =>
      label !== undefined || address.some((part) => part.attribute === undefined),
  );

/** The same of one row; nothing where the rows are not the page's own, but its frame's. */
export function rowIn(site: Description): Pick<Adapter, "row"> {
  const { rows } = site;
  const bodies = site.bodies.join();
  if (rows === null || site.frame !== undefined) return {};
  /**
   * A row by the first way that has any in its page. As long as it is one, no later way counts, and
   * the page is not searched again.
   */
  const firsts = new WeakMap<Document, { row: HTMLElement; way: number }>();
  const isBy = (element: HTMLElement, way: number) =>
    element.isConnected &&
    element.matches(rows.at[way]?.at ?? "") &&
    (bodies === "" || element.closest(bodies) === null);
  function isRow(element: HTMLElement): boolean {
    const page = element.ownerDocument;
    const way = rows?.at.findIndex((_, at) => isBy(element, at)) ?? -1;
    let first = firsts.get(page);
    if (way < 0) return false;
    if (first === undefined || way < first.way || !isBy(first.row, first.way)) {
      const earlier = rows?.at.slice(0, way).map(({ at }) => elementsAt(page, at, bodies)[0]) ?? [];
      const at = earlier.findIndex((one) => one !== undefined);
      first = at < 0 ? { row: element, way } : { row: earlier[at] ?? element, way: at };
      firsts.set(page, first);
    }
    return isBy(element, first.way);
  }
  return {
    row: {
      at: rows.at.map((way) => way.at).join(),
      attributes: attributesIn(rows),
      byText: isByText(rows),
      read: (element) => safely(() => (isRow(element) ? rowOf(element, site) : null), null),
    },
  };
}
