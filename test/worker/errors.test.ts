import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { HTTPException } from "hono/http-exception";
import { describe, expect, onTestFinished, test } from "vitest";
import { errorBody } from "../../shared/contract/errors.ts";
import { onError, onNotFound, Refused } from "../../worker/errors.ts";
import { router } from "../../worker/router.ts";
import { begin } from "../../worker/security/gate.ts";

/** The error body of a route that throws, and what went to the log meanwhile. */
async function thrown(error: Error) {
  const lines: string[] = [];
  const write = console.error;
  console.error = (...parts: unknown[]) => {
    lines.push(parts.map(String).join(" "));
  };
  onTestFinished(() => {
    console.error = write;
  });
  const app = router();
  app.use(begin);
  app.get("/v1/customers/:id", () => {
    throw error;
  });
  app.onError(onError);
  app.notFound(onNotFound);
  const response = await app.fetch(
    new Request("https://regards.example/v1/customers/dana"),
    env,
    createExecutionContext(),
  );
  return {
    status: response.status,
    body: errorBody.parse(await response.json()).error,
    log: lines.join("\n"),
  };
}

describe("an error", () => {
  test("is answered as it says when it is a refusal, and not logged", async () => {
    const { status, body, log } = await thrown(
      new Refused("conflict", "Taken already.", "addresses.0"),
    );
    expect({ status, ...body }).toMatchObject({
      status: 409,
      code: "conflict",
      message: "Taken already.",
      field: "addresses.0",
    });
    expect(log).toBe("");
  });

  test("is internal when nobody foresaw it, logged without message, path or person", async () => {
    const { status, body, log } = await thrown(
      new TypeError("cannot read dana@harlow-marine.example"),
    );
    expect({ status, code: body.code }).toEqual({ status: 500, code: "internal" });
    expect(JSON.stringify(body)).not.toContain("dana");
    expect(JSON.parse(log)).toEqual({
      code: "internal",
      method: "GET",
      route: "/v1/customers/:id",
      requestId: body.requestId,
      error: "TypeError",
    });
  });

  test("is unavailable when the database is overloaded", async () => {
    const { status, body } = await thrown(
      new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long."),
    );
    expect({ status, code: body.code }).toEqual({ status: 503, code: "unavailable" });
  });

  test("is a wrong request when the framework says so", async () => {
    expect((await thrown(new HTTPException(400, { message: "Malformed JSON" }))).body.code).toBe(
      "invalid_request",
    );
    expect((await thrown(new HTTPException(413))).body.code).toBe("too_large");
  });
});
