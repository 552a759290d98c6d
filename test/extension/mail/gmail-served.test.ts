/**
 * Gmail redesigned so that the built-in description fails, by a served one with the built-in one
 * behind it.
 */
import { describe, expect, test } from "vitest";
import { either, served } from "../../../extension/mail/described/either.ts";
import { gmailDescription } from "../../../extension/mail/gmail/description.ts";
import { gmailOf } from "../../../extension/mail/gmail/gmail.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { fixture, gmail, pageAt } from "./page.ts";

/** Every attribute that holds an address under another name. */
const renamed = (text: string) =>
  text
    .replaceAll(/\bemail(?==\\?"|\])/g, "mail-of")
    .replaceAll('"attribute":"email"', '"attribute":"mail-of"')
    .replaceAll("data-hovercard-id", "data-card");
const mended = JSON.parse(
  renamed(JSON.stringify({ ...gmailDescription, version: gmailDescription.version + 1 })),
) as Description;
const both = (site = mended) => either(served(gmailOf(site)), gmail);
const conversation = (html = renamed(fixture("gmail/conversation.html"))) =>
  pageAt(html, "https://mail.google.com/mail/u/0/#inbox/FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR");
const list = (html = renamed(fixture("gmail/list.html"))) =>
  pageAt(html, "https://mail.google.com/mail/u/0/#inbox");

describe("Gmail by a served description", () => {
  test("reads what the built-in one cannot, and says so, when the page was redesigned", () => {
    expect(gmail.read(conversation())).toBe("unreadable");
    const adapter = both();
    expect(adapter.read(conversation())).toEqual(
      gmail.read(conversation(fixture("gmail/conversation.html"))),
    );
    expect(adapter.health(conversation()).description).toEqual({
      version: gmailDescription.version + 1,
      from: "served",
    });
  });

  test("marks the list in its new and in its old shape, row by row and at once", () => {
    const before = gmail.rows(list(fixture("gmail/list.html"))).map((row) => row.address);
    expect(before.length).toBeGreaterThan(0);
    expect(gmail.rows(list())).toEqual([]);
    for (const page of [list(), list(fixture("gmail/list.html"))]) {
      const adapter = both();
      expect(adapter.rows(page).map((row) => row.address)).toEqual(before);
      const rows = [...page.querySelectorAll<HTMLElement>(adapter.row?.at ?? "none")];
      expect(rows.flatMap((row) => adapter.row?.read(row)?.address ?? [])).toEqual(before);
    }
  });

  test("follows the rows by the attributes that either reads", () => {
    expect(both().row?.attributes).toEqual(
      expect.arrayContaining(["mail-of", "data-card", "email", "data-hovercard-id"]),
    );
  });

  test("leaves the page to the built-in one when its selectors are none", () => {
    const broken = JSON.parse(
      JSON.stringify(mended).replaceAll('"at":"', '"at":"[['),
    ) as Description;
    const page = conversation(fixture("gmail/conversation.html"));
    expect(both(broken).read(page)).toEqual(gmail.read(page));
  });

  test("makes nobody of a message's body when its rows point at what stands there", () => {
    const rows = {
      at: [{ since: "2026-11", at: ".adn" }],
      person: [{ since: "2026-11", at: ".a3s [mail-of]", address: [{ attribute: "mail-of" }] }],
      anchor: ".gE",
    };
    const adapter = gmailOf({ ...mended, rows });
    const page = conversation();
    expect(page.querySelector(".adn .a3s [mail-of]")).not.toBeNull();
    expect(adapter.rows(page)).toEqual([]);
    expect(
      [...page.querySelectorAll<HTMLElement>(".adn")].map((row) => adapter.row?.read(row)),
    ).toEqual([null, null]);
  });
});
