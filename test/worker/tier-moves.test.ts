import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { tierMoves } from "../../shared/contract/answers.ts";
import { customerKeys } from "../../worker/security/customer-keys.ts";
import { at } from "../../worker/security/places.ts";
import { sealer } from "../../worker/security/seal.ts";
import { movesPage } from "../../worker/store/moves.ts";
import { moveReasons, type Reviewed } from "../../worker/scoring/tier-move.ts";
import { call, refusal, signedIn } from "./client.ts";
import { crowd } from "./crowd.ts";
import { moveAtOnce } from "./movers.ts";
import { deliver, drain, kept, refusing, reviewed, state, until } from "./queue.ts";
import { startReview } from "../../worker/jobs/review.ts";
import { buys, profileOf, rows } from "./writing.ts";

const day = 86_400_000;
let manager: string;
let ids: string[];
const page = async (query = "") => {
  const response = await call("GET", `/v1/review/moves${query}`, { token: manager });
  expect(response.status, await response.clone().text()).toBe(200);
  return tierMoves.parse(await response.json());
};
const tierOf = async (id: string) => (await profileOf(manager, id)).scores.tier;

/** The crowd's fourth and ninth of ten were silent for most of a year. */
const notSilent = "substr(customer_id, -1) NOT IN ('4', '9')";

const state1: Reviewed = {
  tier: "mid",
  plain: "mid",
  score: 50,
  figure: 50,
  points: { tier_value: 30, tier_loyalty: 20 },
  policy: 1,
};

describe("the reasons of a move", () => {
  test("are the factors that changed, largest change first, when the score went the way of the tier", () => {
    const after: Reviewed = {
      tier: "high",
      plain: "high",
      score: 68,
      figure: 68,
      points: { tier_value: 45, tier_loyalty: 18, tier_engagement: 5 },
      policy: 1,
    };
    expect(moveReasons(state1, after)).toEqual([
      { code: "tier_value", points: 15, parameters: { before: 30, after: 45 } },
      { code: "tier_engagement", points: 5, parameters: { before: 0, after: 5 } },
      { code: "tier_loyalty", points: -2, parameters: { before: 20, after: 18 } },
    ]);
  });

  test("begin with a factor that went the way of the tier when a larger one went the other way", () => {
    const after: Reviewed = {
      tier: "high",
      plain: "high",
      score: 54,
      figure: 54,
      points: { tier_value: 20, tier_loyalty: 27, tier_engagement: 7 },
      policy: 1,
    };
    expect(moveReasons(state1, after).map(({ code }) => code)).toEqual([
      "tier_engagement",
      "tier_loyalty",
      "tier_value",
    ]);
  });

  test.each([
    ["first_purchase", "potential", "mid"],
    ["all_returned", "mid", "potential"],
  ] as const)("are %s alone when the tier goes from %s to %s", (code, from, to) => {
    expect(moveReasons({ ...state1, tier: from }, { ...state1, tier: to, policy: 2 })).toEqual([
      { code, points: 0 },
    ]);
  });

  test.each<[string, Partial<Reviewed>, Partial<Reviewed>]>([
    ["the score stayed", {}, { tier: "low", plain: "low" }],
    [
      "the score went the other way",
      {},
      {
        tier: "low",
        plain: "low",
        score: 53,
        figure: 53,
        points: { tier_value: 33, tier_loyalty: 20 },
      },
    ],
    [
      "the value that is cut went the other way, whatever the score did",
      { figure: 9_000 },
      { tier: "high", plain: "high", score: 60, figure: 8_000 },
    ],
  ])("name the cuts when %s", (_, before, after) => {
    const [first] = moveReasons({ ...state1, ...before }, { ...state1, ...after });
    expect(first).toEqual({ code: "cuts_moved", points: 0 });
  });

  test("name the days when the score stood past the cut so long", () => {
    const [first] = moveReasons(state1, {
      ...state1,
      tier: "high",
      plain: "high",
      settledDays: 61,
    });
    expect(first).toEqual({ code: "settled", points: 0, parameters: { days: 61 } });
  });

  test("name the policy first when it is another one", () => {
    const [first] = moveReasons(state1, {
      ...state1,
      tier: "high",
      plain: "high",
      score: 70,
      figure: 70,
      points: { tier_value: 70 },
      policy: 2,
    });
    expect(first).toEqual({ code: "policy_changed", points: 0, parameters: { from: 1, to: 2 } });
  });
});

describe("moves of tier", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    manager = await signedIn("manager");
    ids = await crowd(230, Date.now() - 2 * day);
    await moveAtOnce();
    const keys = await customerKeys(env.DB, await sealer(env), ids);
    await env.DB.batch(
      await Promise.all(
        [...keys].map(async ([id, { seals }]) =>
          env.DB.prepare("UPDATE customers SET name_sealed = ? WHERE id = ?").bind(
            await seals.seal(at("customers.name_sealed", id), "Harlow Marine"),
            id,
          ),
        ),
      ),
    );
  });

  test("are none when a book is reviewed for the first time, whatever was on the cards before", async () => {
    expect((await reviewed(Date.now() - day)).moves).toEqual([]);
    expect(await page()).toEqual({ moves: [], next: null });
  });

  test("are listed once with reasons, names and counts when messages come twice", async () => {
    const low = (
      await env.DB.prepare(
        `SELECT customer_id AS id FROM cards WHERE tier = 'low' AND ${notSilent}
          ORDER BY customer_id LIMIT 12`,
      ).all<{ id: string }>()
    ).results.map((row) => row.id);
    const before = new Map(
      await Promise.all(low.map(async (id) => [id, await tierOf(id)] as const)),
    );
    for (const id of low)
      await buys(
        id,
        Array.from({ length: 12 }, (_, at) => [1 + at * 9, 90_000]),
      );
    const queue = kept();
    await startReview(queue.on, Date.now());
    await drain(queue, 2);
    const review = await state();
    expect(review.moves?.reduce((sum, one) => sum + one.count, 0)).toBe(await rows("tier_moves"));

    const { moves } = await page("?limit=200");
    const risen = [];
    for (const id of low) if ((await tierOf(id)).tier === "high") risen.push(id);
    expect(risen.length).toBeGreaterThan(0);
    for (const id of risen) {
      const move = moves.find((one) => one.customer.id === id);
      const now = await tierOf(id);
      expect(move).toMatchObject({
        review: review.id,
        customer: { id, name: "Harlow Marine" },
        from: "low",
        to: "high",
        scoreBefore: before.get(id)?.score,
        scoreAfter: now.score,
      });
      const points = new Map(
        now.explanation?.factors.map((factor) => [factor.code, factor.points]),
      );
      const reason = move?.reasons.find((one) => one.code === "tier_value");
      expect(reason?.points).toBeGreaterThan(0);
      expect(reason?.parameters?.after).toBe(points.get("tier_value"));
    }
  });

  test("are paged, the newest review first, when there are more than a page", async () => {
    const { moves: before } = await page("?limit=200");
    const spent = await env.DB.prepare(
      "SELECT DISTINCT customer_id AS id FROM transactions WHERE amount = 90000",
    ).all<{ id: string }>();
    const risen =
      spent.results.find(({ id }) =>
        before.some(({ customer, to }) => customer.id === id && to === "high"),
      )?.id ?? "";
    await env.DB.prepare("DELETE FROM transactions WHERE customer_id = ? AND amount = 90000")
      .bind(risen)
      .run();
    const latest = await reviewed(Date.now() + 1);
    const whole = await page("?limit=200");
    expect(whole.moves[0]?.review).toBe(latest.id);
    expect(new Set(whole.moves.map((move) => move.review)).size).toBe(2);
    const parts = [];
    for (let next: string | null = ""; next !== null;) {
      const part: Awaited<ReturnType<typeof page>> = await page(
        `?limit=2${next === "" ? "" : `&after=${next}`}`,
      );
      parts.push(...part.moves);
      next = part.next;
    }
    expect(parts).toEqual(whole.moves);
  });

  test("survive a rep's write between fit and scoring when the tier has moved with it", async () => {
    const rep = await signedIn("rep");
    const { id } = (await env.DB.prepare(
      `SELECT customer_id AS id FROM cards WHERE tier = 'low' AND ${notSilent}
        ORDER BY customer_id DESC LIMIT 1`,
    ).first<{ id: string }>()) ?? { id: "" };
    const before = await tierOf(id);
    await buys(
      id,
      Array.from({ length: 12 }, (_, at) => [1 + at * 9, 95_000]),
    );
    const { on, sent } = kept();
    await startReview(on, Date.now() + 2);
    await until("score", { on, sent });
    const response = await call("POST", "/v1/interactions", {
      token: rep,
      key: crypto.randomUUID(),
      body: { customerId: id, kind: "note", occurredAt: new Date().toISOString() },
    });
    expect(response.status).toBe(200);
    const { tier: risen } = await tierOf(id);
    expect(risen).not.toBe("low");
    await drain({ on, sent });
    expect((await page("?limit=200")).moves.find((move) => move.customer.id === id)).toMatchObject({
      from: "low",
      to: risen,
      scoreBefore: before.score,
    });
  });

  test("fail the scoring as a whole when they cannot be kept", async () => {
    const [one] = ids.filter((_, at) => at % 10 !== 0);
    await buys(
      one ?? "",
      Array.from({ length: 12 }, (_, at) => [1 + at * 9, 990_000]),
    );
    const { on, sent } = kept();
    await startReview(on, Date.now() + 3);
    await until("score", { on, sent });
    const [score] = sent.splice(0);
    if (score === undefined) throw new Error("no scoring was due");
    const versions = await env.DB.prepare("SELECT max(model_version) AS n FROM cards").first("n");
    await refusing("tier_moves", async () => expect(await deliver(score, on)).toBe(true));
    expect(await env.DB.prepare("SELECT max(model_version) AS n FROM cards").first("n")).toBe(
      versions,
    );
    expect(await deliver(score, on, 2)).toBe(false);
    await drain({ on, sent });
    expect(await state()).toMatchObject({ status: "finished" });
  });

  test("are found by their key when a page deep in a review is read", async () => {
    let query = "";
    const prepare = (sql: string) => env.DB.prepare((query = sql));
    await movesPage(
      { prepare, batch: (all) => env.DB.batch(all) },
      { reviewId: "r", customerId: "c" },
      1,
    );
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${query}`)
      .bind("r", "c", 1)
      .all<{ detail: string }>();
    expect(results[0]?.detail).toContain("(review_id,customer_id)<(?,?)");
  });

  test("are refused when the cursor makes no sense", async () => {
    expect(
      await refusal(await call("GET", "/v1/review/moves?after=yesterday", { token: manager })),
    ).toMatchObject({ status: 400, field: "after" });
  });
});
