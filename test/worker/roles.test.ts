import { env } from "cloudflare:workers";
import { createExecutionContext } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { atLeast } from "../../shared/contract/at-least.ts";
import * as contract from "../../shared/contract/routes.ts";
import type { Role } from "../../shared/contract/fields.ts";
import { app } from "../../worker/app.ts";
import { access, accessTo } from "../../worker/security/roles.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";

const roles: Role[] = ["viewer", "rep", "manager", "admin"];
const routes = [
  ...new Set(
    app.routes
      .filter((route) => route.method !== "ALL")
      .map((route) => `${route.method} ${route.path}`),
  ),
];
const tokens = new Map<Role, string>();

beforeAll(async () => {
  for (const role of roles) tokens.set(role, await signedIn(role));
});

/** A path that fits the pattern and finds nothing. */
const sample = (pattern: string) =>
  pattern
    .replace(":kind", "customers")
    .replace(":file", "start.js")
    .replace(/:\w+/g, "01990000-0000-7000-8000-000000000001");

describe("the table of roles", () => {
  test("has an entry when a route is registered", () => {
    expect(routes.filter((route) => !Object.hasOwn(access, route))).toEqual([]);
  });

  test("has an entry when the contract has a route", () => {
    const promised = Object.values(contract)
      .filter((route) => typeof route === "object")
      .map((route) => `${route.method.toUpperCase()} ${route.getRoutingPath()}`);
    expect(promised.length).toBeGreaterThan(20);
    expect(promised.filter((route) => !Object.hasOwn(access, route))).toEqual([]);
  });

  test("has no entry when no route needs it", () => {
    const promised = Object.values(contract)
      .filter((route) => typeof route === "object")
      .map((route) => `${route.method.toUpperCase()} ${route.getRoutingPath()}`);
    expect(
      Object.keys(access).filter((route) => !routes.includes(route) && !promised.includes(route)),
    ).toEqual([]);
  });

  test("lets a viewer write nothing but sessions of their own when it lists writes", () => {
    const written = Object.entries(access)
      .filter(([, entry]) => entry.least === "viewer" && entry.writes)
      .map(([route]) => route);
    expect(written).toEqual([
      "POST /v1/sessions/handover",
      "DELETE /v1/sessions/current",
      "DELETE /v1/sessions/:id",
    ]);
  });

  test("refuses everybody when a route has no entry", async () => {
    const { router } = await import("../../worker/router.ts");
    const { begin, gate } = await import("../../worker/security/gate.ts");
    const { onError } = await import("../../worker/errors.ts");
    const forgotten = router();
    forgotten.use(begin, gate);
    forgotten.get("/v1/forgotten", (c) => c.text("secret"));
    forgotten.onError(onError);
    const request = new Request("https://regards.example/v1/forgotten", {
      headers: { Authorization: `Bearer ${adminKey}` },
    });
    expect(
      await refusal(await forgotten.fetch(request, env, createExecutionContext())),
    ).toMatchObject({ status: 403, code: "forbidden" });
  });

  const signedInOnly = routes.filter((route) => accessTo(route)?.least !== "open");
  test.each(signedInOnly)("refuses strangers when they call %s", async (route) => {
    const [method = "", pattern = ""] = route.split(" ");
    expect(await refusal(await call(method, sample(pattern)))).toMatchObject({
      status: 401,
      code: "unauthorised",
    });
  });

  // Signing out would end the session that the other calls need.
  const pairs = signedInOnly
    .filter((route) => route !== "DELETE /v1/sessions/current")
    .flatMap((route) => roles.map((role) => [route, role] as const));
  test.each(pairs)("decides as it says when %s is called by a %s", async (route, role) => {
    const [method = "", pattern = ""] = route.split(" ");
    const entry = accessTo(route);
    const response = await call(method, sample(pattern), {
      token: tokens.get(role),
      headers: { "Content-Type": "application/json" },
    });
    if (entry !== null && entry.least !== "open" && atLeast(role, entry.least)) {
      expect([401, 403]).not.toContain(response.status);
    } else {
      expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
    }
  });
});
