import { describe, expect, test } from "vitest";
import { defaultPolicy, lifecycleStage } from "../../../shared/scoring/index.ts";
import { purchaseDays } from "../../../shared/scoring/summarise.ts";
import type { Chance } from "../../../shared/scoring/types.ts";
import { now, purchases } from "./some-facts.ts";

/** A chance to buy in a book whose mean is 0.4. */
const chance = (probability: number) => ({
  probability,
  mean: 0.4,
  horizonDays: 365,
  silenceDays: 0,
});
const stageOf = (daysAgo: number[], over: { chance?: Chance | null } = {}) =>
  lifecycleStage({
    days: purchaseDays(purchases(...daysAgo), now),
    now,
    alive: null,
    chance: chance(0.5),
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
    ["growing", "purchases come faster than before", [360, 250, 120, 90, 60, 30, 10], {}],
    ["mature", "purchases come at a steady pace", every(30, 720, 5), { chance: chance(0.1) }],
    ["mature", "they are silent for longer than usual but likely to buy", every(18, 391, 28), {}],
    [
      "at_risk",
      "silence is twice the own interval, however likely they buy",
      every(18, 400, 45),
      {},
    ],
    [
      "at_risk",
      "they are less likely to buy than the mean after a full interval",
      every(30, 400, 40),
      { chance: chance(0.3) },
    ],
    [
      "churned",
      "they are half as likely to buy as the mean and silent for long",
      every(18, 700, 200),
      { chance: chance(0.1) },
    ],
    [
      "at_risk",
      "silence is twice the own interval and the chance is not known",
      every(18, 700, 200),
      { chance: null },
    ],
    [
      "churned",
      "silence is longer than anyone's, whatever is known",
      every(18, 1500, 800),
      { chance: null },
    ],
    [
      "won_back",
      "they came back after an absence that counted as leaving",
      [900, 870, 840, 810, 780, 40, 10],
      {},
    ],
  ] as const)("is %s when %s", (stage, _when, daysAgo, over) => {
    expect(stageOf([...daysAgo], over).stage).toBe(stage);
  });

  test("tells silence and the own interval in its explanation", () => {
    const { explanation, silenceDays, intervalDays } = stageOf(every(18, 401, 41));
    expect(silenceDays).toBe(41);
    expect(intervalDays).toBe(20);
    expect(explanation.factors[0]).toMatchObject({
      code: "stage_silence_times",
      parameters: { days: 41, intervalDays: 20 },
    });
    expect(explanation.total).toBeCloseTo(41 / 20, 5);
  });
});
