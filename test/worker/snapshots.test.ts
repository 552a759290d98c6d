import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { snapshot, type Snapshot, type SnapshotPage } from "../../shared/contract/snapshot.ts";
import { gini, topShare } from "../../shared/scoring/index.ts";
import { demoBook } from "../../worker/demo/book.ts";
import { demoFiles } from "../../worker/demo/csv.ts";
import { call, refusal, signedIn } from "./client.ts";
import { imported } from "./importing.ts";
import { reviewed } from "./queue.ts";
import { type Book, recomputedBook } from "./recomputed.ts";

const day = 86_400_000;
const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);
const least = (a: number, b: number) => a - b;
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

function checkValue({ body }: Of<"value">, { customers }: Book): void {
  const known = customers.flatMap(({ scores }) => scores.value.lifetimeValue ?? []).sort(least);
  expect(body).toMatchObject({
    customers: customers.length,
    known: known.length,
    total: sum(known),
    mean: sum(known) / known.length,
  });
  expect(body.gini).toBeCloseTo(gini(known)!, 2);
  expect(Math.abs(body.gini! - gini(known)!)).toBeLessThan(0.003);
  const middle = known[Math.floor(known.length / 2)]!;
  expect(Math.abs(body.median! - middle)).toBeLessThanOrEqual(0.02 * middle + 1);
  expect(body.lorenz.length).toBeLessThanOrEqual(101);
  for (const { customers: share, value } of body.lorenz.slice(1)) {
    const count = Math.round(share * known.length);
    expect(value).toBeCloseTo(sum(known.slice(0, count)) / sum(known), 9);
  }
  const { pareto } = body;
  expect(pareto!.share).toBeCloseTo(topShare(known, pareto!.customers / known.length)!, 9);
  expect(pareto!.share).toBeGreaterThanOrEqual(0.8);
  for (const { class: name, customers: n, sales } of body.abc) {
    const own = customers.filter(({ scores }) => scores.abc?.class === name);
    expect([n, sales]).toEqual([own.length, sum(own.map(({ seen }) => seen.abcSales))]);
  }
  expect(sum(body.histogram.map((bin) => bin.customers))).toBe(known.length);
  for (const { from, below, customers: n, total } of body.histogram) {
    const own = known.filter((v) => v >= from && v < below);
    expect([n, total]).toEqual([own.length, sum(own)]);
  }
  for (const [by, groups] of [["segment", body.segments] as const, ["owner", body.owners] as const])
    for (const { key, customers: n, total, share } of groups) {
      const own = customers.filter((one) => one[by] === key);
      const worth = own.flatMap(({ scores }) => scores.value.lifetimeValue ?? []);
      expect([n, total]).toEqual([own.length, sum(worth)]);
      expect(share).toBeCloseTo(sum(worth) / sum(known), 9);
    }
}

function checkRfm({ body }: Of<"rfm">, { customers, model }: Book): void {
  const bought = customers.filter(({ scores }) => scores.rfm !== null);
  expect(body.customers).toBe(bought.length);
  expect(body.cuts).toEqual(model.rfm);
  expect(body.cells).toHaveLength(25);
  for (const { recency, frequency, segment, customers: n, total } of body.cells) {
    const own = bought.filter(
      ({ scores: { rfm } }) => rfm!.recency === recency && rfm!.frequency === frequency,
    );
    expect([n, total]).toEqual([own.length, sum(own.map(({ scores }) => scores.rfm!.total))]);
    for (const { scores } of own) expect(scores.rfm!.segment).toBe(segment);
  }
  expect(sum(body.segments.map((one) => one.customers))).toBe(bought.length);
  expect(sum(body.clusters.map((one) => one.customers))).toBe(bought.length);
  for (const { name, customers: n } of body.clusters)
    expect(n).toBe(bought.filter(({ seen }) => seen.cluster === name).length);
}

/** Every page of the book in the Worker against the facts. */
async function checkPages(): Promise<void> {
  const book = await recomputedBook();
  checkValue(await read("value"), book);
  checkRfm(await read("rfm"), book);
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
