import { describe, expect, test } from "vitest";
import { conversationToken, plainId } from "../../../extension/mail/gmail/place.ts";
import { fixture, gmail, pageAt } from "./page.ts";

const base = "https://mail.google.com/mail/u/0/";
const token = "FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR";
const conversation = (hash = `#inbox/${token}`, html = fixture("gmail/conversation.html")) =>
  pageAt(html, `${base}${hash}`);

describe("gmail conversation", () => {
  test("read answers the newest when a conversation is open [gmail: thread, people, identity · own page]", () => {
    expect(gmail.read(conversation())).toEqual({
      kind: "message",
      account: "rep@regards.example",
      subject: "Refit of the Selkie ⚓",
      list: false,
      occurredAt: new Date(2026, 10, 2, 14, 2).toISOString(),
      participants: [
        { role: "from", name: "Dana Harlow", address: "dana@harlow-marine.example" },
        { role: "to", name: null, address: "rep@regards.example" },
        { role: "to", name: "Kim Berg", address: "kim@fjord.example" },
        { role: "from", name: "Kim Berg", address: "kim@fjord.example", earlier: 1 },
      ],
      identity: {
        messageId: null,
        webmail: "gmail",
        account: "rep@regards.example",
        thread: "19a36435ce2f0ff3",
        message: "19a7914e33334444",
      },
    });
  });

  test("read is null when the address says list though the conversation's elements stay", () => {
    for (const hash of [
      "",
      "#inbox",
      "#inbox/p2",
      "#search/fmfcgzqcqkvlhgtnbxwrjbhdsmpvztdr",
      "#settings/general",
      "#label/Clients",
      "#inbox/19a36435ce2f0000",
    ]) {
      expect(gmail.read(conversation(hash))).toBeNull();
    }
  });

  test("read answers by the next signals when class names are gone one by one", () => {
    let html = fixture("gmail/conversation.html");
    for (const [from, to] of [
      ["hP", "hP-1"],
      ["gD", "gD-1"],
      ["g2", "g2-1"],
      ["adn ads", "zz"],
      ["gs", "gs-1"],
    ] as const) {
      html = html.replaceAll(`class="${from}"`, `class="${to}"`);
      expect(gmail.read(conversation(undefined, html))).toMatchObject({
        participants: [
          { role: "from", address: "dana@harlow-marine.example" },
          { address: "rep@regards.example" },
          { address: "kim@fjord.example" },
          { address: "kim@fjord.example", earlier: 1 },
        ],
        identity: { thread: "19a36435ce2f0ff3", message: "19a7914e33334444" },
      });
    }
    expect(Object.values(gmail.health(conversation(undefined, html)).facts)).not.toContain(null);
  });

  test("read is unreadable when every name has changed, and null while nothing is painted", () => {
    expect(gmail.read(conversation(undefined, fixture("gmail/renamed.html")))).toBe("unreadable");
    expect(gmail.read(conversation(undefined, "<div role=main></div>"))).toBeNull();
    expect(gmail.read(conversation(undefined, ""))).toBeNull();
  });

  test("read shows hostile text as text when names and subject carry HTML", () => {
    const html = fixture("gmail/conversation.html")
      .replace("Refit of the Selkie", "&lt;script&gt;x&lt;/script&gt;")
      .replace(
        'name="Dana Harlow"',
        'name="&lt;img src=x onerror=alert(1)&gt; boss@regards.example"',
      );
    expect(gmail.read(conversation(undefined, html))).toMatchObject({
      subject: "<script>x</script> ⚓",
      participants: [
        {
          name: "<img src=x onerror=alert(1)> boss@regards.example",
          address: "dana@harlow-marine.example",
        },
        {},
        {},
        { earlier: 1 },
      ],
    });
  });

  test("the account is Gmail's own when a subject holds another address", () => {
    const html = fixture("gmail/conversation.html").replace(/<a class="gb_B"[^>]*><\/a>/, "");
    expect(gmail.read(conversation(undefined, html))).toMatchObject({
      account: "rep@regards.example",
    });
    expect(gmail.health(conversation(undefined, html)).facts["account"]).toBe("2019-01 title");
  });
});

test("rows answer the last outside writer once a thread when a list is shown [gmail: list · own page]", () => {
  const rows = gmail.rows(pageAt(fixture("gmail/list.html"), `${base}#inbox`));
  expect(rows.map((row) => [row.element.id, row.address])).toEqual([
    [":1", "dana@harlow-marine.example"],
    [":2", "rep@regards.example"],
  ]);
});

test.each([
  ["#inbox/19a36435ce2f0ff3", "19a36435ce2f0ff3"],
  [`#search/from%3Adana/${token}`, token],
  [`#label/Clients%2FBig/${token}`, token],
  [`#all/${token}?compose=new`, token],
  [`#search/${token}`, null],
  ["#inbox/p12", null],
  ["#contacts/abc", null],
  ["", null],
])("conversationToken of %s is %s when Gmail is there", (hash, expected) => {
  expect(conversationToken(new URL(`${base}${hash}`) as unknown as Location)).toBe(expected);
});

test("conversationToken is the thread when Gmail is a window of its own", () => {
  expect(
    conversationToken(
      new URL(
        `${base}popout?ver=1&th=%23thread-f%3A1848000000000000002&cvid=1`,
      ) as unknown as Location,
    ),
  ).toBe("thread-f:1848000000000000002");
});

test("plainId is one id for both spellings and null when Gmail writes that it has none", () => {
  expect(plainId("#msg-f:1847000000000000001")).toBe(1847000000000000001n.toString(16));
  expect(plainId("19a36435ce2f0ff3")).toBe("19a36435ce2f0ff3");
  expect(plainId("#msg-a:r-123")).toBe("msg-a:r-123");
  for (const none of ["undefined", "", "null", null, undefined, "x".repeat(500)])
    expect(plainId(none)).toBeNull();
});
