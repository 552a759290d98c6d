import { expect, test } from "vitest";
import type { Scores } from "../../../shared/contract/card.ts";
import { todayRank } from "../../../worker/scoring/today-rank.ts";

type Action = NonNullable<Scores["next"]["action"]>;
const action = (over: Partial<Action>): Action => ({
  id: "a",
  key: "call_before_lapse",
  reason: { code: "silent_beyond_interval" },
  worth: null,
  interval: null,
  probability: null,
  explanation: null,
  ...over,
});
const scores = (
  next: Action | null,
  warning: "watch" | "act" | null = null,
  tier: "high" | "low" = "high",
) =>
  ({
    next: { action: next, runnersUp: [] },
    warning: warning === null ? null : { level: warning, signs: [{ code: "silent" }] },
    tier: { tier, score: null, explanation: null },
  }) as unknown as Scores;
const worth = (amount: number) =>
  action({ worth: amount, interval: { low: amount - 1, high: amount + 1 } });
const owed = action({ reason: { code: "complaint_unsolved" } });

test("todayRank orders what is owed, worth, warnings and what is unknown", () => {
  const inOrder = [
    scores(owed),
    scores(owed, null, "low"),
    scores(worth(1e15)),
    scores(worth(31_000)),
    scores(worth(1)),
    scores(action({}), "act"),
    scores(null, "act", "low"),
    scores(action({}), "watch"),
    scores(action({})),
    scores(action({}), null, "low"),
  ].map(todayRank);
  expect(inOrder.every((rank) => rank !== null)).toBe(true);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => b! - a!));
  expect(new Set(inOrder).size).toBe(inOrder.length);
});

test("todayRank is null when nothing is to be done, or what could be does not pay", () => {
  expect([scores(null), scores(worth(0)), scores(worth(-500))].map(todayRank)).toEqual([
    null,
    null,
    null,
  ]);
});
