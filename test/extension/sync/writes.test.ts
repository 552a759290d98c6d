/** Writes that are allowed where the book's policy forbids subjects. */
import { expect, test } from "vitest";
import { allowed, type Write } from "../../../extension/sync/writes.ts";

const body = {
  kind: "email" as const,
  direction: "in" as const,
  occurredAt: "2026-11-02T14:02:00.000Z",
  subject: "Quote",
  note: "Agreed",
  minutes: null,
  behaviours: [],
};
const logs: Write[] = [
  {
    call: "log",
    body: { ...body, customerId: "c", contactId: null, participants: [], message: null },
  },
  { call: "amendLog", id: "l", body },
];

test("a log and its edit leave the subject out, and nothing else, when subjects are forbidden", () => {
  expect(logs.map((write) => allowed(write, false))).toEqual(
    logs.map((write) => ({
      ...write,
      body: { ...(write as { body: object }).body, subject: null },
    })),
  );
  expect(logs.map((write) => allowed(write, true))).toEqual(logs);
  const other: Write = { call: "addCustomer", body: { name: "Harlow", kind: "company" } };
  expect(allowed(other, false)).toEqual(other);
});
