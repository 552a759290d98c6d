/**
 * The rig's book of customers: who wrote the rig's mail, what they bought, and who is signed in.
 */
import type { ImportLine } from "../../shared/contract/answers.ts";
import type { Role } from "../../shared/contract/fields.ts";
import { dana, li, tom, wang } from "./messages.ts";
import { call } from "./worker.ts";
import type { LocalWorker } from "./worker.ts";

const day = 86_400_000;

export type Company = {
  externalId: string;
  name: string;
  people: { name: string; address: string }[];
  /** Purchases: days ago and amount in pounds. */ bought: [number, number][];
};

/**
 * Three customers that differ plainly: a large regular one, a small one, and one that has bought
 * nothing yet.
 */
export const companies: Company[] = [
  {
    externalId: "R-1",
    name: "Harlow Marine",
    people: [dana],
    bought: Array.from({ length: 24 }, (_, n): [number, number] => [700 - n * 29, 1800 + n * 25]),
  },
  {
    externalId: "R-2",
    name: "Kestrel Foods",
    people: [tom],
    bought: [
      [420, 240],
      [310, 160],
      [90, 210],
    ],
  },
  { externalId: "R-3", name: "明泰贸易", people: [wang, li], bought: [] },
];

/**
 * Customers in the background, so that tiers and models have a book to rest on: small buyers at
 * uneven intervals, of whom some stopped and some still buy.
 */
function others(count: number): Company[] {
  return Array.from({ length: count }, (_, n) => ({
    externalId: `B-${n}`,
    name: `Buyer ${n}`,
    people: [{ name: `Person ${n}`, address: `person${n}@buyer${n}.example` }],
    bought: smallPurchases(n),
  }));
}

/** The purchases of the n-th buyer in the background: days ago and amount in pounds. */
function smallPurchases(n: number): [number, number][] {
  const bought: [number, number][] = [];
  const most = 1 + ((n * 7) % 12);
  for (let at = 690 - ((n * 53) % 330), k = 0; at > 3 && k < most; k++) {
    bought.push([at, 30 + ((n * 37 + k * 11) % 150)]);
    at -= 20 + ((n * 31 + k * k * 47) % 90);
  }
  return bought;
}

function csv(rows: (string | number)[][]): string {
  return rows
    .map((row) => row.map((cell) => `"${String(cell).replaceAll(`"`, `""`)}"`).join(","))
    .join("\r\n");
}

/** Sends CSV through the import route; throws when a row was refused. */
export async function importCsv(
  worker: LocalWorker,
  kind: string,
  rows: (string | number)[][],
): Promise<void> {
  const answer = await fetch(`${worker.url}/v1/imports/${kind}`, {
    method: "POST",
    body: csv(rows),
    headers: {
      Authorization: `Bearer ${worker.adminKey}`,
      "Content-Type": "text/csv; charset=utf-8",
    },
  });
  const text = await answer.text();
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as ImportLine);
  const last = lines.at(-1);
  if (last?.type !== "report" || last.refused > 0)
    throw new Error(`the import of ${kind} did not go well: ${text.slice(0, 1000)}`);
}

/** Waits until the book's review is over. */
export async function reviewBook(worker: LocalWorker): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const { status, message } = await call(worker, "GET", "/v1/review");
    if (status === "finished") return;
    if (status === "failed") throw new Error(`the review failed: ${message}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
  throw new Error("the review did not finish");
}

/**
 * Fills an empty Worker with the rig's book and scores it. `today` is the moment that purchases
 * count back from.
 */
export async function seedBook(
  worker: LocalWorker,
  today = Math.floor(Date.now() / day) * day,
): Promise<void> {
  const all = [...companies, ...others(150)];
  const date = (daysAgo: number) => new Date(today - daysAgo * day).toISOString().slice(0, 10);
  await importCsv(worker, "customers", [
    ["external_id", "name", "kind"],
    ...all.map((c) => [c.externalId, c.name, "company"]),
  ]);
  await importCsv(worker, "contacts", [
    ["external_id", "customer", "name", "address"],
    ...all.flatMap((c) =>
      c.people.map((p, n) => [`${c.externalId}-${n}`, c.externalId, p.name, p.address]),
    ),
  ]);
  await importCsv(worker, "transactions", [
    ["order_id", "customer", "date", "amount"],
    ...all.flatMap((c) =>
      c.bought.map(([ago, pounds], n) => [
        `${c.externalId}-${n}`,
        c.externalId,
        date(ago),
        pounds.toFixed(2),
      ]),
    ),
  ]);
  await importCsv(worker, "satisfaction", [
    ["external_id", "customer", "metric", "value", "comment", "source", "date"],
    ["R-1-s", "R-1", "nps", 9, "Quick answers, as always", "customer", date(40)],
  ]);
  await call(worker, "POST", "/v1/review");
  await reviewBook(worker);
}

/** A single-use pairing code for a person. */
export async function pairingCode(
  worker: LocalWorker,
  address: string,
  role: Role = "rep",
  name?: string,
): Promise<string> {
  const { code } = await call(worker, "POST", "/v1/pairings", {
    address,
    role,
    ...(name === undefined ? {} : { name }),
  });
  return code;
}

/** A session token of a person, as their extension would hold it. */
export async function signIn(
  worker: LocalWorker,
  address: string,
  role: Role = "rep",
  name?: string,
): Promise<string> {
  const code = await pairingCode(worker, address, role, name);
  const { token } = await call(worker, "POST", "/v1/sessions", {
    code,
    label: "Test",
  });
  return token;
}
