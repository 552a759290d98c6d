import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../worker/index.ts";

test("the nightly schedule starts a review and deletes what is past its time when it fires", async () => {
  await env.DB.prepare("INSERT INTO idempotency_keys VALUES ('u', 'old', 'h', 200, 's', 0)").run();
  await worker.scheduled(
    createScheduledController({ scheduledTime: Date.UTC(2026, 10, 2, 3) }),
    env,
  );
  expect(await env.DB.prepare("SELECT count(*) AS n FROM idempotency_keys").first("n")).toBe(0);
  expect(await env.DB.prepare("SELECT count(*) AS n FROM reviews").first("n")).toBe(1);
});
