import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cautions,
  recipientCautions,
  type CautionMessage,
  type Known,
} from "../../../shared/people/caution.ts";
import { fullName, fullNames, sortedNames } from "../../../shared/people/full-name.ts";
import {
  lookAlike,
  looks,
  oneEdit,
  registered,
  skeleton,
} from "../../../shared/people/look-alike.ts";
import { readableDomain } from "../../../shared/people/punycode.ts";

const known: Known = {
  domains: ["harlow-marine.com", "apple.com", "gmail.com", "bücher.example"],
  names: [
    { name: "Dana Harlow", address: "dana@harlow-marine.com" },
    { name: "李雷", address: "lilei@qq.com" },
    { name: "Kim", address: "kim@apple.com" },
  ],
  own: ["regards.example"],
};
const message = (name: string | null, address: string, replyTo: string[] = []): CautionMessage => ({
  from: { name, address },
  replyTo: replyTo.map((a) => ({ name: "", address: a })),
});
const codes = (m: CautionMessage) => cautions(m, known).map((c) => c.code);
const alike = (address: string) => codes(message(null, address)).includes("look_alike_domain");

describe("cautions", () => {
  test.each([
    ["no caution", message("Dana Harlow", "dana@harlow-marine.com"), []],
    [
      "no caution for a plus address of herself",
      message("dana@harlow-marine.com", "Dana+x@Harlow-Marine.com"),
      [],
    ],
    [
      "a caution",
      message("dana@harlow-marine.com", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for a quoted one",
      message('"Dana" (dana@harlow-marine.com)', "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for a full-width one",
      message("dana＠harlow-marine.com", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for a split one",
      message("da\u200bna@harlow-marine.com", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for one with a mark behind it",
      message("dana@harlow-marine.com?", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for one with an exclamation",
      message("Dana dana@harlow-marine.com!", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for one glued to a name",
      message("dana@harlow-marine.com=Dana", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for one with a slash",
      message("Dana/dana@harlow-marine.com/Dana", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "a caution for one behind a dash",
      message("Dana—dana@harlow-marine.com—CFO", "x@evil.example"),
      ["name_holds_other_address"],
    ],
    [
      "no caution for their own with a mark behind it",
      message("=dana@harlow-marine.com!", "dana@harlow-marine.com"),
      [],
    ],
    [
      "no caution for their own of odd letters",
      message("'o'neil=x@harlow-marine.com'", "o'neil=x@harlow-marine.com"),
      [],
    ],
    [
      "no caution for their own with an apostrophe",
      message("o'neil@harlow-marine.com", "o'neil@harlow-marine.com"),
      [],
    ],
    [
      "a caution for one that their own begins like",
      message("dana@harlow-marine.com", "dana@harlow-marine.co"),
      ["name_holds_other_address", "look_alike_domain"],
    ],
    ["no caution for a handle", message("Dana @harlow", "x@evil.example"), []],
  ])("a display name gives %s when it holds %j", (_, given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  test("Reply-To gives a caution when it is elsewhere, and none for colleagues and subdomains", () => {
    expect(codes(message(null, "a@shop.example", ["b@evil.example"]))).toEqual([
      "reply_to_elsewhere",
    ]);
    expect(codes(message(null, "a@mail.shop.co.uk", ["b@help.shop.co.uk"]))).toEqual([]);
    expect(codes(message(null, "a@shop.example", ["kim@regards.example"]))).toEqual([]);
    expect(codes(message(null, "a@gmail.com", ["b@gmail.com"]))).toEqual(["reply_to_elsewhere"]);
    expect(codes(message(null, "a.b@gmail.com", ["ab@gmail.com"]))).toEqual([]);
  });

  test("colleagues, forms and groups of ours give no caution when they write in somebody's name", () => {
    expect(
      codes(
        message("'dana@harlow-marine.com' via Sales", "sales@regards.example", [
          "dana@harlow-marine.com",
        ]),
      ),
    ).toEqual([]);
    expect(
      codes(message("Website", "noreply@mail.regards.example", ["dana@harlow-marine.com"])),
    ).toEqual([]);
    fc.assert(
      fc.property(fc.string(), fc.emailAddress(), (name, reply) => {
        expect(
          codes(message(`${name} dana@harlow-marine.com`, "sales@regards.example", [reply])),
        ).toEqual([]);
      }),
    );
  });

  test("recipients are doubted as senders are, in their own words, when a message is being written", () => {
    const to = (name: string | null, address: string) =>
      recipientCautions({ name, address }, known).map((c) => c.code);
    expect(to("dana@harlow-marine.com", "x@evil.example")).toEqual(["goes_to_other_address"]);
    expect(to("Dana Harlow", "dana@harlow-rnarine.com")).toEqual([
      "look_alike_domain",
      "known_name_new_address",
    ]);
    expect(to("Dana Harlow", "dana@harlow-marine.com")).toEqual([]);
  });

  test("domains stand in a caution as read, in Punycode where that would fool, when international", () => {
    expect(cautions(message(null, "a@bucher.example"), known)[0]?.parameters).toEqual({
      domain: "bucher.example",
      known: "bücher.example",
    });
    expect(cautions(message(null, "a@арріе.com"), known)[0]?.parameters).toEqual({
      domain: "xn--80ak6aa4i.com",
      known: "apple.com",
    });
  });

  test.each([
    "a@harlow-rnarine.com",
    "a@harIow-marine.com",
    "a@har1ow-marine.com",
    "a@harlowmarine.com",
    "a@hаrlow-marine.com",
    "a@harlow-marine.co",
    "a@bucher.example",
    "a@арріе.com",
    "a@gmai1.com",
    "a@regrads.example",
    "a@harlow-marine.com.secure.example",
    "a@mail.harlow-narine.com",
  ])("a look-alike domain gives a caution when the sender is %s", (address) =>
    expect(alike(address)).toBe(true),
  );

  test.each([
    "a@harlow-marine.com",
    "a@mail.harlow-marine.com",
    "a@mail.com",
    "a@harlow-marine.de",
    "a@appel-hof.com",
    "a@xn--bcher-kva.example",
    "a@maple.com",
    "a@sub.regards.example",
  ])("a domain gives no look-alike caution when it is %s", (address) =>
    expect(alike(address)).toBe(false),
  );

  test("a known name gives a caution when it comes from an address that is not theirs", () => {
    expect(codes(message("Harlow, Dana", "dana.harlow@mailer.example"))).toEqual([
      "known_name_new_address",
    ]);
    expect(codes(message("Dаna Harlow", "x@mailer.example"))).toEqual(["known_name_new_address"]);
    expect(codes(message("李雷", "other@qq.com"))).toEqual(["known_name_new_address"]);
    expect(codes(message("Dana Harlow", "d.harlow@harlow-marine.com"))).toEqual([]);
    expect(codes(message("Dana Harlow", "dana@regards.example"))).toEqual([]);
    expect(codes(message("Kim", "kim@mailer.example"))).toEqual([]);
  });

  test.each([
    "Dana Harlow, CFO",
    "Dana Harlow (Harlow Marine)",
    "Dr. Dana Harlow",
    "Dana M. Harlow",
    "Dana Harlow | Harlow Marine",
    "Dana Harlow - Sales",
    "Harlow, Dana M., CFO",
    "Dana Harlow @ Harlow Marine",
    "Dana Harlow <dana@harlow-marine.com>",
    '"Dana Harlow"',
    "李 雷",
    "雷 李",
    "李雷先生",
    "李雷（采购）",
  ])("a known name gives a caution when it is written %j", (name) =>
    expect(codes(message(name, "x@mailer.example"))).toContain("known_name_new_address"),
  );

  test.each([
    "Dana Harlow via Sales",
    "Dana Harlow (via Dropbox)",
    "Dr. Harlow",
    "Dana",
    "D. Harlow",
    "Dana Marine, Harlow",
    "李",
    "李先生",
    "雷雷",
  ])("another name gives no caution when it is written %j", (name) =>
    expect(codes(message(name, "x@mailer.example"))).toEqual([]),
  );

  test("a contact's own address gives no caution when they call themselves as another contact", () => {
    expect(codes(message("Dana Harlow", "lilei@qq.com"))).toEqual([]);
  });

  test("a known contact gives no caution when their name is written in any way", () => {
    const name = fc.constantFrom(
      "Dana Harlow",
      "Harlow, Dana",
      "Dr. Dana M. Harlow",
      "Dana Harlow, CFO",
      "李雷",
      "雷 李",
      "van der Berg, Jan",
      "Jan van der Berg",
      "O'Neil, Pat",
    );
    const around = fc.constantFrom("", ", CFO", " (Harlow Marine)", " | Marine", " ✉", "!");
    fc.assert(
      fc.property(
        name,
        around,
        name,
        fc.constantFrom("a@gmail.com", "a@harlow-marine.com", "o'neil=b@x.example"),
        (stored, more, other, address) => {
          const book = {
            domains: ["harlow-marine.com"],
            names: [
              { name: other, address: "other@y.example" },
              { name: stored, address },
            ],
          };
          expect(
            cautions({ from: { name: `${stored}${more}`, address }, replyTo: [] }, book),
          ).toEqual([]);
          expect(
            cautions({ from: { name: `${address}${more}`, address }, replyTo: [] }, book),
          ).toEqual([]);
        },
      ),
    );
  });

  test("cautions are none when a known contact writes as themselves", () => {
    const domain = fc.constantFrom("harlow-marine.com", "apple.com", "gmail.com", "kunde.co.uk");
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(word, word, domain, fc.array(fc.domain()), (local, name, host, others) => {
        const address = `${local}@${host}`;
        const book = {
          domains: [host],
          names: [
            { name: `${name} Harlow`, address },
            ...others.map((o) => ({ name: "Some Body", address: `a@${o}` })),
          ],
        };
        expect(
          cautions(
            {
              from: { name: `${name} Harlow`, address: address.toUpperCase() },
              replyTo: [{ name: "", address }],
            },
            book,
          ),
        ).toEqual([]);
      }),
    );
  });

  test("cautions never throw when the header is anything", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string(),
        fc.array(fc.string()),
        (name, address, replies) => {
          expect(cautions(message(name, address, replies), known).length).toBeLessThanOrEqual(4);
        },
      ),
    );
  });
});

test("lookAlike is symmetrical and never of itself when given any two domains", () => {
  const label = fc.stringMatching(/^[a-z01-]{1,8}$/);
  const host = fc.tuple(label, fc.constantFrom("com", "co", "co.uk", "de")).map((p) => p.join("."));
  fc.assert(
    fc.property(host, host, (a, b) => {
      expect(lookAlike(a, b)).toBe(lookAlike(b, a));
      expect(lookAlike(a, a)).toBe(false);
    }),
  );
});

/** A host and what becomes of it by some slips, drawn-alike letters among them. */
const slip = fc.tuple(
  fc.nat(40),
  fc.constantFrom("insert", "delete", "replace", "swap", "alike"),
  fc.constantFrom(..."abmn01-oаü"),
);
const slipped = fc
  .tuple(
    fc.stringMatching(/^[abmnrol01]{1,9}$/),
    fc.array(slip, { maxLength: 2 }),
    fc.constantFrom("com", "co", "co.uk", "de"),
    fc.constantFrom("com", "co", "co.uk", "de"),
  )
  .map(([name, slips, suffix, other]) => {
    const letters = Array.from(name);
    for (const [where, what, letter] of slips) {
      const at = where % (letters.length + 1);
      if (what === "insert") letters.splice(at, 0, letter);
      else if (what === "delete") letters.splice(at, 1);
      else if (what === "replace") letters.splice(at, 1, letter);
      else if (what === "swap") letters.splice(at, 2, ...letters.slice(at, at + 2).toReversed());
      else letters.splice(at, 1, ...({ m: "rn", l: "1", o: "0", a: "а" }[letters[at] ?? ""] ?? ""));
    }
    return [`${name}.${suffix}`, `${letters.join("") || "x"}.${other}`] as const;
  });
const shareLook = (a: string, b: string) => {
  const known = new Set(looks(a));
  return looks(b).some((look) => known.has(look));
};

test("looks are shared by any two domains when one is taken for the other", () => {
  let alike = 0;
  fc.assert(
    fc.property(slipped, ([a, b]) => {
      if (lookAlike(a, b)) {
        alike++;
        expect(shareLook(a, b)).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
  expect(alike).toBeGreaterThan(300);
});

test("looks of a slip are shared exactly when a letter left out of each at most makes two names equal", () => {
  fc.assert(
    fc.property(slipped, ([a, b]) => {
      const [one = "", other = ""] = [a, b].map((host) => host.slice(0, host.indexOf(".")));
      if (
        a.slice(one.length) !== b.slice(other.length) ||
        Math.min(one.length, other.length) < 5 ||
        registered(a) !== a ||
        one === other
      )
        return;
      const less = (text: string) => [
        text,
        ...Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1)),
      ];
      const equal = less(one).some((text) => less(other).includes(text));
      const slips = new Set(looks(a).filter((look) => look.startsWith("slip")));
      expect(looks(b).some((look) => slips.has(look))).toBe(equal);
      if (oneEdit(one, other)) expect(equal).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("looks are few when a domain is as long as it can be", () => {
  expect(looks(`${"ab".repeat(31)}c.example`)).toHaveLength(65);
  expect(looks("x.example")).toHaveLength(1);
});

test("fullName is one when order, case, script and spaces of a name differ", () => {
  expect(
    new Set(
      ["Harlow, Dana", "DANA  HARLOW", "dana harlow", "Dаna Hаrlow", "Ｄａｎａ Harlow"].map(
        fullName,
      ),
    ).size,
  ).toBe(1);
  expect(["Kim", "", "Dana (dana@x.example)", "李"].map(fullName)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(fullName("李雷")).toBe("李雷");
});

test("fullNames have the name of the book when titles, initials, posts, brackets or spaces are added", () => {
  const stored = fc.constantFrom(
    "Dana Harlow",
    "Harlow, Dana",
    "Jan van der Berg",
    "van der Berg, Jan",
    "Pat O'Neil",
    "李雷",
    "王小明",
    "김철수",
    "山田 太郎",
  );
  const before = fc.constantFrom("", "Dr. ", "Prof. Dr. ", '"', "Mrs ");
  const behind = fc.constantFrom("", " (Sales)", " [ext]", " PhD", "【外部】");
  fc.assert(
    fc.property(stored, before, behind, (name, title, more) => {
      fc.pre(!/^\p{L}{2,}$/u.test(name) || title === "" || title === '"');
      fc.pre(
        !/\p{sc=Han}|\p{sc=Hangul}/u.test(name) ||
          !/[A-Z]/.test(title + more.replace(/\(.*|\[.*/, "")),
      );
      expect(fullNames(title + name + more)).toContain(fullName(name));
    }),
  );
  expect(fullNames("van der Berg, Jan")[0]).toBe(fullName("Jan van der Berg"));
  expect(["王小明", "小明 王", "王 小明"].map(fullName)).toEqual(
    Array.from({ length: 3 }, () => fullName("王小明")),
  );
});

/**
 * Names of the kind: the same letters in another order, in Han, Hangul and kana, with titles and
 * brackets; and one name written in several ways.
 */
test.each<[string, string]>([
  ["王小明", "明小王"],
  ["王小明", "小王明"],
  ["李雷", "雷李"],
  ["金正恩", "恩正金"],
  ["김철수", "수철김"],
  ["山田太郎", "太郎山田"],
  ["王 小明", "明 小王"],
  ["欧阳 小明", "小明欧阳"],
  ["王小明（采购）", "明小王先生"],
])("fullNames of two people have nothing in common when %s and %s are they", (one, other) => {
  expect(fullNames(one).filter((name) => fullNames(other).includes(name))).toEqual([]);
  const known = { domains: [], names: [{ name: one, address: "one@y.example" }] };
  expect(
    cautions({ from: { name: other, address: "x@mailer.example" }, replyTo: [] }, known),
  ).toEqual([]);
});

test.each<[string, string]>([
  ["王小明", "王 小明"],
  ["王小明", "小明 王"],
  ["李雷", "雷 李"],
  ["李雷", "李 雷"],
  ["欧阳小明", "小明 欧阳"],
  ["欧阳小明", "欧阳 小明"],
  ["김철수", "김 철수"],
  ["김철수", "철수 김"],
  ["山田太郎", "山田 太郎"],
  ["王小明", "王小明先生"],
  ["王小明", "【外部】王小明"],
  ["Dana Harlow", "Harlow, Dana"],
  ["Jan van der Berg", "van der Berg, Jan"],
  ["Nguyễn Văn An", "An Nguyen Van"],
])("fullNames of one person have one in common when it is written %s and %s", (one, other) => {
  expect(fullNames(one).some((name) => fullNames(other).includes(name))).toBe(true);
  const known = { domains: [], names: [{ name: one, address: "one@y.example" }] };
  expect(
    cautions({ from: { name: other, address: "x@mailer.example" }, replyTo: [] }, known),
  ).toHaveLength(1);
});

test("sortedNames find a name of an older index when its letters are in any order", () => {
  expect(sortedNames("明小王")).toEqual(sortedNames("王 小明"));
  expect(sortedNames("Dana Harlow")).toEqual([]);
});

test("oneEdit agrees with its definition when one slip is made", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab]{0,6}$/), fc.stringMatching(/^[ab]{0,6}$/), (a, b) => {
      const slips = new Set<string>();
      for (let i = 0; i <= a.length; i++) {
        for (const c of "ab") {
          slips.add(a.slice(0, i) + c + a.slice(i));
          if (i < a.length) slips.add(a.slice(0, i) + c + a.slice(i + 1));
        }
        slips.add(a.slice(0, i) + a.slice(i + 1));
        if (i + 1 < a.length)
          slips.add(a.slice(0, i) + a.charAt(i + 1) + a.charAt(i) + a.slice(i + 2));
      }
      expect(oneEdit(a, b)).toBe(a !== b && slips.has(b));
    }),
  );
});

test("readableDomain undoes URL's Punycode when a host is international", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."aböüßляяΩ例子한b-"), minLength: 1, maxLength: 12 }),
      (label) => {
        let ascii: string;
        try {
          ascii = new URL(`http://x${label}x.example`).hostname;
        } catch {
          return;
        }
        expect(new URL(`http://${readableDomain(ascii)}`).hostname).toBe(ascii);
        if (/^[a-zöü例子한]*$/.test(label))
          expect(readableDomain(ascii)).toBe(`x${label}x.example`);
      },
    ),
  );
  expect(readableDomain("xn--99999999999.example")).toBe("xn--99999999999.example");
});

test("registered is each firm's own when many have theirs below one host or ending", () => {
  expect(
    [
      "a.acme.onmicrosoft.com",
      "acme.mail.onmicrosoft.com",
      "mail.acme.uk.com",
      "acme.co.com",
      "shop.zendesk.com",
      "onmicrosoft.com",
      "uk.com",
    ].map(registered),
  ).toEqual([
    "acme.onmicrosoft.com",
    "acme.mail.onmicrosoft.com",
    "acme.uk.com",
    "acme.co.com",
    "shop.zendesk.com",
    "onmicrosoft.com",
    "uk.com",
  ]);
});

test("another firm's below the same host gives the cautions of a stranger when a customer has theirs there", () => {
  const book = {
    domains: ["acme.onmicrosoft.com"],
    names: [{ name: "Dana Harlow", address: "dana@acme.onmicrosoft.com" }],
  };
  const of = (name: string, address: string, ...replyTo: string[]) =>
    cautions(message(name, address, replyTo), book).map((c) => c.code);
  expect(of("Dana Harlow", "x@evil.onmicrosoft.com")).toEqual(["known_name_new_address"]);
  expect(of("Dana", "dana@acme.onmicrosoft.com", "pay@evil.onmicrosoft.com")).toEqual([
    "reply_to_elsewhere",
  ]);
  expect(of("Kim", "kim@acrne.onmicrosoft.com")).toEqual(["look_alike_domain"]);
  expect(
    of("Dana Harlow", "d.harlow@acme.onmicrosoft.com", "help@mail.acme.onmicrosoft.com"),
  ).toEqual([]);
});

test("registered and skeleton answer the plain cases when asked", () => {
  expect(
    ["a.b.co.uk", "mail.hp.de", "x.example", "localhost", "a.b.com.cn"].map(registered),
  ).toEqual(["b.co.uk", "hp.de", "x.example", "localhost", "b.com.cn"]);
  expect(skeleton("Раураӏ")).toBe(skeleton("paypal"));
});
