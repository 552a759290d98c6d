/**
 * Known webmails in views that cannot be read. The kind: any page that is recognised and shows a
 * message whose sender no way finds.
 */
import { expect, test } from "vitest";
import type { Adapter } from "../../../extension/mail/adapter.ts";
import { described } from "../../../extension/mail/described/described.ts";
import { proton } from "../../../extension/mail/sites/proton.ts";
import { fill, fixture, gmail, loadedAt, pageAt, roundcube, sogo } from "./page.ts";

const show = fixture("roundcube/show.html")
  .replaceAll('id="message-header"', 'id="renamed"')
  .replaceAll('class="header ', 'class="renamed ');
const people = (adapter: Adapter, page: Document) =>
  adapter.guess?.(page)?.candidates.map(({ address }) => address);

test("Roundcube offers whom the page shows when its header has another shape", async () => {
  const page = await loadedAt(
    show,
    "https://mail.regards.example/?_task=mail&_uid=12&_mbox=INBOX&_action=show",
  );
  expect(roundcube.read(page)).toBe("unreadable");
  expect(people(roundcube, page)).toEqual([
    "dana@harlow-marine.example",
    "rep@regards.example",
    "kim@fjord.example",
    "lilei@xn--bcher-kva.example",
    "office@harlow-marine.example",
  ]);
});

test("Roundcube offers whom its preview shows, nobody of the list, when its shape is another", async () => {
  const page = await loadedAt(
    fixture("roundcube/list.html"),
    "https://mail.regards.example/?_task=mail",
  );
  const frame = page.querySelector<HTMLIFrameElement>("#messagecontframe");
  if (frame === null) throw new Error("no preview");
  fill(frame, show.replaceAll("action-show", "action-preview"));
  expect(people(roundcube, page)?.[0]).toBe("dana@harlow-marine.example");
});

test("SOGo offers whom the page shows when its header has another shape", () => {
  const page = pageAt(
    fixture("sogo/message.html").replaceAll("a.md-caption", "renamed"),
    "https://mail.regards.example/SOGo/so/sam/Mail/view#!/Mail/0/virtual/INBOX/220",
  );
  for (const one of page.querySelectorAll("a.md-caption")) one.classList.remove("md-caption");
  expect([sogo.read(page), people(sogo, page)?.length ?? 0]).not.toEqual(["unreadable", 0]);
});

test("Gmail offers whom the page shows and reads nothing of the body when every name has changed", () => {
  const page = pageAt(
    fixture("gmail/renamed.html"),
    "https://mail.google.com/mail/u/0/#inbox/FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR",
  );
  expect(gmail.read(page)).toBe("unreadable");
  expect(JSON.stringify(people(gmail, page) ?? [])).not.toContain("body.example");
});

test("a described site offers whom the page shows, nobody of its bodies, when the sender stands elsewhere", () => {
  const page = pageAt(fixture("proton/message.html"), "https://mail.proton.me/u/0/inbox/AbC");
  expect(JSON.stringify(people(described(proton), page) ?? [])).not.toMatch(/body\.example|trap/);
});
