import { describe, expect, test } from "vitest";
import * as contract from "../../shared/contract/routes.ts";
import { call } from "./client.ts";

type Description = {
  openapi: string;
  paths: Record<string, Record<string, { security?: unknown[] }>>;
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, unknown> };
};

describe("GET /openapi.json", () => {
  test("describes routes, schemas and sign-in when nobody is signed in", async () => {
    const answer = await call("GET", "/openapi.json");
    const description = (await answer.json()) as Description;
    expect(description.openapi).toBe("3.1.0");
    expect(description.components.securitySchemes).toMatchObject({
      session: { type: "http", scheme: "bearer" },
    });
    expect(description.components.schemas).toHaveProperty("Card");
    expect(description.paths["/v1/cards"]?.post?.security).toEqual([{ session: [] }]);
    expect(description.paths["/health"]?.get?.security).toBeUndefined();
  });

  test("has each route of the contract when the Worker is whole", async () => {
    const { paths } = (await (await call("GET", "/openapi.json")).json()) as Description;
    const missing = Object.values(contract)
      .filter((route) => typeof route === "object")
      .filter((route) => paths[route.path]?.[route.method] === undefined)
      .map((route) => `${route.method} ${route.path}`);
    expect(missing).toEqual([]);
  });
});

describe("GET /docs", () => {
  test("is a page that asks this Worker alone when opened", async () => {
    const page = await (await call("GET", "/docs")).text();
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map((match) => match[1] ?? "")
      .filter((link) => link !== "data:,");
    expect(links.length).toBe(3);
    for (const link of links) {
      expect(link).toMatch(/^\/docs\//);
      const file = await call("GET", link);
      expect(file.status).toBe(200);
      expect((await file.text()).length).toBeGreaterThan(50);
    }
  });
});
