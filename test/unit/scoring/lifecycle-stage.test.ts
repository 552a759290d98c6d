import { describe, expect, test } from "vitest";
import { defaultPolicy, lifecycleStage } from "../../../shared/scoring/index.ts";
import { purchaseDays } from "../../../shared/scoring/summarise.ts";
import { now, purchases } from "./some-facts.ts";

const stageOf = (daysAgo: number[], over: { alive?: number | null; identified?: boolean } = {}) =>
  lifecycleStage({
    days: purchaseDays(purchases(...daysAgo), now),
    now,
    alive: null,
    identified: true,
    bookIntervalDays: 60,
    policy: defaultPolicy,
    ...over,
  });
const every = (interval: number, from: number, to: number) =>
  Array.from({ length: Math.floor((from - to) / interval) + 1 }, (_, i) => from - i * interval);

describe("lifecycleStage", () => {
  test.each([
    ["prospect", "nothing was bought", [], {}],
    ["new", "the first purchase was last month", [30], {}],
    [
      "growing",
      "purchases come faster than before",
      [360, 250, 120, 90, 60, 30, 10],
      { alive: 0.9 },
    ],
    ["mature", "purchases come at a steady pace", every(30, 720, 5), { alive: 0.9 }],
    ["at_risk", "silence is twice the own interval", every(18, 400, 45), { alive: 0.6 }],
    [
      "at_risk",
      "P(alive) is below one half after a full interval",
      every(30, 400, 40),
      { alive: 0.4 },
    ],
    ["churned", "P(alive) is nearly gone", every(18, 700, 200), { alive: 0.02 }],
    [
      "at_risk",
      "P(alive) would be gone but the model is not identified",
      every(18, 700, 200),
      { identified: false },
    ],
    [
      "churned",
      "silence is longer than anyone's, identified or not",
      every(18, 1500, 800),
      { identified: false },
    ],
    [
      "won_back",
      "they came back after an absence that counted as leaving",
      [900, 870, 840, 810, 780, 40, 10],
      { alive: 0.9 },
    ],
  ] as const)("is %s when %s", (stage, _when, daysAgo, over) => {
    expect(stageOf([...daysAgo], over).stage).toBe(stage);
  });

  test("tells silence and the own interval in its explanation", () => {
    const { explanation, silenceDays, intervalDays } = stageOf(every(18, 401, 41), { alive: 0.6 });
    expect(silenceDays).toBe(41);
    expect(intervalDays).toBe(20);
    expect(explanation.factors[0]).toMatchObject({
      code: "stage_silence",
      parameters: { days: 41, intervalDays: 20 },
    });
    expect(explanation.total).toBeCloseTo(41 / 20, 5);
  });
});
