import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { importWithdrawalLine } from "../../shared/contract/answers.ts";
import { adminKey, call } from "./client.ts";
import { imported, lines, query } from "./importing.ts";

const tables = [
  "cards",
  "score_history",
  "addresses",
  "contacts",
  "domains",
  "satisfaction_responses",
  "trust_responses",
  "withdrawals",
  "withdrawn_rows",
  "imports",
  "customers",
  "answer_facts",
  "waiting_answers",
];
beforeEach(async () => {
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
  await lines("customers", "number,name\nC1,Acme\nC2,Bolt\n");
  await lines("contacts", "customer,email\nC1,ann@acme.example\nC2,bo@bolt.example\n");
});

const header = "externalId,address,date,nps,csat,expertise,rapport,comment\n";
const ann = "r1,ann@acme.example,2026-11-02 10:00,9,,6;7,5,Quick\n";
const bo = "r2,bo@bolt.example,2026-11-03 10:00,,4,,,\n";
const cy = "r3,cy@else.example,2026-11-04 10:00,2,,,,Slow\n";

const counting = () =>
  query(`SELECT metric AS what, value, source FROM satisfaction_responses s
    WHERE NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.fact_id = s.id) ORDER BY metric, value`);

async function importId(csv: string): Promise<string> {
  const last = (await lines("answers", csv)).at(-1);
  if (last?.type !== "report") throw new Error(JSON.stringify(last));
  return last.import;
}

async function undone(id: string) {
  const response = await call("POST", `/v1/imports/${id}/withdraw`, { token: adminKey, body: {} });
  // By hand: workerd warns of text() on what it does not know for text.
  const text = new TextDecoder().decode(await response.arrayBuffer());
  return importWithdrawalLine.parse(JSON.parse(text.trim().split("\n").at(-1)!));
}

describe("an import of answers", () => {
  test("stores scores and trust as the customer's words when the address is known", async () => {
    expect(await imported("answers", header + ann + bo)).toMatchObject({
      lines: 2,
      accepted: 2,
      stored: 3,
      unchanged: 0,
      waiting: 0,
      refused: 0,
    });
    expect(await counting()).toEqual([
      { what: "csat", value: 4, source: "customer" },
      { what: "nps", value: 9, source: "customer" },
    ]);
    const [trust] = await query<{ answers: string; source: string }>(
      "SELECT answers, source FROM trust_responses",
    );
    expect(trust?.source).toBe("customer");
    expect(JSON.parse(trust!.answers)).toEqual({
      expertise: 6.5,
      rapport: 5,
      items: { expertise: [6, 7] },
    });
  });

  test("changes nothing when the same file comes twice", async () => {
    await imported("answers", header + ann + bo + cy);
    expect(await imported("answers", header + ann + bo + cy)).toMatchObject({
      accepted: 3,
      unchanged: 3,
      stored: 0,
      waiting: 0,
    });
    expect(await query("SELECT count(*) AS n FROM waiting_answers")).toEqual([{ n: 1 }]);
  });

  test("supersedes the former version when an answer was changed", async () => {
    await imported("answers", header + ann);
    const changed = ann.replace(",9,", ",6,");
    expect(await imported("answers", header + changed)).toMatchObject({ stored: 1, unchanged: 0 });
    expect(await counting()).toEqual([{ what: "nps", value: 6, source: "customer" }]);
    expect(await query("SELECT count(*) AS n FROM satisfaction_responses")).toEqual([{ n: 2 }]);
    expect(await imported("answers", header + changed)).toMatchObject({ stored: 0, unchanged: 1 });
  });

  test("counts the former version again when the later import is undone", async () => {
    await imported("answers", header + ann);
    const id = await importId(header + ann.replace(",9,", ",6,") + cy);
    expect(await undone(id)).toMatchObject({ type: "withdrawn", done: true, facts: 1 });
    expect(await counting()).toEqual([{ what: "nps", value: 9, source: "customer" }]);
    expect(await query("SELECT count(*) AS n FROM waiting_answers")).toEqual([{ n: 0 }]);
    expect(await imported("answers", header + ann)).toMatchObject({ stored: 0, unchanged: 1 });
  });

  test("can be imported again when it was undone", async () => {
    const id = await importId(header + ann + bo + cy);
    expect(await undone(id)).toMatchObject({ done: true, facts: 3 });
    expect(await counting()).toEqual([]);
    expect(await imported("answers", header + ann + bo + cy)).toMatchObject({
      stored: 3,
      waiting: 1,
    });
  });

  test("lets answers wait, sealed, when the book does not know who gave them", async () => {
    expect(await imported("answers", header + cy)).toMatchObject({
      accepted: 1,
      stored: 0,
      waiting: 1,
    });
    const [row] = await query<{ body: string; reason: string }>(
      "SELECT body_sealed AS body, reason FROM waiting_answers",
    );
    expect(row?.reason).toBe("unknown_address");
    expect(row?.body).toMatch(/^2\.[\w-]+\.[\w-]+$/);
    expect(await counting()).toEqual([]);
  });

  test("joins a waiting answer when its file comes again and the address is known", async () => {
    await imported("answers", header + cy);
    await lines("contacts", "customer,email\nC2,cy@else.example\n");
    expect(await imported("answers", header + cy)).toMatchObject({ stored: 1, waiting: 0 });
    expect(await query("SELECT settled FROM waiting_answers")).toEqual([{ settled: "joined" }]);
  });

  test("refuses a response id when it occurs twice with different answers", async () => {
    const { refused, stored, rows } = await imported(
      "answers",
      header + ann + ann + ann.replace(",9,", ",1,"),
    );
    expect([refused, stored]).toEqual([1, 2]);
    expect(rows[0]).toMatchObject({ line: 4, field: "externalId" });
  });

  test("refuses rows when nobody is named or a score is beyond its scale", async () => {
    const { rows, stored } = await imported(
      "answers",
      `${header}r8,,2026-11-02,9,,,,\nr9,ann@acme.example,2026-11-02,11,,,,\n`,
    );
    expect(stored).toBe(0);
    expect(rows.map(({ line, field }) => [line, field])).toEqual([
      [2, "address"],
      [3, "nps"],
    ]);
  });

  test("lets an answer wait when its number and its address are two customers", async () => {
    const csv = `customer,${header}C2,${ann}`;
    expect(await imported("answers", csv)).toMatchObject({ stored: 0, waiting: 1 });
    expect(await query("SELECT reason FROM waiting_answers")).toEqual([
      { reason: "another_customer" },
    ]);
  });
});
