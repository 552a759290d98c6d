/** Moves that come into force once a manager confirms them, through reviews, logs and undo. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  decisionsMade,
  decisionsWithdrawn,
  reviewDetail,
  reviewedMoves,
  reviews as reviewsAnswer,
} from "../../shared/contract/reviews.ts";
import { defaultPolicy } from "../../shared/scoring/index.ts";
import { call, refusal, signedIn } from "./client.ts";
import { crowd } from "./crowd.ts";
import { setOut, startReview } from "../../worker/jobs/review.ts";
import { failReview, takeOver } from "../../worker/store/reviews.ts";
import { interrupted } from "./queries.ts";
import { drain, kept, reviewed, state, until } from "./queue.ts";
import { buys, log, profileOf, write } from "./writing.ts";

const day = 86_400_000;
let manager: string;
let rep: string;
/** Customers of the lowest tier, to whom things happen. */
let low: string[];

async function policySays(moves: "at_once" | "after_confirmation"): Promise<void> {
  const { version, ...settings } = defaultPolicy;
  const body = { ...settings, tier: { ...settings.tier, margin: 2 }, review: { moves } };
  await env.DB.prepare(
    `INSERT INTO policies (version, body, created_at) VALUES (?1, ?2, 0)
      ON CONFLICT (version) DO UPDATE SET body = excluded.body`,
  )
    .bind(version, JSON.stringify(body))
    .run();
}
const tierOf = async (id: string) => {
  const { tier, proposed, override } = (await profileOf(manager, id)).scores.tier;
  return [tier, proposed ?? null, override?.computed ?? null];
};
const rise = (id: string) =>
  buys(
    id,
    Array.from({ length: 12 }, (_, at) => [1 + at * 9, 90_000]),
  );
const fall = (id: string) =>
  env.DB.prepare("DELETE FROM transactions WHERE customer_id = ? AND amount = 90000")
    .bind(id)
    .run();
const movesOf = async (id: string) =>
  (
    await env.DB.prepare(
      `SELECT review_id AS review, to_tier AS "to", status, decision_id AS decision FROM tier_moves
        WHERE customer_id = ? ORDER BY at, review_id`,
    )
      .bind(id)
      .all<{ review: string; to: string; status: string; decision: string | null }>()
  ).results;
const listedTier = async (id: string) => {
  const filter = JSON.stringify({ field: "tier", in: ["low"] });
  const query = new URLSearchParams({ filter, limit: "200" });
  const { customers } = (await (
    await call("GET", `/v1/customers?${query}`, { token: manager })
  ).json()) as { customers: { id: string }[] };
  return customers.some((one) => one.id === id) ? "low" : "another";
};
const decide = async (review: string, customers: string[], body: Record<string, unknown>) => {
  const sent = { review, moves: { customers }, ...body };
  return (await write(decisionsMade, manager, "/v1/move-decisions", sent)).decisions.map(
    ({ id }) => id,
  );
};
const confirm = (review: string, ...ids: string[]) =>
  decide(review, ids, { decision: "confirmed" });
const decline = (review: string, ...ids: string[]) =>
  decide(review, ids, {
    decision: "declined",
    reason: "Not yet",
    untilOn: new Date(Date.now() + 2 * day).toISOString().slice(0, 10),
  });
const takeBack = (ids: string[]) =>
  write(decisionsWithdrawn, manager, "/v1/move-decisions/withdraw", { ids });
/** A write about decisions in whose midst a review runs: after it read the moves. */
const besideReview = (path: string, body: unknown) =>
  interrupted(
    new Request(`https://regards.example/v1/${path}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${manager}`,
        "Idempotency-Key": crypto.randomUUID(),
        "Content-Type": "application/json",
      },
      body: JSON.stringify(body),
    }),
    "tier_moves m",
    review,
  );
/** A review of the moment, which the next one is a second later than. */
const review = async () => {
  vi.setSystemTime(Date.now() + 1000);
  return (await reviewed(Date.now())).id;
};
/** A review that scored everybody and does not come to its end. */
const unfinished = async () => {
  vi.setSystemTime(Date.now() + 1000);
  const queue = kept();
  const { id } = await startReview(queue.on, Date.now());
  await until("snapshot", queue);
  return id;
};
/** Ways in which the review at work fails, and the next one runs. */
const failures: Record<string, (id: string) => Promise<string>> = {
  "a new policy was saved meanwhile": async () => {
    const next = crypto.randomUUID();
    vi.setSystemTime(Date.now() + 1000);
    await env.DB.batch(takeOver(env.DB, next, Date.now()));
    const queue = kept();
    await setOut(queue.on, next);
    await drain(queue);
    expect(await state()).toMatchObject({ id: next, status: "finished" });
    return next;
  },
  "it showed no life": async () => {
    vi.setSystemTime(Date.now() + 11 * 60_000);
    return review();
  },
  "its last delivery failed": async (id) => {
    await failReview(env.DB, id, "Not all customers could be scored", Date.now());
    return review();
  },
};
/** Moves that wait by the counts, by the list of reviews, and by the rows. */
async function waiting(): Promise<number> {
  const rows = await env.DB.prepare(
    "SELECT count(*) AS n FROM tier_moves WHERE status = 'pending' AND decision_id IS NULL",
  ).first<number>("n");
  const groups = await env.DB.prepare("SELECT sum(pending) AS n FROM move_groups").first("n");
  const { reviews } = reviewsAnswer.parse(
    await (await call("GET", "/v1/reviews?limit=200", { token: manager })).json(),
  );
  expect([groups ?? 0, reviews.reduce((sum, { pending }) => sum + pending, 0)]).toEqual([
    rows,
    rows,
  ]);
  return rows ?? 0;
}

describe("moves that wait for confirmation", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    // A month back: ids of a clock moved ahead of this one would be followed by others like them.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 30 * day });
    manager = await signedIn("manager");
    rep = await signedIn("rep");
    await crowd(120, Date.now() - 2 * day);
    await policySays("after_confirmation");
    await review();
    low = (
      await env.DB.prepare(
        `SELECT customer_id AS id FROM cards WHERE tier = 'low'
          AND substr(customer_id, -1) NOT IN ('4', '9') ORDER BY customer_id`,
      ).all<{ id: string }>()
    ).results.map(({ id }) => id);
    expect(low.length).toBeGreaterThan(8);
  });
  afterAll(() => {
    vi.useRealTimers();
  });
  beforeEach(async () => {
    await policySays("after_confirmation");
  });

  test("leave the tier as it was, and say what is proposed, until somebody confirms", async () => {
    const id = low[0]!;
    await rise(id);
    const found = await review();
    expect(await tierOf(id)).toEqual(["low", "high", null]);
    expect(await listedTier(id)).toBe("low");
    expect(await movesOf(id)).toEqual([
      { review: found, to: "high", status: "pending", decision: null },
    ]);
    expect(await waiting()).toBeGreaterThan(0);

    await log(rep, id);
    expect(await tierOf(id)).toEqual(["low", "high", null]);
    await confirm(found, id);
    expect(await tierOf(id)).toEqual(["high", null, null]);
    expect(await listedTier(id)).toBe("another");
    expect((await profileOf(manager, id)).history[0]?.tier).toBe("high");
    await log(rep, id);
    expect(await tierOf(id)).toEqual(["high", null, null]);
    await review();
    expect(await tierOf(id)).toEqual(["high", null, null]);
    expect(await movesOf(id)).toHaveLength(1);
  });

  test("wait again when the confirmation is taken back before the next review", async () => {
    const id = low[1]!;
    await rise(id);
    const found = await review();
    const before = await waiting();
    const made = await confirm(found, id);
    expect(await waiting()).toBe(before - 1);
    await takeBack(made);
    expect(await tierOf(id)).toEqual(["low", "high", null]);
    expect(await waiting()).toBe(before);
    const again = await confirm(found, id);
    await review();
    expect(
      await refusal(
        await call("POST", "/v1/move-decisions/withdraw", {
          token: manager,
          key: crypto.randomUUID(),
          body: { ids: again },
        }),
      ),
    ).toMatchObject({ status: 409, code: "conflict", field: "ids" });
    expect(await tierOf(id)).toEqual(["high", null, null]);
  });

  test("are made once when reviews find the same again, and lapse when one finds the old tier", async () => {
    const id = low[2]!;
    await rise(id);
    const found = await review();
    await review();
    expect(await movesOf(id)).toEqual([
      { review: found, to: "high", status: "pending", decision: null },
    ]);
    const before = await waiting();
    await fall(id);
    await review();
    expect(await tierOf(id)).toEqual(["low", null, null]);
    expect((await movesOf(id))[0]).toMatchObject({ review: found, status: "lapsed" });
    expect(await waiting()).toBe(before - 1);
    expect(await confirm(found, id)).toEqual([]);
  });

  test("are made anew when the tier they were declined with has ended", async () => {
    const id = low[3]!;
    await rise(id);
    const found = await review();
    await decline(found, id);
    expect((await tierOf(id)).slice(0, 2)).toEqual(["low", null]);
    await review();
    expect(await movesOf(id)).toHaveLength(1);
    vi.setSystemTime(Date.now() + 4 * day);
    const later = await review();
    expect(await tierOf(id)).toEqual(["low", "high", null]);
    expect(await movesOf(id)).toMatchObject([
      { review: found, status: "pending", decision: expect.any(String) },
      { review: later, status: "pending", decision: null },
    ]);
    await waiting();
  });

  test("are not confirmed when a review finds the old tier in the same moment", async () => {
    const id = low.at(-1)!;
    await rise(id);
    const found = await review();
    await fall(id);
    const response = await besideReview("move-decisions", {
      review: found,
      moves: { customers: [id] },
      decision: "confirmed",
    });
    expect(decisionsMade.parse(await response.json())).toEqual({ decisions: [], left: 0 });
    expect((await movesOf(id)).at(-1)).toMatchObject({ status: "lapsed", decision: null });
    await waiting();
    const { groups } = reviewDetail.parse(
      await (await call("GET", `/v1/reviews/${found}`, { token: manager })).json(),
    );
    for (const { moves, decided, lapsed } of groups)
      expect(moves - decided - lapsed).toBeGreaterThanOrEqual(0);
    expect(await tierOf(id)).toEqual(["low", null, null]);
  });

  test("stay confirmed when a review goes on from them while they are taken back", async () => {
    const id = low.at(-1)!;
    await rise(id);
    const ids = await confirm(await review(), id);
    const response = await besideReview("move-decisions/withdraw", { ids });
    expect(await refusal(response)).toMatchObject({ status: 409, code: "conflict", field: "ids" });
    expect((await movesOf(id)).at(-1)).toMatchObject({ decision: ids[0] });
    expect(await tierOf(id)).toEqual(["high", null, null]);
    await waiting();
    low.pop();
  });

  test("come into force with the next review when the policy no longer asks for it", async () => {
    const id = low[4]!;
    await rise(id);
    const found = await review();
    await policySays("at_once");
    const next = await review();
    expect(await tierOf(id)).toEqual(["high", null, null]);
    expect(await movesOf(id)).toMatchObject([
      { review: found, status: "lapsed" },
      { review: next, to: "high", status: "in_force" },
    ]);
    await waiting();
  });

  test.each(Object.entries(failures))(
    "are made again by the next review when the one that found them failed because %s",
    async (_, failed) => {
      const id = low.at(-1)!;
      await rise(id);
      const found = await unfinished();
      expect(await tierOf(id)).toEqual(["low", "high", null]);
      const next = await failed(found);
      expect((await movesOf(id)).slice(-2)).toEqual([
        { review: found, to: "high", status: "lapsed", decision: null },
        { review: next, to: "high", status: "pending", decision: null },
      ]);
      await waiting();
      expect(await confirm(next, id)).toHaveLength(1);
      expect(await tierOf(id)).toEqual(["high", null, null]);
      low.pop();
    },
  );

  test("stay declined when somebody decides on them after their review failed", async () => {
    const id = low.at(-1)!;
    await rise(id);
    const found = await unfinished();
    await failReview(env.DB, found, "Not all customers could be scored", Date.now());
    await waiting();
    expect(await decline(found, id)).toHaveLength(1);
    await waiting();
    await review();
    expect((await movesOf(id)).at(-1)).toMatchObject({
      review: found,
      decision: expect.any(String),
    });
    expect((await tierOf(id)).slice(0, 2)).toEqual(["low", null]);
    await waiting();
    low.pop();
  });

  test("do not hold back who buys for the first time", async () => {
    const id = (await env.DB.prepare(
      "SELECT customer_id AS id FROM cards WHERE tier = 'potential' LIMIT 1",
    ).first<string>("id"))!;
    await buys(id, [[3, 20_000]]);
    await review();
    const [tier, proposed] = await tierOf(id);
    expect([tier !== "potential", proposed]).toEqual([true, null]);
    expect(await movesOf(id)).toMatchObject([{ status: "in_force" }]);
  });

  test("show in their group how many wait, and confirm all of them when the group is confirmed", async () => {
    const ids = low.slice(5, 8);
    for (const id of ids) await rise(id);
    const found = await review();
    const { groups } = reviewDetail.parse(
      await (await call("GET", `/v1/reviews/${found}`, { token: manager })).json(),
    );
    for (const { direction, reason, moves, pending } of groups) {
      if (pending === 0) continue;
      const query = new URLSearchParams({ direction, reason, limit: "200" });
      const page = reviewedMoves.parse(
        await (await call("GET", `/v1/reviews/${found}/moves?${query}`, { token: manager })).json(),
      );
      expect(page.moves.filter(({ status }) => status === "pending")).toHaveLength(pending);
      const made = await write(decisionsMade, manager, "/v1/move-decisions", {
        review: found,
        decision: "confirmed",
        moves: { direction, reason },
      });
      expect([made.decisions.length, made.left]).toEqual([moves, 0]);
    }
    for (const id of ids) expect(await tierOf(id)).toEqual(["high", null, null]);
    await waiting();
  });

  test("never change a tier but by a decision, whatever happens in any order", async () => {
    const [id = ""] = low.slice(8);
    const step = fc.constantFrom("rise", "fall", "log", "review", "confirm", "decline", "undo");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
        let made: string[] = [];
        for (const one of steps) {
          const [before] = await tierOf(id);
          const open = (await movesOf(id)).findLast(
            ({ status, decision }) => status === "pending" && decision === null,
          );
          if (one === "rise") await rise(id);
          if (one === "fall") await fall(id);
          if (one === "log") await log(rep, id);
          if (one === "review") await review();
          if (one === "confirm" && open) made = await confirm(open.review, id);
          if (one === "decline" && open) made = await decline(open.review, id);
          if (one === "undo" && made.length > 0) {
            const body = { ids: made };
            const key = crypto.randomUUID();
            await call("POST", "/v1/move-decisions/withdraw", { token: manager, key, body });
            made = [];
          }
          const [after, proposed] = await tierOf(id);
          if (["rise", "fall", "log", "review"].includes(one))
            expect([one, after]).toEqual([one, before]);
          if (one === "confirm" && open) expect(after).toBe(open.to);
          if (one === "decline" && open) expect(after).toBe(before);
          const rows = (await movesOf(id)).filter(
            ({ status, decision }) => status === "pending" && decision === null,
          );
          expect(rows.length).toBeLessThanOrEqual(1);
          if (one === "review")
            expect(rows.map(({ to }) => to)).toEqual(proposed ? [proposed] : []);
          await waiting();
        }
      }),
      { numRuns: 5 },
    );
  });
});
