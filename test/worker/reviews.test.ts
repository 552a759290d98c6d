import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import {
  decisionsMade,
  reviewDetail,
  reviewedMoves,
  reviews,
  type MoveGroup,
} from "../../shared/contract/reviews.ts";
import { directionOf } from "../../worker/scoring/tier-move.ts";
import { groupPage } from "../../worker/store/moves.ts";
import { call, refusal, signedIn } from "./client.ts";
import { startReview } from "../../worker/jobs/review.ts";
import { scoreCustomers } from "../../worker/scoring/rescore.ts";
import { sealer } from "../../worker/security/seal.ts";
import { countDone, failReview } from "../../worker/store/reviews.ts";
import { reviewOfMovers } from "./movers.ts";
import { kept, reviewed, until } from "./queue.ts";
import { buys, write } from "./writing.ts";

let manager: string;
let ids: string[];
let review: string;

const get = async (path: string) => {
  const response = await call("GET", path, { token: manager });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
};
const detail = async () => reviewDetail.parse(await get(`/v1/reviews/${review}`));
const page = async ({ direction, reason }: MoveGroup, more: Record<string, string> = {}) => {
  const query = new URLSearchParams({ direction, reason, ...more });
  return reviewedMoves.parse(await get(`/v1/reviews/${review}/moves?${query}`));
};

describe("finished reviews", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    manager = await signedIn("manager");
    ({ ids, review } = await reviewOfMovers());
  });

  test("are listed newest first when there are several", async () => {
    const { reviews: listed } = reviews.parse(await get("/v1/reviews"));
    expect(listed.map(({ id }) => id)).toHaveLength(2);
    expect(listed[0]).toMatchObject({ id: review, status: "finished" });
    expect(reviews.parse(await get("/v1/reviews?limit=1")).reviews).toHaveLength(1);
  });

  test("count their moves by direction and leading reason", async () => {
    const { review: row, groups } = await detail();
    const total = row.moves?.reduce((sum, { count }) => sum + count, 0);
    expect(groups.reduce((sum, { moves }) => sum + moves, 0)).toBe(total);
    expect(groups.length).toBeGreaterThan(2);
    for (const group of groups) {
      const { moves } = await page(group, { limit: "200" });
      expect(moves).toHaveLength(group.moves);
      for (const { from, to, reasons, direction } of moves) {
        expect(directionOf(from, to)).toBe(group.direction);
        expect(direction).toBe(group.direction);
        expect(reasons[0]?.code).toBe(group.reason);
      }
    }
  });

  test("lead with a factor that went the way of the tier when a factor leads", async () => {
    const { groups } = await detail();
    for (const group of groups.filter(({ reason }) => reason.startsWith("tier_"))) {
      const { moves } = await page(group, { limit: "200" });
      for (const { reasons } of moves)
        expect(Math.sign(reasons[0]?.points ?? 0)).toBe(group.direction === "up" ? 1 : -1);
    }
  });

  test("page a group without gap or repeat, the most valuable first, when pages are small", async () => {
    const { groups } = await detail();
    const group = groups.toSorted((a, b) => b.moves - a.moves)[0]!;
    const { moves: whole } = await page(group, { limit: "200" });
    expect(whole.length).toBeGreaterThan(5);
    const values = whole.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const parts = [];
    for (let after: string | null | undefined; after !== null;) {
      const part = await page(group, { limit: "2", ...(after !== undefined && { after }) });
      parts.push(...part.moves);
      after = part.next;
    }
    expect(parts).toEqual(whole);
  });

  test("find a page of a group by index alone, however deep it is", async () => {
    for (const after of [null, ids[3]!]) {
      let query = "";
      const prepare = (sql: string) => env.DB.prepare((query = sql));
      await groupPage(
        { prepare, batch: (all) => env.DB.batch(all) },
        { reviewId: review, direction: "up", reason: "tier_value" },
        after,
        10,
        0,
      );
      const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${query}`)
        .bind(review, "up", "tier_value", after, 10, 0)
        .all<{ detail: string }>();
      const plan = results.map((row) => row.detail);
      expect(plan.some((step) => step.includes("moves_by_reason (review_id=?"))).toBe(true);
      expect(plan.filter((step) => /SCAN|TEMP B-TREE/.test(step))).toEqual([]);
    }
  });

  test("are refused as not found when there is no such review", async () => {
    const nobody = "01990000-0000-7000-8000-00000000ffff";
    for (const path of ["", "/moves?direction=up&reason=tier_value"])
      expect(
        await refusal(await call("GET", `/v1/reviews/${nobody}${path}`, { token: manager })),
      ).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("failed reviews", { timeout: 60_000 }, () => {
  const movesIn = (id: string) =>
    env.DB.prepare("SELECT count(*) AS n FROM tier_moves WHERE review_id = ?").bind(id).first("n");
  let failed: string;
  beforeAll(async () => {
    const queue = kept();
    failed = (await startReview(queue.on, Date.now())).id;
    for (const id of ids.slice(60, 90))
      await buys(id, [
        [2, 60_000],
        [9, 60_000],
      ]);
    await until("snapshot", queue);
    await failReview(env.DB, failed, "Not all customers could be scored", Date.now());
    await reviewed(Date.now() + 1);
  });

  test("are listed with the moves they made, though the next review finds these tiers in force", async () => {
    const { reviews: listed } = reviews.parse(await get("/v1/reviews"));
    const row = listed.find(({ id }) => id === failed);
    const moved = await movesIn(failed);
    expect(moved).toBeGreaterThan(0);
    expect(row).toMatchObject({ status: "failed", pending: 0 });
    expect(row?.moves?.reduce((sum, { count }) => sum + count, 0)).toBe(moved);
    const { groups } = reviewDetail.parse(await get(`/v1/reviews/${failed}`));
    expect(groups.reduce((sum, { moves }) => sum + moves, 0)).toBe(moved);
  });

  test("let their moves be decided on", async () => {
    const { groups } = reviewDetail.parse(await get(`/v1/reviews/${failed}`));
    const { direction, reason, moves } = groups[0]!;
    const body = { review: failed, decision: "confirmed", moves: { direction, reason } };
    const made = await write(decisionsMade, manager, "/v1/move-decisions", body);
    expect([made.decisions.length, made.left]).toEqual([moves, 0]);
  });

  test("keep nothing of a page that was being scored when they failed", async () => {
    const { on } = kept();
    const { id, startedAt } = await startReview(on, Date.now() + 2);
    await failReview(env.DB, id, "Not all customers could be scored", Date.now());
    await buys(ids[100]!, [[2, 900_000]]);
    const versions = () => env.DB.prepare("SELECT sum(revision) AS n FROM cards").first("n");
    const before = await versions();
    const page = { before: 0, more: 200, last: ids[199]! };
    const counted = countDone(env.DB, id, "scored", page, Date.now());
    const review = { id, startedAt, before: 0, counted };
    const keys = await sealer(env);
    await expect(
      scoreCustomers(env.DB, keys, env, ids.slice(0, 200), Date.now(), review),
    ).rejects.toThrow("reviews.status");
    expect([await versions(), await movesIn(id)]).toEqual([before, 0]);
  });
});
