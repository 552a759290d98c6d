/** Exposures: kept with the card that shows or holds back an action, once, and read by reviews. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { modelOf } from "../../worker/store/models.ts";
import type { Card } from "../../shared/contract/card.ts";
import { adminKey, signedIn } from "./client.ts";
import { crowd, idsOf } from "./crowd.ts";
import { reviewed } from "./queue.ts";
import { forRows } from "../../worker/store/rows.ts";
import { added, log, profileOf, undo } from "./writing.ts";

const day = 86_400_000;
type Row = {
  customer_id: string;
  action: string;
  at: number;
  shown: number;
  propensity: number;
  tier: string;
  stage: string;
  expected_amount: number;
};
const exposures = async (where = "true", ...values: (string | number)[]): Promise<Row[]> =>
  (
    await env.DB.prepare(`SELECT * FROM exposures WHERE ${where} ORDER BY customer_id, at, action`)
      .bind(...values)
      .all<Row>()
  ).results;
const cards = async () =>
  (
    await env.DB.prepare(
      "SELECT customer_id AS id, at_turn AS atTurn, tier, stage FROM cards",
    ).all<{
      id: string;
      atTurn: string;
      tier: string;
      stage: string;
    }>()
  ).results;

let rep: string;
let ids: string[];

beforeAll(async () => {
  rep = await signedIn("rep", "rep@own.example");
  ids = await crowd(600);
  await reviewed();
}, 60_000);

describe("exposures", { timeout: 60_000 }, () => {
  test("are kept when a review scores cards: what each shows, with everybody shown", async () => {
    const kept = await exposures();
    const shown = (await cards()).filter(({ atTurn }) => atTurn !== "");
    expect(kept.length).toBeGreaterThan(500);
    expect(kept.map((row) => [row.customer_id, row.action, row.tier, row.stage])).toEqual(
      shown
        .toSorted((p, q) => (p.id < q.id ? -1 : 1))
        .map(({ id, atTurn, tier, stage }) => [id, atTurn, tier, stage]),
    );
    expect(kept.every(({ shown, propensity }) => shown === 1 && propensity === 1)).toBe(true);
    expect(kept.some(({ expected_amount: amount }) => amount > 0)).toBe(true);
    const [{ action: first } = { action: "" }] = kept;
    const { scores } = await profileOf(adminKey, kept[0]!.customer_id);
    expect(scores.next.action).toMatchObject({
      key: first,
      worth: null,
      interval: null,
      probability: null,
      explanation: null,
    });
  });

  test("are not kept again while the same is recommended, however often cards are scored", async () => {
    const before = await exposures();
    await reviewed();
    const after = await exposures();
    const name = ({ customer_id: id, action }: Row) => `${id} ${action}`;
    expect(new Set(after.map(name)).size).toBe(after.length);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test("are kept with the log that makes another action the next one, and stay when it is undone", async () => {
    const id = ids[5]!;
    const { interaction } = await log(rep, id, { behaviours: ["promise_broken"] });
    const [kept] = await exposures("customer_id = ? AND action = 'repair_promise'", id);
    expect(kept).toMatchObject({ shown: 1, propensity: 1 });
    const { card } = await undo(rep, "interactions", interaction.id);
    expect(card.scores.next.action?.key).not.toBe("repair_promise");
    expect(await exposures("customer_id = ? AND action = 'repair_promise'", id)).toEqual([kept]);
  });

  test("tell a review the effect of an action, and the card its worth", async () => {
    // Trials of half a year ago, half of them held back; all without a purchase expected.
    const trials = ids.map((id, at) => ({ id, shown: at % 2 }));
    await env.DB.batch(
      ["greeting", "ask_satisfaction"].flatMap((action) =>
        forRows(
          env.DB,
          `INSERT INTO exposures (customer_id, action, at, shown, propensity, tier, stage,
            expected_amount)
          SELECT value ->> 'id', ?2, ?3, value ->> 'shown', 0.5, 'mid', 'mature', 0
          FROM json_each(?1)`,
          trials,
          action,
          Date.now() - 180 * day,
        ),
      ),
    );
    const { modelVersion } = await reviewed();
    const { byKey, scales } = (await modelOf(env.DB, modelVersion ?? 0))!.actions;
    expect(byKey["ask_satisfaction"]).toMatchObject({ tries: 600, heldBack: 300 });
    expect(byKey["ask_satisfaction"]!.all!.error).toBeGreaterThan(0);
    expect(scales.reduce((sum, { belief }) => sum + belief, 0)).toBeCloseTo(1, 9);
    const shown = await Promise.all(ids.slice(0, 60).map((id) => profileOf(rep, id)));
    const known = shown
      .flatMap(({ scores }) => [scores.next.action, ...scores.next.runnersUp])
      .filter((action) => ["greeting", "ask_satisfaction"].includes(action?.key ?? ""));
    for (const action of known) expect(action?.worth).toBe(action?.explanation?.total);
    expect(known.length + shown.length).toBeGreaterThan(60);
  });

  test("hold an action back from a tenth of the customers once it came up 200 times", async () => {
    const past = idsOf(200).map((id) => ({ id }));
    await env.DB.batch(
      forRows(
        env.DB,
        `INSERT INTO exposures (customer_id, action, at, shown, propensity, tier, stage,
          expected_amount)
        SELECT value ->> 'id', 'welcome_prospect', 1, 1, 1, 'potential', 'prospect', 0
        FROM json_each(?1)`,
        past,
      ),
    );
    const add = (name: string) =>
      Promise.all(Array.from({ length: 60 }, (_, at) => added(rep, `${name} ${at}`)));
    const before = await add("Before");
    expect(before.every((card) => card.scores.next.action?.key === "welcome_prospect")).toBe(true);
    await reviewed();
    const after = await add("After");
    const held = after.filter((card) => card.scores.next.action?.key !== "welcome_prospect");
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(20);
    for (const { customer } of after) {
      const [kept] = await exposures("customer_id = ?", customer.id);
      const isHeld = held.some((one) => one.customer.id === customer.id);
      expect(kept).toMatchObject({
        action: "welcome_prospect",
        shown: isHeld ? 0 : 1,
        propensity: 0.9,
      });
    }
    // Held back they stay, whatever is scored next.
    const [{ customer }] = held as [Card];
    const { card } = await log(rep, customer.id, { kind: "note" });
    expect(card.scores.next.action?.key).not.toBe("welcome_prospect");
    expect(await exposures("customer_id = ?", customer.id)).toHaveLength(1);
  });
});
