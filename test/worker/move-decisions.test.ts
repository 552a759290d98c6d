/** Decisions on the moves of a review: confirm, decline, override, and taking them back. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Scores } from "../../shared/contract/card.ts";
import { factAnswer } from "../../shared/contract/answers.ts";
import {
  decisionsMade,
  decisionsWithdrawn,
  reviewDetail,
  reviewedMoves,
  type ReviewedMove,
} from "../../shared/contract/reviews.ts";
import { insertDecisions } from "../../worker/store/move-decisions.ts";
import { call, refusal, signedIn } from "./client.ts";
import { reviewOfMovers } from "./movers.ts";
import { refusing } from "./queue.ts";
import { profileOf, rows, undo, write } from "./writing.ts";

const day = 86_400_000;
let manager: string;
let review: string;

const get = async (path: string) => (await call("GET", path, { token: manager })).json();
const detail = async () => reviewDetail.parse(await get(`/v1/reviews/${review}`));
const movesOf = async ({ direction, reason }: { direction: string; reason: string }) =>
  reviewedMoves.parse(
    await get(`/v1/reviews/${review}/moves?direction=${direction}&reason=${reason}&limit=200`),
  ).moves;
const allMoves = async (): Promise<ReviewedMove[]> =>
  (await Promise.all((await detail()).groups.map(movesOf))).flat();
const tierOf = async (id: string): Promise<Scores["tier"]> =>
  (await profileOf(manager, id)).scores.tier;
const dayFromNow = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

const decide = (body: Record<string, unknown>, key?: string) =>
  write(decisionsMade, manager, "/v1/move-decisions", { review, ...body }, key);
const takeBack = (ids: string[]) =>
  write(decisionsWithdrawn, manager, "/v1/move-decisions/withdraw", { ids });
const declining = { decision: "declined", reason: "Too early", untilOn: dayFromNow(90) };
/** Groups and moves, and the tiers that cards show. */
const book = async () => ({
  groups: (await detail()).groups,
  moves: await allMoves(),
  tiers: (
    await env.DB.prepare("SELECT customer_id AS id, tier FROM cards ORDER BY customer_id").all()
  ).results,
  cells: (
    await env.DB.prepare(
      "SELECT customer_id AS id, cell FROM customer_list ORDER BY customer_id",
    ).all()
  ).results,
});

describe("decisions on moves", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    manager = await signedIn("manager");
    ({ review } = await reviewOfMovers());
  });

  test("name who confirmed when, and change no tier, when a move is confirmed", async () => {
    const before = await book();
    const [move] = before.moves;
    const { decisions, left } = await decide({
      decision: "confirmed",
      moves: { customers: [move!.customer.id] },
    });
    expect([decisions.length, left]).toEqual([1, 0]);
    const after = await book();
    expect(after.tiers).toEqual(before.tiers);
    expect(after.moves.find(({ customer }) => customer.id === move!.customer.id)).toMatchObject({
      decision: {
        id: decisions[0]!.id,
        decision: "confirmed",
        by: "manager",
        override: null,
      },
    });
    expect(after.groups.reduce((sum, { decided }) => sum + decided, 0)).toBe(1);
    await takeBack([decisions[0]!.id]);
    expect(await book()).toEqual(before);
  });

  test("stand in the customer's timeline beside the move, struck through when taken back", async () => {
    const move = (await allMoves()).at(-1);
    const { id } = move!.customer;
    const { decisions } = await decide({ decision: "confirmed", moves: { customers: [id] } });
    const facts = async () =>
      (await profileOf(manager, id)).facts.items.filter(({ type }) => type.startsWith("move"));
    const { from, to } = move!;
    const [decision, moved] = await facts();
    expect(moved).toMatchObject({ type: "move", detail: { from, to, status: "in_force" } });
    expect(decision).toMatchObject({
      type: "move_decision",
      withdrawnAt: null,
      detail: { decision: "confirmed", from, to, by: "manager" },
    });
    await takeBack([decisions[0]!.id]);
    expect((await facts())[0]?.withdrawnAt).not.toBeNull();
  });

  test("keep the tier before the move until the day when it is declined", async () => {
    const before = await book();
    const moves = before.moves.slice(0, 3);
    const { decisions } = await decide({
      ...declining,
      moves: { customers: moves.map(({ customer }) => customer.id) },
    });
    for (const { customer, from, to } of moves)
      expect(await tierOf(customer.id)).toMatchObject({
        tier: from,
        override: { computed: to, reason: "Too early", untilOn: declining.untilOn, by: "manager" },
      });
    const declined = (await allMoves()).find(
      ({ customer }) => customer.id === moves[0]!.customer.id,
    );
    expect(declined?.decision).toMatchObject({
      decision: "declined",
      override: { tier: moves[0]!.from, untilOn: declining.untilOn },
    });
    await takeBack(decisions.map(({ id }) => id));
    expect(await book()).toEqual(before);
    expect((await tierOf(moves[0]!.customer.id)).override).toBeUndefined();
  });

  test("name no tier set by hand any more when somebody ended it on the customer's page", async () => {
    const before = await book();
    const [{ customer, to }] = before.moves as [ReviewedMove];
    const { decisions } = await decide({ ...declining, moves: { customers: [customer.id] } });
    await undo(manager, "overrides", (await tierOf(customer.id)).override!.id);
    expect((await tierOf(customer.id)).tier).toBe(to);
    const move = (await allMoves()).find((one) => one.customer.id === customer.id);
    expect(move?.decision).toMatchObject({ decision: "declined", override: null });
    await takeBack(decisions.map((one) => one.id));
    expect(await book()).toEqual(before);
  });

  test("leave a tier set by hand in force when the move is declined", async () => {
    const { customer, to } = (await allMoves()).find((one) => one.to !== "high")!;
    const byHand = { tier: "high", reason: "They open a second plant", untilOn: dayFromNow(30) };
    await write(factAnswer, manager, "/v1/overrides", { customerId: customer.id, ...byHand });
    const before = await book();
    const { override } = await tierOf(customer.id);
    const { decisions } = await decide({ ...declining, moves: { customers: [customer.id] } });
    expect(await tierOf(customer.id)).toMatchObject({ tier: "high", override });
    expect((await allMoves()).find((one) => one.customer.id === customer.id)).toMatchObject({
      decision: { decision: "declined", override: null },
      setByHand: { tier: "high", untilOn: byHand.untilOn },
    });
    await takeBack(decisions.map(({ id }) => id));
    expect(await book()).toEqual(before);
    await undo(manager, "overrides", override!.id);
    expect(await tierOf(customer.id)).toMatchObject({ tier: to });
  });

  test("set another tier when a move is overridden", async () => {
    const before = await book();
    const move = before.moves.find(({ to }) => to !== "high")!;
    const { decisions } = await decide({
      ...declining,
      decision: "overridden",
      tier: "high",
      moves: { customers: [move.customer.id] },
    });
    expect((await tierOf(move.customer.id)).tier).toBe("high");
    await takeBack(decisions.map(({ id }) => id));
    expect(await book()).toEqual(before);
  });

  test("decide on a whole group when it is named, and leave what was decided before", async () => {
    const before = await book();
    const group = before.groups.toSorted((a, b) => b.moves - a.moves)[0]!;
    const { direction, reason } = group;
    const [first] = await movesOf(group);
    const one = await decide({ ...declining, moves: { customers: [first!.customer.id] } });
    const all = await decide({ decision: "confirmed", moves: { direction, reason } });
    expect(all.decisions).toHaveLength(group.moves - 1);
    expect(all.left).toBe(0);
    const kinds = (await movesOf(group)).map(({ decision }) => decision?.decision);
    expect(kinds.filter((kind) => kind === "declined")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "confirmed")).toHaveLength(group.moves - 1);
    await takeBack([...one.decisions, ...all.decisions].map(({ id }) => id));
    expect(await book()).toEqual(before);
  });

  test("happen once when they are sent twice under one key", async () => {
    const before = await book();
    const customers = before.moves.slice(0, 2).map(({ customer }) => customer.id);
    const key = crypto.randomUUID();
    const first = await decide({ ...declining, moves: { customers } }, key);
    const stored = await rows("move_decisions");
    expect(await decide({ ...declining, moves: { customers } }, key)).toEqual(first);
    expect(await rows("move_decisions")).toBe(stored);
    await takeBack(first.decisions.map(({ id }) => id));
  });

  test("happen once when two managers decide on the same moves at the same time", async () => {
    const before = await book();
    const customers = before.moves.slice(0, 4).map(({ customer }) => customer.id);
    const stored = await rows("move_decisions");
    const [one, other] = await Promise.all([
      decide({ decision: "confirmed", moves: { customers } }),
      decide({ ...declining, moves: { customers } }),
    ]);
    expect(one.decisions.length + other.decisions.length).toBe(4);
    expect(await rows("move_decisions")).toBe(stored + 4);
    expect((await detail()).groups.reduce((sum, { decided }) => sum + decided, 0)).toBe(4);
    const ids = [...one.decisions, ...other.decisions].map(({ id }) => id);
    await Promise.all([takeBack(ids), takeBack(ids)]);
    expect(await book()).toEqual(before);
  });

  test("leave nothing behind when the overrides cannot be stored", async () => {
    const before = await book();
    const [move] = before.moves;
    await refusing("overrides", async () => {
      const response = await call("POST", "/v1/move-decisions", {
        token: manager,
        key: crypto.randomUUID(),
        body: { review, ...declining, moves: { customers: [move!.customer.id] } },
      });
      expect(response.status).toBe(500);
    });
    expect(await book()).toEqual(before);
  });

  test("come undone in any order, whatever they were", async () => {
    const before = await book();
    const kinds = [
      { decision: "confirmed" },
      declining,
      { ...declining, decision: "overridden", tier: "low" },
    ];
    const act = fc.record({ at: fc.nat(), kind: fc.constantFrom(...kinds), isUndo: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 6 }), async (acts) => {
        const standing: string[] = [];
        for (const { at, kind, isUndo } of acts) {
          if (isUndo && standing.length > 0)
            await takeBack(standing.splice(at % standing.length, 1));
          const { customer } = before.moves[at % before.moves.length]!;
          const { decisions } = await decide({ ...kind, moves: { customers: [customer.id] } });
          standing.push(...decisions.map(({ id }) => id));
        }
        const { groups } = await detail();
        expect(groups.reduce((sum, { decided }) => sum + decided, 0)).toBe(standing.length);
        if (standing.length > 0) await takeBack(standing.toReversed());
        expect(await book()).toEqual(before);
      }),
      { numRuns: 6 },
    );
  });

  test("find the moves they are on by key when they are stored, however many there are", async () => {
    const queries: string[] = [];
    const prepare = (sql: string) => {
      queries.push(sql);
      return env.DB.prepare(sql);
    };
    const move = {
      customerId: "c",
      direction: "up",
      reason: "settled",
      status: "pending",
    } as const;
    insertDecisions(
      { prepare, batch: (all) => env.DB.batch(all) },
      [{ id: "d", overrideId: null, ...move }],
      { reviewId: review, decision: "confirmed", userId: "u", now: 0 },
    );
    const plans = queries.map(async (sql) => {
      const gaps = Math.max(...[...sql.matchAll(/\?(\d)/g)].map(([, at]) => Number(at)));
      const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...Array.from({ length: gaps }, () => null))
        .all<{ detail: string }>();
      return results.map(({ detail }) => detail).filter((step) => step.includes("tier_moves"));
    });
    expect((await Promise.all(plans)).flat()).toEqual([
      "SEARCH tier_moves USING PRIMARY KEY (review_id=? AND customer_id=?)",
    ]);
  });

  test.each([
    ["no such review", { review: "01990000-0000-7000-8000-00000000ffff" }, 404, "review"],
    ["a day that is over", { untilOn: "2020-01-01" }, 400, "untilOn"],
    ["a day more than a year ahead", { untilOn: dayFromNow(400) }, 400, "untilOn"],
    ["no reason", { reason: "" }, 400, "reason"],
  ])("are refused when there is %s", async (_, changes, status, field) => {
    const [move] = await allMoves();
    const body = { review, ...declining, moves: { customers: [move!.customer.id] }, ...changes };
    expect(
      await refusal(
        await call("POST", "/v1/move-decisions", {
          token: manager,
          key: crypto.randomUUID(),
          body,
        }),
      ),
    ).toMatchObject({ status, field });
  });

  test("are refused as not found when a decision that never was is taken back", async () => {
    const response = await call("POST", "/v1/move-decisions/withdraw", {
      token: manager,
      key: crypto.randomUUID(),
      body: { ids: ["01990000-0000-7000-8000-00000000ffff"] },
    });
    expect(await refusal(response)).toMatchObject({ status: 404, field: "ids" });
  });
});
