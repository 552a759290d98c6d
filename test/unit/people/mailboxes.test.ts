import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { describe, expect, test } from "vitest";
import { normalise } from "../../../shared/people/address.ts";
import { mailboxes } from "../../../shared/people/mailboxes.ts";

const read = (header: string) => mailboxes(header).map((one) => [one.name, one.address]);

describe("mailboxes", () => {
  test.each([
    [
      '"Harlow, Dana" <dana@x.example>, kim@y.example',
      [
        ["Harlow, Dana", "dana@x.example"],
        [null, "kim@y.example"],
      ],
    ],
    [
      "Sails:Ed Jones <joe@w.example>,\r\n joe@v.example, John <j@o.example>;, last@x.example",
      [
        ["Ed Jones", "joe@w.example"],
        [null, "joe@v.example"],
        ["John", "j@o.example"],
        [null, "last@x.example"],
      ],
    ],
    ["undisclosed-recipients:;", []],
    ["Pete <pete(his account)@silly.example(his host)>", [["Pete", "pete@silly.example"]]],
    ["jdoe@x.example (John Doe)", [["John Doe", "jdoe@x.example"]]],
    [
      '"Evil <dana@harlow.example>" <evil@x.example>',
      [["Evil <dana@harlow.example>", "evil@x.example"]],
    ],
    ["dana@harlow.example <evil@x.example>", [["dana@harlow.example", "evil@x.example"]]],
    [
      "=?utf-8?Q?Harlow=2C_Dana_=3Cx=40y.example=3E?= <d@h.example>",
      [["Harlow, Dana <x@y.example>", "d@h.example"]],
    ],
    ["=?utf-8?Q?Harlow,_Dana?= <d@h.example>", [["Harlow, Dana", "d@h.example"]]],
    ["=?UTF-8?B?546L5pmT?= =?UTF-8?B?5piO?= <w@m.example>", [["王晓明", "w@m.example"]]],
    ["=?utf-8?B?RGFuYSA8ZGFuYUBoYXJsb3cuZXhhbXBsZT4=?=", []],
    [
      "李雷 <lilei@例子.中国>, a@bücher.example",
      [
        ["李雷", "lilei@xn--fsqu00a.xn--fiqs8s"],
        [null, "a@xn--bcher-kva.example"],
      ],
    ],
    ['"quoted local"@x.example', [[null, '"quoted local"@x.example']]],
    ["<@relay.example,@b.example:dana@x.example>", [[null, "dana@x.example"]]],
    ["Dana@X.example <dana@x.example>", [[null, "dana@x.example"]]],
    [
      "a@b.example;c@d.example,,",
      [
        [null, "a@b.example"],
        [null, "c@d.example"],
      ],
    ],
    ["Big Bug bb@bug.example", [["Big Bug", "bb@bug.example"]]],
    ["nobody at all", []],
    ["", []],
    ["Dana <half@>", []],
  ])("are the people of %j", (header, expected) => expect(read(header)).toEqual(expected));

  test("are what a mail program wrote when names hold what separates and addresses are of any script", () => {
    const local = fc
      .stringMatching(/^[a-z][a-z0-9.+_-]{0,12}[a-z0-9]$/)
      .filter((text) => !text.includes(".."));
    const domain = fc.constantFrom(
      "x.example",
      "bücher.example",
      "例子.example",
      "xn--bcher-kva.example",
      "mail.y.example",
    );
    const name = fc
      .string({ unit: fc.constantFrom(..."aé王Ω ,;:<>()@\"'."), maxLength: 24 })
      .map((text) => text.replace(/\s+/g, " ").trim());
    const one = fc.record({
      name,
      address: fc.tuple(local, domain).map((parts) => parts.join("@")),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(one, {
          minLength: 1,
          maxLength: 5,
          selector: (made) => normalise(made.address)?.address,
        }),
        (people) => {
          const headers = new MailComposer({ to: people }).compile().buildHeaders();
          const to = /^To: (.*(?:\r\n[ \t].*)*)/m.exec(headers)?.[1] ?? "";
          expect(read(to)).toEqual(
            people.map((person) => {
              const address = normalise(person.address)?.address;
              return [
                person.name === "" || normalise(person.name)?.address === address
                  ? null
                  : person.name,
                address,
              ];
            }),
          );
        },
      ),
    );
  });

  test("end soon and hold addresses only when the header is anything", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'<>(),;:"\\@=?.[] \uE0000aбq'), maxLength: 400 }),
        (header) => {
          for (const { address } of mailboxes(header))
            expect(normalise(address)?.address).toBe(address);
        },
      ),
    );
    for (const part of ["(", '"', "<", "<@", "a:", "a@", "=?a?q?", "(a@b.example", ","])
      expect(mailboxes(part.repeat(50_000)).length).toBeLessThan(2);
  });
});

const shared = fileURLToPath(new URL("../../../../shared/mail", import.meta.url));
const kinds = ["mime4j", "mail-gem", "threads", "client-replies"].filter((kind) =>
  existsSync(join(shared, kind)),
);
/** The values of the address headers of a raw message. */
const headersOf = (raw: string) =>
  [
    ...(raw.split(/\r?\n\r?\n/, 1)[0] ?? "").matchAll(
      /^(?:from|to|cc|reply-to|sender):((?:.*)(?:\r?\n[ \t].*)*)/gim,
    ),
  ].map((match) => match[1] ?? "");

describe.skipIf(kinds.length === 0)(
  "mailboxes of real mail (skipped where ../shared/mail is absent)",
  () => {
    const headers = kinds.flatMap((kind) =>
      readdirSync(join(shared, kind))
        .filter((name) => name.endsWith(".eml"))
        .flatMap((name) => headersOf(readFileSync(join(shared, kind, name), "latin1"))),
    );

    test("hold every address in angle brackets when a header has one a mailbox", () => {
      let found = 0;
      for (const header of headers) {
        const angled = [...header.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].flatMap(
          (match) => normalise(match[1] ?? "")?.address ?? [],
        );
        found += angled.length;
        expect(mailboxes(header).map((one) => one.address)).toEqual(expect.arrayContaining(angled));
      }
      expect(found).toBeGreaterThan(150);
    });

    test("have no encoded word, no quote and no bracket left over when the header is as it was sent", () => {
      const all = headers.flatMap(mailboxes);
      expect(all.length).toBeGreaterThan(250);
      expect(
        all.filter(
          ({ name, address }) =>
            /=\?.+\?=|^"|"$|\uE000/.test(name ?? "") || /[<>(),;\s]/.test(address),
        ),
      ).toEqual([]);
    });
  },
);
