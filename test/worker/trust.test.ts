import { describe, expect, test } from "vitest";
import { factAnswer, interactionAnswer } from "../../shared/contract/answers.ts";
import { call, refusal } from "./client.ts";
import { query } from "./importing.ts";
import { scene } from "./scene.ts";
import { ago, figures, log, message, undo, write } from "./writing.ts";

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

  test("counts a behaviour once a thread and day, after an amendment too", async () => {
    const day = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10);
    const reply = (id: string, thread: string, hour: string) =>
      log(at.rep, at.customer, {
        message: { ...message(`<${id}@a.example>`, id), thread },
        occurredAt: `${day}T${hour}:00:00Z`,
        behaviours: ["referral_given"],
      });
    const counted = ({ card }: Awaited<ReturnType<typeof reply>>) =>
      card.scores.trust
        .ours!.explanation!.factors.filter(({ code }) => code === "trust_referral_given")
        .map(({ parameters }) => parameters!["count"]);
    expect(counted(await reply("t1", "one", "08"))).toEqual([1]);
    const second = await reply("t2", "one", "09");
    expect(counted(second)).toEqual([1]);
    expect(counted(await reply("t3", "two", "10"))).toEqual([2]);
    const amended = await write(
      interactionAnswer,
      at.rep,
      `/v1/interactions/${second.interaction.id}/amend`,
      {
        kind: "email",
        occurredAt: `${day}T11:00:00Z`,
        behaviours: ["referral_given"],
      },
    );
    expect(counted(amended)).toEqual([2]);
    const stored = await query<{ threads: number; clear: number }>(
      `SELECT count(DISTINCT thread_index) AS threads,
        sum(thread_index IN ('one', 'two')) AS clear
        FROM interactions WHERE customer_id = ? AND thread_index IS NOT NULL`,
      at.customer,
    );
    expect(stored).toEqual([{ threads: 2, clear: 0 }]);
  });
});
