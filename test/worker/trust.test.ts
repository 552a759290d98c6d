import { describe, expect, test } from "vitest";
import { factAnswer } from "../../shared/contract/answers.ts";
import { call, refusal } from "./client.ts";
import { scene } from "./scene.ts";
import { ago, figures, log, undo, write } from "./writing.ts";

const at = scene();

const answer = (answers: Record<string, number>) =>
  write(factAnswer, at.rep, "/v1/trust", {
    customerId: at.customer,
    source: "rep",
    occurredAt: ago(1),
    answers,
  });

describe("trust", () => {
  test("is not known yet when nobody answered", async () => {
    const { card } = await log(at.rep, at.customer);
    expect(card.scores.trust).toMatchObject({ score: null, low: null, high: null });
  });

  test("scores the dimensions that were answered when some are left out", async () => {
    const { card } = await answer({ expertise: 7, rapport: 5 });
    const scored = card.scores.trust.dimensions
      .filter((dimension) => dimension.score !== null)
      .map((dimension) => dimension.dimension);
    expect(scored.sort()).toEqual(["expertise", "rapport"]);
    expect(card.scores.trust.score).toBeGreaterThan(50);
  });

  test("restores the card exactly when it is withdrawn", async () => {
    const before = await answer({ professionalism: 6, benefit: 3 });
    const after = await answer({ professionalism: 1 });
    expect(after.card.scores.trust.score).not.toBe(before.card.scores.trust.score);
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
});
