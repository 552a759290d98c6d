import { expect, test } from "vitest";
import { complaintDays } from "../../../shared/scoring/actions/grievance.ts";
import type { Behaviour } from "../../../shared/contract/fields.ts";
import { ago, now } from "./some-facts.ts";

const seen = (daysAgo: number, ...behaviours: Behaviour[]) => ({
  id: String(daysAgo),
  kind: "call" as const,
  direction: null,
  occurredAt: ago(daysAgo),
  behaviours,
});

const complained = (...interactions: ReturnType<typeof seen>[]) =>
  complaintDays({ interactions, outcomes: [] }, now);

test("a complaint is open until a solution that came after it, to the minute, and for ninety days", () => {
  expect(complained(seen(4.6, "complaint_solved"), seen(4.4, "complaint_unsolved"))).toBe(4);
  expect(complained(seen(4.6, "complaint_unsolved"), seen(4.4, "complaint_solved"))).toBeNull();
  expect(complained(seen(4, "complaint_unsolved", "complaint_solved"))).toBeNull();
  expect(complained(seen(91, "complaint_unsolved"))).toBeNull();
  expect(complained()).toBeNull();
});

test("a complaint is closed when the step to solve it is marked as done", () => {
  const done = {
    action: "solve_complaint",
    outcome: "done" as const,
    reason: null,
    occurredAt: ago(1),
  };
  const interactions = [seen(4, "complaint_unsolved")];
  expect(complaintDays({ interactions, outcomes: [done] }, now)).toBeNull();
});
