/** Sources: which export a header tells, and the rows that are made of it. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../worker/jobs/import/csv.ts";
import { openFile } from "../../../worker/jobs/import/files/open-file.ts";
import { recogniseTable } from "../../../worker/jobs/import/files/recognise-table.ts";
import { kindsOf, RowMaker } from "../../../worker/jobs/import/sources/convert.ts";
import { sources } from "../../../worker/jobs/import/sources/index.ts";

const folder = new URL("../../fixtures/sources/", import.meta.url);
const names = readdirSync(folder).map((name) => name.replace(/\.csv$/, ""));
const textOf = (name: string) => readFileSync(new URL(`${name}.csv`, folder), "utf8");

async function made(text: string) {
  const file = await openFile(new Blob([text]), null);
  const table = (await recogniseTable(file.text(0)))!;
  const [found] = table.found;
  const rows: Row[] = [];
  for await (const some of table.rows) rows.push(...some);
  const kinds = (found === undefined ? [] : kindsOf(found.file)).map((kind) => {
    const maker = new RowMaker(found!.file, kind, table.header);
    const facts = rows.flatMap((row) =>
      maker
        .make(row)
        .map(({ cells }) =>
          Object.fromEntries(maker.fields.map((field, at) => [field, cells[at]])),
        ),
    );
    return [kind, { facts, leftOut: maker.leftOut.length, passedOver: maker.passedOver }] as const;
  });
  return {
    found: table.found.map(({ source, file: one }) => `${source.name}/${one.name}`),
    kinds: Object.fromEntries(kinds),
  };
}

const factsOf = ({ kinds }: Awaited<ReturnType<typeof made>>) =>
  Object.entries(kinds).map(([kind, { facts }]) => [kind, facts]);

/** Cells of a fixture, which has no line ends within cells. */
const cellsOf = (line: string, separator: string) =>
  [
    ...line.matchAll(new RegExp(`(?:^|${separator})(?:"((?:[^"]|"")*)"|([^${separator}]*))`, "g")),
  ].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "");
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe("sources", () => {
  test.each(names)("tell %s alone when its header is read", async (name) => {
    const path = name.replace("-", "/").replace("sales-orders", "sales orders");
    expect((await made(textOf(name))).found).toEqual([path]);
  });

  test("each have a fixture of every file when they are listed", () => {
    const files = sources.flatMap(({ name, files: all }) =>
      all.map((file) => `${name}-${file.name.replaceAll(" ", "-")}`),
    );
    expect([...names].sort()).toEqual([...new Set(files)].sort());
  });

  test.each(names)(
    "make the same of %s when columns are shuffled and parted otherwise",
    async (name) => {
      const whole = await made(textOf(name));
      const lines = textOf(name).trimEnd().split("\n");
      const own = name.startsWith("espocrm") ? ";" : ",";
      const rows = lines.map((line) => cellsOf(line, own));
      const width = rows[0]!.length;
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(
            Array.from({ length: width }, (_, at) => at),
            { minLength: width },
          ),
          fc.constantFrom(";", "\t", "|", ","),
          async (order, separator) => {
            // What stands alone in a row is a total or a note, and stays in front.
            const isNote = (row: readonly string[]) =>
              row.length < width || (row[0] ?? "").startsWith("Grand Totals");
            const text = rows
              .map((row) =>
                isNote(row)
                  ? row.map(quoted).join(separator)
                  : order.map((at) => quoted(row[at]!)).join(separator),
              )
              .join("\r\n");
            const other = await made(text);
            expect(other.found).toEqual(whole.found);
            expect(factsOf(other)).toEqual(factsOf(whole));
          },
        ),
        { numRuns: 10 },
      );
    },
  );

  test("make an order and its refund when a shop's order was refunded in part", async () => {
    const { transactions } = (await made(textOf("shopify-orders"))).kinds;
    expect(transactions!.facts.filter(({ order }) => order === "shopify:#1002")).toMatchObject([
      { amount: "100.00", status: "paid", kind: "", original: "" },
      { amount: "25.00", status: "", kind: "refund", original: "shopify:#1002" },
    ]);
    expect(transactions!.passedOver).toBe(1);
  });

  test("leave out totals and notes when a report of Salesforce ends in them", async () => {
    const { customers } = (await made(textOf("salesforce-accounts"))).kinds;
    expect(customers).toMatchObject({ leftOut: 3, passedOver: 0 });
    expect(customers!.facts).toHaveLength(2);
  });

  test("take the first company alone when a contact has several", async () => {
    const { contacts } = (await made(textOf("hubspot-contacts"))).kinds;
    expect(contacts!.facts.map(({ customer, own }) => [customer, own])).toEqual([
      ["hubspot:9001", ""],
      ["hubspot:9002", ""],
      ["", "hubspot"],
    ]);
  });

  test("know no file when a header is of a plain sheet", async () => {
    expect((await made("order,customer,date,amount\n1,2,2026-01-01,3\n")).found).toEqual([]);
  });
});
