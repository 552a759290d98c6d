/**
 * SOGo's list. Its rows show names alone, and are made anew as it is scrolled: the addresses come
 * from the two requests by which SOGo fills the list itself, the order of a mailbox and the headers
 * of a few messages. Neither has a body. Which texts of a row tell it from others the description
 * says; the rest is no place in the page, and so it is code.
 */
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Row } from "../adapter.ts";
import { elementsAt, firstPart } from "../described/description-signals.ts";
import { safely } from "../reading/signals.ts";
import { pathOf, spotOf } from "./page.ts";
import { orderOf, shownBy, wordsOf } from "./records.ts";
import type { Shown } from "./records.ts";

type List = {
  mailbox: string;
  order: number[];
  byUid: Map<number, Shown[]>;
  byWords: Map<string, Set<string>>;
  /** Rows that were asked for and not found: another order, as that of a search. */
  unknown: Set<string>;
  asking: boolean;
};
const lists = new WeakMap<Document, List>();
/** As many messages around those in view; how many rows may be remembered. */
const around = 8;
const mostWords = 5000;

async function post(page: Document, path: URL, body: object): Promise<unknown> {
  const token = /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(page.cookie)?.[1];
  const answer = await fetch(path, {
    method: "POST",
    body: JSON.stringify(body),
    credentials: "same-origin",
    redirect: "error",
    headers: {
      "Content-Type": "application/json",
      ...(token === undefined ? {} : { "X-XSRF-TOKEN": decodeURIComponent(token) }),
    },
  });
  if (!answer.ok) throw new Error(`SOGo answered ${answer.status}`);
  return await answer.json();
}

type Line = { element: HTMLElement; anchor: HTMLElement; words: string; index: number };

/** The rows on the page with their place in the whole list, which the list's own offset tells. */
function linesOf({ rows, bodies }: Description, page: Document): Line[] {
  const firstOf = <T>(found: T[][]) => found.find((some) => some.length > 0) ?? [];
  const [offset] = firstOf(rows?.within?.map(({ at }) => elementsAt(page, at, "")) ?? []);
  if (rows === null || offset === undefined) return [];
  const from = Math.round(
    Number(/translateY\((-?[\d.]+)px\)/.exec(offset.style.transform)?.[1] ?? 0) / 56,
  );
  const never = bodies.join();
  return firstOf(rows.at.map(({ at }) => elementsAt(offset, at, never))).flatMap(
    (element, index) => {
      const anchor = element.querySelector<HTMLElement>(rows.anchor);
      // Empty ones, not filled yet, have their place in the list all the same.
      if (anchor === null || element.classList.contains("sg-skeleton")) return [];
      return [
        {
          element,
          anchor,
          words: wordsOf(...(rows.told ?? []).map((part) => firstPart(element, [part], never))),
          index: from + index,
        },
      ];
    },
  );
}

/**
 * Whose row it is: the message at its place where that is the one shown, else whoever all messages
 * shown like it are of.
 */
function addressOf(list: List, { words, index }: Line): string | undefined {
  const here = list.byUid
    .get(list.order[index] ?? -1)
    ?.find((shown) => shown.words === words)?.address;
  const alike = list.byWords.get(words);
  return here ?? (alike?.size === 1 ? [...alike][0] : undefined);
}

function remember(list: List, answer: unknown): void {
  for (const [uid, shown] of shownBy(answer)) {
    list.byUid.set(uid, shown);
    for (const { words, address } of shown)
      list.byWords.set(words, (list.byWords.get(words) ?? new Set()).add(address));
  }
  if (list.byWords.size > mostWords) {
    list.byWords.clear();
    list.byUid.clear();
  }
}

/** Asks for the messages at the places of these rows, and once for their order anew. */
async function learn(page: Document, list: List, path: URL, lines: Line[]): Promise<void> {
  const folder = (name: string) => new URL(`${path.pathname}/${name}`, path);
  const missing = () => lines.filter((one) => addressOf(list, one) === undefined);
  const headers = async () => {
    const places = missing().map(({ index }) => index);
    const uids = list.order.slice(
      Math.max(0, Math.min(...places) - around),
      Math.max(...places) + around,
    );
    if (uids.length > 0)
      remember(list, await post(page, folder("headers"), { uids: uids.slice(0, 100) }));
  };
  if (list.order.length > 0) await headers();
  if (missing().length > 0) {
    // Without a wish of ours it is in the order that the person chose.
    list.order = orderOf(await post(page, folder("view"), { sortingAttributes: { noHeaders: 1 } }));
    await headers();
  }
  for (const { words } of missing()) list.unknown.add(words);
}

/** The rows in view whose sender is known; `changed` is called when more are. */
export function listOf(site: Description, page: Document, changed: () => void): Row[] {
  const spot = spotOf(page.location);
  const path = spot === null ? null : pathOf(page.location, { ...spot, uid: null });
  if (path === null || page.location.hash.includes("/virtual/")) return [];
  let list = lists.get(page);
  if (list?.mailbox !== path.pathname)
    lists.set(
      page,
      (list = {
        mailbox: path.pathname,
        order: [],
        byUid: new Map(),
        byWords: new Map(),
        unknown: new Set(),
        asking: false,
      }),
    );
  const known: List = list;
  const lines = linesOf(site, page);
  const strange = lines.filter(
    (one) => addressOf(known, one) === undefined && !known.unknown.has(one.words),
  );
  if (strange.length > 0 && !known.asking) {
    known.asking = true;
    void learn(page, known, path, strange)
      .catch(() => {
        for (const { words } of strange) known.unknown.add(words);
      })
      .finally(() => {
        known.asking = false;
        safely(changed, undefined);
      });
  }
  return lines.flatMap((one) => {
    const address = addressOf(known, one);
    return address === undefined ? [] : [{ element: one.element, anchor: one.anchor, address }];
  });
}
