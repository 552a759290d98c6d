/**
 * The kind: a query that finds the customers merged into one, which without an index reads every
 * alias there is.
 */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { addAlias, isMerged } from "../../worker/store/aliases.ts";
import { customersOfImport, type ImportRow } from "../../worker/store/imports/withdrawals.ts";
import type { Database } from "../../worker/store/database.ts";

const id = "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b";
const anImport = { id, number: 1, startedAt: 0, finishedAt: 1 } as ImportRow;

const parametersOf = (sql: string) =>
  Math.max(...[...sql.matchAll(/\?(\d)/g)].map(([, number]) => Number(number)));

/** Steps of the plans of all statements that `use` prepares that touch the table of aliases. */
async function aliasSteps(use: (db: Database) => unknown): Promise<string[]> {
  const plans: Promise<string[]>[] = [];
  const prepare = (sql: string) => {
    plans.push(
      env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...Array.from({ length: parametersOf(sql) }, () => id))
        .all<{ detail: string }>()
        .then(({ results }) => results.map(({ detail }) => detail)),
    );
    return env.DB.prepare(sql);
  };
  await use({ prepare, batch: (all) => env.DB.batch(all) });
  const steps = (await Promise.all(plans)).flat();
  return steps.filter((step) => /\b(alias|m|customer_aliases)\b/.test(step));
}

test.each<[string, (db: Database) => unknown]>([
  ["a customer is asked whether it was merged", (db) => isMerged(db, id)],
  ["an import is taken back", (db) => customersOfImport(db, anImport, "", 10)],
  ["one is added", (db) => addAlias(db, id, id)],
])("aliases are found by both of their ids, without a scan, when %s", async (_, use) => {
  const steps = await aliasSteps(use);
  expect(steps.join("\n")).toContain("customer_aliases_of_customer (customer_id=?)");
  expect(steps.filter((step) => step.startsWith("SCAN"))).toEqual([]);
});
