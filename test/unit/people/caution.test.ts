import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cautions, type CautionMessage, type Known } from "../../../shared/people/caution.ts";
import { lookAlike, oneEdit, registered, skeleton } from "../../../shared/people/look-alike.ts";
import { readableDomain } from "../../../shared/people/punycode.ts";

const known: Known = {
  domains: ["harlow-marine.com", "apple.com", "gmail.com", "bücher.example"],
  names: [
    { name: "Dana Harlow", address: "dana@harlow-marine.com" }, { name: "李雷", address: "lilei@qq.com" }, { name: "Kim", address: "kim@apple.com" },
  ],
  own: ["regards.example"],
};
const message = (name: string | null, address: string, replyTo: string[] = []): CautionMessage =>
  ({ from: { name, address }, replyTo: replyTo.map((a) => ({ name: "", address: a })) });
const codes = (m: CautionMessage) => cautions(m, known).map((c) => c.code);
const alike = (address: string) => codes(message(null, address)).includes("look_alike_domain");

describe("cautions", () => {
  test.each([
    ["no caution", message("Dana Harlow", "dana@harlow-marine.com"), []],
    ["no caution for a plus address of herself", message("dana@harlow-marine.com", "Dana+x@Harlow-Marine.com"), []],
    ["a caution", message("dana@harlow-marine.com", "x@evil.example"), ["name_holds_other_address"]],
    ["a caution for a quoted one", message('"Dana" (dana@harlow-marine.com)', "x@evil.example"), ["name_holds_other_address"]],
    ["a caution for a full-width one", message("dana＠harlow-marine.com", "x@evil.example"), ["name_holds_other_address"]],
    ["a caution for a split one", message("da\u200bna@harlow-marine.com", "x@evil.example"), ["name_holds_other_address"]],
    ["no caution for a handle", message("Dana @harlow", "x@evil.example"), []],
  ])("a display name gives %s when it holds %j", (_, given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  test("Reply-To gives a caution when it is elsewhere, and none for colleagues, subdomains and lists", () => {
    expect(codes(message(null, "a@shop.example", ["b@evil.example"]))).toEqual(["reply_to_elsewhere"]);
    expect(codes(message(null, "a@mail.shop.co.uk", ["b@help.shop.co.uk"]))).toEqual([]);
    expect(codes(message(null, "a@shop.example", ["kim@regards.example"]))).toEqual([]);
    expect(codes(message(null, "a@gmail.com", ["b@gmail.com"]))).toEqual(["reply_to_elsewhere"]);
    expect(codes(message(null, "a.b@gmail.com", ["ab@gmail.com"]))).toEqual([]);
    expect(codes({ ...message(null, "a@shop.example", ["talk@lists.example"]), list: true })).toEqual([]);
  });

  test.each(["a@harlow-rnarine.com", "a@harIow-marine.com", "a@har1ow-marine.com", "a@harlowmarine.com", "a@hаrlow-marine.com", "a@harlow-marine.co",
    "a@bucher.example", "a@арріе.com", "a@gmai1.com", "a@regrads.example", "a@harlow-marine.com.secure.example", "a@mail.harlow-narine.com"])(
    "a look-alike domain gives a caution when the sender is %s", (address) => expect(alike(address)).toBe(true));

  test.each(["a@harlow-marine.com", "a@mail.harlow-marine.com", "a@mail.com", "a@harlow-marine.de", "a@appel-hof.com", "a@xn--bcher-kva.example", "a@maple.com",
    "a@sub.regards.example"])(
    "a domain gives no look-alike caution when it is %s", (address) => expect(alike(address)).toBe(false));

  test("a known name gives a caution when it comes from an address that is not theirs", () => {
    expect(codes(message("Harlow, Dana", "dana.harlow@mailer.example"))).toEqual(["known_name_new_address"]);
    expect(codes(message("Dаna Harlow", "x@mailer.example"))).toEqual(["known_name_new_address"]);
    expect(codes(message("李雷", "other@qq.com"))).toEqual(["known_name_new_address"]);
    expect(codes(message("Dana Harlow", "d.harlow@harlow-marine.com"))).toEqual([]);
    expect(codes(message("Dana Harlow", "dana@regards.example"))).toEqual([]);
    expect(codes(message("Kim", "kim@mailer.example"))).toEqual([]);
  });

  test("cautions are none when a known contact writes as themselves", () => {
    const domain = fc.constantFrom("harlow-marine.com", "apple.com", "gmail.com", "kunde.co.uk");
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(fc.property(word, word, domain, fc.array(fc.domain()), (local, name, host, others) => {
      const address = `${local}@${host}`;
      const book = { domains: [host], names: [{ name: `${name} Harlow`, address }, ...others.map((o) => ({ name: "Some Body", address: `a@${o}` }))] };
      expect(cautions({ from: { name: `${name} Harlow`, address: address.toUpperCase() }, replyTo: [{ name: "", address }] }, book)).toEqual([]);
    }));
  });

  test("cautions never throw when the header is anything", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string(), fc.array(fc.string()), (name, address, replies) => {
      expect(cautions(message(name, address, replies), known).length).toBeLessThanOrEqual(4);
    }));
  });
});

test("lookAlike is symmetrical and never of itself when given any two domains", () => {
  const label = fc.stringMatching(/^[a-z01-]{1,8}$/);
  const host = fc.tuple(label, fc.constantFrom("com", "co", "co.uk", "de")).map((p) => p.join("."));
  fc.assert(fc.property(host, host, (a, b) => {
    expect(lookAlike(a, b)).toBe(lookAlike(b, a));
    expect(lookAlike(a, a)).toBe(false);
  }));
});

test("oneEdit agrees with its definition when one slip is made", () => {
  fc.assert(fc.property(fc.stringMatching(/^[ab]{0,6}$/), fc.stringMatching(/^[ab]{0,6}$/), (a, b) => {
    const slips = new Set<string>();
    for (let i = 0; i <= a.length; i++) {
      for (const c of "ab") { slips.add(a.slice(0, i) + c + a.slice(i)); if (i < a.length) slips.add(a.slice(0, i) + c + a.slice(i + 1)); }
      slips.add(a.slice(0, i) + a.slice(i + 1));
      if (i + 1 < a.length) slips.add(a.slice(0, i) + a.charAt(i + 1) + a.charAt(i) + a.slice(i + 2));
    }
    expect(oneEdit(a, b)).toBe(a !== b && slips.has(b));
  }));
});

test("readableDomain undoes URL's Punycode when a host is international", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."aböüßляяΩ例子한b-") , minLength: 1, maxLength: 12 }), (label) => {
    let ascii: string;
    try { ascii = new URL(`http://x${label}x.example`).hostname; } catch { return; }
    expect(new URL(`http://${readableDomain(ascii)}`).hostname).toBe(ascii);
    if (/^[a-zöü例子한]*$/.test(label)) expect(readableDomain(ascii)).toBe(`x${label}x.example`);
  }));
  expect(readableDomain("xn--99999999999.example")).toBe("xn--99999999999.example");
});

test("registered and skeleton answer the plain cases when asked", () => {
  expect(["a.b.co.uk", "mail.hp.de", "x.example", "localhost", "a.b.com.cn"].map(registered)).toEqual(["b.co.uk", "hp.de", "x.example", "localhost", "b.com.cn"]);
  expect(skeleton("Раураӏ")).toBe(skeleton("paypal"));
});
