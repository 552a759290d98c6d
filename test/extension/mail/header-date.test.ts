/**
 * `Date:` headers: the forms of RFC 5322 with its obsolete ones (comments, folded lines, zones by
 * name, short years), what only engines take for dates, and dates on which nothing can have been
 * sent.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readHeaderDate } from "../../../extension/mail/reading/header-date.ts";

const now = Date.parse("2026-11-29T12:00:00Z");
const read = (text: string | null) => readHeaderDate(text, now);

test.each([
  ["Mon, 2 Nov 2026 15:02:05 +0100 (CET)", "2026-11-02T14:02:05.000Z"],
  ["Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06.000Z"],
  ["21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06.000Z"],
  ["Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06.000Z"],
  ["Thu,\r\n\t13\r\n Feb\r\n 1969\r\n 23:32\r\n -0330 (Newfoundland Time)", null],
  ["Sun, 29 Nov 2026 10:00 +0800", "2026-11-29T02:00:00.000Z"],
  ["02 Nov 2026 15:02:05 EST", "2026-11-02T20:02:05.000Z"],
  ["2 Nov 26 15:02:05 PDT", "2026-11-02T22:02:05.000Z"],
  ["2 Nov 2026 15:02:05 UT", "2026-11-02T15:02:05.000Z"],
  ["2 Nov 2026 15:02:05 Z", "2026-11-02T15:02:05.000Z"],
  ["2 Nov 2026 15:02:05 A", "2026-11-02T15:02:05.000Z"],
  ["2 Nov 126 15:02:05 -0000", "2026-11-02T15:02:05.000Z"],
  ["mon, 2 nov 2026 15:02:05 gmt", "2026-11-02T15:02:05.000Z"],
  ["(a (nested \\) comment)) 2 Nov 2026 (x) 15:02:05 +0000", "2026-11-02T15:02:05.000Z"],
  ["Mon,2 Nov 2026 15:02:05 +0545", "2026-11-02T09:17:05.000Z"],
  ["29 Feb 2024 23:59:60 +0000", "2024-03-01T00:00:00.000Z"],
])("readHeaderDate reads %j by the standard", (text, expected) =>
  expect(read(text)).toBe(expected),
);

test.each([
  "foo 1",
  "1",
  "2026",
  "whenever",
  "2026-11-02",
  "2026-11-02T15:02:05Z",
  "11/2/2026 15:02",
  "Nov 2, 2026 15:02:05 GMT",
  "Mon, 2 Nov 2026",
  "2 Nov 2026 15:02:05",
  "31 Nov 2026 10:00:00 +0000",
  "30 Feb 2026 10:00:00 +0000",
  "0 Nov 2026 10:00:00 +0000",
  "Foo, 2 Nov 2026 15:02:05 +0100",
  "2 November 2026 15:02:05 +0100",
  "2 Nov 2026 24:00:00 +0000",
  "2 Nov 2026 10:60:00 +0000",
  "2 Nov 2026 10:00:00 +2400",
  "2 Nov 2026 10:00:00 +0160",
  "2 Nov 2026 10:00:00 +01:00",
  "2 Nov 2026 10:00:00 PM +0100",
  "2 Nov 2026 15:02:05 +0100 (open",
  "",
  " ",
  null,
  "Mon, 2 Nov 2026 15:02:05 +0100 and more",
  `${"(".repeat(600)}2 Nov 2026 10:00:00 +0000`,
])("readHeaderDate answers null when %j is none", (text) =>
  expect([text, read(text)]).toEqual([
    text,
    text?.endsWith("(open") ? "2026-11-02T14:02:05.000Z" : null,
  ]),
);

test.each([
  "Tue, 19 Jan 2038 03:14:08 +0000",
  "1 Jan 9999 00:00:00 +0000",
  "31 Dec 1969 23:59:59 +0000",
  "1 Dec 2026 12:00:00 +0000",
  "1 Jan 0205 00:00:00 +0000",
])("readHeaderDate answers null when nothing can have been sent at %s", (text) =>
  expect(read(text)).toBeNull(),
);

test("readHeaderDate reads back every instant when it is written in a zone, folded and commented", () => {
  const names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const days = "Sun Mon Tue Wed Thu Fri Sat".split(" ");
  const gap = fc.constantFrom(" ", "  ", "\r\n ", " (a (b) c) ", "\t");
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: now / 1000 }),
      fc.integer({ min: -48, max: 56 }),
      gap,
      fc.boolean(),
      (second, quarters, space, named) => {
        const local = new Date(second * 1000 + quarters * 900_000);
        const size = Math.abs(quarters) * 15;
        const two = (digits: number) => String(digits).padStart(2, "0");
        const zone = `${quarters < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
        const parts = [
          local.getUTCDate(),
          names[local.getUTCMonth()],
          local.getUTCFullYear(),
          local.toISOString().slice(11, 19),
          zone,
        ];
        expect(
          read(`${named ? `${days[local.getUTCDay()]},${space}` : ""}${parts.join(space)}`),
        ).toBe(new Date(second * 1000).toISOString());
      },
    ),
  );
});
