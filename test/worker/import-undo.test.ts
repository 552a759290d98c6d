/**
 * Undo of an import, of every kind: alone, after others, before others that hang on it, of one that
 * changed what was there, of one that broke off, in several calls, twice, and imported again.
 * Afterwards the book is as if the file had never come.
 */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  cards,
  factAnswer,
  foundCustomers,
  imports,
  importWithdrawalLine,
  type ImportWithdrawalLine,
} from "../../shared/contract/answers.ts";
import type { ImportKind } from "../../shared/contract/requests.ts";
import { reportOf } from "../../worker/commands/import/undo.ts";
import { beginWithdrawal } from "../../worker/jobs/import/withdraw.ts";
import { recognise } from "../../worker/jobs/review/recognise.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { counting } from "./counting.ts";
import { book, emptyBook, lines, query } from "./importing.ts";
import { ago, figures, log, undo, write } from "./writing.ts";

type Withdrawn = Extract<ImportWithdrawalLine, { type: "withdrawn" }>;
let manager: string;
let rep: string;
beforeAll(async () => {
  manager = await signedIn("manager");
  rep = await signedIn("rep");
});
beforeEach(emptyBook);

/** Imports a file and answers the import's id and what was stored. */
async function brought(kind: ImportKind, csv: string): Promise<{ id: string; stored: number }> {
  const last = (await lines(kind, csv)).at(-1);
  if (last?.type !== "report") throw new Error(JSON.stringify(last));
  expect(last.refused).toBe(0);
  return { id: last.import, stored: last.stored };
}
async function taken(id: string): Promise<Withdrawn> {
  const response = await call("POST", `/v1/imports/${id}/withdraw`, { token: manager });
  expect(response.status).toBe(200);
  const all = new TextDecoder()
    .decode(await response.arrayBuffer())
    .trim()
    .split("\n")
    .map((line) => importWithdrawalLine.parse(JSON.parse(line)));
  const last = all.at(-1);
  if (last?.type !== "withdrawn") throw new Error(JSON.stringify(last));
  return last;
}
const cardOf = async (address: string) =>
  cards.parse(
    await (await call("POST", "/v1/cards", { token: rep, body: { addresses: [address] } })).json(),
  ).cards[0];
const live = async () =>
  Object.fromEntries(
    await Promise.all(
      [
        "customers",
        "contacts",
        "addresses",
        "domains",
        "transactions",
        "interactions",
        "satisfaction_responses",
        "trust_responses",
        "cards",
        "customer_words",
      ].map(async (table) => [
        table,
        (await query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n,
      ]),
    ),
  );

const files: Record<ImportKind, string> = {
  customers: "external_id,name,kind\nC1,Harlow Marine,company\nC2,Kestrel Optics,company\n",
  contacts:
    "external_id,customer,name,address\nK1,C1,Dana Harlow,dana@harlow.example\n" +
    "K2,C2,Li Kestrel,li@kestrel.example;li2@kestrel.example\n",
  transactions:
    "order_id,customer,date,amount\nO1,C1,2025-01-05,120.00\nO2,C1,2025-03-05,80.00\nO3,C3,2025-02-01,50.00\n",
  interactions:
    "external_id,customer,kind,direction,date,subject\nI1,C1,email,in,2025-03-06,Quote\nI2,C2,call,out,2025-03-07,\n",
  satisfaction:
    "external_id,customer,metric,value,date\nS1,C1,nps,9,2025-03-08\nS2,C1,csat,4,2025-03-09\n",
  trust: "external_id,customer,rapport,date\nT1,C1,6,2025-03-08\n",
  answers: "external_id,customer,nps,rapport,date\nA1,C1,3,6;5,2025-03-10\n",
};
const kinds: ImportKind[] = [
  "customers",
  "contacts",
  "transactions",
  "interactions",
  "satisfaction",
  "trust",
  "answers",
];

describe("the undo of an import", { timeout: 60_000 }, () => {
  test("leaves an empty book empty when all are taken back, the last one first, and all is stored again", async () => {
    for (let round = 0; round < 2; round++) {
      const ids: string[] = [];
      const stored: number[] = [];
      for (const kind of kinds) {
        const { id, stored: count } = await brought(kind, files[kind]);
        ids.push(id);
        stored.push(count);
      }
      expect(stored).toEqual([2, 2, 3, 2, 2, 1, 2]);
      expect((await live())["transactions"]).toBe(3);
      await recognise(env, { step: "recognise", review: "r", from: 0 });
      for (const id of ids.toReversed())
        expect(await taken(id)).toMatchObject({ done: true, customersKept: 0, contactsKept: 0 });
      expect(new Set(Object.values(await live()))).toEqual(new Set([0]));
    }
  });

  test.each(kinds.slice(2))(
    "of %s gives every customer the card from before, to the last digit",
    async (kind) => {
      for (const one of kinds) if (one !== kind) await brought(one, files[one]);
      vi.useFakeTimers({ toFake: ["Date"] });
      try {
        // Scored at one moment: before, with the import and after it.
        await brought(
          "satisfaction",
          "external_id,customer,metric,value,date\nS8,C1,ces,5,2025-03-01\nS9,C2,ces,5,2025-03-01\n",
        );
        const before = await Promise.all(["dana@harlow.example", "li@kestrel.example"].map(cardOf));
        const { id } = await brought(kind, files[kind]);
        const between = await cardOf("dana@harlow.example");
        await taken(id);
        const after = await Promise.all(["dana@harlow.example", "li@kestrel.example"].map(cardOf));
        expect(after.map((one) => one?.card && figures(one.card))).toEqual(
          before.map((one) => one?.card && figures(one.card)),
        );
        expect(between?.card && figures(between.card)).not.toEqual(
          before[0]?.card && figures(before[0].card),
        );
      } finally {
        vi.useRealTimers();
      }
    },
  );

  test("leaves nobody to be looked up, searched or taken for, when contacts and customers are taken back", async () => {
    const customers = await brought("customers", files.customers);
    const contacts = await brought("contacts", files.contacts);
    await recognise(env, { step: "recognise", review: "r", from: 0 });
    const search = async () =>
      foundCustomers.parse(
        await (
          await call("POST", "/v1/customers/search", { token: rep, body: { name: "harlow" } })
        ).json(),
      ).customers.length;
    expect([
      (await cardOf("dana@harlow.example"))?.status,
      (await cardOf("x@harlow.example"))?.suggestion?.name,
      await search(),
    ]).toEqual(["customer", "Harlow Marine", 1]);
    expect(await taken(contacts.id)).toMatchObject({ contacts: 2, addresses: 3, customers: 0 });
    expect([
      (await cardOf("dana@harlow.example"))?.status,
      (await cardOf("x@harlow.example"))?.suggestion,
    ]).toEqual(["unknown", undefined]);
    expect(await taken(customers.id)).toMatchObject({ customers: 2, customersKept: 0 });
    expect(await search()).toBe(0);
  });

  test("keeps what others hang on, says so, and takes it once they let go", async () => {
    const customers = await brought("customers", files.customers);
    const contacts = await brought("contacts", files.contacts);
    const { card } = (await cardOf("dana@harlow.example")) ?? {};
    const { interaction } = await log(rep, card?.customer.id ?? "", {
      contactId: card?.contact?.id,
    });
    expect(await taken(contacts.id)).toMatchObject({ contacts: 1, contactsKept: 1, addresses: 2 });
    expect(await taken(customers.id)).toMatchObject({ customers: 1, customersKept: 1 });
    expect((await cardOf("dana@harlow.example"))?.card?.touches).toHaveLength(1);
    await undo(rep, "interactions", interaction.id);
    expect(await taken(contacts.id)).toMatchObject({ contacts: 2, contactsKept: 0 });
    expect(await taken(customers.id)).toMatchObject({ customers: 2, customersKept: 0 });
  });

  test("keeps a customer with an override, and takes it once that is withdrawn", async () => {
    const { id } = await brought("customers", files.customers);
    const [customer] = await query<{ id: string }>("SELECT id FROM customers LIMIT 1");
    const override = await write(factAnswer, manager, "/v1/overrides", {
      customerId: customer?.id,
      tier: "high",
      reason: "They open a second plant",
      untilOn: ago(-30).slice(0, 10),
    });
    expect(await taken(id)).toMatchObject({ customers: 1, customersKept: 1 });
    await undo(manager, "overrides", override.id);
    expect(await taken(id)).toMatchObject({ customers: 2, customersKept: 0 });
  });

  test("keeps a contact whose number a person changed, and takes it once that is withdrawn", async () => {
    const customers = await brought("customers", files.customers);
    const contacts = await brought("contacts", files.contacts);
    const { card } = (await cardOf("dana@harlow.example")) ?? {};
    const edit = await write(factAnswer, rep, `/v1/customers/${card?.customer.id}/edits`, {
      field: "phone",
      contactId: card?.contact?.id,
      value: "+49 30 1234567",
    });
    expect(await taken(contacts.id)).toMatchObject({ contacts: 1, contactsKept: 1 });
    expect(await taken(customers.id)).toMatchObject({ customers: 1, customersKept: 1 });
    await undo(rep, "edits", edit.id);
    expect(await taken(contacts.id)).toMatchObject({ contacts: 2, contactsKept: 0 });
    expect(await taken(customers.id)).toMatchObject({ customers: 2, customersKept: 0 });
  });

  test("takes an imported log's amendment with it, and leaves a rep's own logs", async () => {
    await brought("customers", files.customers);
    const contacts = await brought("contacts", files.contacts);
    const { id } = await brought("interactions", files.interactions);
    const { card } = (await cardOf("dana@harlow.example")) ?? {};
    const own = await log(rep, card?.customer.id ?? "");
    const [imported] = await query<{ id: string }>(
      "SELECT id FROM interactions WHERE import_id = ? AND subject_sealed IS NOT NULL",
      id,
    );
    const amended = await call("POST", `/v1/interactions/${imported?.id}/amend`, {
      token: manager,
      key: crypto.randomUUID(),
      body: { kind: "email", occurredAt: "2025-03-06T00:00:00Z", note: "Amended" },
    });
    expect(amended.status).toBe(200);
    expect(await taken(id)).toMatchObject({ facts: 3 });
    expect((await cardOf("dana@harlow.example"))?.card?.touches.map((touch) => touch.id)).toEqual([
      own.interaction.id,
    ]);
    expect(contacts.stored).toBe(2);
  });

  test("gives names and kinds back that it changed, also where a later file changed them again", async () => {
    await brought("customers", files.customers);
    await brought("contacts", files.contacts);
    const nameOf = async () => {
      const { card } = (await cardOf("dana@harlow.example")) ?? {};
      return [card?.customer.name, card?.customer.kind, card?.contact?.name];
    };
    const first = await brought("customers", "external_id,name,kind\nC1,Harlow Yards,person\n");
    const second = await brought("customers", "external_id,name\nC1,Harlow Docks\n");
    const renamed = await brought(
      "contacts",
      "external_id,customer,name,address\nK1,C1,Dana Reyes,dana@harlow.example\n",
    );
    expect(await nameOf()).toEqual(["Harlow Docks", "person", "Dana Reyes"]);
    expect(await taken(first.id)).toMatchObject({ changes: 1 });
    expect((await nameOf())[0]).toBe("Harlow Docks");
    await taken(renamed.id);
    await taken(second.id);
    expect(await nameOf()).toEqual(["Harlow Marine", "company", "Dana Harlow"]);
  });

  test("runs few statements however many rows the file changed", async () => {
    const file = (name: string) =>
      `external_id,name\n${Array.from({ length: 150 }, (_, at) => `C${at},${name} ${at}`).join("\n")}\n`;
    await brought("customers", file("Before"));
    const changed = await brought("customers", `${file("Changed")}C1,Twice\n`);
    await brought("customers", file("Later"));
    const { database, statements } = counting(env.DB);
    const restored: Withdrawn[] = [];
    for await (const some of await beginWithdrawal({ ...(await book()), db: database }, changed.id))
      for (const line of some) if (line.type === "withdrawn") restored.push(line);
    expect(restored.at(-1)).toMatchObject({ done: true });
    expect(restored.at(-1)?.changes).toBeGreaterThanOrEqual(150);
    expect(statements()).toBeLessThan(250);
    const formers = await query<{ n: number }>(
      `SELECT count(DISTINCT h.before ->> 'name_sealed') AS n FROM changed_rows h
        WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.name_sealed = h.before ->> 'name_sealed')`,
    );
    expect(formers).toEqual([{ n: 150 }]);
  });

  test("leaves a name that a rep gave since, and the one before the import as its former", async () => {
    await brought("customers", files.customers);
    await brought("contacts", files.contacts);
    const renamed = await brought(
      "contacts",
      "external_id,customer,name,address\nK1,C1,Dana Reyes,dana@harlow.example\n",
    );
    const { card } = (await cardOf("dana@harlow.example")) ?? {};
    const again = await call("POST", `/v1/customers/${card?.customer.id}/contacts`, {
      token: rep,
      key: crypto.randomUUID(),
      body: {
        contactId: card?.contact?.id,
        name: "Dana Whitfield",
        addresses: ["dana@harlow.example"],
      },
    });
    expect(again.status).toBe(200);
    await taken(renamed.id);
    expect((await cardOf("dana@harlow.example"))?.card?.contact?.name).toBe("Dana Whitfield");
    expect(
      await query(
        "SELECT DISTINCT table_name AS name FROM changed_rows WHERE user_id IS NOT NULL ORDER BY 1",
      ),
    ).toEqual([{ name: "addresses" }, { name: "contacts" }]);
  });

  test("goes on where a call ended, and never counts half of the purchases meanwhile", async () => {
    const rows = Array.from(
      { length: 2500 },
      (_, at) => `O${at},C${at % 5},2025-01-0${1 + (at % 5)},1.00`,
    ).join("\n");
    await brought("customers", `external_id\n${[0, 1, 2, 3, 4].map((n) => `C${n}`).join("\n")}\n`);
    await brought("contacts", "customer,address\nC0,dana@harlow.example\n");
    const { id } = await brought("transactions", `order_id,customer,date,amount\n${rows}\n`);
    const calls: Withdrawn[] = [];
    for (let at = 0; at < 20 && calls.at(-1)?.done !== true; at++) {
      for await (const some of await beginWithdrawal(await book(), id, 2))
        for (const line of some) if (line.type === "withdrawn") calls.push(line);
      if (at === 0) {
        const listed = imports.parse(
          await (await call("GET", "/v1/imports", { token: manager })).json(),
        ).imports[0];
        expect(listed).toMatchObject({ id, withdrawing: true, withdrawnAt: null });
        const { card } = (await cardOf("dana@harlow.example")) ?? {};
        expect((await log(rep, card?.customer.id ?? "")).card.scores.rfm).toBeNull();
      }
    }
    expect(calls.length).toBeGreaterThan(3);
    expect(calls.at(-1)).toMatchObject({ done: true, facts: 2500 });
    expect((await cardOf("dana@harlow.example"))?.card?.lastPurchase).toBeNull();
    expect(
      imports.parse(await (await call("GET", "/v1/imports", { token: manager })).json()).imports[0],
    ).toMatchObject({ withdrawing: false, withdrawnAt: expect.any(String) as string });
  });

  test("takes back what an import left that broke off", async () => {
    const { id } = await brought("customers", files.customers);
    await env.DB.prepare("UPDATE imports SET status = 'failed' WHERE id = ?").bind(id).run();
    expect(await taken(id)).toMatchObject({ customers: 2, done: true });
  });

  test("is refused while the import runs, where there is none, and for reps; the list is paged", async () => {
    const { id } = await brought("customers", files.customers);
    const ask = (token: string, path: string) => call("POST", path, { token });
    expect(await refusal(await ask(rep, `/v1/imports/${id}/withdraw`))).toMatchObject({
      status: 403,
    });
    expect(
      await refusal(await ask(manager, `/v1/imports/${crypto.randomUUID()}/withdraw`)),
    ).toMatchObject({ status: 404, field: "id" });
    await env.DB.prepare("UPDATE imports SET status = 'running' WHERE id = ?").bind(id).run();
    expect(await refusal(await ask(manager, `/v1/imports/${id}/withdraw`))).toMatchObject({
      status: 409,
    });
    const second = await brought("contacts", files.contacts);
    const page = imports.parse(
      await (await call("GET", "/v1/imports?limit=1", { token: adminKey })).json(),
    );
    expect(page.imports.map((one) => one.id)).toEqual([second.id]);
    expect(
      imports.parse(
        await (
          await call("GET", `/v1/imports?limit=1&after=${page.next}`, { token: adminKey })
        ).json(),
      ),
    ).toMatchObject({ imports: [{ id }], next: null });
    expect(
      await refusal(await call("GET", "/v1/imports?after=x", { token: adminKey })),
    ).toMatchObject({ status: 400, field: "after" });
  });
});

test("an import of before rows carried its number says that its people stay", async () => {
  const { id } = await brought(
    "transactions",
    "order,customer,date,amount\nO1,4711,2026-01-05,5\n",
  );
  await env.DB.batch([
    env.DB.prepare("UPDATE imports SET started_at = 1 WHERE id = ?").bind(id),
    env.DB.prepare("UPDATE customers SET import_number = NULL"),
  ]);
  const withdrawn = await taken(id);
  expect(withdrawn).toMatchObject({ done: true, facts: 1, customers: 0 });
  expect(withdrawn.notice).toMatch(/facts are taken back, .*customers, contacts.* stay/);
  expect(reportOf(withdrawn)).toContain(withdrawn.notice);
  const { id: later } = await brought("customers", "external_id,name\n4712,Harlow\n");
  expect(await taken(later)).not.toHaveProperty("notice");
});
