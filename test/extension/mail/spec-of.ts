/**
 * The spec of a webmail known as data: its pages under `test/fixtures/mail/<webmail>/`, and what
 * each must give.
 */
import { describe, expect, test } from "vitest";
import type { Open } from "../../../extension/mail/adapter.ts";
import { described } from "../../../extension/mail/described/described.ts";
import { siteOf } from "../../../extension/mail/sites/index.ts";
import { description, type Description } from "../../../shared/contract/webmail.ts";
import { tag, type Fact } from "../../support-table.ts";
import { fixture, pageAt } from "./page.ts";

type Page = {
  /** The page's own address. */
  at: string;
  /** The expected reading; null where nothing is open. */
  open: Open | "unreadable" | null;
  /** Addresses of the thread list's rows, in order. */
  rows?: string[];
  /** Changes the page before it is read. */
  change?: (page: Document) => void;
  /** The fixture, where it is not named as the case. */
  page?: string;
};

/** Returns what a page's answers prove, for the table of what is proved. */
function provedBy(site: Description, { open, rows = [] }: Page): string {
  const said = (is: boolean, ...of: Fact[]) => (is ? [tag(site.webmail, of, "own page")] : []);
  const kind = open === null || open === "unreadable" ? null : open.kind;
  return [
    ...said(kind === "message", "thread", "people"),
    ...said(kind === "compose", "compose"),
    ...said(rows.length > 0, "list"),
    ...said(
      open !== null && open !== "unreadable" && open.kind === "message" && open.identity !== null,
      "identity",
    ),
  ].join(" ");
}

/**
 * Checks the description by the schema, that the hosts of its pages are its own, and each page's
 * answers.
 */
export function specOf(site: Description, pages: Record<string, Page>): void {
  const adapter = described(site);
  describe(site.webmail, () => {
    test("is a valid description when the schema reads it", () =>
      expect(description.parse(structuredClone(site))).toEqual(site));

    for (const [name, { at, open, rows, change, page = name }] of Object.entries(pages))
      test(`answers what stands in it when the page is ${name} ${provedBy(site, { at, open, rows })}`, () => {
        expect(siteOf(new URL(at).hostname)).toBe(site);
        const document = pageAt(fixture(`${site.webmail}/${page}.html`), at);
        change?.(document);
        expect(adapter.read(document)).toEqual(open);
        if (rows !== undefined)
          expect(adapter.rows(document).map((row) => row.address)).toEqual(rows);
        for (const [fact, signal] of Object.entries(adapter.health(document).facts)) {
          // A report names ways, never what stands in the page.
          if (signal !== null) expect(signal, fact).toMatch(/^20\d\d-\d\d \S/);
        }
      });

    test("is unreadable or nothing, and never throws, when the page is any other webmail's", () => {
      for (const other of ["gmail/conversation.html", "roundcube/hostile.html"]) {
        expect(["unreadable", null]).toContain(
          adapter.read(pageAt(fixture(other), Object.values(pages)[0]?.at ?? "https://x.example/")),
        );
      }
    });
  });
}
