/** The engine of the webmails known as data, with each kind of way. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { described } from "../../../extension/mail/described/described.ts";
import { attributesOf } from "../../../extension/mail/described/watch.ts";
import { seen } from "../../../extension/mail/reading/digest.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { description } from "../../../shared/contract/webmail.ts";
import { pageAt } from "./page.ts";

const since = "2026-11";
const site: Description = {
  webmail: "some-mail",
  version: 1,
  hosts: ["mail.some.example"],
  bodies: [".body"],
  account: [],
  owner: [{ since, at: "title", take: "^Mail of (.+)$" }],
  watch: [{ since, at: "main" }],
  thread: {
    at: [{ since, at: "#thread" }],
    id: [
      { since, at: ":location", take: "#(\\w+)" },
      { since, at: ".row.open", attribute: "data-id", within: "page" },
    ],
    subject: [{ since, at: "h1" }],
  },
  message: {
    at: [{ since, at: "#thread" }],
    id: [],
    occurredAt: [{ since, at: "time" }],
    replyTo: [],
    from: [{ since, at: ".from", address: [{ attribute: "title" }], name: [{}] }],
    to: [
      {
        since,
        at: ".line i",
        label: { around: ".line", at: "b", says: ["To", "收件人"] },
        address: [{ attribute: "title" }],
        name: [{}],
      },
      {
        since,
        at: "[aria-label^='To:']",
        list: true,
        address: [{ attribute: "aria-label", take: "^To:(.+)$" }],
      },
    ],
    cc: [
      {
        since,
        at: ".line i",
        label: { around: ".line", at: "b", says: ["Cc", "抄送"] },
        address: [{ attribute: "title" }],
        name: [{}],
      },
    ],
  },
  compose: {
    open: "#new",
    at: [{ since, at: "form" }],
    to: [{ since, at: "form u", address: [{}] }],
    cc: [],
    subject: [],
  },
  rows: {
    within: [{ since, at: "ul" }],
    at: [{ since, at: ".row" }],
    person: [{ since, at: "i[title]", address: [{ attribute: "title" }] }],
    anchor: "i",
  },
};
const from =
  '<p class="from" title="dana@harlow-marine.example">Dana</p><time>2026-11-20 14:02</time>';
const page = (inThread: string, hash = "#a1", beside = "") =>
  pageAt(
    `<title>Mail of Robin Rep</title><main><div id="thread"><h1>Refit</h1>${inThread}</div></main>${beside}`,
    `https://mail.some.example/${hash}`,
  );
const read = (...of: Parameters<typeof page>) => described(site).read(page(...of));
const to = (name: string | null, address: string, role = "to") => ({ role, name, address });

describe("described", () => {
  test("site of these tests is valid when the schema reads it", () =>
    expect(description.parse(structuredClone(site))).toEqual(site));

  test("people are told by what stands beside them when lines come in any order", () => {
    const cc = '<p class="line"><b>抄　送：</b><i title="kim@fjord.example">Kim</i></p>';
    const line = '<p class="line"><b>收件人:</b><i title="ola@fjord.example">Ola</i></p>';
    for (const both of [cc + line, line + cc]) {
      expect(read(from + both)).toMatchObject({
        participants: [
          { role: "from" },
          to("Ola", "ola@fjord.example"),
          to("Kim", "kim@fjord.example", "cc"),
        ],
      });
    }
    expect(read(`${from}${cc.replace("抄　送", "Bcc")}`)).toMatchObject({
      participants: [{ role: "from" }],
    });
  });

  test.each([
    [
      "Kim Berg <kim@fjord.example>; Ola <ola@fjord.example>",
      [to("Kim Berg", "kim@fjord.example"), to("Ola", "ola@fjord.example")],
    ],
    [
      "kim@fjord.example; ola@fjord.example;",
      [to(null, "kim@fjord.example"), to(null, "ola@fjord.example")],
    ],
    [
      "Harlow, Dana <dana@harlow-marine.example>",
      [to("Harlow, Dana", "dana@harlow-marine.example")],
    ],
    // A name may hold a semicolon and an address: what has no brackets among such as have is
    // nobody.
    ["boss@bank.example; X <kim@fjord.example>", [to("X", "kim@fjord.example")]],
    ["Kim Berg; Ola", []],
  ])("several people are read from one text when it is %j", (text, expected) => {
    expect(
      read(`${from}<span aria-label="To: ${text.replaceAll("<", "&lt;")}"></span>`),
    ).toMatchObject({ participants: [{ role: "from" }, ...expected] });
  });

  test("names without addresses are told, the owner's not, when the page shows them", () => {
    const names =
      '<p class="line"><b>To</b><i>Robin Rep</i><i title="kim@fjord.example">Kim <i>Berg</i></i><i>Ola Nord</i></p>';
    expect(read(from + names)).toMatchObject({ withoutAddress: ["Ola Nord"] });
    expect(read(from)).not.toHaveProperty("withoutAddress");
  });

  test("card has no message identity when nothing tells which it is, a conversation's when a row does", () => {
    expect(read(from, "")).toMatchObject({
      participants: [{ address: "dana@harlow-marine.example" }],
      identity: null,
    });
    expect(read(from, "", '<p class="row open" data-id="m7"></p>')).toMatchObject({
      identity: {
        thread: "m7",
        message: seen("dana@harlow-marine.example", new Date(2026, 10, 20, 14, 2).toISOString()),
      },
    });
    expect(read(from.replace("2026-11-20 ", ""), "#a1")).toMatchObject({ identity: null });
  });

  test("a composer counts when the address says so", () => {
    const form = "<form><u>kim@fjord.example</u></form>";
    for (const [hash, open] of [
      ["#new", { kind: "compose", participants: [{ address: "kim@fjord.example" }] }],
      ["#list", null],
    ] as const) {
      const beside = pageAt(`<main></main>${form}`, `https://mail.some.example/${hash}`);
      if (open === null) expect(described(site).read(beside)).toBeNull();
      else expect(described(site).read(beside)).toMatchObject(open);
    }
  });
});

describe("watch", () => {
  const targets = (document: Document) =>
    described(site)
      .watch(document)
      .map(({ target, options }) => [target.nodeName.toLowerCase(), options.subtree === true]);

  test("is of the conversation's surroundings and the list when one is open, of their place when none is", () => {
    expect(targets(page(from, "#a1", "<ul></ul>"))).toEqual([
      ["title", false],
      ["main", true],
      ["ul", true],
      ["body", false],
      ["html", false],
    ]);
    const elsewhere = described({
      ...site,
      thread: { ...site.thread, id: [], at: [{ since, at: "#thread div" }] },
    }).watch(page("<div><p></p></div>"));
    expect(elsewhere.map(({ target }) => target.nodeName.toLowerCase())).toEqual([
      "title",
      "div",
      "main",
      "body",
      "html",
    ]);
    expect(targets(pageAt("<main></main><aside></aside>", "https://mail.some.example/"))).toEqual([
      ["main", true],
      ["body", false],
      ["html", false],
    ]);
    expect(targets(pageAt("<aside></aside>", "https://mail.some.example/"))).toEqual([
      ["body", true],
      ["html", false],
    ]);
  });

  test("is of the whole page's parts and of the composer too when one may float over the conversation", () => {
    const floating = {
      ...site,
      compose: {
        at: [{ since, at: "form" }],
        to: [{ since, at: "form u", address: [{}] }],
        cc: [],
        subject: [],
      },
    };
    const of = (document: Document) =>
      described(floating)
        .watch(document)
        .map(({ target, options }) => [
          target.nodeName.toLowerCase(),
          options.subtree === true,
          options.attributes === true,
        ]);
    const open = [
      ["title", false, false],
      ["main", true, true],
    ];
    expect(of(page(from))).toEqual([
      ...open,
      ["body", false, false],
      ["html", false, false],
      ["body", true, false],
    ]);
    expect(of(page(from, "#a1", "<div><form></form></div>"))).toEqual([
      ...open,
      ["form", true, true],
      ["body", false, false],
      ["html", false, false],
      ["div", false, false],
      ["body", true, false],
    ]);
  });

  test("is of those attributes alone that the ways name", () => {
    expect(attributesOf(site).sort()).toEqual(["aria-label", "class", "data-id", "title"]);
  });
});

describe("a page that is late", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is the message before until it shows another, and the new one when it looks the same for long", () => {
    vi.useFakeTimers({ now: 1_790_000_000_000, toFake: ["Date", "setTimeout"] });
    const adapter = described(site);
    const document = page(from);
    const again = vi.fn<() => void>();
    adapter.listen?.(document, again);
    const id = () => (adapter.read(document) as { identity: { thread: string } }).identity.thread;
    expect(id()).toBe("a1");
    document.location.hash = "#b2";
    expect(id()).toBe("a1");
    document.querySelector("time")?.replaceChildren("2026-11-21 09:00");
    expect(id()).toBe("b2");
    document.location.hash = "#c3";
    expect(id()).toBe("b2");
    again.mockClear();
    vi.advanceTimersByTime(1600);
    expect(again).toHaveBeenCalled();
    expect(id()).toBe("c3");
  });
});
