import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { interactionAnswer } from "../../shared/contract/answers.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { added, ago, write } from "./writing.ts";

let token: string;
beforeAll(async () => {
  token = await signedIn("rep");
});

const cards = (body: unknown, headers?: Record<string, string>) =>
  call("POST", "/v1/cards", { token, body, headers });

describe("a hostile request", () => {
  test.each([
    [
      "51 addresses",
      { addresses: Array.from({ length: 51 }, (_, at) => `a${at}@x.example`) },
      "addresses",
    ],
    ["no address", { addresses: [] }, "addresses"],
    ["an unknown key", { addresses: ["a@x.example"], extra: 1 }, null],
    ["a prototype key", '{"addresses":["a@x.example"],"__proto__":{"role":"admin"}}', null],
    ["a number for an address", { addresses: ["a@x.example", 7] }, "addresses.1"],
    ["an address too long", { addresses: [`${"a".repeat(321)}@x.example`] }, "addresses.0"],
    ["an array for the body", [], null],
    ["null for the body", "null", null],
  ])("is refused when it has %s", async (_, body, field) => {
    expect(await refusal(await cards(body))).toEqual({
      status: 400,
      code: "invalid_request",
      field,
    });
  });

  test.each(["{", "", '{"addresses":["a@x.example"]', "\u0000", "[1,2", "addresses=a@x.example"])(
    "is refused when its body is %j",
    async (body) => {
      expect(await refusal(await cards(body))).toMatchObject({
        status: 400,
        code: "invalid_request",
      });
    },
  );

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "text/csv",
    "application/jsonx",
    "",
  ])("is refused when its content type is %j", async (type) => {
    const answer = await cards({ addresses: ["a@x.example"] }, { "Content-Type": type });
    expect(await refusal(answer)).toEqual({
      status: 400,
      code: "invalid_request",
      field: "content-type",
    });
  });

  test("is answered when a call without a body carries an empty one", async () => {
    const leaving = await signedIn("rep", "leaving@own.example");
    const answer = await call("DELETE", "/v1/sessions/current", {
      token: leaving,
      body: "",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    expect(answer.status).toBe(204);
  });

  test("is refused when the body is over 64 kB and says no length", async () => {
    const body = new Blob(["x".repeat(65 * 1024)]).stream();
    const request = new Request("https://regards.example/v1/cards", {
      method: "POST",
      body,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    });
    expect(await refusal(await exports.default.fetch(request))).toMatchObject({
      status: 413,
      code: "too_large",
    });
  });

  test("is refused when the body is over 64 kB", async () => {
    const answer = await cards({ addresses: ["a@x.example"], padding: "x".repeat(64 * 1024) });
    expect(await refusal(answer)).toMatchObject({ status: 413, code: "too_large" });
  });

  test("is refused when an import declares over 500 MB", async () => {
    const answer = await call("POST", "/v1/imports/customers", {
      token: adminKey,
      body: "x",
      headers: { "Content-Type": "text/csv", "Content-Length": "600000000" },
    });
    expect(await refusal(answer)).toMatchObject({ status: 413, code: "too_large" });
  });

  test.each([
    ["short", "1234567"],
    ["long", "k".repeat(256)],
  ])("is refused when the idempotency key is too %s", async (_, key) => {
    const answer = await call("POST", "/v1/interactions", { token, key, body: {} });
    expect(await refusal(answer)).toEqual({
      status: 400,
      code: "idempotency_key_missing",
      field: "idempotency-key",
    });
  });

  test.each([
    ["POST", "/v1/customers"],
    ["POST", "/v1/interactions"],
    ["POST", "/v1/satisfaction"],
    ["POST", "/v1/trust"],
  ])("is refused when %s %s carries an unknown key", async (method, path) => {
    const { status, code } = await refusal(
      await call(method, path, { token, key: "hostile-0001", body: { admin: true } }),
    );
    expect({ status, code }).toEqual({ status: 400, code: "invalid_request" });
  });

  test("is refused when a write has no idempotency key", async () => {
    const answer = await call("POST", "/v1/satisfaction", { token, body: {} });
    expect(await refusal(answer)).toEqual({
      status: 400,
      code: "idempotency_key_missing",
      field: "idempotency-key",
    });
  });

  test.each([
    "not-a-uuid",
    "01990000-0000-7000-8000-00000000000g",
    "1;DROP TABLE customers",
    "%F0%9F%98%80",
  ])("is refused when the id in its path is %s", async (id) => {
    expect(await refusal(await call("GET", `/v1/customers/${id}`, { token }))).toEqual({
      status: 400,
      code: "invalid_request",
      field: "id",
    });
  });

  test("finds the customer when the id in its path is in upper case", async () => {
    const { customer } = await added(token, "Upper");
    expect(
      (await call("GET", `/v1/customers/${customer.id.toUpperCase()}`, { token })).status,
    ).toBe(200);
    const body = { customerId: customer.id.toUpperCase(), kind: "call", occurredAt: ago(1) };
    expect(
      (await write(interactionAnswer, token, "/v1/interactions", body)).interaction.customerId,
    ).toBe(customer.id);
    const outcome = await call(
      "POST",
      `/v1/actions/${customer.id.toUpperCase()}.greeting/outcome`,
      { token, key: "upper-case-id", body: { outcome: "later" } },
    );
    expect(outcome.status).toBe(200);
  });

  test.each(["\u0000", "\u0085", "\ud800", "\uffff"])(
    "is refused with its field when a text holds %j",
    async (character) => {
      const customer = { name: "Acme", externalId: `A${character}1`, segment: "x" };
      expect(
        await refusal(
          await call("POST", "/v1/customers", { token, key: "hostile-text-1", body: customer }),
        ),
      ).toEqual({ status: 400, code: "invalid_request", field: "externalId" });
      const contact = {
        name: "Acme",
        contact: { name: `Da${character}na`, addresses: ["dana@x.example"] },
      };
      expect(
        await refusal(
          await call("POST", "/v1/customers", { token, key: "hostile-text-2", body: contact }),
        ),
      ).toMatchObject({ status: 400, field: "contact.name" });
      expect(
        await refusal(await cards({ addresses: ["a@x.example", `b${character}@x.example`] })),
      ).toMatchObject({ status: 400, field: "addresses.1" });
    },
  );

  test.each([
    "Bearer",
    "Bearer ",
    "Basic cmVwOnJlcA==",
    "Bearer a b",
    `Bearer ${"x".repeat(5000)}`,
    "Bearer rgd_",
    "bearer undefined",
    "Bearer ' OR 1=1 --",
  ])("is refused as nobody when Authorization is %s", async (authorization) => {
    const answer = await call("GET", "/v1/me", { headers: { Authorization: authorization } });
    expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
    expect(await refusal(answer)).toMatchObject({ status: 401, code: "unauthorised" });
  });

  test.each(["x", "first-primary", "' OR 1=1 --", "0".repeat(4000), "00000001-00000002-00000003"])(
    "is answered all the same when the bookmark is %s",
    async (bookmark) => {
      expect(
        (await call("GET", "/v1/me", { token, headers: { "X-Bookmark": bookmark } })).status,
      ).toBe(200);
    },
  );

  test.each([
    ["GET", "/"],
    ["GET", "/v1"],
    ["GET", "/v1/cards"],
    ["PUT", "/v1/cards"],
    ["GET", "/../etc/passwd"],
    ["GET", "/v1/%2e%2e/%00"],
    ["GET", "/v1/me/"],
    ["POST", "/health"],
    ["GET", "/docs/constructor"],
    ["GET", "/docs/__proto__"],
    ["GET", "/%E0%A4%A"],
  ])("finds nothing when it is %s %s", async (method, path) => {
    expect(await refusal(await call(method, path, { token }))).toMatchObject({
      status: 404,
      code: "not_found",
    });
  });

  test("says which request it was when refused", async () => {
    const answer = await call("GET", "/nothing");
    const { error } = (await answer.json()) as { error: { requestId: string } };
    expect(error.requestId).toBe(answer.headers.get("X-Request-Id"));
  });
});
