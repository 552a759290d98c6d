import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { censored, kindOf, mark } from "../../../extension/mail/reading/censor.ts";
import { skeletonOf } from "../../../extension/mail/reading/skeleton.ts";
import { sites } from "../../../extension/mail/sites/index.ts";
import { fixture, pageAt } from "./page.ts";

const scope = (webmail: string) => {
  const site = sites.find((one) => one.webmail === webmail);
  return { thread: site?.thread.at.map((way) => way.at) ?? [], bodies: site?.bodies ?? [] };
};
const of = (name: string) =>
  skeletonOf(
    pageAt(fixture(`${name}.html`), "https://mail.example/"),
    scope(name.split("/")[0] ?? ""),
  );

describe("a skeleton", () => {
  test("has the names of the parts and no content when it is of a conversation", () => {
    const skeleton = of("proton/conversation");
    expect(skeleton).toContain("data-testid");
    expect(skeleton).toContain("(left out)");
    expect(skeleton).not.toMatch(/dana|whitfield|harlow|@[a-z]/i);
  });

  test.each([
    "gmail/conversation",
    "roundcube/show",
    "outlook/conversation",
    "yahoo/conversation",
    "fastmail/conversation",
    "qq/message",
    "netease/message",
    "generic/labels",
  ])("names no word that people read when it is of %s", (name) => {
    const page = pageAt(fixture(`${name}.html`), "https://mail.example/");
    const skeleton = of(name);
    expect(skeleton.length).toBeGreaterThan(100);
    // Words with a capital or of another script: those of the interface stand among class names
    // too.
    const words =
      (page.body.textContent ?? "").match(/\p{Lu}\p{Ll}{3,}|\p{Script=Han}{2,}/gu) ?? [];
    const names = new Set(
      words
        .map((word) => word.toLowerCase())
        .filter((word) => /dana|whitfield|harlow|robin|vale|anchor|王小明|海洋/.test(word)),
    );
    for (const word of names) expect(skeleton.toLowerCase(), word).not.toContain(word);
  });

  test("stays within its bounds, and counts what is alike, when the page is huge", () => {
    const rows = Array.from(
      { length: 600 },
      (_, at) => `<tr class="row" data-id="${at}"><td>Row ${at}</td></tr>`,
    ).join("");
    const alike = skeletonOf(
      pageAt(`<main><table><tbody>${rows}</tbody></table></main>`, "https://x.example/"),
      scope(""),
    );
    expect(alike).toContain("(597 more alike)");
    const unlike = Array.from(
      { length: 2500 },
      (_, at) => `<div class="a${at % 900}"><b>${at}</b></div>`,
    ).join("");
    expect(
      skeletonOf(pageAt(`<main>${unlike}</main>`, "https://x.example/"), scope("")).length,
    ).toBeLessThanOrEqual(40_010);
    const deep = "<div>".repeat(400);
    expect(
      skeletonOf(pageAt(`<main>${deep}`, "https://x.example/"), scope("")).split("\n").length,
    ).toBeLessThan(70);
  }, 30_000);
});

test.each([
  ["dana@harlow-marine.example", "address(32)"],
  ["Dana <dana@harlow.example>", "text-with-address(32)"],
  ["2026-11-02T14:02:00Z", "date-like(32)"],
  ["14:02", "date-like(8)"],
  ["1,204", "number(8)"],
  ["https://x.example/a", "link(32)"],
  ["Anchor chain", "text(16)"],
  ["18c2f4a9b", "id-like(16)"],
  ["  ", null],
])("a text is told by kind and rough length when it is %s", (text, kind) =>
  expect(kindOf(text)).toBe(kind),
);

test.each([
  ["message-header", "message-header"],
  ["v-MessageCard-from", "v-MessageCard-from"],
  ["S2NDX", "S2NDX"],
  ["conversationThreadListContainer", "conversationThreadListContainer"],
  ["MSG_AAQkADc1ZGE3", "~16"],
  ["FMfcgzQXkVzLPRwrBtqFxjhLDnbmkxcV", "~32"],
  ["msg-20261102", "msg-~8"],
  ["box-dana", "box-~4"],
  ["dana@x.example", "~16"],
  ["收件人", "~4"],
])("a name of the page's making is kept but for what is a person's when it is %s", (name, kept) =>
  expect(censored(name, new Set(["dana", "message", "header"]))).toBe(kept),
);

test.each([
  ["message-view-0", "message-view-0"],
  ["conversation-header:subject", "conversation-header:subject"],
  ["userdropdown:label:email", "~16:label:email"],
  ["Dana Whitfield", null],
  ["dana", null],
  ["mail-whitfield-dana-harlow", null],
  ["recipients:item-dana@x.example", null],
  ["message-20261102", "message-~8"],
])("a mark is told by the words of webmails alone when it is %s", (value, told) =>
  expect(mark(value)).toBe(told),
);

describe("a report", () => {
  const word = fc
    .stringMatching(/^[A-Z][a-z]{4,9}$/)
    .filter(
      (one) =>
        !/^(?:Text|Link|Number|Address|Left|More|Alike|Title|Value|Label|Article|Header|Region|Button|Frame|Class|Attribute)/.test(
          one,
        ),
    );
  const person = fc.record({
    first: word.map((one) => `Zq${one.toLowerCase()}`),
    last: word.map((one) => `Xw${one.toLowerCase()}`),
    id: fc.oneof(
      fc.uuid(),
      fc.stringMatching(/^[A-Za-z0-9]{8}\d{3}[A-Za-z0-9_-]{13}$/),
      fc.bigInt(10n ** 11n, 10n ** 18n).map(String),
    ),
    note: fc.string({ minLength: 6, maxLength: 60 }),
    han: fc.stringMatching(/^[\u4e00-\u9fa5]{2,4}$/),
  });
  const places = [
    "title",
    "alt",
    "href",
    "src",
    "value",
    "aria-label",
    "data-email",
    "data-id",
    "data-testid",
    "placeholder",
    "datetime",
    "name",
    "content",
    "onclick",
    "x-own",
    "for",
    "role",
    "type",
    "aria-expanded",
  ];
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

  test(
    "holds none of the texts, addresses, names and ids that were planted anywhere",
    () =>
      fc.assert(
        fc.property(
          person,
          fc.array(fc.tuple(fc.constantFrom(...places), fc.nat({ max: 4 })), {
            minLength: 3,
            maxLength: 12,
          }),
          ({ first, last, id, note, han }, planted) => {
            const address = `${first.toLowerCase()}.${last.toLowerCase()}@${last.toLowerCase()}-marine.example`;
            const texts = [`${first} ${last}`, address, id, note, han];
            const attributes = planted
              .map(
                ([name, which]) =>
                  `<i ${name}="${escaped(texts[which] ?? "")}"><b ${name}="${escaped(texts.join(" "))}"></b></i>`,
              )
              .join("");
            const named = [
              address,
              id,
              `card-${first}`,
              `card_${last.toLowerCase()}`,
              han,
              `${first}${last}`,
            ]
              .map(
                (one) =>
                  `<u class="row ${escaped(one).replaceAll(/\s/g, "")}" id="m-${escaped(one)}" data-${first.toLowerCase()}="1">` +
                  "</u>",
              )
              .join("");
            const said = texts
              .map((text) => `<p>${escaped(text)}</p><span>${escaped(text)}<em>x</em></span>`)
              .join("");
            const html = `<body><main class="thread"><h1>${escaped(texts.join(" "))} ${first}${last}</h1>${attributes}${named}${said}<div class="body">${escaped(note)}</div><textarea>${escaped(note)}</textarea>
        <!-- ${first} --><script>var name = "${first}"</script></main></body>`;
            const skeleton = skeletonOf(pageAt(html, `https://mail.example/${id}`), {
              thread: [".thread"],
              bodies: [".body"],
            });
            const leaks = [
              first,
              last,
              address,
              id,
              han,
              ...(note.trim().length >= 6 ? [note.trim()] : []),
            ].filter((text) => skeleton.toLowerCase().includes(text.toLowerCase()));
            expect(leaks).toEqual([]);
          },
        ),
        { numRuns: 200 },
      ),
    60_000,
  );
});
