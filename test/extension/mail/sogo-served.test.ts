/**
 * SOGo redesigned so that the built-in description fails, by a served one with the built-in one
 * behind it.
 */
import { afterEach, expect, test, vi } from "vitest";
import type { OpenMessage } from "../../../extension/mail/adapter.ts";
import { either, served } from "../../../extension/mail/described/either.ts";
import { sogoDescription } from "../../../extension/mail/sogo/description.ts";
import { sogoOf } from "../../../extension/mail/sogo/sogo.ts";
import { description, type Description } from "../../../shared/contract/webmail.ts";
import { faultsOf } from "../../../shared/signals/limits.ts";
import { fixture, pageAt, sogo } from "./page.ts";

const base = "https://mail.ours.example/SOGo/so/sam/Mail/view";
/** The sender's binding, the chips', the list's rows and their texts under other names. */
const renamed = (text: string) =>
  text
    .replaceAll("from[0].email", "sender.mail")
    .replaceAll("md-caption", "sg-caption")
    .replaceAll("md-chip-content", "sg-pill")
    .replaceAll("sg-tile-subject", "sg-row-subject")
    .replaceAll("sg-message-list-item", "sg-letter")
    .replaceAll("sg-md-subhead", "sg-top")
    .replaceAll("sg-tile-content", "sg-words");
const mended: Description = JSON.parse(
  renamed(JSON.stringify({ ...sogoDescription, version: sogoDescription.version + 1 })),
);
const both = () => either(served(sogoOf(mended)), sogo);
const message = (html = renamed(fixture("sogo/message.html"))) =>
  pageAt(html, `${base}#!/Mail/0/INBOX/220`);
afterEach(() => {
  vi.unstubAllGlobals();
});

test("SOGo's description is a valid one, with nothing in it that could not be served", () => {
  expect(description.parse(structuredClone(sogoDescription))).toEqual(sogoDescription);
  expect(faultsOf(mended)).toEqual([]);
});

test("message is read as the built-in description reads its own shape when the page was redesigned", () => {
  expect(sogo.read(message())).toBe("unreadable");
  const adapter = both();
  const page = message();
  expect(adapter.read(page)).toEqual(sogo.read(message(fixture("sogo/message.html"))));
  expect(adapter.health(page)).toMatchObject({
    description: { version: mended.version, from: "served" },
    facts: { from: "2022-11 :has(> a[ng-bind*='sender.mail'])" },
  });
});

test("headers are asked for by whichever read the message when one of both did", async () => {
  const xml =
    `<D:multistatus xmlns:a="urn:schemas:mailheader:" xmlns:D="DAV:">` +
    "<a:message-id>&lt;one@harlow.example></a:message-id>" +
    "<a:from>Dana &lt;dana@harlow-marine.example></a:from></D:multistatus>";
  for (const page of [message(), message(fixture("sogo/message.html"))]) {
    vi.stubGlobal("DOMParser", page.defaultView?.DOMParser);
    vi.stubGlobal("fetch", async () => new Response(xml, { status: 207 }));
    const adapter = both();
    expect(
      await adapter.headers?.(
        adapter.read(page) as OpenMessage,
        page,
        new AbortController().signal,
      ),
    ).toMatchObject({ messageId: "one@harlow.example" });
  }
});

test("recipients are read as typed when the composer was redesigned", () => {
  const compose = (html: string) => pageAt(html, `${base}#!/Mail/0/INBOX`);
  const adapter = both();
  expect(adapter.read(compose(renamed(fixture("sogo/compose.html"))))).toEqual(
    sogo.read(compose(fixture("sogo/compose.html"))),
  );
});

test("rows have their addresses when the list was redesigned", async () => {
  const page = message();
  const adapter = both();
  const row = (uid: number, subject: string, email: string, time: string, size: string) => [
    subject,
    [{ name: "Dana Whitfield", email }],
    `Thursday ${time}`,
    size,
    uid,
  ];
  vi.stubGlobal("fetch", async (url: URL) =>
    url.pathname.endsWith("/view")
      ? Response.json({ uids: [1, 2, 30, 40] })
      : Response.json([
          ["Subject", "From", "RelativeDate", "Size", "uid"],
          row(30, "Sizes", "dana@harlow-marine.example", "13:00", "347 B"),
          row(40, "Bank account", "dana@harlow-rnarine.example", "12:00", "321 B"),
        ]),
  );
  expect(sogo.rows(page)).toEqual([]);
  adapter.rows(page);
  await expect
    .poll(() => adapter.rows(page).map(({ address }) => address))
    .toEqual(["dana@harlow-marine.example", "dana@harlow-rnarine.example"]);
});

test("body of the message stays unread when a description points at it", () => {
  for (const at of [".msg-body", ".mailer_mailcontent h5", "md-card-content"]) {
    const open = sogoOf({
      ...sogoDescription,
      thread: { ...sogoDescription.thread, subject: [{ since: "2026-11", at }] },
    }).read(message(fixture("sogo/message.html")));
    expect(open, at).toMatchObject({ subject: null });
  }
});
