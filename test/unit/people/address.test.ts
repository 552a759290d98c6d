import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAutomatic, isInternal, normalise } from "../../../shared/people/address.ts";
import { businessDomain } from "../../../shared/people/business-domain.ts";
import { isConsumer } from "../../../shared/people/consumer-domains.ts";

describe("normalise", () => {
  test.each([
    ["  Dana@Harlow-Marine.Example ", "dana@harlow-marine.example", "dana@harlow-marine.example"],
    [
      "dana+crm@harlow-marine.example",
      "dana+crm@harlow-marine.example",
      "dana@harlow-marine.example",
    ],
    ["D.a.n.a+x@GoogleMail.com", "d.a.n.a+x@googlemail.com", "dana@gmail.com"],
    ["d.ana@harlow.example", "d.ana@harlow.example", "d.ana@harlow.example"],
    ["<kim@bücher.example>", "kim@xn--bcher-kva.example", "kim@xn--bcher-kva.example"],
    ["李雷@例子.中国", "李雷@xn--fsqu00a.xn--fiqs8s", "李雷@xn--fsqu00a.xn--fiqs8s"],
    ["jose\u0301@x.example", "jos\u00e9@x.example", "jos\u00e9@x.example"],
    ["+@x.example", "+@x.example", "+@x.example"],
    ['"two words"@x.example', '"two words"@x.example', '"two words"@x.example'],
    // Quotes and backslashes are spelling, unless what they hold could not stand without them.
    ['"dana"@x.example', "dana@x.example", "dana@x.example"],
    ['"Dana.Harlow+crm"@x.example', "dana.harlow+crm@x.example", "dana.harlow@x.example"],
    ['"d\\ana"@x.example', "dana@x.example", "dana@x.example"],
    ['dana."harlow"@x.example', "dana.harlow@x.example", "dana.harlow@x.example"],
    ['"d.a.n.a"@gmail.com', "d.a.n.a@gmail.com", "dana@gmail.com"],
    ['"李雷"@x.example', "李雷@x.example", "李雷@x.example"],
    ['"two\\ words"@x.example', '"two words"@x.example', '"two words"@x.example'],
    ['two." words"@x.example', '"two. words"@x.example', '"two. words"@x.example'],
    ['"at@home"@x.example', '"at@home"@x.example', '"at@home"@x.example'],
    ['"a\\"b\\\\"@x.example', '"a\\"b\\\\"@x.example', '"a\\"b\\\\"@x.example'],
    ["o'neil@x.example", "o'neil@x.example", "o'neil@x.example"],
    ["dana@x.example.", "dana@x.example", "dana@x.example"],
    ["me@localhost", "me@localhost", "me@localhost"],
  ])("normalise answers one form when given %s", (given, address, canonical) => {
    expect(normalise(given)).toMatchObject({ address, canonical });
  });

  test.each([
    "",
    "@",
    "dana",
    "@x.example",
    "dana@",
    "da na@x.example",
    "a@b@c@",
    "dana@x..example",
    "dana@.example",
    "dana@x/y.example",
    '""@x.example',
    '"dana@x.example',
    'dana"@x.example',
    '"dana\\"@x.example',
    'da"na"@x.example',
    "d\\ana@x.example",
    "dana@127.0.0.1",
    "dana@[127.0.0.1]",
    "dana@1.2",
    "dana@x.example:25",
    "a,b@x.example",
    "Dana <dana@x.example>",
    "undefined",
    `${"a".repeat(320)}@x.example`,
    `a@${"b".repeat(64)}.example`,
    "dana\u0000@x.example",
    "dana@x\u0000.example",
    "da\u200bna@x.example",
  ])("normalise answers null when given %j", (given) => {
    expect(normalise(given)).toBeNull();
  });

  test("normalise is settled when applied to its own answer", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: "grapheme" }).map((s) => `${s}@x.example`),
          fc.string(),
        ),
        (given) => {
          const once = normalise(given);
          if (once === null) return;
          expect(normalise(once.address)).toEqual(once);
          expect(normalise(once.canonical)?.canonical).toBe(once.canonical);
          expect(once.address.length).toBeLessThanOrEqual(320);
          expect(once.address.endsWith(`@${once.domain}`)).toBe(true);
        },
      ),
    );
  });

  test("normalise answers the same when a local part is quoted, and when any of its letters are escaped", () => {
    const local = fc.string({
      unit: fc.constantFrom(..."aB.+-_'é李 @\"\\,;<"),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(local, fc.array(fc.boolean()), (text, escaped) => {
        const quote = (isEscaped: (letter: string, at: number) => boolean) =>
          `"${Array.from(text, (letter, at) => (/["\\]/.test(letter) || isEscaped(letter, at) ? `\\${letter}` : letter)).join("")}"@x.example`;
        const quoted = normalise(quote(() => false));
        expect(quoted).not.toBeNull();
        expect(normalise(quote((_, at) => escaped[at] === true))).toEqual(quoted);
        const plain = normalise(`${text}@x.example`);
        if (plain !== null && !/["\\]/.test(text) && text.trim() === text)
          expect(quoted).toEqual(plain);
      }),
    );
  });

  test("the person is another when the same local part stands at another domain", () => {
    expect(normalise("dana@a.example")?.canonical).not.toBe(normalise("dana@b.example")?.canonical);
  });
});

test("isInternal counts subdomains but not mere endings when own domains are given", () => {
  const own = ["Regards.example", "@bücher.example"];
  expect(isInternal("regards.example", own)).toBe(true);
  expect(isInternal("mail.regards.example", own)).toBe(true);
  expect(isInternal("xn--bcher-kva.example", own)).toBe(true);
  expect(isInternal("notregards.example", own)).toBe(false);
  expect(isInternal("regards.example.evil.example", own)).toBe(false);
  expect(isInternal("regards.example", [])).toBe(false);
  expect(isInternal("regards.example", ["", " "])).toBe(false);
});

test.each([
  ["no-reply@x.example", true],
  ["noreply-94292212@plus.google.com", true],
  ["DoNotReply@x.example", true],
  ["do_not_reply@x.example", true],
  ["mailer-daemon@x.example", true],
  ["bounces+123@x.example", true],
  ["notifications@x.example", true],
  ["ruby-core-request@x.example", true],
  ["anything@lists.x.example", true],
  ["team@googlegroups.com", true],
  ["nicht-antworten@x.example", true],
  ["billing_no_reply@x.example", true],
  ["billing-do-not-reply@x.example", true],
  ["info.no_reply@x.example", true],
  ["billing-no-reply@x.example", true],
  ["accounts_donotreply@x.example", true],
  ["ruby-core-bounces+dana=x.example@x.example", true],
  ["club-announce@x.example", true],
  ["owner-club@x.example", true],
  ["club-owner@lists.x.example", true],
  ["wine-list@x.example", false],
  ["home-owner@x.example", false],
  ["list-anna@x.example", false],
  ["power-users@x.example", false],
  ["casino.reply@x.example", false],
  ["no.reply.smith@x.example", true],
  ["dana@x.example", false],
  ["info@x.example", false],
  ["support@x.example", false],
  ["sales@x.example", false],
  ["nora.reply@x.example", false],
  ["notify.smith@x.example", true],
  ["alerta@x.example", false],
  ["bouncer@x.example", false],
  ["no address", false],
])("isAutomatic of %s is %s when judged by its spelling", (address, expected) => {
  expect(isAutomatic(address)).toBe(expected);
});

test.each([
  ["dana@mail.harlow.co.uk", "harlow.co.uk"],
  ["dana@harlow-marine.com", "harlow-marine.com"],
  ["kim@deep.sub.harlow.com.cn", "harlow.com.cn"],
  ["a@qq.com", null],
  ["a@163.com", null],
  ["a@126.com", null],
  ["a@sina.com", null],
  ["a@foxmail.com", null],
  ["a@gmx.de", null],
  ["a@web.de", null],
  ["a@yahoo.co.jp", null],
  ["a@yahoo.com.br", null],
  ["a@outlook.fr", null],
  ["a@hotmail.co.uk", null],
  ["a@icloud.com", null],
  ["a@proton.me", null],
  ["a@mail.ru", null],
  ["a@yandex.com.tr", null],
  ["a@googlemail.com", null],
  ["a@vip.qq.com", null],
  ["a@co.uk", null],
  ["nothing", null],
])("businessDomain of %s is %s when asked", (address, expected) => {
  expect(businessDomain(address)).toBe(expected);
});

test("isConsumer is false for a company when its name only contains a provider's", () => {
  for (const domain of [
    "myyahoo.com",
    "gmail.com.evil.example",
    "outlook-marine.com",
    "live-music.de",
    "yahoo.harlow.com",
  ])
    expect(isConsumer(domain)).toBe(false);
});
