/**
 * Evidence of the open message. Messages of this kind: from them or from us, today or days ago,
 * logged or not, answered by a log, by the page, by a decision, or not at all.
 */
import { expect, test } from "vitest";
import { decisionOf } from "../../../../extension/panel/steps/decision.ts";
import {
  CURRENT_DAYS,
  calendarDays,
  openEvidence,
} from "../../../../extension/panel/steps/open-evidence.ts";
import type { OpenMessageFacts } from "../../../../extension/panel/state.ts";
import type { Touch } from "../../../../shared/contract/card.ts";

const now = Date.parse("2026-11-21T14:05:00Z");
const DAY = 86_400_000;
const ago = (days: number) => new Date(now - days * DAY).toISOString();
const touch = (part: Partial<Touch>): Touch => ({
  id: "t",
  kind: "email",
  direction: "in",
  at: ago(40),
  subject: null,
  note: null,
  minutes: null,
  behaviours: [],
  by: null,
  ...part,
});
const card = (touches: Touch[], scoredAt = ago(1)) => ({ touches, scoredAt });
const message = (part: Partial<OpenMessageFacts> = {}): OpenMessageFacts => ({
  direction: "in",
  at: ago(3),
  isAnswered: false,
  decision: null,
  ...part,
});

test("openEvidence says they wait for three days when their message lies unanswered", () => {
  expect(openEvidence(message(), card([touch({})]), now)).toEqual({
    direction: "in",
    at: ago(3),
    isNewerThanScore: true,
    waitsDays: 3,
  });
});

test.each([
  ["we wrote since", card([touch({ direction: "out", at: ago(2) })]), message()],
  ["we called since", card([touch({ kind: "call", direction: "out", at: ago(1) })]), message()],
  ["we met since", card([touch({ kind: "meeting", direction: null, at: ago(1) })]), message()],
  ["the page shows an answer", card([]), message({ isAnswered: true })],
  ["it is decided", card([]), message({ decision: decisionOf("not_needed", now) })],
  ["it is put off", card([]), message({ decision: decisionOf("later", now) })],
  ["we wrote it", card([]), message({ direction: "out" })],
])("openEvidence says that nobody waits when %s", (_case, known, open) => {
  expect(openEvidence(open, known, now)?.waitsDays).toBeNull();
});

test.each([
  ["they wrote again since", [touch({ at: ago(1) })]],
  ["our last word is older", [touch({ direction: "out", at: ago(4) })]],
  ["only a note was made since", [touch({ kind: "note", direction: null, at: ago(1) })]],
  ["the message itself is logged", [touch({ at: ago(3) })]],
])("openEvidence says that they wait when %s", (_case, touches) => {
  expect(openEvidence(message(), card(touches), now)?.waitsDays).toBe(3);
});

test("openEvidence says that they wait again when the day they were put off to has begun", () => {
  const decision = decisionOf("later", now - DAY);
  expect(openEvidence(message({ decision }), card([]), now)?.waitsDays).toBe(3);
});

test("openEvidence is not newer than the score when this contact or a later one is counted", () => {
  const at = (days: number, scoredDaysAgo = 1) =>
    openEvidence(message(), card([touch({ at: ago(days) })], ago(scoredDaysAgo)), now)
      ?.isNewerThanScore;
  expect([at(3), at(2), at(3 + 20 / 86_400), at(4), at(2, 5)]).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

test("openEvidence is none when the message has no time, is history, or is none", () => {
  const none = [
    message({ at: null }),
    message({ at: "soon" }),
    message({ at: ago(CURRENT_DAYS + 1) }),
    null,
    undefined,
  ];
  expect(none.map((one) => openEvidence(one, card([]), now))).toEqual(none.map(() => null));
});

test("calendarDays counts the midnights between two instants, never below none", () => {
  const local = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
  expect(calendarDays(local(20, 23), local(21, 1))).toBe(1);
  expect(calendarDays(local(21, 1), local(21, 23))).toBe(0);
  expect(calendarDays(local(22, 1), local(21, 23))).toBe(0);
  // The clock changes within these days.
  expect(calendarDays(new Date(2026, 2, 1).getTime(), new Date(2026, 3, 30).getTime())).toBe(60);
});
