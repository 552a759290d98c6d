import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { customerList } from "../../shared/contract/answers.ts";
import {
  snapshot,
  type Snapshot,
  type SnapshotPage,
  snapshotPage,
} from "../../shared/contract/snapshot.ts";
import { demoFiles } from "../../worker/demo/csv.ts";
import { demoOwners, portfolioBook } from "../../worker/demo/portfolio-book.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { imported } from "./importing.ts";
import { countingRows } from "./queries.ts";
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

type Datum = { path: string; customers: number; filter: unknown };

/** Empties the book, whatever hangs on it. */
async function emptied(): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
      AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT IN ('users', 'sessions', 'd1_migrations')`,
  ).all<{ name: string }>();
  await env.DB.batch([
    env.DB.prepare("PRAGMA defer_foreign_keys = on"),
    ...results.map(({ name }) => env.DB.prepare(`DELETE FROM ${name}`)),
  ]);
}

/** Everything in a page that opens a list, with the number of customers that it shows. */
function dataOf(value: unknown, path: string): Datum[] {
  if (typeof value !== "object" || value === null) return [];
  const { filter, size, customers } = value as Record<string, unknown>;
  const own = !Object.hasOwn(value, "filter")
    ? []
    : [{ path, filter, customers: (size ?? customers) as number }];
  const inner = Object.entries(value).filter(([name]) => name !== "filter");
  return [...own, ...inner.flatMap(([name, part]) => dataOf(part, `${path}.${name}`))];
}

/** Compares each datum with the count of the list that it opens. */
async function checkLists(): Promise<number> {
  let checked = 0;
  for (const page of snapshotPage.options)
    for (const { path, filter, customers } of dataOf((await read(page)).body, page)) {
      const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: "1" });
      const response = await call("GET", `/v1/customers?${query}`, { token: manager });
      expect(response.status, path).toBe(200);
      const { count } = customerList.parse(await response.json());
      expect({ path, ...count }).toEqual({ path, number: customers, exact: true });
      checked++;
    }
  return checked;
}

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
    for (const { address, name } of demoOwners)
      await call("POST", "/v1/pairings", { token: adminKey, body: { address, name, role: "rep" } });
    for (const { kind, csv } of demoFiles(portfolioBook({ size: 700, seed: 20261121, until })))
      expect(await imported(kind, csv)).toMatchObject({ refused: 0 });
    await reviewed();
  }, 120_000);

  test("shows on every page what the facts say when a review has ended", checkPages);

  test("is worth looking at: owners, seasons, a lost cohort, drivers that differ", async () => {
    const { body, names } = await read("value");
    expect(
      body.owners
        .map(({ key }) => names.owners[key ?? ""])
        .filter(Boolean)
        .sort(),
    ).toEqual(demoOwners.map(({ name }) => name).sort());
    expect(Object.values(names.segments)).toContain("Trade");
    const { cohorts } = (await read("loyalty")).body;
    const second = cohorts.map(({ periods }) => periods[2]).filter((one) => one?.complete);
    const shares = second.map((one) => one!.retention.share!).sort((a, b) => a - b);
    expect(shares[0]!).toBeLessThan(0.5 * shares[Math.floor(shares.length / 2)]!);
    const { drivers } = (await read("satisfaction")).body;
    for (const { drivers: found } of drivers) {
      expect(found[0]!.driver).toBe("professionalism");
      expect(found[0]!.low!).toBeGreaterThan(found.at(-1)!.high!);
    }
  });

  test("opens lists with the same counts wherever a figure drills down", async () => {
    expect(await checkLists()).toBeGreaterThan(100);
  });

  test("costs a dashboard fewer than 2,000 rows read, each page within 100 kB", async () => {
    for (const page of snapshotPage.options) {
      const url = `https://regards.example/v1/snapshots/${page}`;
      const headers = { Authorization: `Bearer ${manager}` };
      const { response, rows } = await countingRows(new Request(url, { headers }));
      expect((await response.text()).length).toBeLessThan(100_000);
      expect(rows).toBeGreaterThan(0);
      expect(rows).toBeLessThan(2000);
    }
  });

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

describe.runIf(env.ONLINE_RETAIL !== "")("the snapshot of Online Retail", () => {
  beforeAll(async () => {
    await emptied();
    expect(await imported("transactions", env.ONLINE_RETAIL)).toMatchObject({ refused: 0 });
    await reviewed();
  }, 240_000);

  test("shows on every page what the facts say when a review has ended", checkPages);

  test("opens lists with the same counts wherever a figure drills down", async () => {
    expect(await checkLists()).toBeGreaterThan(80);
  });
});
