import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { models as modelsSchema } from "../../shared/contract/model-answers.ts";
import { defaultPolicy } from "../../shared/scoring/index.ts";
import { call, refusal, signedIn } from "./client.ts";
import { idsOf, longCrowd } from "./crowd.ts";
import { reviewed } from "./queue.ts";
import { storedCard } from "./sealed.ts";

let manager: string;
const list = async (query = "") => {
  const response = await call("GET", `/v1/models${query}`, { token: manager });
  expect(response.status).toBe(200);
  return modelsSchema.parse(await response.json()).models;
};

beforeAll(async () => {
  manager = await signedIn("manager");
});

describe("GET /v1/models", () => {
  test("lists nothing before the first review", async () => {
    expect(await list()).toEqual([]);
  });

  test("shows the back-test of each model, the newest first, when reviews have run", async () => {
    await longCrowd(400);
    await reviewed();
    await reviewed();
    const [newest, first] = await list();
    expect([newest!.version, first!.version]).toEqual([2, 1]);
    const { backTest, contenders, chance, season } = newest!;
    expect(season).toMatchObject({ indices: null, isUsed: false });
    expect(season!.months).toBeLessThan(24);
    expect(contenders.map(({ brier }) => brier)).toEqual(
      contenders.map(({ brier }) => brier).sort((a, b) => a - b),
    );
    expect(backTest!.chance.brier).toBeLessThanOrEqual(
      Math.min(...backTest!.plain.map(({ brier }) => brier)) + 0.02,
    );
    expect(backTest!.stages.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    const { share, sensitivity, weights, from } = backTest!.tiers!;
    expect(share).toBeGreaterThan(0.2);
    expect(sensitivity.map(({ input }) => input)).toEqual([
      "value",
      "spend",
      "loyalty",
      "potential",
    ]);
    expect(from).toEqual(defaultPolicy.tier.weights);
    const sum = (all: Record<string, number>) => Object.values(all).reduce((p, q) => p + q, 0);
    expect(sum(weights)).toBe(sum(from));
    expect(chance!.horizonDays).toBeLessThanOrEqual(365);
    expect(await list("?limit=1")).toEqual([newest]);
  });

  test("puts the chance to buy and what the back-test found on each card", async () => {
    const { scores } = await storedCard(idsOf(400)[1]!);
    const { chance } = scores.value;
    expect(chance!.explanation.total).toBeCloseTo(100 * chance!.probability, 4);
    const held = chance!.explanation.factors.find(({ code }) => code === "chance_held_few")!;
    const { bought, customers } = held.parameters as { bought: number; customers: number };
    expect(customers).toBeLessThan(100);
    expect(bought).toBeLessThanOrEqual(customers);
  });

  test("still lists a model that was fitted before there were back-tests", async () => {
    await env.DB.prepare(
      `UPDATE models SET body = json_remove(body, '$.chance', '$.season', '$.backTest', '$.contenders')
        WHERE version = 1`,
    ).run();
    const [, first] = await list();
    expect(first).toMatchObject({
      version: 1,
      chance: null,
      season: null,
      backTest: null,
      contenders: [],
    });
  });

  test("is for managers, and refuses a limit that makes no sense", async () => {
    const rep = await signedIn("rep");
    expect((await call("GET", "/v1/models", { token: rep })).status).toBe(403);
    expect(await refusal(await call("GET", "/v1/models?limit=0", { token: manager }))).toEqual({
      status: 400,
      code: "invalid_request",
      field: "limit",
    });
  });
});
