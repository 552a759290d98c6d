/**
 * Real captures made by others, where they are at hand: old Gmail, with the answers each page must
 * give.
 */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { gmailDescription } from "../../../extension/mail/gmail/description.ts";
import { factsOf } from "../../../extension/mail/gmail/facts.ts";
import { ask } from "../../../extension/mail/reading/signals.ts";
import { adapterFor, gmail, pageAt } from "./page.ts";

type Person = { name: string | null; email: string };
type Expected = {
  account_owner?: Person | null;
  rows?: { dom_row_id: string; senders: Person[] }[];
  thread?: unknown;
};
type Capture = { file: string; provider: string; view: string; expected: Expected };

const folder = new URL("../../../../shared/webmail/", import.meta.url);
const manifest = new URL("manifest.json", folder);
const all = existsSync(manifest)
  ? (JSON.parse(readFileSync(manifest, "utf8")) as { files: Capture[] }).files
  : [];
if (all.length === 0)
  test.skipIf(true)(
    "captures are not at hand (../shared/webmail): not checked [gmail: list · capture]",
    () => undefined,
  );

test.each(all.filter((one) => one.provider !== "gmail"))(
  "no adapter claims $file when it is no webmail we know",
  ({ file }) => {
    expect(
      adapterFor(pageAt(readFileSync(new URL(file, folder), "utf8"), "https://webmail.example/")),
    ).toBeNull();
  },
);

test.each(all.filter((one) => one.provider === "gmail"))(
  "gmail answers what stands in $file when that page is open [gmail: list · capture]",
  ({ file, expected }) => {
    const page = pageAt(
      readFileSync(new URL(file, folder), "utf8"),
      "https://mail.google.com/mail/u/0/#inbox",
    );
    const { facts } = gmail.health(page);
    console.log(
      `${file}: ${Object.entries(facts)
        .map(([fact, signal]) => `${fact} ${signal ?? "not there"}`)
        .join("; ")}`,
    );
    expect(gmail.read(page)).toBeNull();
    const rows = gmail.rows(page);
    expect(rows.map((row) => row.element.id)).toEqual(
      (expected.rows ?? []).map((row) => row.dom_row_id),
    );
    for (const [i, row] of (expected.rows ?? []).entries()) {
      expect(row.senders.map((one) => one.email.toLowerCase())).toContain(rows[i]?.address);
    }
    const owner = ask(page, factsOf(gmailDescription).account);
    expect(owner).toBe(expected.account_owner?.email ?? null);
    expect(facts["account"] === null).toBe(owner === null);
  },
);
