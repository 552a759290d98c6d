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
      identity: { messageId: null, webmail: "generic@mail.harlow.example", account: null, thread: null, message: "4711" },
    });
    expect(generic.guess?.(at("labels"))?.candidates.map(({ address }) => address)).not.toContain("trap@body.example");
  });

  test("reads Chinese labels when a page without headings has them", () => {
    const open = generic.read(at("chinese", "https://mail.mingtai.example/read.do?sid=abc123&mid=ZC1017-9"));
    expect(open).toMatchObject({
      subject: "春季订单的尺寸", occurredAt: new Date(2026, 10, 18, 18, 5).toISOString(),
      participants: [person("from", "王晓明", "wang.xiaoming@mingtai.example"), person("to", "Robin", "rep@example.com"), person("to", "李娜", "li.na@mingtai.example")],
      identity: { message: "mid=ZC1017-9" },
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
