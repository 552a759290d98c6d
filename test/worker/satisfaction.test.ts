import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { factAnswer } from "../../shared/contract/answers.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { imported } from "./importing.ts";
import { scene } from "./scene.ts";
import { ago, figures, log, profileOf, rows, undo, write } from "./writing.ts";

const at = scene();

const record = (more: Record<string, unknown>, key?: string) =>
  write(
    factAnswer,
    at.rep,
    "/v1/satisfaction",
    {
      customerId: at.customer,
      metric: "nps",
      value: 9,
      source: "rep",
      occurredAt: ago(1),
      ...more,
    },
    key,
  );

describe("satisfaction", () => {
  test("shows on the card, said and noted apart, when both are recorded", async () => {
    const externalId = await env.DB.prepare(
      "UPDATE customers SET external_id = ?1 WHERE id = ?1 RETURNING external_id AS id",
    )
      .bind(at.customer)
      .first<string>("id");
    await imported(
      "satisfaction",
      `external id,customer,metric,value,comment,date\nS-1,${externalId},nps,10,Splendid,${ago(2)}\n`,
    );
    const { card } = await record({ metric: "csat", value: 2, comment: "Sounded tired" });
    const { customer: said, rep: noted } = card.scores.satisfaction;
    expect(said).toMatchObject({
      score: 100,
      latest: [{ metric: "nps", value: 10, comment: "Splendid" }],
    });
    expect(noted).toMatchObject({
      score: 25,
      latest: [{ metric: "csat", value: 2, comment: "Sounded tired" }],
    });
  });

  test("reads the comment again when a later write scores the customer", async () => {
    await record({ comment: "Splendid" });
    const { card } = await log(at.rep, at.customer);
    expect(card.scores.satisfaction.rep.latest[0]?.comment).toBe("Splendid");
  });

  test("is stored once when the same key comes again", async () => {
    const key = crypto.randomUUID();
    const first = await record({ comment: "Once" }, key);
    expect(await record({ comment: "Once" }, key)).toEqual(first);
    expect(await rows("satisfaction_responses", at.customer)).toBe(1);
  });

  test("restores the card exactly when it is withdrawn", async () => {
    const before = await record({ value: 7 });
    const after = await record({ value: 0, comment: "Late again" });
    expect(figures(after.card)).not.toEqual(figures(before.card));
    const undone = await undo(at.rep, "satisfaction", after.id);
    expect(figures(undone.card)).toEqual(figures(before.card));
    expect(figures((await undo(at.rep, "satisfaction", after.id)).card)).toEqual(
      figures(before.card),
    );
  });

  test("stays in the profile, marked, when it is withdrawn", async () => {
    const { id } = await record({ comment: "Mistaken" });
    await undo(at.rep, "satisfaction", id);
    const { facts } = await profileOf(at.rep, at.customer);
    expect(facts.items.find((fact) => fact.id === id)).toMatchObject({
      type: "satisfaction",
      withdrawnAt: new Date().toISOString(),
      detail: { comment: "Mistaken", value: 9, metric: "nps", source: "rep" },
    });
  });

  test("is not withdrawn when another rep tries", async () => {
    const { id } = await record({});
    const response = await call("POST", `/v1/satisfaction/${id}/withdraw`, {
      token: at.other,
      key: crypto.randomUUID(),
      body: {},
    });
    expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
  });

  test.each(["viewer", "rep", "manager", "admin"] as const)(
    "is refused as the customer's own when a %s notes it",
    async (role) => {
      const token = role === "admin" ? adminKey : await signedIn(role);
      for (const [path, answer] of [
        ["/v1/satisfaction", { metric: "nps", value: 9 }],
        ["/v1/trust", { answers: { rapport: 7 } }],
      ] as const) {
        const body = { customerId: at.customer, source: "customer", occurredAt: ago(1), ...answer };
        const refused = await refusal(
          await call("POST", path, { token, key: crypto.randomUUID(), body }),
        );
        expect(refused).toMatchObject(
          role === "viewer" ? { status: 403 } : { status: 400, field: "source" },
        );
      }
    },
  );

  test("is refused when the value is off the scale", async () => {
    const body = {
      customerId: at.customer,
      metric: "csat",
      value: 6,
      source: "rep",
      occurredAt: ago(1),
    };
    expect(
      await refusal(
        await call("POST", "/v1/satisfaction", { token: at.rep, key: crypto.randomUUID(), body }),
      ),
    ).toMatchObject({ status: 400, field: "value" });
  });
});
