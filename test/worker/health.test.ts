import { expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { call } from "./client.ts";

test("health answers with the version when nobody is signed in", async () => {
  const response = await call("GET", "/health");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ ok: true, version: packageFile.version });
});
