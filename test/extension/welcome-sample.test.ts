/** The sample before pairing: the demo book's card as scored today, its dates near today. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { movedBy } from "../../extension/entrypoints/welcome/sample-dates.ts";
import {
  sampleCardAt,
  sampleCommands,
  sampleState,
  sampleTime,
} from "../../extension/entrypoints/welcome/sample-panel.tsx";
import type { PanelState } from "../../extension/panel/state.ts";
import { scores as scoresSchema } from "../../shared/contract/card.ts";
import { sampleCard } from "../../worker/demo/cards.ts";

const file = new URL("../../extension/entrypoints/welcome/sample-card.json", import.meta.url);
const stored = JSON.parse(readFileSync(file, "utf8")) as Awaited<ReturnType<typeof sampleCard>>;
const DAY_MS = 86_400_000;

test("the sample's card is what the demo book's facts are scored to today", async () => {
  const made = JSON.parse(JSON.stringify(await sampleCard(Date.parse(stored.scoredAt)))) as unknown;
  expect(stored, "run node worker/commands/sample-card.ts").toEqual(made);
});

test("the sample's card says all that a card can say", () => {
  const { scores, lastPurchase } = stored;
  expect(scoresSchema.safeParse(scores).error).toBeUndefined();
  expect(stored.touches.length).toBeGreaterThan(2);
  expect(lastPurchase).not.toBeNull();
  expect(scores.next.action).not.toBeNull();
  expect(scores.trust.score).not.toBeNull();
  expect(scores.value.lifetimeValue).not.toBeNull();
  expect(scores.value.chance).not.toBeNull();
  expect(scores.satisfaction.customer.latest).not.toHaveLength(0);
  expect(scores.relationship.score).not.toBeNull();
});

test("the sample's dates are as far from any day as from the day it was scored", () => {
  const now = Date.parse("2028-02-29T15:30:00Z");
  const shown = sampleCardAt(now);
  const age = now - Date.parse(shown.scoredAt);
  expect(age).toBeGreaterThanOrEqual(0);
  expect(age).toBeLessThan(DAY_MS);
  expect(Date.parse(shown.scoredAt) - Date.parse(shown.lastPurchase?.at ?? "")).toBe(
    Date.parse(stored.scoredAt) - Date.parse(stored.lastPurchase?.at ?? ""),
  );
});

test("the sample was written today, and not later than now", () => {
  for (const hour of [1, 8, 20]) {
    const now = new Date(2026, 10, 30, hour, 30).getTime();
    const at = Date.parse(sampleTime(now));
    expect(at).toBeLessThanOrEqual(now);
    expect(new Date(at).toDateString()).toBe(new Date(now).toDateString());
  }
});

test("movedBy moves instants alone, however deep", () => {
  expect(
    movedBy({ a: ["2026-11-21T12:00:00.000Z", "2026", 7, null], b: "at 12:00" }, DAY_MS),
  ).toEqual({ a: ["2026-11-22T12:00:00.000Z", "2026", 7, null], b: "at 12:00" });
});

test("the sample's buttons change what is shown, and undo it", async () => {
  const page = { locale: "en", dark: false } as const;
  let state = sampleState({ address: "d@h.example", subject: "Valves", page }, Date.now());
  const set = (part: Partial<PanelState>) => {
    state = { ...state, ...part };
  };
  const commands = sampleCommands({ state: () => state, set }, () => undefined);
  await commands.log("d@h.example", state.email!, "email");
  expect(state.log.state).toBe("logged");
  await commands.undoLog("sample");
  expect(state.log.state).toBe("none");
  await commands.noteSatisfaction("d@h.example", 4, null);
  expect(state.people[0]?.kept).toMatchObject([{ slot: "satisfaction", what: "4" }]);
  await commands.undoSatisfaction("sample satisfaction");
  expect(state.people[0]?.kept).toEqual([]);
  commands.decideAnswer("answered");
  expect(state.people[0]?.openMessage?.decision?.what).toBe("answered");
  commands.decideAnswer(null);
  expect(state.people[0]?.openMessage?.decision).toBeNull();
});
