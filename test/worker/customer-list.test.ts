import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Condition,
  type Filter,
  instantFields,
  numberFields,
  type Sort,
  sortFields,
} from "../../shared/contract/customer-filter.ts";
import { allCells, rankOf, warningRank } from "../../worker/store/customer-list/columns.ts";
import { type Limits, listCustomers } from "../../worker/store/customer-list/list-customers.ts";
import type { Database } from "../../worker/store/database.ts";
import { codeSamples, conditions, days, filters, scales } from "../filters.ts";

type Line = { number: number } & Record<string, string | number | null>;

/** Numbers as the tests need them: repeatable, in [0, 1). */
function draws(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Customers at random, each value unknown of a few, many values the same. */
function drawLines(size: number): Line[] {
  const draw = draws(20_261_130);
  const known = <T>(value: T) => (draw() < 0.15 ? null : value);
  const pick = <T>(some: readonly T[]): T => some[Math.floor(draw() * some.length)]!;
  return Array.from({ length: size }, (_, at) => {
    const line: Line = { number: at + 1 };
    for (const [field, codes] of Object.entries(codeSamples))
      line[field] = ["kind", "tier", "stage"].includes(field)
        ? pick<string>(codes)
        : known(pick<string>(codes));
    for (const field of numberFields) {
      const [min, max] = scales[field];
      line[field] = known(
        max > 1 ? Math.floor(min + draw() * (max - min + 1)) : Math.floor(draw() * 100) / 100,
      );
    }
    for (const field of instantFields)
      line[field] = known(days[0] + Math.floor(draw() * 40) * 7 * 86_400_000);
    // What is derived from one value is known together.
    if (line["warning"] === null) line["warningSign"] = null;
    if (line["rfmBefore"] === null) line["clusterBefore"] = null;
    if (line["clusterBefore"] === null) line["rfmBefore"] = null;
    return line;
  });
}

const lines = drawLines(240);

beforeAll(async () => {
  const insert = env.DB.prepare(
    `INSERT INTO customer_list (number, customer_id, cell, former, kind, owner_id, segment_index, abc,
       warning, rfm_segment, cluster, action, tier_score, trust, value, alive, chance, relationship,
       recency, frequency, monetary, first_purchase_at, last_purchase_at, last_contact_at,
       last_asked_at) VALUES (${Array.from({ length: 25 }, () => "?").join(",")})`,
  );
  await env.DB.batch(
    lines.map((line) =>
      insert.bind(
        line.number,
        `customer ${line.number}`,
        allCells.find(({ tier, stage }) => tier === line["tier"] && stage === line["stage"])?.cell,
        0,
        rankOf("kind", String(line["kind"])),
        line["owner"],
        line["segment"],
        rankOf("abc", line["abc"] as string | null),
        warningRank(String(line["warning"]), line["warningSign"] as string | null),
        ...[
          "rfmSegment",
          "cluster",
          "action",
          "tierScore",
          "trust",
          "value",
          "alive",
          "chance",
        ].map((field) => line[field]),
        ...["relationship", "recency", "frequency", "monetary", ...instantFields].map(
          (field) => line[field],
        ),
      ),
    ),
  );
  await env.DB.batch(lines.flatMap(({ number, ...line }) => cardOf(`customer ${number}`, line)));
});

/** Statements that store what a card and a review keep of a customer's groups before. */
function cardOf(id: string, line: Omit<Line, "number">) {
  const [rfm, cluster] = [line["rfmBefore"], line["clusterBefore"]].map((code) =>
    code === "-" ? null : code,
  );
  const before = line["rfmBefore"] === null ? null : { month: "2026-10", rfm, cluster };
  const [review, from, to] = String(line["moved"] ?? "").split(":");
  return [
    env.DB.prepare(
      `INSERT INTO cards (customer_id, body, tier, stage, card_version, model_version,
        policy_version, scored_at, tier_reviewed) VALUES (?, x'00', 'mid', 'new', 1, 1, 1, 1, ?)`,
    ).bind(id, JSON.stringify({ segments: { month: "2026-11", before } })),
    ...(to === undefined
      ? []
      : [
          env.DB.prepare(
            `INSERT INTO tier_moves (review_id, customer_id, at, from_tier, to_tier, reasons)
              VALUES (?, ?, 1, ?, ?, '[]')`,
          ).bind(review, id, from, to),
        ]),
  ];
}

function meets(line: Line, filter: Filter): boolean {
  if ("all" in filter) return filter.all.every((part) => meets(line, part));
  if ("any" in filter) return filter.any.some((part) => meets(line, part));
  const value = line[filter.field] ?? null;
  if ("known" in filter) return (value !== null) === filter.known;
  if (value === null) return false;
  if ("in" in filter) return filter.in.includes(String(value));
  const order = (bound: string | number) => (typeof bound === "string" ? Date.parse(bound) : bound);
  const { from, below } = filter;
  return (
    (from === undefined || Number(value) >= order(from)) &&
    (below === undefined || Number(value) < order(below))
  );
}

/** The numbers of customers that meet a filter in the order of a sort, as memory has them. */
function expected(filter: Filter, sort: Sort): number[] {
  const field = sort.replace("-", "");
  const way = sort.startsWith("-") ? -1 : 1;
  return lines
    .filter((line) => meets(line, filter))
    .sort((a, b) => {
      const [one, other] = [a[field] ?? null, b[field] ?? null];
      if (one === null || other === null)
        return Number(one === null) - Number(other === null) || way * (a.number - b.number);
      return way * (Number(one) - Number(other) || a.number - b.number);
    })
    .map(({ number }) => number);
}

/** All pages of a filter in one, and what they said of their number. */
async function allPages(filter: Filter, sort: Sort, limit: number, limits: Limits) {
  const numbers: number[] = [];
  const query = { filter, sort, limit, visible: null };
  const first = await listCustomers(env.DB, { ...query, after: null }, limits);
  let page = first;
  for (;;) {
    numbers.push(...page.numbers);
    expect(page.numbers.length).toBeLessThanOrEqual(limit);
    if (page.numbers.length < limit) expect(page.isComplete).toBe(page.next === null);
    if (page.next === null) return { numbers, count: first.count };
    page = await listCustomers(env.DB, { ...query, after: page.next }, limits);
    expect(page.count).toBeNull();
  }
}

const sorts = fc
  .tuple(fc.constantFrom(...sortFields), fc.boolean())
  .map(([field, isFalling]): Sort => (isFalling ? `-${field}` : field));

describe("the list of customers", () => {
  test.each([
    ["everybody is gathered", { maxGathered: 10_000, maxWalked: 5000 }],
    ["few are gathered and few walked", { maxGathered: 40, maxWalked: 50 }],
    ["nobody is gathered", { maxGathered: 0, maxWalked: 60 }],
  ])(
    "has on its pages together who meets the filter when %s",
    async (_, limits) => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            filters,
            conditions,
            fc.array(conditions, { maxLength: 3 }).map((all) => ({ all })),
          ),
          sorts,
          fc.integer({ min: 1, max: 100 }),
          async (filter, sort, limit) => {
            const { numbers, count } = await allPages(filter, sort, limit, limits);
            const wanted = expected(filter, sort);
            expect(numbers).toEqual(wanted);
            if (count?.exact === true) expect(count.number).toBe(wanted.length);
            else expect(count?.number).toBeLessThanOrEqual(wanted.length);
          },
        ),
        { numRuns: 50 },
      );
    },
    120_000,
  );

  test("reads few rows when many customers are equal in what it sorts by", async () => {
    const limits = { maxGathered: 0, maxWalked: 50 };
    const query = { filter: { all: [] }, sort: "-recency" as const, limit: 10, visible: null };
    let page = await listCustomers(env.DB, { ...query, after: null }, limits);
    for (let at = 0; at < 10 && page.next !== null; at++) {
      // A row of the probe, two of each cell, and no more than a few of each customer.
      expect(page.rowsRead).toBeLessThan(2 + 4 * allCells.length + 8 * query.limit);
      page = await listCustomers(env.DB, { ...query, after: page.next }, limits);
    }
  });

  test("counts exactly when few enough are gathered", async () => {
    const filter: Filter = { field: "tier", in: ["high", "mid"] };
    const { count } = await allPages(filter, "-value", 7, { maxGathered: 10_000, maxWalked: 9 });
    expect(count).toEqual({ number: expected(filter, "-value").length, exact: true });
  });
});

/** Steps of SQLite's plans of every statement that a list takes. */
async function planOf(filter: Filter, sort: Sort, limits: Limits): Promise<string[]> {
  const steps: string[] = [];
  const bound = (sql: string, values: unknown[]) => ({
    all: async () => {
      const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...values)
        .all<{ detail: string }>();
      steps.push(...results.map(({ detail }) => detail));
      return env.DB.prepare(sql)
        .bind(...values)
        .all();
    },
  });
  const db = {
    prepare: (sql: string) => ({ bind: (...values: unknown[]) => bound(sql, values) }),
  } as unknown as Database;
  const query = { filter, sort, limit: 5, visible: null };
  const first = await listCustomers(db, { ...query, after: null }, limits);
  if (first.next !== null) await listCustomers(db, { ...query, after: first.next }, limits);
  await listCustomers(db, { ...query, after: { value: null, number: 9 } }, limits);
  return steps;
}

describe("the plan of a list", () => {
  const one: Condition[] = [
    { field: "value", from: 100 },
    { field: "lastContactAt", known: false },
    { field: "owner", in: [...codeSamples.owner] },
    { field: "segment", in: ["Retail"] },
    { field: "warning", known: true },
    { field: "rfmSegment", in: ["loyal"] },
    { field: "cluster", in: ["recency_low"] },
    { field: "action", in: ["call"] },
    { field: "kind", in: ["person"] },
    { field: "abc", known: false },
    { field: "warningSign", in: ["silent"] },
    { field: "rfmBefore", in: ["loyal", "-"] },
    { field: "moved", in: [...codeSamples.moved] },
  ];
  const asked: Filter[] = [{ all: [] }, ...one, { all: one.slice(0, 4) }, { any: one }];

  test.each([
    ["gathers", { maxGathered: 10_000, maxWalked: 50 }],
    ["walks", { maxGathered: 0, maxWalked: 50 }],
  ])(
    "searches by an index and sorts by none of the book when it %s",
    async (_, limits) => {
      for (const filter of asked)
        for (const sort of ["-value", "trust", "-lastAskedAt", "recency"] as const) {
          const steps = await planOf(filter, sort, limits);
          expect(steps.filter((step) => /SCAN (l|customer_list)\b/.test(step))).toEqual([]);
          expect(steps.some((step) => /SEARCH (l|customer_list) USING/.test(step))).toBe(true);
          if (limits.maxGathered === 0)
            expect(steps.filter((step) => step.includes("TEMP B-TREE"))).toEqual([]);
        }
    },
    120_000,
  );

  test("finds who moved by the tiers that they moved between", async () => {
    const moved: Filter = { field: "moved", in: [...codeSamples.moved] };
    const steps = await planOf(moved, "-value", { maxGathered: 10_000, maxWalked: 50 });
    expect(steps.filter((step) => step.includes("SEARCH m "))).not.toEqual([]);
    for (const step of steps.filter((one) => one.includes("SEARCH m ")))
      expect(step).toContain("moves_by_tiers (review_id=? AND from_tier=? AND to_tier=?");
  });
});
