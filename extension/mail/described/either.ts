/** Descriptions that the company serves, beside what is built in. */
import type { Adapter, Open } from "../adapter.ts";

const isOpen = (open: Open | "unreadable" | null): open is Open =>
  open !== null && open !== "unreadable";

/**
 * Two adapters of one webmail as one. Reads by `newer`; by `instead` where that finds no message,
 * or one that it cannot read, and the other can.
 */
export function either(newer: Adapter, instead: Adapter): Adapter {
  let used = newer;
  return {
    ...newer,
    read(page) {
      used = newer;
      const open = newer.read(page);
      // A message is there and yet nothing is open: so says the page's address, and the other may
      // not know of it.
      if (isOpen(open) || (open === null && newer.health(page).facts["open"] !== null)) return open;
      const other = instead.read(page);
      if (!isOpen(other)) return open;
      used = instead;
      return other;
    },
    mail: (page) => used.mail?.(page) ?? page.body,
    watch: (page) => used.watch(page),
    concerns: (record) => [newer, instead].some((one) => one.concerns?.(record) ?? true),
    listen(page, changed, now) {
      const stops = [newer, instead].map((one) => one.listen?.(page, changed, now));
      return () => {
        for (const stop of stops) stop?.();
      };
    },
    rows(page) {
      const rows = newer.rows(page);
      return rows.length > 0 ? rows : instead.rows(page);
    },
    ...(newer.row === undefined || instead.row === undefined
      ? {}
      : { row: eitherRow(newer.row, instead.row) }),
    writing: (page) => used.writing?.(page) ?? null,
    health: (page) => used.health(page),
  };
}

/** A row that either knows. */
function eitherRow(
  newer: NonNullable<Adapter["row"]>,
  instead: NonNullable<Adapter["row"]>,
): NonNullable<Adapter["row"]> {
  return {
    at: `${newer.at}, ${instead.at}`,
    attributes: [...newer.attributes, ...instead.attributes],
    byText: newer.byText || instead.byText,
    read: (element) => newer.read(element) ?? instead.read(element),
  };
}

/** The adapter of a description that the company serves: its health says so. */
export function served(adapter: Adapter): Adapter {
  return {
    ...adapter,
    health(page) {
      const { description, ...health } = adapter.health(page);
      return description === undefined
        ? health
        : { ...health, description: { ...description, from: "served" } };
    },
  };
}
