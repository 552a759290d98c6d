/**
 * The contact behind a factor of trust. Factors of this kind: of a behaviour that a contact on the
 * card showed, of one that an older contact showed, of answers, and of other scores.
 */
import { expect, test } from "vitest";
import { touchOf } from "../../../extension/panel/touch-facts.ts";
import type { Behaviour } from "../../../shared/contract/fields.ts";

const touch = (id: string, at: string, ...behaviours: Behaviour[]) => ({
  id,
  kind: "call" as const,
  direction: "out" as const,
  at,
  subject: null,
  note: null,
  minutes: null,
  behaviours,
  by: null,
});
const touches = [
  touch("plain", "2026-11-03T10:00:00Z"),
  touch("late", "2026-11-02T22:30:00Z", "promise_kept"),
  touch("early", "2026-11-02T08:00:00Z", "promise_kept", "complaint_solved"),
  touch("old", "2026-09-01T08:00:00Z", "promise_kept"),
];
const found = (code: string, date?: string) =>
  touchOf({ code, points: 1, ...(date && { parameters: { date } }) }, touches)?.id ?? null;

test.each([
  ["trust_promise_kept", "2026-11-02T00:00:00Z", "late"],
  ["trust_complaint_solved", "2026-11-02", "early"],
  ["trust_promise_kept", "2026-09-01", "old"],
  ["trust_promise_kept", "2026-07-01", null],
  ["trust_promise_broken", "2026-11-02", null],
  ["trust_answer_customer", "2026-11-02", null],
  ["rfm_recency", undefined, null],
])("touchOf finds for %s of %s the contact: %s", (code, date, id) => {
  expect(found(code, date)).toBe(id);
});
