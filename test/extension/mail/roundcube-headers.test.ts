// @vitest-environment jsdom
import { expect, test } from "vitest";
import {
  headerFacts,
  parseHeaders,
  parseSource,
} from "../../../extension/mail/roundcube/headers.ts";
import { fixture } from "./page.ts";

test("parseHeaders answers the first of each field, unfolded, when the page lists them", () => {
  const fields = parseHeaders(fixture("roundcube/headers.html"));
  expect(fields.get("message-id")).toBe("<CA+x=1@mail.harlow-marine.example>");
  expect(fields.get("received")).toBe(
    "from mx.harlow-marine.example by mail.regards.example; Mon, 02 Nov 2026 14:02:07 +0000",
  );
  expect(fields.get("subject")).toBe("<script>alert(1)</script> Message-ID: <fake@evil.example>");
});

test("headerFacts answers id, date and list when the fields tell them", () => {
  expect(headerFacts(parseHeaders(fixture("roundcube/headers.html")))).toEqual({
    messageId: "CA+x=1@mail.harlow-marine.example",
    occurredAt: "2026-11-02T14:02:05.000Z",
    list: true,
  });
});

test("headerFacts answers whom answers go to when the fields name them", () => {
  const page = (field: string) =>
    `<div class="frame-content"><b>Date</b>: Mon, 2 Nov 2026 15:02:05 +0100<br>` +
    `<b>${field}</b>: "Pay, Desk" &lt;pay@elsewhere.example&gt;,<br>&nbsp;&nbsp;kim@fjord.example<br>` +
    "</div>";
  const people = [
    { name: "Pay, Desk", address: "pay@elsewhere.example" },
    { name: null, address: "kim@fjord.example" },
  ];
  for (const field of ["Reply-To", "reply-to", "REPLY-TO"])
    expect(headerFacts(parseHeaders(page(field))).replyTo).toEqual(people);
  expect(headerFacts(parseHeaders(page("X-Reply-To"))).replyTo).toBeUndefined();
});

test("headerFacts answers nothing when the page holds no headers", () => {
  for (const page of [
    "",
    "<p>Session expired</p>",
    '<div class="frame-content">Date: tomorrow</div>',
  ]) {
    expect(headerFacts(parseHeaders(page))).toEqual({
      messageId: null,
      occurredAt: null,
      list: false,
    });
  }
});

test("parseSource answers the unfolded fields and nothing of the text when it is given a message", () => {
  const source =
    "Date: Mon, 2 Nov 2026 15:02:05 +0100\r\nReply-To: Pay\r\n\t<pay@elsewhere.example>\r\n" +
    "Message-ID: <a@b.example>\r\n\r\nList-Id: <forged.example>\r\n";
  expect(headerFacts(parseSource(source))).toEqual({
    messageId: "a@b.example",
    occurredAt: "2026-11-02T14:02:05.000Z",
    list: false,
    replyTo: [{ name: "Pay", address: "pay@elsewhere.example" }],
  });
});
