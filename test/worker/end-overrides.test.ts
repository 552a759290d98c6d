/** The end of very many overrides at one midnight: no answer shows a tier that is over. */
import {
  createExecutionContext,
  createMessageBatch,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { bulkActionAnswer } from "../../shared/contract/bulk-actions.ts";
import { app } from "../../worker/app.ts";
import type { Env } from "../../worker/env.ts";
import worker from "../../worker/index.ts";
import type { BulkMessage } from "../../worker/jobs/bulk.ts";
import type { EndMessage } from "../../worker/scoring/end-overrides.ts";
import { signedIn } from "./client.ts";
import { imported, query } from "./importing.ts";
import { kept } from "./queue.ts";
import { ago, profileOf, write } from "./writing.ts";

const size = 190;
let rep: string;
let manager: string;
let ids: string[];
beforeAll(async () => {
  rep = await signedIn("rep");
  manager = await signedIn("manager");
  const lines = Array.from({ length: size }, (_, at) => `E-${at},Customer ${at}`);
  await imported("customers", `customer,name\n${lines.join("\n")}\n`);
  ids = (await query<{ id: string }>("SELECT id FROM customers ORDER BY id")).map(({ id }) => id);
}, 60_000);

const start = (customers: object, change: object) =>
  write(bulkActionAnswer, manager, "/v1/bulk-actions", { customers, change });
const tierUntil = (day: number) => ({
  set: "tier",
  tier: "high",
  reason: "Strategic",
  untilOn: ago(-day).slice(0, 10),
});
/** Has an override of everybody end; tells how many cards go by one that is over. */
async function allEnded(): Promise<void> {
  await start({ ids }, tierUntil(1));
  vi.setSystemTime(Date.now() + 2 * 86_400_000);
  expect(await left()).toBe(size);
}
const left = async () =>
  (
    await query<{ n: number }>(
      "SELECT count(*) AS n FROM cards WHERE override_until <= ?",
      Date.now(),
    )
  )[0]?.n;

/** Reads the list on an environment of the test's own. */
async function readList(on: Env): Promise<void> {
  const context = createExecutionContext();
  const request = new Request("https://regards.example/v1/customers", {
    headers: { Authorization: `Bearer ${rep}` },
  });
  expect((await app.fetch(request, on, context)).status).toBe(200);
  await waitOnExecutionContext(context);
}

test("a customer's page shows the tier in force when many overrides ended before", async () => {
  await allEnded();
  const shown = await Promise.all([ids[0], ids.at(-1)].map((id) => profileOf(rep, id ?? "")));
  for (const { scores } of shown) expect(scores.tier.override).toBeUndefined();
  expect(await left()).toBe(size - 2);
}, 60_000);

test("the list scores 50 at most and queues the others once when many have ended", async () => {
  await allEnded();
  const { on, sent } = kept();
  await readList(on);
  expect(await left()).toBe(size - 50);
  await readList(on);
  expect(await left()).toBe(size - 100);
  expect(sent).toEqual([{ ended: expect.any(Number) as number }]);
  const batch = createMessageBatch<EndMessage>("regards-review", [
    {
      id: crypto.randomUUID(),
      timestamp: new Date(),
      attempts: 1,
      body: sent[0] as unknown as EndMessage,
    },
  ]);
  await worker.queue(batch, on);
  expect(await left()).toBe(0);
  expect(sent).toHaveLength(1);
}, 60_000);

test("a bulk action by tier leaves out who has it no more when many overrides ended", async () => {
  await allEnded();
  const filter = { field: "tier", in: ["high"] };
  const { bulkAction } = await start({ filter }, { set: "segment", value: "Top" });
  const batch = createMessageBatch<BulkMessage>("regards-review", [
    {
      id: crypto.randomUUID(),
      timestamp: new Date(),
      attempts: 1,
      body: { bulk: bulkAction.id },
    },
  ]);
  await worker.queue(batch, env);
  expect(
    await query("SELECT status, changed FROM bulk_actions WHERE id = ?", bulkAction.id),
  ).toEqual([{ status: "finished", changed: 0 }]);
  expect(await left()).toBe(0);
}, 60_000);
