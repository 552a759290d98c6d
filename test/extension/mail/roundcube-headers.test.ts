// @vitest-environment jsdom
import { expect, test } from "vitest";
import { headerFacts, parseHeaders } from "../../../extension/mail/roundcube-headers.ts";
import { fixture } from "./page.ts";

test("parseHeaders answers the first of each field, unfolded, when the page lists them", () => {
  const fields = parseHeaders(fixture("roundcube/headers.html"));
  expect(fields.get("message-id")).toBe("<CA+x=1@mail.harlow-marine.example>");
  expect(fields.get("received")).toBe("from mx.harlow-marine.example by mail.regards.example; Mon, 02 Nov 2026 14:02:07 +0000");
  expect(fields.get("subject")).toBe("<script>alert(1)</script> Message-ID: <fake@evil.example>");
});

test("headerFacts answers id, date and list when the fields tell them", () => {
  expect(headerFacts(parseHeaders(fixture("roundcube/headers.html")))).toEqual({
    messageId: "CA+x=1@mail.harlow-marine.example", occurredAt: "2026-11-02T14:02:05.000Z", list: true,
  });
});

test("headerFacts answers nothing when the page holds no headers", () => {
  for (const page of ["", "<p>Session expired</p>", '<div class="frame-content">Date: tomorrow</div>']) {
    expect(headerFacts(parseHeaders(page))).toEqual({ messageId: null, occurredAt: null, list: false });
  }
});
