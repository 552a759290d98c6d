import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  cards,
  customerList,
  factAnswer,
  tierMoves,
  today,
} from "../../shared/contract/answers.ts";
import { call, refusal, signedIn } from "./client.ts";
import { reviewed } from "./queue.ts";
import { scene } from "./scene.ts";
import { added, ago, buys, log, profileOf, undo, write } from "./writing.ts";

const at = scene();
let manager = "";
beforeAll(async () => {
  manager = await signedIn("manager", "max@own.example");
});
// A write scores the purchases that the scene stored.
beforeEach(async () => {
  await log(at.rep, at.customer, { kind: "note" });
});
const dayMs = 86_400_000;
const day = (days: number) => ago(-days).slice(0, 10);
const set = (more: Record<string, unknown> = {}, token = manager) =>
  write(factAnswer, token, "/v1/overrides", {
    customerId: at.customer,
    tier: "high",
    reason: "They open a second plant",
    untilOn: day(30),
    ...more,
  });
const refused = async (more: Record<string, unknown>, token = manager) =>
  refusal(
    await call("POST", "/v1/overrides", {
      token,
      key: crypto.randomUUID(),
      body: {
        customerId: at.customer,
        tier: "high",
        reason: "They open a second plant",
        untilOn: day(30),
        ...more,
      },
    }),
  );
const tierNow = async (token = at.rep) => (await profileOf(token, at.customer)).scores.tier;
const pass = (days: number) => vi.setSystemTime(Date.now() + days * dayMs);
const listed = async (tier: string) => {
  const filter = encodeURIComponent(JSON.stringify({ field: "tier", in: [tier] }));
  const answer = await call("GET", `/v1/customers?filter=${filter}&limit=200`, { token: at.rep });
  return customerList.parse(await answer.json()).customers.map(({ id }) => id);
};
/** The tier on the card that a look-up of this address finds. */
const lookedUp = async (address: string) => {
  const answer = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  return cards.parse(await answer.json()).cards[0]?.card?.scores.tier;
};

describe("an override", () => {
  test("is the tier on the card, with who, why and until when, beside the computed one", async () => {
    const before = await tierNow();
    const { id, card } = await set();
    expect(card.scores.tier).toMatchObject({
      tier: "high",
      score: before.score,
      explanation: before.explanation,
      override: {
        id,
        computed: before.tier,
        reason: "They open a second plant",
        untilOn: day(30),
        by: "max",
      },
    });
    expect((await tierNow()).override?.id).toBe(id);
    expect(await listed("high")).toContain(at.customer);
  });

  test("ends by itself after its last day, on card, list, page and in Today", async () => {
    const address = `buyer-${crypto.randomUUID()}@gmail.com`;
    const { customer } = await added(at.rep, "Ends by itself", [address]);
    const before = await lookedUp(address);
    await set({ customerId: customer.id, untilOn: day(3) });
    expect(await lookedUp(address)).toMatchObject({ tier: "high" });
    // The book's clock is UTC: the day of the end counts whole.
    vi.setSystemTime(Date.parse(`${day(4)}T00:00:00Z`) - 1);
    expect(await lookedUp(address)).toMatchObject({ tier: "high" });
    vi.setSystemTime(Date.now() + 1);
    expect(await lookedUp(address)).toEqual(before);
    expect((await profileOf(at.rep, customer.id)).scores.tier).toEqual(before);
  });

  test("is in no list any more when it has ended and nobody looked the customer up", async () => {
    const computed = (await tierNow()).tier;
    await set({ untilOn: day(1) });
    pass(2);
    expect(await listed("high")).not.toContain(at.customer);
    expect(await listed(computed)).toContain(at.customer);
  });

  test("moves no customer in Today's order when it has ended", async () => {
    await set({ untilOn: day(1) });
    pass(2);
    await call("GET", "/v1/today", { token: at.rep }).then(async (answer) =>
      today.parse(await answer.json()),
    );
    const row = await env.DB.prepare(
      "SELECT override_until AS until FROM cards WHERE customer_id = ?",
    )
      .bind(at.customer)
      .first();
    expect(row).toEqual({ until: null });
  });

  test("replaces the one before it for good, and brings it back when it is withdrawn", async () => {
    const before = await tierNow();
    const first = await set({ tier: "mid", untilOn: day(60) });
    const second = await set({ tier: "potential", untilOn: day(2) });
    expect((await tierNow()).tier).toBe("potential");
    await undo(manager, "overrides", second.id);
    expect((await tierNow()).override?.id).toBe(first.id);
    await set({ tier: "potential", untilOn: day(2) });
    pass(3);
    expect((await tierNow()).tier).toBe(before.tier);
  });

  test("stands through a review, which goes on computing the tier below it", async () => {
    await reviewed(Date.now());
    const computed = (await tierNow()).tier;
    await set();
    await reviewed(Date.now() + 1);
    expect(await tierNow()).toMatchObject({ tier: "high", override: { computed } });
    const answer = await call("GET", "/v1/review/moves", { token: manager });
    const { moves } = tierMoves.parse(await answer.json());
    expect(moves.filter(({ customer }) => customer.id === at.customer)).toEqual([]);
  });

  test("shows in the timeline, and struck through for whoever may read it once withdrawn", async () => {
    const { id } = await set();
    await undo(manager, "overrides", id);
    const facts = async (token: string) =>
      (await profileOf(token, at.customer)).facts.items.filter(({ type }) => type === "override");
    expect(await facts(manager)).toMatchObject([
      {
        id,
        withdrawnAt: ago(0),
        detail: { tier: "high", until: day(30), reason: "They open a second plant" },
      },
    ]);
    expect((await facts(at.rep))[0]?.detail).toEqual({ tier: "high" });
  });

  test("is refused with its field when a rep sets it, or its day is past or too far", async () => {
    expect(await refused({}, at.rep)).toMatchObject({ status: 403 });
    expect(await refused({ untilOn: day(-1) })).toEqual({
      status: 400,
      code: "invalid_request",
      field: "untilOn",
    });
    expect((await refused({ untilOn: day(366) })).field).toBe("untilOn");
    expect((await refused({ reason: " " })).field).toBe("reason");
    expect((await refused({ tier: "gold" })).field).toBe("tier");
    expect(await refused({ untilOn: day(365), customerId: crypto.randomUUID() })).toMatchObject({
      status: 404,
    });
  });

  test("makes nobody a former customer: whoever set it means them as they are now", async () => {
    await buys(at.customer, [[2000, 900_000]]);
    const { card } = await set();
    expect(card.scores.tier.former).toBeUndefined();
  });
});
