import { describe, expect, test } from "vitest";
import { factAnswer } from "../../shared/contract/answers.ts";
import { call, refusal } from "./client.ts";
import { query } from "./importing.ts";
import { scene } from "./scene.ts";
import { ago, figures, log, undo, write } from "./writing.ts";

const at = scene();

const answer = (answers: Record<string, number>, days = 1) =>
  write(factAnswer, at.rep, "/v1/trust", {
    customerId: at.customer,
    source: "rep",
    occurredAt: ago(days),
    answers,
  });

describe("trust", () => {
  test("is not known yet when nobody answered", async () => {
    const { card } = await log(at.rep, at.customer);
    expect(card.scores.trust).toMatchObject({ score: null, low: null, high: null });
  });

  test("scores the dimensions that were answered when some are left out", async () => {
    const { card } = await answer({ expertise: 7, rapport: 5 });
    const scored = card.scores.trust
      .ours!.dimensions.filter((dimension) => dimension.score !== null)
      .map((dimension) => dimension.dimension);
    expect(scored.sort()).toEqual(["expertise", "rapport"]);
    expect(card.scores.trust.ours!.score).toBeGreaterThan(50);
  });

  test("restores the card exactly when it is withdrawn", async () => {
    const before = await answer({ professionalism: 6, benefit: 3 });
    const after = await answer({ professionalism: 1 }, 2);
    expect(after.card.scores.trust.ours!.score).not.toBe(before.card.scores.trust.ours!.score);
    expect(figures((await undo(at.rep, "trust", after.id)).card)).toEqual(figures(before.card));
  });

  test("is not withdrawn when another rep tries", async () => {
    const { id } = await answer({ benefit: 4 });
    const response = await call("POST", `/v1/trust/${id}/withdraw`, {
      token: at.other,
      key: crypto.randomUUID(),
      body: {},
    });
    expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
  });

  test("is refused when no dimension is answered", async () => {
    const body = { customerId: at.customer, source: "rep", occurredAt: ago(1), answers: {} };
    expect(
      await refusal(
        await call("POST", "/v1/trust", { token: at.rep, key: crypto.randomUUID(), body }),
      ),
    ).toMatchObject({ status: 400, field: "answers" });
  });

  test("moves neither the headline nor the history when a rep assesses and logs", async () => {
    await query(
      `INSERT INTO trust_responses (id, customer_id, source, answers, occurred_at, recorded_at)
        VALUES ('theirs', ?, 'customer', '{"rapport":2,"expertise":3}', ?, ?)`,
      at.customer,
      Date.now() - 1000,
      Date.now(),
    );
    const { card: before } = await log(at.rep, at.customer);
    expect(before.scores.trust.score).toBeLessThan(50);
    for (let n = 0; n < 3; n++) await answer({ rapport: 7, expertise: 7, benefit: 7 });
    const { card: after } = await log(at.rep, at.customer, { behaviours: ["promise_kept"] });
    const { ours: _before, ...own } = before.scores.trust;
    const { ours: _after, ...still } = after.scores.trust;
    expect(still).toEqual(own);
    const moves = await query<{ trust: number | null }>(
      "SELECT trust FROM score_history WHERE customer_id = ? AND trust IS NOT NULL",
      at.customer,
    );
    expect(moves.map(({ trust }) => trust)).toEqual([own.score]);
  });
});
