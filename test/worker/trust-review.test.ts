import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { DIMENSIONS } from "../../shared/scoring/trust/questionnaires.ts";
import { modelOf } from "../../worker/store/models.ts";
import { crowd } from "./crowd.ts";
import { query } from "./importing.ts";
import { reviewed } from "./queue.ts";
import { storedCard } from "./sealed.ts";

const day = 86_400_000;

test("a review fits the book's trust from what customers answered, whatever reps noted", async () => {
  const ids = await crowd(60);
  const answer = (id: string, source: "customer" | "rep", days: number, value: number) =>
    query(
      `INSERT INTO trust_responses (id, customer_id, source, answers, occurred_at, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?)`,
      crypto.randomUUID(),
      id,
      source,
      JSON.stringify(Object.fromEntries(DIMENSIONS.map((d, i) => [d, value - (i % 2)]))),
      Date.now() - days * day,
      Date.now(),
    );
  for (const [at, id] of ids.slice(0, 20).entries()) {
    await answer(id, "customer", 200, 3 + (at % 5));
    await answer(id, "customer", 20, 3 + ((at + 1) % 5));
  }
  for (const id of ids) await answer(id, "rep", 10, 7);

  const { modelVersion } = await reviewed();
  const { trust } = (await modelOf(env.DB, modelVersion!))!;
  expect(trust!.overall).toMatchObject({ fitted: true, questionnaires: 40 });
  // Answers of 3 to 7, half of them one less: 4½ of 7.
  expect(trust!.overall.mean).toBeCloseTo(100 * (3.5 / 6), 0);
  expect(trust!.reliability.overall).toMatchObject({ items: 4, questionnaires: 40 });
  for (const d of DIMENSIONS)
    expect(trust!.reliability.dimensions[d]).toMatchObject({
      alpha: null,
      unknownBecause: "fewer_than_two_items",
    });

  const answered = (await storedCard(ids[0]!)).scores.trust;
  expect(answered.explanation!.base).toBeCloseTo(trust!.overall.mean, 5);
  expect(answered.book).toMatchObject({ fitted: true, questionnaires: 40, complete: 40 });
  expect(answered.book!.alpha).toBeGreaterThan(0.9);
  const silent = (await storedCard(ids[40]!)).scores;
  expect(silent.trust.score).toBeNull();
  expect(silent.trust.ours!.score).toBeGreaterThan(60);
  const history = await query<{ id: string; trust: number | null }>(
    "SELECT customer_id AS id, trust FROM score_history",
  );
  expect(new Set(history.filter((row) => row.trust !== null).map((row) => row.id))).toEqual(
    new Set(ids.slice(0, 20)),
  );
}, 60_000);
