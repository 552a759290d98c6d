import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate } from "../../../extension/mail/reading/dates.ts";
import { addressList, displayName, line } from "../../../extension/mail/reading/text.ts";

describe("addressList", () => {
  test.each([
    [
      '"Harlow, Dana" <dana@x.example>, kim@y.example',
      [
        ["Harlow, Dana", "dana@x.example"],
        [null, "kim@y.example"],
      ],
    ],
    [
      '"a \\"b\\" <c@d.example>, e" <f@g.example>; <h@i.example>',
      [
        ['a "b" <c@d.example>, e', "f@g.example"],
        [null, "h@i.example"],
      ],
    ],
    ["Dana Harlow dana@x.example", []],
    ["half an addr@", []],
    [
      "Sails: Ed <ed@x.example>, kim@y.example (Kim); undisclosed:;",
      [
        ["Ed", "ed@x.example"],
        [null, "kim@y.example"],
      ],
    ],
    [
      '"Team, East": a@x.example, b@x.example;',
      [
        [null, "a@x.example"],
        [null, "b@x.example"],
      ],
    ],
    [
      '"Team: \\"A\\":" <a@x.example>, "T \\"B\\"" : b@x.example;',
      [
        ['Team: "A":', "a@x.example"],
        [null, "b@x.example"],
      ],
    ],
    ['"Re: (us)" <a@b.example>', [["Re: (us)", "a@b.example"]]],
    [
      "李雷 <lilei@例子.中国>\nb@c.example,",
      [
        ["李雷", "lilei@xn--fsqu00a.xn--fiqs8s"],
        [null, "b@c.example"],
      ],
    ],
    ["O'Neil <o'neil@x.example>", [["O'Neil", "o'neil@x.example"]]],
    ['"unfinished, <a@b.example>', [['"unfinished,', "a@b.example"]]],
  ])("addressList of %j is what was meant when typed so", (text, expected) => {
    expect(addressList(text).map((one) => [one.name, one.address])).toEqual(expected);
  });

  test("addressList never throws and ends when given anything", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('"', "<", ">", ",", "\\", "a", "@", ".", " "),
          maxLength: 200,
        }),
        (text) => {
          for (const one of addressList(text)) expect(one.address).toContain("@");
        },
      ),
    );
  });

  test("addressList reads names back when they were quoted", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z,;<>" ]{1,20}$/), (name) => {
        const quoted = `"${name.replaceAll(/(["\\])/g, "\\$1")}" <a@b.example>`;
        expect(addressList(quoted)).toEqual([{ name: line(name), address: "a@b.example" }]);
      }),
      { examples: [["a, b"], ["<x>"]] },
    );
  });
});

test("displayName is null when it only says the address again", () => {
  expect(displayName("Dana@X.example", "dana@x.example")).toBeNull();
  expect(displayName("  'Dana'  ", "dana@x.example")).toBe("Dana");
  expect(displayName("other@y.example", "dana@x.example")).toBe("other@y.example");
});

test.each([
  ["2026-11-02 14:02", [2026, 10, 2, 14, 2]],
  ["Mon 02.11.2026 09:05", [2026, 10, 2, 9, 5]],
  ["2026/11/2 7:30 PM", [2026, 10, 2, 19, 30]],
  ["Nov 2, 2026, 2:02\u202fPM", [2026, 10, 2, 14, 2]],
  ["Thu, Dec 4, 2014 at 2:02 PM", [2014, 11, 4, 14, 2]],
  ["12:10 a.m., 4 March 2026", [2026, 2, 4, 0, 10]],
  ["2026年11月2日 下午2:02", [2026, 10, 2, 14, 2]],
  ["2026年11月2日 中午11:50", [2026, 10, 2, 11, 50]],
  ["2026年11月2日 中午12:10", [2026, 10, 2, 12, 10]],
  ["2026年11月2日 中午1:10", [2026, 10, 2, 13, 10]],
  ["2026年11月2日 傍晚6:05", [2026, 10, 2, 18, 5]],
  ["2026年11月2日 早上8:05", [2026, 10, 2, 8, 5]],
  ["2026年11月2日 凌晨12:05", [2026, 10, 2, 0, 5]],
  ["25/12/2026 08:00", [2026, 11, 25, 8, 0]],
  ["12/25/2026 08:00", [2026, 11, 25, 8, 0]],
  ["5/5/2026 12:00", [2026, 4, 5, 12, 0]],
  ["Friday, November 20th, 2026 at 9:12 AM", [2026, 10, 20, 9, 12]],
  ["the 1st March 2026, 10:00", [2026, 2, 1, 10, 0]],
  ["Montag, 2. November 2026 um 15:02", [2026, 10, 2, 15, 2]],
  ["3. März 2026, 08:05", [2026, 2, 3, 8, 5]],
  ["2026年11月20日 中午11:50", [2026, 10, 20, 11, 50]],
  ["2026年11月20日 中午12:10", [2026, 10, 20, 12, 10]],
  ["2026年11月20日 中午1:10", [2026, 10, 20, 13, 10]],
  ["2026年11月20日 傍晚6:05", [2026, 10, 20, 18, 5]],
  ["2015年1月9日(星期五) 下午3:33", [2015, 0, 9, 15, 33]],
] as const)(
  "readDate of %j is that instant when it can be read in one way",
  (text, [year, month, day, hour, minute]) => {
    expect(readDate(text)).toBe(new Date(year, month, day, hour, minute).toISOString());
  },
);

test.each([
  "Today 14:02",
  "Mon 09:15",
  "03/04/2026 10:00",
  "2026-02-31 10:00",
  "2026-11-02",
  "yesterday",
  "",
  null,
  "2 Nov",
  "2026年11月20日 晚上12:10",
  "99:99 2026-11-02",
])("readDate of %j is null when it is relative, of two readings or wrong", (text) =>
  expect(readDate(text)).toBeNull(),
);
