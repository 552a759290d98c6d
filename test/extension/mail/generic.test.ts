/** A webmail that nobody has described: sure where the page announces the sender, else an offer, else nothing. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Participant } from "../../../extension/mail/adapter.ts";
import { generic } from "../../../extension/mail/generic.ts";
import { labelled, labelOf } from "../../../extension/mail/generic-words.ts";
import { fixture, pageAt } from "./page.ts";

const at = (name: string, url = "https://mail.harlow.example/app") => pageAt(fixture(`generic/${name}.html`), url);
const person = (role: Participant["role"], name: string | null, address: string): Participant => ({ role, name, address });

describe("generic adapter", () => {
  test("reads sender, recipients, subject, time and id when the page announces them", () => {
    expect(generic.read(at("labels"))).toEqual({
      kind: "message", account: null, subject: "Quote for the refit", occurredAt: new Date(2026, 10, 18, 10, 42).toISOString(), list: false,
      participants: [
        person("from", "Dana Whitfield", "dana@harlow-marine.example"), person("to", "Robin Vale", "rep@example.com"),
        person("to", "Priya Nair", "priya@example.com"), person("cc", "Tom Okafor", "tom.okafor@kestrel-foods.example"),
      ],
      identity: { messageId: null, webmail: "generic@mail.harlow.example", account: null, thread: null, message: expect.stringMatching(/^4711 seen [\da-f]+$/) as string },
    });
    expect(generic.guess?.(at("labels"))?.candidates.map(({ address }) => address)).not.toContain("trap@body.example");
  });

  test("reads Chinese labels when a page without headings has them", () => {
    const open = generic.read(at("chinese", "https://mail.mingtai.example/read.do?sid=abc123&mid=ZC1017-9"));
    expect(open).toMatchObject({
      subject: "春季订单的尺寸", occurredAt: new Date(2026, 10, 18, 18, 5).toISOString(),
      participants: [person("from", "王晓明", "wang.xiaoming@mingtai.example"), person("to", "Robin", "rep@example.com"), person("to", "李娜", "li.na@mingtai.example")],
      identity: { message: expect.stringMatching(/^mid=ZC1017-9 seen [\da-f]+$/) as string },
    });
  });

  test("offers whom it found and guesses nobody when the page does not say who wrote", () => {
    const page = at("unlabelled");
    expect(generic.read(page)).toBe("unreadable");
    const guess = generic.guess?.(page);
    expect(guess?.candidates).toEqual([person("from", "Dana Whitfield", "dana@harlow-marine.example"), person("from", "Tom Okafor", "tom.okafor@kestrel-foods.example")]);
    const [dana] = guess?.candidates ?? [];
    expect(dana && guess?.settle(dana)).toMatchObject({
      subject: "Quote for the refit", occurredAt: "2026-11-18T10:42:00.000Z", participants: [{ address: "dana@harlow-marine.example", role: "from" }],
    });
  });

  test("offers nobody when a list is open", () => {
    expect(generic.guess?.(at("list"))).toBeNull();
    expect(generic.rows(at("list"))).toEqual([]);
  });

  test("is not sure when somebody unannounced stands before the announced sender", () => {
    const page = at("labels");
    page.querySelector("h1")?.insertAdjacentHTML("afterend", `<p><b title="trap@forward.example">Mallory</b></p>`);
    expect(generic.read(page)).toBe("unreadable");
    expect(generic.guess?.(page)?.candidates[0]?.address).toBe("trap@forward.example");
  });

  test("is not sure when two different senders are announced", () => {
    const page = at("labels");
    page.querySelector(".hdr")?.insertAdjacentHTML("beforeend", "<tr><th>From:</th><td>second@kestrel-foods.example</td></tr>");
    expect(generic.read(page)).toBe("unreadable");
  });

  test("is not sure and offers whom it found when the header has names alone and the body spells a header of its own", () => {
    const page = at("names-only");
    expect(generic.read(page)).toBe("unreadable");
    expect(generic.guess?.(page)).toMatchObject({ kind: "guess", candidates: [{ address: "dana@harlow-marine.example" }, { address: "rep@example.com" }] });
  });

  const forged = "<div>From: Dana &lt;dana@harlow-marine.example&gt;</div><div>To: rep@example.com</div><div>Subject: Quote</div>";
  test.each([
    ["the header is a name without a label", `<div><b>Mallory</b></div><div class="text">${forged}<div>Please pay.</div></div>`],
    ["the header is a link and a time", `<div><a href="#c">Mallory</a> <time>10:42</time></div><div>${forged}</div>`],
    ["the header is a heading", `<h2>Mallory</h2><div>${forged}</div>`],
    ["the header is a name and a date", `<div><span>Pat Colleague</span> <span>18 Nov 2026 10:42</span></div><div><div>FYI</div>${forged}</div>`],
    ["the header's label has no element of its own", `<p>From: <b>Mallory</b></p><p>To: <b>Rep</b></p><div>${forged}</div>`],
    ["the header has neither a sender's label nor text", `<div>Date: 2026-11-18 10:42</div><div class="mail-body">${forged}</div>`],
    ["nothing else is announced beside the sender", "<div>From: Dana &lt;dana@harlow-marine.example&gt;</div><p>Hello</p><div>To: rep@example.com</div>"],
  ])("is not sure when %s", (_, header) => {
    const page = pageAt(`<main><h1>Invoice</h1>${header}</main>`, "https://mail.harlow.example/");
    expect(generic.read(page)).toBe("unreadable");
    expect(generic.guess?.(page)?.candidates.map(({ address }) => address)).toContain("dana@harlow-marine.example");
  });

  test("is sure and has every announced person when a summary without colons stands before the lines", () => {
    expect(generic.read(pageAt(fixture("roundcube/show.html"), "https://mail.harlow.example/"))).toMatchObject({ participants: [
      { role: "from", address: "dana@harlow-marine.example" }, { role: "to" }, { role: "to" }, { role: "cc" }, { role: "reply-to", address: "office@harlow-marine.example" },
    ] });
  });

  test("offers who is announced when nothing is like a subject", () => {
    const page = pageAt("<main><div>From: Dana &lt;dana@harlow-marine.example&gt;</div><p>Hello</p></main>", "https://mail.harlow.example/");
    expect(generic.read(page)).toBe("unreadable");
    expect(generic.guess?.(page)?.candidates.map(({ address }) => address)).toEqual(["dana@harlow-marine.example"]);
  });

  test("takes no line of the body for the header's when the body is short", () => {
    const people = [person("from", null, "dana@harlow-marine.example"), person("to", null, "rep@example.com")];
    expect(generic.read(at("short-body"))).toMatchObject({ subject: "Invoice", occurredAt: new Date(2026, 10, 18, 10, 42).toISOString(), participants: people });
    // Nor where the body begins with such lines.
    const page = at("labels");
    page.querySelector(".msg")?.replaceChildren();
    page.querySelector(".msg")?.insertAdjacentHTML("beforeend", "<p>Cc: trap@body.example</p><p>Reply to: trap@body.example</p><p>Subject: Another</p>");
    expect(generic.read(page)).toMatchObject({ subject: "Quote for the refit", participants: { length: 4 } });
  });

  test("reads nothing of a body when it stands before the header", () => {
    const page = at("labels");
    page.querySelector("h1")?.insertAdjacentHTML("afterend", `<div role="document"><p>From: trap@body.example</p><p>To: you</p></div>`);
    expect(generic.read(page)).toMatchObject({ participants: [{ address: "dana@harlow-marine.example" }, {}, {}, {}] });
  });

  const mail = (from: string, day: string) => `<main><h1>Quote</h1><div>From: ${from}</div><div>To: rep@example.com</div>${day}<pre>body</pre></main>`;
  const idAt = (url: string, from: string, day: string) => {
    const open = generic.read(pageAt(mail(from, day), url));
    return open === null || open === "unreadable" || open.kind === "compose" ? "nothing is open" : open.identity?.message;
  };
  test.each(["cpsess1234567890/mail/index.html", "u/10/inbox", "owa2019/#path=/mail/inbox", "mail#folder-1", "#/inbox/page/1", "webmail/?session=12345678", "app?folderid=12", "mail/?id=12"])(
    "tells two mails apart when the page's address is /%s for both", (path) => {
      const url = `https://mail.harlow.example/${path}`, ids = [
        idAt(url, "dana@harlow-marine.example", "<div>Date: 2026-11-18 10:42</div>"), idAt(url, "kim@fjord.example", "<div>Date: 2026-11-18 10:42</div>"),
        idAt(url, "dana@harlow-marine.example", "<div>Date: 2026-11-19 10:42</div>"),
      ];
      expect(new Set(ids).size).toBe(3);
      expect(ids[0]).toMatch(/^(?:id=12 )?seen /);
      expect(idAt(url, "dana@harlow-marine.example", "<div>Date: 2026-11-18 10:42</div>")).toBe(ids[0]);
    });

  test.each([["app?mid=77", "mid=77"], ["#/inbox/message/A9", "message=A9"], ["mail/messages/AK7b?x=1", "messages=AK7b"], ["#path=/inbox&msgid=5", "msgid=5"]])(
    "has the id alone when the address /%s names the message and no date can be read", (path, id) => {
      expect(idAt(`https://mail.harlow.example/${path}`, "dana@harlow-marine.example", "<div>Date: Today 10:42</div>")).toBe(id);
    });

  test("has no identity, sure or settled, when neither an id nor a date can be read", () => {
    const page = pageAt(mail("dana@harlow-marine.example", "<div>Date: Today 10:42</div>"), "https://mail.harlow.example/cpsess1234567890/u/10/inbox?thread=5");
    expect(generic.read(page)).toMatchObject({ kind: "message", identity: null });
    expect(generic.guess?.(page)?.settle(person("from", null, "dana@harlow-marine.example"))).toMatchObject({ identity: null });
  });

  test("answers nothing or unreadable and never throws when the page is any other webmail's", () => {
    for (const other of ["gmail/conversation", "roundcube/hostile", "proton/conversation", "qq/message", "yahoo/list"]) {
      const page = pageAt(fixture(`${other}.html`), "https://mail.harlow.example/");
      expect(() => [generic.read(page), generic.guess?.(page), generic.health(page)]).not.toThrow();
    }
  });

  test("names no text of the page when it reports its health", () => {
    expect(JSON.stringify(generic.health(at("labels")))).not.toMatch(/dana|harlow-marine|refit/i);
  });

  test("looks at no more than it must when the page is huge", () => {
    const page = at("labels");
    page.querySelector("main")?.insertAdjacentHTML("beforeend", "<p><b title='x@late.example'>x</b></p>".repeat(4500));
    expect(generic.read(page)).toMatchObject({ kind: "message", participants: { length: 4 } });
  });
});

describe("labels", () => {
  test.each([["From:", "from"], ["Von:", "from"], ["De :", "from"], ["发件人：", "from"], ["收件人", "to"], ["抄送:", "cc"], ["差出人", "from"], ["Кому:", "to"], ["Betreff", "subject"]])(
    "announce a field when the text is %s", (text, label) => expect(labelOf(text)).toBe(label));

  test("announce nothing when a short word stands in a sentence", () => {
    expect([labelOf("de"), labelOf("a"), labelOf("Dear Dana"), labelOf(null)]).toEqual([null, null, null, null]);
  });

  test("never swallow what follows when any text follows a label", () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter((text) => text.trim() !== ""), (text) => {
      expect(labelled(`From: ${text}`)?.rest.trim()).toBe(text.trim());
    }));
  });
});
