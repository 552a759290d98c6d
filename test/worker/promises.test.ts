import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factAnswer, type FactAnswer } from "../../shared/contract/answers.ts";
import { call, refusal, signedIn } from "./client.ts";
import { scene } from "./scene.ts";
import { ago, figures, log, profileOf, rows, undo, write } from "./writing.ts";

const at = scene();
const query = async <R = Record<string, unknown>>(sql: string): Promise<R[]> =>
  (await env.DB.prepare(sql).all<R>()).results;
const daysAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const day = (days: number) => daysAhead(days).slice(0, 10);

const promised = (more: Record<string, unknown> = {}, key?: string) =>
  write(
    factAnswer,
    at.rep,
    "/v1/promises",
    {
      customerId: at.customer,
      what: "Send the terms",
      dueOn: day(2),
      occurredAt: ago(0),
      ...more,
    },
    key,
  );
const marked = (id: string, outcome: string, dueOn: string | null = null, token = at.rep) =>
  write(factAnswer, token, `/v1/promises/${id}/outcome`, { outcome, dueOn, occurredAt: ago(0) });
const refused = async (path: string, body: unknown, token = at.rep) =>
  refusal(await call("POST", path, { token, key: crypto.randomUUID(), body }));
const open = () => query("SELECT promise_id AS id, due_on AS dueOn FROM open_promises ORDER BY 1");
const factors = ({ card }: FactAnswer) => card.scores.trust.ours?.explanation?.factors ?? [];

describe("a promise", () => {
  test("shows on the card, the first to fall due first, when several are open", async () => {
    await promised({ what: "Call back", dueOn: day(5) });
    const { card } = await promised();
    expect(card.promises).toMatchObject([
      { what: "Send the terms", dueOn: day(2), by: "robin", madeAt: ago(0) },
      { what: "Call back", dueOn: day(5) },
    ]);
  });

  test("is stored once when the same key comes again", async () => {
    const key = crypto.randomUUID();
    expect(await promised({}, key)).toEqual(await promised({}, key));
    expect(await rows("promises", at.customer)).toBe(1);
  });

  test("is sealed under the customer's data key and bound to its place", async () => {
    const { id } = await promised({ what: "Ship Theodora's valves" });
    const [row] = await query<{ what: string }>(
      `SELECT what_sealed AS what FROM promises WHERE id = '${id}'`,
    );
    expect(row?.what).toMatch(/^2\./);
    const other = await promised({ what: "Another" });
    await query(`UPDATE promises SET what_sealed = '${row?.what}' WHERE id = '${other.id}'`);
    const response = await call("POST", "/v1/satisfaction", {
      token: at.rep,
      key: crypto.randomUUID(),
      body: {
        customerId: at.customer,
        metric: "nps",
        value: 9,
        source: "rep",
        occurredAt: ago(1),
      },
    });
    expect(response.status).toBe(500);
  });

  test.each([
    ["kept", "trust_promise_kept", 1],
    ["not_kept", "trust_promise_broken", -1],
  ] as const)("is evidence of ours for trust when it is %s", async (outcome, code, sign) => {
    const { id, card } = await promised();
    expect(card.scores.trust.ours?.score).toBe(null);
    const settled = await marked(id, outcome);
    const [factor, ...others] = factors(settled);
    expect(others).toEqual([]);
    expect(factor).toMatchObject({ code, parameters: { count: 1, date: ago(0) } });
    expect(Math.sign(factor?.points ?? 0)).toBe(sign);
    expect(settled.card.promises).toBe(undefined);
  });

  test("counts each of two that were kept on one day", async () => {
    const [first, second] = [await promised(), await promised()];
    await marked(first.id, "kept");
    expect(factors(await marked(second.id, "kept"))[0]).toMatchObject({ parameters: { count: 2 } });
  });

  test("asks for repair when it was not kept", async () => {
    const { id } = await promised();
    const { card } = await marked(id, "not_kept");
    expect(card.scores.next.action).toMatchObject({
      key: "repair_promise",
      reason: { code: "promise_broken" },
    });
  });

  test("is due on the last day it was moved to, and counts for nothing by that", async () => {
    const { id, card } = await promised();
    await marked(id, "moved", day(4));
    const moved = await marked(id, "moved", day(3));
    expect(moved.card.promises).toMatchObject([{ id, dueOn: day(3) }]);
    expect(figures(moved.card)).toEqual(figures(card));
    expect(await open()).toContainEqual({ id, dueOn: day(3) });
    await undo(at.rep, "promise-outcomes", moved.id);
    expect(await open()).toContainEqual({ id, dueOn: day(4) });
  });

  test("is open again, and trust as before, when its outcome is undone", async () => {
    await log(at.rep, at.customer, { behaviours: ["promise_kept"], occurredAt: ago(40) });
    const before = await promised();
    const settled = await marked(before.id, "not_kept");
    expect(figures(settled.card)).not.toEqual(figures(before.card));
    const undone = await undo(at.rep, "promise-outcomes", settled.id);
    expect(figures(undone.card)).toEqual(figures(before.card));
    expect(undone.card.promises).toEqual(before.card.promises);
    await marked(before.id, "kept");
  });

  test("takes its outcome along when it is withdrawn", async () => {
    const before = await log(at.rep, at.customer);
    const { id } = await promised();
    await marked(id, "kept");
    const undone = await undo(at.rep, "promises", id);
    expect(figures(undone.card)).toEqual(figures(before.card));
    expect(
      await refused(`/v1/promises/${id}/outcome`, { outcome: "kept", occurredAt: ago(0) }),
    ).toMatchObject({ status: 409, code: "conflict" });
  });

  test("is refused a second end while the first one stands", async () => {
    const { id } = await promised();
    await marked(id, "kept");
    const body = { outcome: "not_kept", occurredAt: ago(0) };
    expect(await refused(`/v1/promises/${id}/outcome`, body)).toMatchObject({ status: 409 });
  });

  test("is marked by a colleague, and withdrawn by its maker or a manager alone", async () => {
    const { id } = await promised();
    const settled = await marked(id, "kept", null, at.other);
    expect(await refused(`/v1/promises/${id}/withdraw`, {}, at.other)).toMatchObject({
      status: 403,
    });
    expect(await refused(`/v1/promise-outcomes/${settled.id}/withdraw`, {})).toMatchObject({
      status: 403,
    });
    await undo(await signedIn("manager"), "promises", id);
  });

  test.each([
    ["a day that is none", { dueOn: "2026-02-30" }, "dueOn"],
    ["a day eleven years ahead", { dueOn: day(4020) }, "dueOn"],
    ["nothing that was promised", { what: " " }, "what"],
    ["a log of nobody", { interactionId: crypto.randomUUID() }, "interactionId"],
  ])("is refused when it names %s", async (_, more, field) => {
    const body = { customerId: at.customer, what: "Call", dueOn: day(1), occurredAt: ago(0) };
    expect(await refused("/v1/promises", { ...body, ...more })).toMatchObject({ field });
  });

  test("is refused a new day when it is kept, and must have one when it is moved", async () => {
    const { id } = await promised();
    for (const body of [{ outcome: "kept", dueOn: day(1) }, { outcome: "moved" }])
      expect(
        await refused(`/v1/promises/${id}/outcome`, { ...body, occurredAt: ago(0) }),
      ).toMatchObject({ status: 400, field: "dueOn" });
  });

  test("stands in the profile with its outcome, withdrawn ones marked", async () => {
    const { interaction } = await log(at.rep, at.customer);
    const { id } = await promised({ interactionId: interaction.id });
    const settled = await marked(id, "kept");
    await undo(at.rep, "promise-outcomes", settled.id);
    const { facts } = await profileOf(at.rep, at.customer);
    const of = (wanted: string) => facts.items.find((fact) => fact.id === wanted);
    expect(of(id)).toMatchObject({
      type: "promise",
      withdrawnAt: null,
      detail: { what: "Send the terms", dueOn: day(2) },
    });
    expect(of(settled.id)).toMatchObject({
      type: "promise_outcome",
      withdrawnAt: ago(0),
      detail: { promise: id, outcome: "kept" },
    });
  });

  test("is listed as open exactly when it is neither settled nor withdrawn", async () => {
    const step = fc.constantFrom("kept", "not_kept", "moved", "undo", "withdraw");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const { id, card: first } = await promised();
        let card: FactAnswer["card"] = first;
        let [isWithdrawn, due] = [false, day(2)];
        const standing: { id: string; outcome: string; due: string }[] = [];
        for (const one of steps) {
          const isSettled = standing.some(({ outcome }) => outcome !== "moved");
          if (one === "undo") {
            const last = standing.pop();
            if (last !== undefined) ({ card } = await undo(at.rep, "promise-outcomes", last.id));
          } else if (one === "withdraw") {
            ({ card } = await undo(at.rep, "promises", id));
            isWithdrawn = true;
          } else if (!isSettled && !isWithdrawn) {
            const to = one === "moved" ? day(3 + standing.length) : null;
            const answer = await marked(id, one, to);
            standing.push({ id: answer.id, outcome: one, due: to ?? due });
            ({ card } = answer);
          }
        }
        due = standing.findLast(({ outcome }) => outcome === "moved")?.due ?? due;
        const isOpen = !isWithdrawn && standing.every(({ outcome }) => outcome === "moved");
        expect((await open()).filter((row) => row["id"] === id)).toEqual(
          isOpen ? [{ id, dueOn: due }] : [],
        );
        expect((card.promises ?? []).filter((one) => one.id === id).map((p) => p.dueOn)).toEqual(
          isOpen ? [due] : [],
        );
        if (!isWithdrawn) await undo(at.rep, "promises", id);
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
