/**
 * Exports of programs, from the file to the facts: what each brings, that it brings nothing twice,
 * and that its undo leaves nothing.
 */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { importLine, importWithdrawalLine, imports } from "../../shared/contract/answers.ts";
import type { Row } from "../../worker/jobs/import/csv.ts";
import { openFile } from "../../worker/jobs/import/files/open-file.ts";
import { recogniseTable } from "../../worker/jobs/import/files/recognise-table.ts";
import { kindsOf, RowMaker } from "../../worker/jobs/import/sources/convert.ts";
import { adminKey, call } from "./client.ts";
import { emptyBook, query } from "./importing.ts";

type Report = Extract<ReturnType<typeof importLine.parse>, { type: "report" }>;

beforeEach(emptyBook);

const linesOf = async (response: Response) =>
  new TextDecoder()
    .decode(await response.arrayBuffer())
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

/** Imports all that a file makes, as the command does; answers its reports and refused rows. */
async function bring(name: string, group: string) {
  const file = await openFile(new Blob([env.SOURCE_FILES[name]!]), null);
  const table = (await recogniseTable(file.text(0)))!;
  const { source, file: one } = table.found[0]!;
  const rows: Row[] = [];
  for await (const some of table.rows) rows.push(...some);
  const reports: Report[] = [];
  const refused: string[] = [];
  for (const kind of kindsOf(one)) {
    const maker = new RowMaker(one, kind, table.header);
    const path = `/v1/imports/${kind}?source=${encodeURIComponent(`${source.name}/${one.name}`)}&group=${group}`;
    const response = await call("POST", path, {
      token: adminKey,
      body: maker.head() + maker.write(rows),
      headers: { "Content-Type": "text/csv" },
    });
    for (const line of (await linesOf(response)).map((json) => importLine.parse(json))) {
      if (line.type === "report") reports.push(line);
      if (line.type === "refused")
        refused.push(`${kind} ${maker.lineOf(line.line)} ${line.field}: ${line.reason}`);
      if (line.type === "failed") throw new Error(line.message);
    }
  }
  return { reports, refused };
}

async function takeBack(group: string): Promise<void> {
  const answer = await call("GET", `/v1/imports?group=${group}`, { token: adminKey });
  const { imports: all } = imports.parse(await answer.json());
  expect(all.length).toBeGreaterThan(0);
  for (const { id } of all) {
    const response = await call("POST", `/v1/imports/${id}/withdraw`, { token: adminKey });
    const last = (await linesOf(response)).map((json) => importWithdrawalLine.parse(json)).at(-1);
    expect(last).toMatchObject({ type: "withdrawn", done: true });
  }
}

const tables = ["customers", "contacts", "addresses", "transactions", "interactions"] as const;
const counts = async () => {
  const [row] = await query<Record<string, number>>(
    `SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(", ")}`,
  );
  return row;
};

/** Files of each source in the order in which a company brings them, and what is then in the book. */
const books: [source: string, files: string[], expected: number[], refused: number][] = [
  ["shopify", ["customers", "orders"], [3, 2, 2, 3, 0], 1],
  ["woocommerce", ["customers"], [2, 2, 2, 0, 0], 0],
  ["hubspot", ["companies", "contacts", "deals"], [3, 3, 3, 1, 0], 0],
  ["zoho", ["accounts", "contacts", "deals"], [3, 2, 2, 1, 0], 0],
  ["salesforce", ["accounts", "contacts", "opportunities"], [2, 1, 1, 1, 0], 0],
  ["fxiaoke", ["accounts", "contacts", "orders", "returns", "follow-ups"], [2, 1, 1, 2, 2], 0],
  ["odoo", ["partners", "sales-orders"], [2, 3, 3, 1, 0], 0],
  ["espocrm", ["accounts", "contacts", "opportunities"], [3, 3, 3, 1, 0], 0],
  ["mailchimp", ["audience"], [2, 2, 2, 0, 0], 0],
];

describe("import of a program's exports", () => {
  test.each(books)("brings each fact once and leaves nothing when undone: %s", async (...of) => {
    const [source, files, expected, refusals] = of;
    const groups: string[] = [];
    let refused: string[] = [];
    for (const file of files) {
      groups.unshift(crypto.randomUUID());
      refused = [...refused, ...(await bring(`${source}-${file}`, groups[0]!)).refused];
    }
    const whole = await counts();
    expect(tables.map((table) => whole?.[table])).toEqual(expected);
    expect(refused).toHaveLength(refusals);

    for (const file of files) {
      const { reports } = await bring(`${source}-${file}`, crypto.randomUUID());
      for (const report of reports) expect(report).toMatchObject({ stored: 0, customersAdded: 0 });
    }
    expect(await counts()).toEqual(whole);

    for (const group of groups) await takeBack(group);
    expect(Object.values((await counts())!)).toEqual([0, 0, 0, 0, 0]);
  });

  test("finds the customer by the address when a shop's order has no number of theirs", async () => {
    await bring("shopify-customers", crypto.randomUUID());
    const { refused } = await bring("shopify-orders", crypto.randomUUID());
    expect(
      await query(
        `SELECT c.external_id AS customer, t.order_id AS "order", t.kind, t.amount FROM transactions t
           JOIN customers c ON c.id = t.customer_id ORDER BY t.order_id, t.kind`,
      ),
    ).toEqual([
      {
        customer: "shopify:7210448301122",
        order: "shopify:#1001",
        kind: "purchase",
        amount: 12500,
      },
      {
        customer: "shopify:7210448301123",
        order: "shopify:#1002",
        kind: "purchase",
        amount: 10000,
      },
      { customer: "shopify:7210448301123", order: "shopify:#1002", kind: "refund", amount: -2500 },
    ]);
    expect(refused).toEqual([
      "transactions 6 address: nobody in the book has this address: import contacts first",
    ]);
  });

  test("adds no second customer when a person of the audience is a contact already", async () => {
    await bring("hubspot-companies", crypto.randomUUID());
    await bring("hubspot-contacts", crypto.randomUUID());
    const before = await counts();
    await bring("mailchimp-audience", crypto.randomUUID());
    expect(await counts()).toEqual(before);
  });

  test("keeps no address in clear when a person has a customer of their own", async () => {
    await bring("mailchimp-audience", crypto.randomUUID());
    const all = JSON.stringify(await query("SELECT * FROM customers"));
    expect(all).not.toMatch(/ola|berg/i);
    const people = await query<{ kind: string; number: string }>(
      "SELECT kind, external_id AS number FROM customers",
    );
    for (const { kind, number } of people) {
      expect(kind).toBe("person");
      expect(number).toMatch(/^mailchimp:[0-9a-f]{16}$/);
    }
  });
});
