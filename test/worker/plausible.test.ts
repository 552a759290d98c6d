/**
 * Values that cannot be in a book, by every call that writes them: moments of the years 1, 205,
 * 1899, 2038 and 9999 and of next week; and for a customer's number names, telephones, addresses
 * and a spreadsheet's damage. Numbers are one in any width.
 */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { cardOnly, interactionAnswer } from "../../shared/contract/answers.ts";
import { call, refusal } from "./client.ts";
import { scene } from "./scene.ts";
import { ago, log, write } from "./writing.ts";

const at = scene();
const post = (path: string, body: unknown) =>
  call("POST", path, { token: at.rep, key: crypto.randomUUID(), body });

describe("a moment", () => {
  const bodies: Record<string, Record<string, unknown>> = {
    "/v1/interactions": { kind: "email", direction: "in" },
    "/v1/satisfaction": { metric: "csat", value: 4, source: "rep" },
    "/v1/trust": { source: "rep", answers: { rapport: 5 } },
  };
  const never = [
    "0001-01-01T00:00:00Z",
    "0205-11-21T14:05:00Z",
    "1899-12-30T00:00:00Z",
    "1969-12-31T23:59:59.999Z",
    "2038-01-19T03:14:08Z",
    "9999-12-31T23:59:59+14:00",
  ];

  test.each(Object.keys(bodies))(
    "is refused by %s with its field when nothing can have happened then",
    async (path) => {
      for (const occurredAt of [
        ...never,
        ago(-2),
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
      ]) {
        expect(
          await refusal(await post(path, { customerId: at.customer, ...bodies[path], occurredAt })),
        ).toEqual({ status: 400, code: "invalid_request", field: "occurredAt" });
      }
      for (const occurredAt of ["1970-01-01T00:00:00Z", ago(-0.9), ago(0)]) {
        expect(
          (await post(path, { customerId: at.customer, ...bodies[path], occurredAt })).status,
        ).toBe(200);
      }
    },
  );

  test("is refused when an edit has it", async () => {
    const { interaction } = await log(at.rep, at.customer);
    for (const occurredAt of never)
      expect(
        await refusal(
          await post(`/v1/interactions/${interaction.id}/amend`, { kind: "call", occurredAt }),
        ),
      ).toMatchObject({ field: "occurredAt" });
  });

  test("is not shown as the newest contact when it was stored before they were refused", async () => {
    const { interaction } = await log(at.rep, at.customer);
    await env.DB.prepare("UPDATE interactions SET occurred_at = ? WHERE id = ?")
      .bind(Date.parse(never[4] ?? ""), interaction.id)
      .run();
    const { card } = await log(at.rep, at.customer, { subject: "Today" });
    expect(card.touches.map(({ subject }) => subject)).toEqual(["Today"]);
  });

  test("keeps its time of day when that is midnight UTC: a date without one is midnight itself", async () => {
    const { interaction } = await write(interactionAnswer, at.rep, "/v1/interactions", {
      customerId: at.customer,
      kind: "call",
      direction: "out",
      occurredAt: "2026-11-27T19:00:00-05:00",
    });
    expect(interaction.at).toBe("2026-11-28T00:00:00.001Z");
  });
});

describe("a customer's number", () => {
  const customer = (externalId: string) =>
    post("/v1/customers", { name: "Harlow Marine", externalId });

  test.each([
    "Dana Harlow",
    "王小明",
    "Harlow Marine Ltd",
    "dana＠harlow.example",
    "13800138000",
    "+49 171 1234567",
    "(212) 555-0199",
    "12 High Street",
    "1.23457E+11",
    "#REF!",
    "=A1",
    "\u200b",
    "11010519491231002X",
  ])("is refused with its field when it is %j", async (externalId) => {
    expect(await refusal(await customer(externalId))).toEqual({
      status: 400,
      code: "invalid_request",
      field: "externalId",
    });
  });

  test.each(["C-100", "ACME-01", "536365", "A 123", "CUST00045", "KD 4711", "0000012345"])(
    "is taken when it is %s",
    async (externalId) => {
      expect((await customer(externalId)).status).toBe(200);
    },
  );

  test("is one when it comes in another width, in a dress, or with what cannot be seen", async () => {
    const { card } = await write(cardOnly, at.rep, "/v1/customers", {
      name: "One",
      externalId: "Ｘ９-\u200b7",
    });
    expect(card.customer.externalId).toBe("X9-7");
    for (const same of ["X9-7", "'X9-7", '="X9-7"', "X9\u20117", "\ufeffx9-7".toUpperCase()])
      expect(await refusal(await customer(same))).toMatchObject({
        code: "conflict",
        field: "externalId",
      });
  });
});
