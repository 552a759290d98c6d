import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { snapshot, type Snapshot, type SnapshotPage } from "../../shared/contract/snapshot.ts";
import { demoBook } from "../../worker/demo/book.ts";
import { demoFiles } from "../../worker/demo/csv.ts";
import { call, refusal, signedIn } from "./client.ts";
import { imported } from "./importing.ts";
import { reviewed } from "./queue.ts";
import {
  checkActions,
  checkLoyalty,
  checkResources,
  checkRfm,
  checkSatisfaction,
  checkValue,
} from "./snapshot-checks.ts";
import { recomputedBook } from "./recomputed.ts";

const day = 86_400_000;
let manager: string;

type Of<P extends SnapshotPage> = Extract<Snapshot, { page: P }>;
async function read<P extends SnapshotPage>(page: P, at = ""): Promise<Of<P>> {
  const response = await call("GET", `/v1/snapshots/${page}${at && `?at=${at}`}`, {
    token: manager,
  });
  expect(response.status).toBe(200);
  return snapshot.parse(await response.json()) as Of<P>;
}

beforeAll(async () => {
  manager = await signedIn("manager");
});

/** Every page of the book in the Worker against the facts. */
async function checkPages(): Promise<void> {
  const book = await recomputedBook();
  checkValue(await read("value"), book);
  checkRfm(await read("rfm"), book);
  checkLoyalty(await read("loyalty"), book);
  checkSatisfaction(await read("satisfaction"), book);
  checkActions(await read("actions"), book);
  checkResources(await read("resources"), book);
}

describe("the snapshot of the demo book", () => {
  beforeAll(async () => {
    const until = Math.floor(Date.now() / day) * day;
    for (const { kind, csv } of demoFiles(demoBook({ size: 700, seed: 20261121, until })))
      expect(await imported(kind, csv)).toMatchObject({ refused: 0 });
    await reviewed();
  }, 120_000);

  test("shows on every page what the facts say when a review has ended", checkPages);

  test("is refused when nobody left one that month, and to a rep", async () => {
    const response = await call("GET", "/v1/snapshots/value?at=2001-01", { token: manager });
    expect(await refusal(response)).toMatchObject({ status: 404, code: "not_found" });
    const rep = await signedIn("rep");
    expect((await call("GET", "/v1/snapshots/value", { token: rep })).status).toBe(403);
  });

  test("leaves no tallies behind when it is written", async () => {
    const left = await env.DB.prepare("SELECT count(*) AS n FROM snapshot_tallies").first("n");
    expect(left).toBe(0);
  });
});
