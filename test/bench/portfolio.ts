/**
 * The list of customers in a book of 1,000,000, over local HTTP: the first page of each kind of
 * filter and sort, and the search. The rows are drawn by SQL: names are not what the list is found by.
 */
import type { CustomerList } from "../../shared/contract/answers.ts";
import {
  type Condition,
  type Filter,
  type Sort,
  sortFields,
} from "../../shared/contract/customer-filter.ts";
import { call, startWorker, type LocalWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";
import { quantile } from "./quantile.ts";
import { figures as snapshotFigures } from "./snapshot.ts";

/** BENCH_CUSTOMERS makes a smaller book, for trying the bench itself. */
const customers = Number(process.env["BENCH_CUSTOMERS"] ?? 1_000_000);
const budgetMs = 150;
const calls = 15;
const limit = 50;
/** Reps, the last of whom has few customers; a fifth of the customers have none. */
const owners = 33;
const year = 365 * 86_400_000;
const now = Date.UTC(2026, 10, 30);
const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString();

/** Keyed hashes of three words of each customer, and those of the customers that are searched for. */
const fillWords = `INSERT INTO customer_words (word_index, customer_id)
  SELECT substr(hex(w.value * 1000003 + c.rowid * 7919), 1, 8), c.id
  FROM customers c CROSS JOIN json_each('[1,2,3]') w WHERE c.searchable IS NULL
  ON CONFLICT DO NOTHING`;

/** Fractions that look drawn: multiples of an irrational, each column by one of its own. */
const part = (multiplier: number) => `((i * ${multiplier}) % 1000003) / 1000003.0`;
/**
 * `u` is the rank by worth and `w` the rank by silence: value, tier and score go by the one, alive,
 * chance and stage by the other, and both together as in a real book, the worthier less silent.
 */
const fill = [
  `INSERT INTO customers (id, kind, created_at, owner_id, segment_index)
   WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${customers})
   SELECT printf('%08x-0000-7000-8000-%012x', i, i), iif(i % 5 = 0, 'person', 'company'), 0,
     (SELECT id FROM users WHERE rowid =
       CASE WHEN i % 1000 = 1 THEN ${owners} WHEN i % 40 < ${owners - 1} THEN 1 + i % 40 END),
     iif(i % 3 > 0, 'segment ' || (i % 30), NULL) FROM n`,
  `INSERT INTO customer_list (customer_id, cell, former, kind, owner_id, segment_index, abc, warning,
     rfm_segment, cluster, action, tier_score, trust, value, alive, chance, relationship, recency,
     frequency, monetary, first_purchase_at, last_purchase_at, last_contact_at, last_asked_at)
   WITH numbered AS (SELECT rowid AS i, id, kind, owner_id, segment_index FROM customers
       WHERE searchable IS NULL),
     drawn AS (SELECT *, ${part(618_034)} AS u, ${part(414_214)} AS d, ${part(732_051)} AS e
       FROM numbered),
     silent AS (SELECT *, 0.7 * (1 - u) + 0.3 * d AS w FROM drawn)
   SELECT id, 16 * (CASE WHEN u > 0.8 THEN 3 WHEN u > 0.5 THEN 2 WHEN u > 0.1 THEN 1 ELSE 0 END)
       + min(6, CAST(w * 7 AS INTEGER)), w > 0.9, kind = 'person', owner_id, segment_index,
     2 - min(2, CAST(u * 3 AS INTEGER)), CASE WHEN e > 0.995 THEN 1 WHEN e > 0.95 THEN 0 END,
     'rfm ' || CAST(w * 10 AS INTEGER), 'cluster ' || CAST(d * 8 AS INTEGER),
     'action ' || CAST(e * 12 AS INTEGER), CAST(u * 1000 AS INTEGER) / 10.0,
     CASE WHEN d > 0.7 THEN CAST(e * 1000 AS INTEGER) / 10.0 END,
     CAST(u * u * u * 1e7 * (0.5 + d) AS INTEGER), CAST((1 - w) * 1000 AS INTEGER) / 1000.0,
     CAST((1 - w) * u * 1000 AS INTEGER) / 1000.0, CAST(d * 500 AS INTEGER) / 10.0,
     1 + CAST((1 - w) * 5 AS INTEGER), 1 + CAST(u * 5 AS INTEGER), 1 + CAST(u * 5 AS INTEGER),
     ${now - 6 * year} + CAST(d * ${year} AS INTEGER), ${now} - CAST(w * ${2 * year} AS INTEGER),
     CASE WHEN e < 0.6 THEN ${now} - CAST(d * ${2 * year} AS INTEGER) END,
     CASE WHEN e < 0.02 THEN ${now} - CAST(d * ${year} AS INTEGER) END FROM silent`,
];

const tier = (...codes: string[]): Condition => ({ field: "tier", in: codes });
const stage = (...codes: string[]): Condition => ({ field: "stage", in: codes });
type Asked = { what: string; filter: Filter; sort: Sort };
const askedOf = (owner: string, rareOwner: string): readonly Asked[] => [
  { what: "tier low, where the largest values are others'", filter: tier("low"), sort: "-value" },
  { what: "stage churned, most alive first", filter: stage("churned"), sort: "-alive" },
  {
    what: "an owner of one customer in 40",
    filter: { field: "owner", in: [owner] },
    sort: "-value",
  },
  {
    what: "an owner of one customer in 1,000",
    filter: { field: "owner", in: [rareOwner] },
    sort: "lastContactAt",
  },
  { what: "warning act", filter: { field: "warning", in: ["act"] }, sort: "-value" },
  {
    what: "a cell of the RFM grid",
    filter: {
      all: [
        { field: "recency", from: 3, below: 4 },
        { field: "monetary", from: 5 },
      ],
    },
    sort: "-value",
  },
  {
    what: "high tier, likely gone, no contact for a year",
    filter: {
      all: [
        tier("high"),
        { field: "alive", below: 0.6 },
        { field: "lastContactAt", below: daysAgo(365) },
      ],
    },
    sort: "-value",
  },
  {
    what: "trust below 30 or a warning",
    filter: {
      any: [
        { field: "trust", below: 30 },
        { field: "warning", known: true },
      ],
    },
    sort: "-tierScore",
  },
  {
    what: "asked in the last 90 days",
    filter: { field: "lastAskedAt", from: daysAgo(90) },
    sort: "lastAskedAt",
  },
  {
    what: "persons of class C without trust",
    filter: {
      all: [
        { field: "kind", in: ["person"] },
        { field: "abc", in: ["c"] },
        { field: "trust", known: false },
      ],
    },
    sort: "-chance",
  },
  {
    what: "nobody: unlikely alive and of the best",
    filter: {
      all: [
        { field: "alive", below: 0.3 },
        { field: "tierScore", from: 95 },
        { field: "abc", in: ["c"] },
      ],
    },
    sort: "-value",
  },
];

type Answered = { page: CustomerList; ms: number; rows: number };

async function ask(
  { url, adminKey }: LocalWorker,
  query: { filter: Filter; sort: Sort; after?: string },
): Promise<Answered> {
  const { filter, ...others } = query;
  const search = new URLSearchParams({
    filter: JSON.stringify(filter),
    ...others,
    limit: `${limit}`,
  });
  const started = performance.now();
  const answer = await fetch(`${url}/v1/customers?${search}`, {
    headers: { Authorization: `Bearer ${adminKey}` },
  });
  const page = (await answer.json()) as CustomerList;
  const ms = performance.now() - started;
  if (!answer.ok) throw new Error(JSON.stringify(page));
  const rows = /"(\d+) rows read"/.exec(answer.headers.get("Server-Timing") ?? "")?.[1];
  return { page, ms, rows: Number(rows) };
}

/** Requests until a page is full, of 20 at most. */
async function requestsToFill(
  worker: LocalWorker,
  query: { filter: Filter; sort: Sort },
  first: CustomerList,
): Promise<number> {
  let [found, { next }, requests] = [first.customers.length, first, 1];
  for (; next !== null && found < limit && requests < 20; requests++) {
    const { page } = await ask(worker, { ...query, after: next });
    found += page.customers.length;
    next = page.next;
  }
  return requests;
}

const milliseconds = (time: number) => `${time.toFixed(0)} ms`;

async function figureOf(worker: LocalWorker, { what, filter, sort }: Asked): Promise<Figure> {
  const first = await ask(worker, { filter, sort });
  const times: number[] = [];
  for (let at = 0; at < calls; at++) times.push((await ask(worker, { filter, sort })).ms);
  const median = quantile(times, 0.5);
  const { count } = first.page;
  const requests = await requestsToFill(worker, { filter, sort }, first.page);
  return {
    what: `${what} (${sort})`,
    customers: customers.toLocaleString("en"),
    first: milliseconds(first.ms),
    figure: milliseconds(median),
    budget: `≤ ${budgetMs} ms`,
    holds: median <= budgetMs,
    beside:
      `${first.rows.toLocaleString("en")} rows read, ` +
      `${count?.exact === true ? "" : "at least "}${count?.number.toLocaleString("en")} found` +
      (requests > 1 ? `, ${requests}${requests === 20 ? " or more" : ""} requests for a page` : ""),
  };
}

const searches = [
  { what: "search by a name", typed: "harl mar" },
  { what: "search by the initials of a Chinese name", typed: "jnjj" },
  { what: "search by an address", typed: "buyer7@harlow.example" },
  { what: "search for nobody", typed: "zephyrine" },
];

async function searchFigure(
  worker: LocalWorker,
  { what, typed }: (typeof searches)[number],
): Promise<Figure> {
  const times: number[] = [];
  let answered = 0;
  for (let at = 0; at <= calls; at++) {
    const started = performance.now();
    const answer = await call(worker, "POST", "/v1/customers/search", { name: typed });
    times.push(performance.now() - started);
    answered = answer.customers.length;
  }
  const [first = 0, ...others] = times;
  const median = quantile(others, 0.5);
  return {
    what: `${what}: ${typed}`,
    customers: customers.toLocaleString("en"),
    first: milliseconds(first),
    figure: milliseconds(median),
    budget: `≤ ${budgetMs} ms`,
    holds: median <= budgetMs,
    beside: `${answered} answered`,
  };
}

/** Adds customers with names and addresses to be found by. */
async function addNamed(worker: LocalWorker): Promise<void> {
  for (let at = 0; at < 40; at++)
    await call(worker, "POST", "/v1/customers", {
      name: at % 2 === 0 ? `Harlow Marine ${at}` : `江南家具贸易 ${at}`,
      contact: { name: `Buyer ${at}`, addresses: [`buyer${at}@harlow.example`] },
    });
}

/** Makes users by the API, for their names are sealed, then the customers while it stands still. */
async function filled(): Promise<LocalWorker> {
  const worker = await startWorker();
  for (let at = 1; at <= owners; at++)
    await call(worker, "POST", "/v1/pairings", { address: `rep${at}@own.example` });
  await addNamed(worker);
  await worker.stop();
  for (const sql of [...fill, fillWords]) worker.write(sql);
  await worker.start();
  return worker;
}

export async function run(): Promise<Figure[]> {
  const worker = await filled();
  try {
    const all: Filter = { all: [] };
    await ask(worker, { filter: all, sort: "-value" });
    const figures: Figure[] = [];
    for (const field of sortFields)
      figures.push(await figureOf(worker, { what: "everybody", filter: all, sort: `-${field}` }));
    const owner = (rowid: number) =>
      String(worker.db("SELECT id FROM users WHERE rowid = ?", rowid)[0]?.["id"]);
    for (const one of askedOf(owner(7), owner(owners))) figures.push(await figureOf(worker, one));
    for (const one of searches) figures.push(await searchFigure(worker, one));
    return [...figures, ...(await snapshotFigures())];
  } finally {
    await worker.remove();
  }
}
