import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { migrations } from "../../../worker/store/health.ts";

test("health knows every migration when the folder is read: add a new one to worker/store/health.ts", () => {
  expect([...migrations]).toEqual(
    readdirSync(fileURLToPath(new URL("../../../worker/migrations", import.meta.url))).sort(),
  );
});
