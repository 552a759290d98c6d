/**
 * A webmail that nobody has described: an offer of whom the reading area shows, else nothing. Never
 * an answer without the person.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Guess, OpenMessage } from "../../../extension/mail/adapter.ts";
import { generic } from "../../../extension/mail/generic/generic.ts";
import { labelled, labelOf } from "../../../extension/mail/generic/words.ts";
import { fixture, pageAt } from "./page.ts";

const at = (name: string, url = "https://mail.harlow.example/app") =>
  pageAt(fixture(`generic/${name}.html`), url);
const page = (inner: string, url = "https://mail.harlow.example/app") =>
  pageAt(`<main>${inner}</main>`, url);
const isOwn = (address: string) => address === "rep@example.com";
const dana = "dana@harlow-marine.example";

function guessOf(document: Document): Guess {
  const guess = generic.guess?.(document) ?? null;
  if (guess === null) throw new Error("nobody is offered");
  return guess;
}
const offered = (document: Document) =>
  generic.guess?.(document)?.candidates.map(({ address }) => address) ?? null;
const settled = (document: Document, address = dana): OpenMessage =>
  guessOf(document).settle({ role: "from", name: null, address }, isOwn);

describe("generic adapter", () => {
  test.each([
    ["labels", dana],
    ["unlabelled", dana],
    ["chinese", "wang.xiaoming@mingtai.example"],
    ["names-only", dana],
    ["short-body", dana],
  ])("is never sure and offers the sender first when the page is %s", (name, first) => {
    expect(generic.read(at(name))).toBe("unreadable");
    expect(offered(at(name))?.[0]).toBe(first);
  });

  test("settles sender, subject, time and id when the person chose and the page announces them", () => {
    expect(settled(at("labels"))).toEqual({
      kind: "message",
      account: null,
      subject: "Quote for the refit",
      occurredAt: new Date(2026, 10, 18, 10, 42).toISOString(),
      list: false,
      participants: [{ role: "from", name: null, address: dana }],
      identity: {
        messageId: null,
        webmail: "generic@mail.harlow.example",
        account: null,
        thread: null,
        message: expect.stringMatching(/^4711 seen [\da-f]+$/) as string,
      },
    });
  });

  test("settles subject, time and id when the page announces them in Chinese", () => {
    const open = settled(
      at("chinese", "https://mail.mingtai.example/read.do?sid=abc123&mid=ZC1017-9"),
      "wang.xiaoming@mingtai.example",
    );
    expect(open).toMatchObject({
      subject: "春季订单的尺寸",
      occurredAt: new Date(2026, 10, 18, 18, 5).toISOString(),
      identity: { message: expect.stringMatching(/^mid=ZC1017-9 seen [\da-f]+$/) as string },
    });
  });

  test("names the answer address when one block announces it with the chosen sender", () => {
    const document = page(
      `<h1>Quote</h1><div>From: ${dana}</div><div>Reply-To: pay@elsewhere.example</div>` +
        "<div>To: rep@example.com</div><iframe></iframe>",
    );
    expect(settled(document).participants).toEqual([
      { role: "from", name: null, address: dana },
      { role: "reply-to", name: null, address: "pay@elsewhere.example" },
    ]);
  });

  test("has the message from the owner to whom was chosen when the owner is announced first", () => {
    const document = page(
      `<h1>Quote</h1><div>From: rep@example.com</div><div>To: ${dana}</div><iframe></iframe>`,
    );
    expect(settled(document).participants).toEqual([
      { role: "from", name: null, address: "rep@example.com" },
      { role: "to", name: null, address: dana },
    ]);
  });

  test("reads nothing of a body when it stands before the header", () => {
    const document = at("labels");
    document
      .querySelector("h1")
      ?.insertAdjacentHTML(
        "afterend",
        `<div role="document"><p>From: trap@body.example</p><p>To: you</p></div>`,
      );
    expect(offered(document)).not.toContain("trap@body.example");
  });

  test("answers nothing or unreadable and never throws when the page is any other webmail's", () => {
    for (const other of [
      "gmail/conversation",
      "roundcube/hostile",
      "proton/conversation",
      "qq/message",
      "yahoo/list",
    ]) {
      const document = pageAt(fixture(`${other}.html`), "https://mail.harlow.example/");
      expect(() => [
        generic.read(document),
        generic.guess?.(document),
        generic.health(document),
      ]).not.toThrow();
    }
  });

  test("names no text of the page when it reports its health", () => {
    expect(JSON.stringify(generic.health(at("labels")))).not.toMatch(/dana|harlow-marine|refit/i);
  });
});

/**
 * Addresses that write no message: the kind is whatever has the form of an address and is not a
 * person's in the reading area.
 */
describe("candidates", () => {
  const head = (rest: string) => page(`<h1>Quote</h1><div>${dana}</div>${rest}<iframe></iframe>`);

  test.each([
    ["a Message-ID", "<div>Message-ID: &lt;CAF+x7QzT9k3nV0aB1cD2eF@mail.harlow.example&gt;</div>"],
    [
      "a Message-ID in its own cell",
      "<table><tr><th>Message ID</th><td>&lt;abc@harlow.example&gt;</td></tr></table>",
    ],
    ["a reference", "<div>In-Reply-To: &lt;20261103101200.4711.1@mail.harlow.example&gt;</div>"],
    [
      "a Message-ID by its look",
      "<div>&lt;6f1b2c3d-1111-4222-8333-444455556666@host.example&gt;</div>",
    ],
    ["a mailing list", "<div>To: dev@lists.harlow.example</div>"],
    ["a list's machinery", "<div>Sender: <span>crew-bounces@harlow.example</span></div>"],
    ["a majordomo", "<div>majordomo@harlow.example</div>"],
  ])("leave out %s", (_, rest) => expect(offered(head(rest))).toEqual([dana]));

  test.each([
    ["noreply@shop.example"],
    ["1234567890@qq.com"],
    ["13800138000@163.com"],
    ["john.smith.19850612@mail.example"],
    ["o'neil@mail.example"],
    ["kim+orders@fjord.example"],
    ["wine-list@shop.example"],
  ])("keep %s, who can have written", (address) =>
    expect(offered(head(`<div>Cc: ${address}</div>`))).toEqual([dana, address]),
  );

  test.each([
    ["display: none", `<div style="display:none">trap@hidden.example</div>`],
    [
      "display: none by a sheet",
      `<style>.x { display: none }</style><div class="x">trap@hidden.example</div>`,
    ],
    [
      "a parent that is not shown",
      `<div style="display:none"><p><b>trap@hidden.example</b></p></div>`,
    ],
    ["visibility", `<div style="visibility:hidden">trap@hidden.example</div>`],
    ["the hidden attribute", `<div hidden>trap@hidden.example</div>`],
    ["hidden until found", `<div hidden="until-found">trap@hidden.example</div>`],
    ["aria-hidden", `<div aria-hidden="true">trap@hidden.example</div>`],
    ["inert", "<div inert>trap@hidden.example</div>"],
    ["no size", `<div style="width:0;height:0;overflow:hidden">trap@hidden.example</div>`],
    ["no height", `<div style="max-height:0;overflow:hidden">trap@hidden.example</div>`],
    [
      "being off the screen",
      `<div style="position:absolute;left:-9999px">trap@hidden.example</div>`,
    ],
    ["being above the screen", `<div style="position:fixed;top:-5000px">trap@hidden.example</div>`],
    ["a negative margin", `<div style="margin-left:-9999px">trap@hidden.example</div>`],
    ["an indent", `<div style="text-indent:-9999px">trap@hidden.example</div>`],
    ["opacity", `<div style="opacity:0">trap@hidden.example</div>`],
    ["tiny letters", `<div style="font-size:0">trap@hidden.example</div>`],
    ["letters without colour", `<div style="color:transparent">trap@hidden.example</div>`],
    ["a clip", `<div style="position:absolute;clip:rect(0,0,0,0)">trap@hidden.example</div>`],
    ["a clip path", `<div style="clip-path:inset(50%)">trap@hidden.example</div>`],
    ["a scale", `<div style="transform:scale(0)">trap@hidden.example</div>`],
    ["a template", "<template><div>trap@hidden.example</div></template>"],
    ["folded details", "<details><summary>More</summary><div>trap@hidden.example</div></details>"],
    ["a closed dialog", "<dialog>trap@hidden.example</dialog>"],
    [
      "a hidden field",
      `<input type="hidden" value="trap@hidden.example" title="trap@hidden.example">`,
    ],
    ["a comment", "<!-- trap@hidden.example -->"],
    ["a script", `<script type="application/json">"trap@hidden.example"</script>`],
  ])("are not looked for in what is hidden by %s", (_, hidden) => {
    expect(offered(page(`<h1>Quote</h1>${hidden}<div>${dana}</div><iframe></iframe>`))).toEqual([
      dana,
    ]);
  });

  test("are found when several stand in one text with other words", () => {
    expect(
      offered(
        head(
          "<div>with Tom Okafor &lt;tom@kestrel.example&gt;, Jo &lt;jo@northwind.example&gt; and others</div>",
        ),
      ),
    ).toEqual([dana, "tom@kestrel.example", "jo@northwind.example"]);
  });

  test("are few when the page is huge", () => {
    const document = at("labels");
    document
      .querySelector("main")
      ?.insertAdjacentHTML("beforeend", "<p><b title='x@late.example'>x</b></p>".repeat(800));
    expect(offered(document)?.length).toBeLessThanOrEqual(6);
  });
});

/**
 * Lists. The kind: one or more rows about messages in any markup, alone or beside an open message.
 */
describe("lists", () => {
  const row = (name: string, address: string, subject: string) =>
    `<span title="${address}">${name}</span> <span>${subject}</span> <span>10:42</span>`;
  const rows = [
    row("Kim Berg", "kim@fjord.example", "Renewal"),
    row("Tom Okafor", "tom@kestrel.example", "Samples"),
    row("Jo Petrov", "jo@northwind.example", "Hello"),
  ];
  const lists: Record<string, string> = {
    table: `<table><tbody>${rows.map((one) => `<tr>${one.replaceAll("span", "td")}</tr>`).join("")}</tbody></table>`,
    "unordered list": `<ul>${rows.map((one) => `<li>${one}</li>`).join("")}</ul>`,
    "plain parts": `<div>${rows.map((one) => `<div class="m">${one}</div>`).join("")}</div>`,
    "parts in parts": `<div>${rows.map((one) => `<div class="m"><div class="in">${one}</div></div>`).join("")}</div>`,
    links: `<div>${rows.map((one) => `<a href="#x" class="m">${one}</a>`).join("")}</div>`,
    listbox: `<div role="listbox">${rows.map((one) => `<div role="option">${one}</div>`).join("")}</div>`,
    grid: `<div role="grid">${rows.map((one) => `<div role="row">${one}</div>`).join("")}</div>`,
    "two rows": `<div>${rows
      .slice(0, 2)
      .map((one) => `<div class="m">${one}</div>`)
      .join("")}</div>`,
    "one row by its list's name": `<div class="message-list"><div class="m">${rows[0]}</div></div>`,
    "one row by its box": `<div><div class="m"><input type="checkbox">${rows[0]}</div></div>`,
    "custom elements": `<mail-list>${rows.map((one) => `<mail-row>${one}</mail-row>`).join("")}</mail-list>`,
  };
  test.each(Object.entries(lists))(
    "show nothing open when there is nothing but a %s",
    (_, list) => {
      const document = page(`<h1>Inbox</h1>${list}`);
      expect(generic.read(document)).toBeNull();
      expect(generic.guess?.(document)).toBeNull();
    },
  );

  test("show nothing open when the page is the project's own list", () => {
    expect(generic.read(at("list"))).toBeNull();
    expect(generic.rows(at("list"))).toEqual([]);
  });

  test("show nothing open when the page has neither list nor message", () => {
    expect(
      generic.read(
        pageAt(
          "<main><h1>Calendar</h1><p>Nothing today</p></main>",
          "https://mail.harlow.example/",
        ),
      ),
    ).toBeNull();
  });

  const message =
    `<div class="reader" data-message-id="AK-7"><h2>Quote</h2><div>` +
    `<b title="${dana}">Dana Whitfield</b> <span>2026-11-18 10:42</span></div><div>Hello</div>` +
    "</div>";
  test.each(Object.entries(lists))(
    "give no candidates when a %s stands beside the message",
    (_, list) => {
      const document = page(`<div>${list}</div>${message}`);
      expect(offered(document)).toEqual([dana]);
      expect(settled(document).identity?.message).toMatch(/^AK-7 seen /);
    },
  );

  test("leave the message without an identity when they cannot be told from it", () => {
    const document = page(
      `${lists["table"]}<div><h2>Quote</h2><b>${dana}</b></div>` +
        `<div>Cc <b>tom@kestrel.example</b> <time datetime="2026-11-18T10:42:00Z">10:42</time>` +
        "</div>",
    );
    expect(settled(document).identity).toBeNull();
  });

  test("leave a conversation of open messages as it is", () => {
    const one = (name: string, address: string) =>
      `<article><div><b title="${address}">${name}</b> <span>10:42</span></div>` +
      `<div>${"text ".repeat(200)}</div></article>`;
    expect(
      offered(page(`<h1>Quote</h1>${one("Dana", dana)}${one("Tom", "tom@kestrel.example")}`))?.[0],
    ).toBe(dana);
  });
});

/**
 * Which message it is: an id of the page's own address or of what holds the head, a date, never a
 * number without its folder.
 */
describe("identity", () => {
  const mail = (from: string, day: string, around = "") =>
    `<div ${around}><h1>Quote</h1><div>From: ${from}</div><div>To: rep@example.com</div>${day}<pre>body</pre></div>`;
  const idAt = (url: string, from: string, day: string, around = "") =>
    settled(page(mail(from, day, around), url), from).identity?.message;

  test.each([
    "cpsess1234567890/mail/index.html",
    "u/10/inbox",
    "owa2019/#path=/mail/inbox",
    "mail#folder-1",
    "#/inbox/page/1",
    "webmail/?session=12345678",
    "app?folderid=12",
    "mail/?id=12",
  ])("tells two mails apart when the page's address is /%s for both", (path) => {
    const url = `https://mail.harlow.example/${path}`;
    const ids = [
      idAt(url, dana, "<div>Date: 2026-11-18 10:42</div>"),
      idAt(url, "kim@fjord.example", "<div>Date: 2026-11-18 10:42</div>"),
      idAt(url, dana, "<div>Date: 2026-11-19 10:42</div>"),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toMatch(/seen /);
    expect(idAt(url, dana, "<div>Date: 2026-11-18 10:42</div>")).toBe(ids[0]);
  });

  test.each([
    ["#/inbox/message/A9", "message=A9"],
    ["mail/messages/AK7b?x=1", "messages=AK7b"],
    ["#path=/inbox&msgid=5", "/inbox/msgid=5"],
    ["mail?mbox=INBOX&uid=5", "INBOX/uid=5"],
    ["mail/folder/12/message/5", "12/message=5"],
    ["#/inbox/uid/5", "inbox/uid=5"],
  ])(
    "is the id alone when the address /%s names the message and no date can be read",
    (path, id) => {
      expect(
        idAt(`https://mail.harlow.example/${path}`, dana, "<div>Date: Today 10:42</div>"),
      ).toBe(id);
    },
  );

  test.each([
    ["the address", "app?uid=77", ""],
    ["the address, as a mid", "app?mid=77", ""],
    ["an attribute", "app", `data-uid="77"`],
    ["nowhere", "cpsess1234567890/u/10/inbox?thread=5", ""],
  ])(
    "is null when no date can be read and a number without its folder stands in %s",
    (_, path, around) => {
      expect(
        idAt(`https://mail.harlow.example/${path}`, dana, "<div>Date: Today 10:42</div>", around),
      ).toBeUndefined();
    },
  );

  test("differs when the same number stands in two folders", () => {
    const inFolder = (folder: string) =>
      idAt("https://mail.harlow.example/app", dana, "", `data-uid="77" data-folder="${folder}"`);
    expect(inFolder("INBOX")).toBe("INBOX/77");
    expect(inFolder("Sent")).toBe("Sent/77");
  });

  test("takes no id from the text, from a list or from outside the reading area", () => {
    const inText = page(
      `<h1>Quote</h1><div>${dana}</div><div data-message-id="forged-1"><b title="tom@kestrel.example">Tom</b></div>`,
    );
    expect(settled(inText, "tom@kestrel.example").identity).toBeNull();
    const outside = pageAt(
      `<div data-message-id="outside-1"><main><h1>Quote</h1><div>${dana}</div></main></div>`,
      "https://mail.harlow.example/app",
    );
    expect(settled(outside).identity).toBeNull();
  });

  test.each([
    ["Received: Tue, 3 Nov 2026 10:12 (2 days ago)"],
    ["2 days ago (Tue, 3 Nov 2026 10:12)"],
    ["<b>Received:</b> Tue, 3 Nov 2026 10:12 <i>(2 days ago)</i>"],
    ["Received: <span>Tue, 3 Nov 2026</span> <span>10:12</span> (2 days ago)"],
    ["Sent: 3 November 2026 at 10:12 · 12 KB"],
    ["3 Nov 2026, 10:12 to me"],
    ["3 Nov 2026 10:12 by Dana"],
    ["时间：2026年11月3日 (星期二) 上午10:12（2天前）"],
    ["Gesendet: 3. November 2026 um 10:12 Uhr (vor 2 Tagen)"],
    [`<span title="Tue, 3 Nov 2026 10:12">2 days ago</span>`],
  ])("has the date when it is written as %s", (written) => {
    const document = page(
      `<h1>Quote</h1><div>From: ${dana}</div><div>${written}</div><iframe></iframe>`,
    );
    expect(settled(document).occurredAt).toBe(new Date(2026, 10, 3, 10, 12).toISOString());
  });
});

describe("labels", () => {
  test.each([
    ["From:", "from"],
    ["Von:", "from"],
    ["De :", "from"],
    ["发件人：", "from"],
    ["收件人", "to"],
    ["抄送:", "cc"],
    ["差出人", "from"],
    ["Кому:", "to"],
    ["Betreff", "subject"],
  ])("announce a field when the text is %s", (text, label) => expect(labelOf(text)).toBe(label));

  test("announce nothing when a short word stands in a sentence", () => {
    expect([labelOf("de"), labelOf("a"), labelOf("Dear Dana"), labelOf(null)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test("never swallow what follows when any text follows a label", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== ""),
        (text) => {
          expect(labelled(`From: ${text}`)?.rest.trim()).toBe(text.trim());
        },
      ),
    );
  });
});
