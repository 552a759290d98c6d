/** Steps beside the open message: what leads, what stays, what is contradicted. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { OpenEvidence } from "../../../../extension/panel/steps/open-evidence.ts";
import { contradictions, stepsOf } from "../../../../extension/panel/steps/steps.ts";
import type { Action, Card } from "../../../../shared/contract/card.ts";
import { actionKeys } from "../../../../shared/scoring/policy.ts";

const action = (key: string, code = "any"): Action => ({
  id: `a:${key}`,
  key,
  reason: { code },
  worth: null,
  probability: null,
  explanation: null,
});
const next = (first: Action | null, ...runnersUp: Action[]): Card["scores"]["next"] => ({
  action: first,
  runnersUp,
});
const evidence = (part: Partial<OpenEvidence> = {}): OpenEvidence => ({
  direction: "in",
  at: "2026-11-18T09:00:00Z",
  isNewerThanScore: true,
  waitsDays: 3,
  ...part,
});
const keys = (...given: Parameters<typeof stepsOf>) =>
  stepsOf(...given).map((step) => (step.kind === "answer" ? "answer" : step.action.key));

test("stepsOf puts the answer first and leaves out what their message contradicts", () => {
  const card = next(action("win_back", "lapsed"), action("ask_trust"), action("greeting"));
  expect(keys(card, evidence())).toEqual(["answer", "ask_trust"]);
  expect(keys(next(action("welcome_prospect", "new_prospect")), evidence())).toEqual(["answer"]);
  expect(keys(next(action("call_before_lapse", "silent_beyond_interval")), evidence())).toEqual([
    "answer",
  ]);
});

test("stepsOf keeps what we owe when their message waits", () => {
  const owed = next(action("solve_complaint"), action("repair_promise"));
  expect(keys(owed, evidence())).toEqual(["answer", "solve_complaint", "repair_promise"]);
});

test("stepsOf leaves the card as it is when no message tells anything, or the score counts it", () => {
  const card = next(action("win_back", "lapsed"), action("greeting", "no_contact"));
  const known = ["win_back", "greeting"];
  expect(keys(card, null)).toEqual(known);
  expect(keys(card, evidence({ isNewerThanScore: false, waitsDays: null }))).toEqual(known);
  expect(keys(next(null), evidence())).toEqual(["answer"]);
});

test("stepsOf drops the greeting and keeps the winning back when we wrote the open message", () => {
  const card = next(action("win_back"), action("greeting", "no_contact"));
  const ours = evidence({ direction: "out", waitsDays: null });
  expect(keys(card, ours)).toEqual(["win_back"]);
});

test("stepsOf never invents, doubles or reorders the card's actions, whatever lies open", () => {
  const some = fc.uniqueArray(fc.constantFrom(...actionKeys), { maxLength: 3 });
  const lies = fc.option(
    fc.record({
      direction: fc.constantFrom("in" as const, "out" as const),
      isNewerThanScore: fc.boolean(),
      waitsDays: fc.option(fc.nat(30)),
    }),
  );
  fc.assert(
    fc.property(some, lies, ([first, ...rest], open) => {
      const card = next(first === undefined ? null : action(first), ...rest.map((r) => action(r)));
      const found = keys(card, open === null ? null : evidence(open));
      const waits = open !== null && open.waitsDays !== null;
      expect(found.indexOf("answer")).toBe(waits ? 0 : -1);
      const kept = found.filter((key) => key !== "answer");
      const all: string[] = first === undefined ? [] : [first, ...rest];
      expect(all.filter((key) => kept.includes(key))).toEqual(kept);
    }),
  );
});

test("contradictions name actions of the catalogue alone, each with its reason", () => {
  for (const { key, because } of contradictions) {
    expect(actionKeys).toContain(key);
    expect(because).toMatch(/\.$/);
  }
});
