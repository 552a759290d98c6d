/**
 * Mutation records that alone tell whether something changed, held against reading the whole page
 * again: on the project's own pages, changed at random.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Adapter } from "../../../extension/mail/adapter.ts";
import { described } from "../../../extension/mail/described/described.ts";
import { isByText } from "../../../extension/mail/described/rows.ts";
import { attributesIn, attributesOf } from "../../../extension/mail/described/watch.ts";
import { looked } from "../../../extension/mail/described/looks.ts";
import { sites } from "../../../extension/mail/sites/index.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { fixture, pageAt } from "./page.ts";

/**
 * The same changes at each run, so that a red one repeats; `SEED=7 npm run test:unit` goes through
 * others.
 */
const runs = { numRuns: 5, seed: Number(process.env["SEED"] ?? 20_261_122) };

const addresses: Record<string, string> = {
  outlook: "https://outlook.office.com/mail/inbox/id/AQQkADc1",
  fastmail: "https://app.fastmail.com/mail/Inbox/T77xy",
  yahoo: "https://mail.yahoo.com/d/folders/1/messages/AB12",
  proton: "https://mail.proton.me/u/0/inbox/c1/m1",
  qq: "https://wx.mail.qq.com/home/index?sid=z#/read/1",
  netease:
    "https://mail.163.com/js6/main.jsp?sid=z#module=read.ReadModule%7C%7B%22id%22%3A%2219%3Axyz%22%7D",
};
const known = sites.filter((site) => site.frame === undefined);
const pagesOf = (site: Description) =>
  readdirSync(join(import.meta.dirname, "../../fixtures/mail", site.webmail)).filter((name) =>
    name.endsWith(".html"),
  );

/** One change: of which element, what, and with which other. */
type Change = {
  at: number;
  what: "attribute" | "without" | "text" | "remove" | "move" | "copy";
  other: number;
};
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(5000),
  what: fc.constantFrom("attribute", "attribute", "without", "text", "remove", "move", "copy"),
  other: fc.nat(5000),
});

/**
 * Changes an element of these parts as pages do; values are such as stand elsewhere in the page.
 */
function apply(
  page: Document,
  parts: Element[],
  attributes: string[],
  { at, what, other }: Change,
): void {
  const all = parts.flatMap((part) => [...part.querySelectorAll("*")]);
  const one = all[at % all.length];
  const second = all[other % all.length];
  if (one === undefined || second === undefined) return;
  const name = attributes[other % attributes.length] ?? "title";
  const values = [...page.querySelectorAll(`[${name}]`)].map(
    (each) => each.getAttribute(name) ?? "",
  );
  if (what === "attribute")
    one.setAttribute(name, values[at % Math.max(1, values.length)] ?? "new@else.example");
  else if (what === "without") one.removeAttribute(name);
  else if (what === "text") {
    const text = [...one.childNodes].find((node) => node.nodeType === 3);
    if (text === undefined) one.append(`new${at}@else.example`);
    else text.nodeValue = `Anew ${other % 7}`;
  } else if (what === "remove") one.remove();
  else if (what === "copy") one.append(second.cloneNode(true));
  else if (!second.contains(one)) one.before(second);
}

const read = (site: Description, page: Document) => JSON.stringify(described(site).read(page));
const targets = (adapter: Adapter, page: Document) =>
  adapter.watch(page).map(({ target }) => target);

/**
 * Goes through changes, some at once; answers how many records did not concern what is open. Throws
 * where one of them did all the same.
 */
function goThrough(site: Description, page: Document, steps: Change[][]): number {
  const adapter = described(looked(site));
  const view = page.defaultView;
  const attributes = attributesOf(site);
  if (view === null) throw new Error("the page has no window");
  const observer = new view.MutationObserver(() => undefined);
  let quiet = 0;
  for (const step of steps) {
    const before = read(site, page);
    const watched = adapter.watch(page);
    observer.disconnect();
    for (const { target, options } of watched) observer.observe(target, options);
    const parts = watched
      .filter(({ options }) => options.subtree === true)
      .map(({ target }) => target as Element);
    for (const one of step) apply(page, parts, attributes, one);
    const records = observer.takeRecords();
    if (
      records.length === 0 ||
      watched.some(({ target }) => !target.isConnected) ||
      records.some((record) => adapter.concerns?.(record) ?? true)
    )
      continue;
    quiet += records.length;
    expect(
      read(site, page),
      JSON.stringify({
        step,
        records: records.map(({ type, target, attributeName }) => [
          type,
          target.nodeName,
          (target as Element).className,
          attributeName,
        ]),
      }),
    ).toBe(before);
    expect(targets(described(site), page)).toEqual(watched.map(({ target }) => target));
  }
  observer.disconnect();
  return quiet;
}

test("a change concerns what is open when what lost its class was moved out of the conversation at once", () => {
  const site = known.find(({ webmail }) => webmail === "fastmail");
  const page = pageAt(fixture("fastmail/unknown-sender.html"), addresses["fastmail"] ?? "");
  const adapter = described(looked(site ?? known[0]!));
  const view = page.defaultView;
  if (view === null) throw new Error("the page has no window");
  adapter.read(page);
  const observer = new view.MutationObserver(() => undefined);
  for (const { target, options } of adapter.watch(page)) observer.observe(target, options);
  const sender = page.querySelector(".v-MessageCard-unknownSender");
  sender?.removeAttribute("class");
  page.body.prepend(sender ?? "");
  expect(observer.takeRecords().some((record) => adapter.concerns?.(record))).toBe(true);
});

describe.each(known.map((site) => [site.webmail, site] as const))("%s", (webmail, site) => {
  const at = addresses[webmail] ?? `https://${site.hosts[0]}/`;

  test("changes no answer by what concerns nothing when its pages change at random", () => {
    let quiet = 0;
    for (const page of pagesOf(site)) {
      const html = fixture(`${webmail}/${page}`);
      fc.assert(
        fc.property(
          fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), {
            minLength: 4,
            maxLength: 8,
          }),
          (steps) => {
            quiet += goThrough(site, pageAt(html, at), steps);
          },
        ),
        runs,
      );
    }
    expect(quiet).toBeGreaterThan(0);
  });

  if (site.rows !== null)
    test("has one row at a time what it has of all when rows are recycled, sorted and renamed", () => {
      const attributes = attributesIn(site.rows);
      for (const name of pagesOf(site))
        fc.assert(
          fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
            const page = pageAt(fixture(`${webmail}/${name}`), at);
            const adapter = described(site);
            for (const one of changes) {
              const rows = adapter.rows(page);
              const lists = rows.map(({ element }) => element.parentElement ?? element);
              const single = () =>
                [...page.querySelectorAll<HTMLElement>(adapter.row?.at ?? "")].flatMap(
                  (element) => adapter.row?.read(element) ?? [],
                );
              expect(single()).toEqual(rows);
              apply(page, lists.length > 0 ? lists : [page.body], attributes, one);
            }
          }),
          runs,
        );
    });

  if (site.rows !== null && !isByText(site.rows))
    test("has the same of every row when any text of theirs changes", () => {
      for (const name of pagesOf(site)) {
        const page = pageAt(fixture(`${webmail}/${name}`), at);
        const adapter = described(site);
        const people = () => adapter.rows(page).map((row) => row.address);
        const before = people();
        for (const { element } of adapter.rows(page))
          for (const one of [element, ...element.querySelectorAll("*")])
            for (const node of one.childNodes)
              if (node.nodeType === 3) node.nodeValue = "Anew <new@else.example>";
        expect(people()).toEqual(before);
      }
    });
});
