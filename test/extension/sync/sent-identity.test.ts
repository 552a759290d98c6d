/**
 * Copies that are known as the mail that was logged when it was sent. Copies of this kind: dated a
 * little before or after, with recipients in another order or writing, as an answer; and those of
 * another mail.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { identityOfDraft, marksOfCopy } from "../../../extension/sync/sent-identity.ts";

const at = Date.parse("2026-11-18T09:12:30Z");
const mail = { to: ["dana@harlow.example", "kim@harlow.example"], subject: "Terms for 2027" };
const isKnown = (copy: Partial<typeof mail>, shift = 0): boolean => {
  const marks = marksOfCopy({ ...mail, ...copy }, at + shift);
  return (identityOfDraft(mail, at)?.sent ?? []).some((one) => marks.includes(one));
};

test("a copy is the mail that was logged when its date is within minutes", () => {
  fc.assert(
    fc.property(fc.integer({ min: -5 * 60_000, max: 2 * 60_000 }), (shift) => {
      expect(isKnown({}, shift)).toBe(true);
    }),
  );
  expect([-7, 4].map((minutes) => isKnown({}, minutes * 60_000))).toEqual([false, false]);
});

test.each([
  [
    "its recipients are in another order and writing",
    { to: ["Kim@Harlow.example", mail.to[0] ?? ""] },
  ],
  ["it is shown as an answer", { subject: "Re: Terms for 2027" }],
  ["its spaces are others", { subject: " Terms  for 2027" }],
])("a copy is the mail that was logged when %s", (_, copy) => {
  expect(isKnown(copy)).toBe(true);
});

test.each([
  ["subject", { subject: "Terms for 2028" }],
  ["recipient", { to: ["dana@harlow.example"] }],
])("a copy is another mail when it has another %s", (_, copy) => {
  expect(isKnown(copy)).toBe(false);
});

test("a mail without subject or recipient has no identity", () => {
  expect(identityOfDraft({ ...mail, subject: " " }, at)).toBeNull();
  expect(identityOfDraft({ ...mail, to: [] }, at)).toBeNull();
  expect(marksOfCopy({ ...mail, subject: null }, at)).toEqual([]);
});
