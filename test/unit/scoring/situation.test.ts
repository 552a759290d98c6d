import { expect, test } from "vitest";
import { complaintDays } from "../../../shared/scoring/actions/situation.ts";
import type { Behaviour } from "../../../shared/contract/fields.ts";
import { ago, now } from "./some-facts.ts";

const seen = (daysAgo: number, ...behaviours: Behaviour[]) => ({
  id: String(daysAgo),
  kind: "call" as const,
  direction: null,
  occurredAt: ago(daysAgo),
  behaviours,
});

test("a complaint is open until a solution that came after it, to the minute, and for ninety days", () => {
  expect(
    complaintDays(
      { interactions: [seen(4.6, "complaint_solved"), seen(4.4, "complaint_unsolved")] },
      now,
    ),
  ).toBe(4);
  expect(
    complaintDays(
      { interactions: [seen(4.6, "complaint_unsolved"), seen(4.4, "complaint_solved")] },
      now,
    ),
  ).toBeNull();
  expect(
    complaintDays({ interactions: [seen(4, "complaint_unsolved", "complaint_solved")] }, now),
  ).toBeNull();
  expect(complaintDays({ interactions: [seen(91, "complaint_unsolved")] }, now)).toBeNull();
  expect(complaintDays({ interactions: [] }, now)).toBeNull();
});
