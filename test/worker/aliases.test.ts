/**
 * Old ids of customers: whatever takes a customer's id, or finds one by address, number or domain,
 * means the customer that the id stands for now. Of the kind: an id merged once, twice, and one
 * that was never a customer.
 */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cards as cardsSchema,
  contactAnswer,
  factAnswer,
  withdrawnAnswer,
} from "../../shared/contract/answers.ts";
import { sealer } from "../../worker/security/seal.ts";
import { addAlias, resolveCustomer } from "../../worker/store/aliases.ts";
import { addCustomer } from "./book.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { imported, query } from "./importing.ts";
import { added, ago, log, profileOf, undo, write } from "./writing.ts";

let rep: string;
/** The customer that stays, and the ones merged into it: `oldest` into `old` first. */
const id = { present: "", old: "", oldest: "" };
let contactId: string;

beforeAll(async () => {
  rep = await signedIn("rep");
  id.present = (await added(rep, "Harlow Marine", ["dana@harlow-marine.example"])).customer.id;
  await imported("customers", "external_id,name\n4711,Harlow Ltd\n");
  id.old =
    (await query<{ id: string }>("SELECT id FROM customers WHERE external_id = '4711'"))[0]?.id ??
    "";
  const oldest = await addCustomer({
    name: "Harlow Old",
    person: "Olga Marsh",
    addresses: ["olga@harlow-old.example"],
    domain: "harlow-old.example",
  });
  [id.oldest, contactId] = [oldest.customerId, oldest.contactId];
  await env.DB.batch(addAlias(env.DB, id.oldest, id.old));
  await env.DB.batch(addAlias(env.DB, id.old, id.present));
});

const olds = ["old", "oldest"] as const;

describe("an old id of a customer", () => {
  test.each(olds)("means the present customer when it is %s", async (name) => {
    expect((await resolveCustomer(env.DB, id[name]))?.id).toBe(id.present);
  });

  test("means nobody when it never was one", async () => {
    const unknown = "01990000-0000-7000-8000-00000000dead";
    expect(await resolveCustomer(env.DB, unknown)).toBeNull();
    expect((await call("GET", `/v1/customers/${unknown}`, { token: rep })).status).toBe(404);
    const body = { customerId: unknown, kind: "call", direction: "out", occurredAt: ago(1) };
    expect(
      await refusal(
        await call("POST", "/v1/interactions", { token: rep, key: crypto.randomUUID(), body }),
      ),
    ).toMatchObject({ code: "not_found" });
  });

  test("leads to the card when an address or a domain is still the old customer's", async () => {
    const response = await call("POST", "/v1/cards", {
      token: rep,
      body: { addresses: ["olga@harlow-old.example", "new@harlow-old.example"] },
    });
    const {
      cards: [known, stranger],
    } = cardsSchema.parse(await response.json());
    expect(known).toMatchObject({
      status: "customer",
      card: { customer: { id: id.present }, contact: { id: contactId, name: "Olga Marsh" } },
    });
    expect(stranger).toMatchObject({
      status: "unknown",
      suggestion: { customerId: id.present, name: "Harlow Marine" },
    });
  });

  test.each(olds)("shows the present profile when it is %s", async (name) => {
    expect((await profileOf(rep, id[name])).customer.id).toBe(id.present);
  });

  test.each(olds)(
    "takes a log, a note of satisfaction, answers, an outcome and a contact when it is %s",
    async (name) => {
      const of = { customerId: id[name], occurredAt: ago(1) };
      const logged = await log(rep, id[name], { note: `By ${name}` });
      expect([logged.interaction.customerId, logged.card.customer.id]).toEqual([
        id.present,
        id.present,
      ]);
      const answers = [
        await write(factAnswer, rep, "/v1/satisfaction", {
          ...of,
          metric: "csat",
          value: 4,
          source: "rep",
          comment: `Of ${name}`,
        }),
        await write(factAnswer, rep, "/v1/trust", {
          ...of,
          source: "rep",
          answers: { rapport: 5 },
        }),
        await write(factAnswer, rep, `/v1/actions/${id[name]}.greeting/outcome`, {
          outcome: "done",
          reason: `For ${name}`,
        }),
        await write(contactAnswer, rep, `/v1/customers/${id[name]}/contacts`, {
          name: `Person ${name}`,
          addresses: [`${name}@elsewhere.example`],
        }),
      ];
      expect(answers.map(({ card }) => card.customer.id)).toEqual(answers.map(() => id.present));
      for (const table of [
        "interactions",
        "satisfaction_responses",
        "trust_responses",
        "action_outcomes",
      ]) {
        expect(
          await query(`SELECT 1 FROM ${table} WHERE customer_id = ?`, id[name]),
          table,
        ).toEqual([]);
      }
      expect((await undo(rep, "interactions", logged.interaction.id)).card.customer.id).toBe(
        id.present,
      );
      const { facts } = await profileOf(rep, id[name]);
      expect(
        facts.items.map(({ detail }) => detail["comment"]).filter((text) => text != null),
      ).toContain(`Of ${name}`);
    },
  );

  test("keeps a contact's facts together when the contact is still the old customer's", async () => {
    const { interaction } = await log(rep, id.oldest, { contactId });
    expect(interaction).toMatchObject({ customerId: id.present, contactId });
    const { contact } = await write(contactAnswer, rep, `/v1/customers/${id.present}/contacts`, {
      contactId,
      name: "Olga Marsh-Hale",
      addresses: ["olga2@harlow-old.example"],
    });
    expect(contact).toMatchObject({
      name: "Olga Marsh-Hale",
      addresses: ["olga@harlow-old.example", "olga2@harlow-old.example"],
    });
    const response = await call("POST", "/v1/cards", {
      token: rep,
      body: { addresses: contact.addresses },
    });
    for (const { card } of cardsSchema.parse(await response.json()).cards)
      expect(card?.contact).toEqual({ id: contactId, name: "Olga Marsh-Hale" });
  });

  test("gets what imports say of its number or its addresses when they run", async () => {
    await imported("transactions", "order,customer,date,amount\nO-77,4711,2026-01-05,12.50\n");
    await imported(
      "interactions",
      "external_id,customer,email,kind,date,note\nI1,4711,,call,2026-01-05,By number\n" +
        "I2,,olga@harlow-old.example,call,2026-01-06,By address\n",
    );
    await imported(
      "satisfaction",
      "external_id,customer,metric,value,date,comment\nS1,4711,nps,9,2026-01-05,Imported\n",
    );
    await imported(
      "trust",
      "external_id,customer,email,rapport,date\nT1,4711,,5,2026-01-05\nT2,,olga@harlow-old.example,6,2026-01-06\n",
    );
    await imported(
      "contacts",
      "customer,name,address\n4711,Ines Holt,ines@harlow-marine.example\n",
    );
    expect(
      await query("SELECT customer_id AS id FROM transactions WHERE order_id = 'O-77'"),
    ).toEqual([{ id: id.present }]);
    expect(
      await query(
        "SELECT DISTINCT customer_id AS id FROM interactions WHERE import_id IS NOT NULL",
      ),
    ).toEqual([{ id: id.present }]);
    expect(
      await query("SELECT customer_id AS id FROM trust_responses WHERE import_id IS NOT NULL"),
    ).toEqual([{ id: id.present }, { id: id.present }]);
    const { contacts, facts } = await profileOf(rep, id.old);
    expect(contacts.map(({ name }) => name)).toContain("Ines Holt");
    expect(facts.items.map(({ detail }) => detail["note"] ?? detail["comment"])).toEqual(
      expect.arrayContaining(["By number", "By address", "Imported"]),
    );
    await imported("customers", "external_id,name\n4711,Harlow Marine Group\n");
    expect((await profileOf(adminKey, id.oldest)).customer.name).toBe("Harlow Marine Group");
  });

  test.each(["present", ...olds] as const)(
    "is refused an undo of adding it when it is %s",
    async (name) => {
      const path = `/v1/customers/${id[name]}/withdraw`;
      const manager = await signedIn("manager");
      const asked = { token: manager, key: crypto.randomUUID(), body: {} };
      expect(await refusal(await call("POST", path, asked))).toMatchObject({ code: "conflict" });
      expect((await resolveCustomer(env.DB, id[name]))?.id).toBe(id.present);
    },
  );

  test("takes a contact back from the present customer when the contact is still the old one's", async () => {
    const manager = await signedIn("manager");
    const address = "olga3@harlow-old.example";
    await write(contactAnswer, rep, `/v1/customers/${id.present}/contacts`, {
      contactId,
      name: "Olga Marsh",
      addresses: [address],
    });
    const path = `/v1/contacts/${contactId}`;
    const without = await write(withdrawnAnswer, manager, `${path}/addresses/withdraw`, {
      addresses: [address],
    });
    expect(without.card?.customer.id).toBe(id.present);
    const asked = { token: manager, key: crypto.randomUUID(), body: {} };
    expect(await refusal(await call("POST", `${path}/withdraw`, asked))).toMatchObject({
      code: "conflict",
    });
    const hanging = async (what: string, table: string, key = "id") => {
      const sql = `SELECT ${key} AS id FROM ${table} WHERE contact_id = ?`;
      return (await query<{ id: string }>(sql, contactId)).map((row) => [what, row.id] as const);
    };
    const facts = [
      ...(await hanging("interactions", "interactions", "root_id")),
      ...(await hanging("trust", "trust_responses")),
    ];
    expect(new Set(facts.map(([what]) => what)).size).toBe(2);
    for (const [what, fact] of facts) await undo(manager, what, fact);
    const gone = await write(withdrawnAnswer, manager, `${path}/withdraw`, {});
    expect(gone.card?.customer.id).toBe(id.present);
    expect(await query("SELECT 1 FROM addresses WHERE contact_id = ?", contactId)).toEqual([]);
    const hosts = "SELECT 1 FROM domains WHERE customer_id IN (?, ?) AND domain_index = ?";
    const index = await (await sealer(env)).index("domain", "harlow-old.example");
    expect(await query(hosts, id.present, id.oldest, index)).toEqual([]);
  });

  test("stays when the import that added it is taken back", async () => {
    const of = async (kind: string) =>
      (
        await query<{ id: string }>("SELECT id FROM imports WHERE kind = ? ORDER BY number", kind)
      )[0]!.id;
    const withdrawn = async (kind: string) => {
      const response = await call("POST", `/v1/imports/${await of(kind)}/withdraw`, {
        token: adminKey,
      });
      return JSON.parse((await response.text()).trim().split("\n").at(-1)!) as Record<
        string,
        unknown
      >;
    };
    expect(await withdrawn("transactions")).toMatchObject({ done: true, facts: 1, scored: 1 });
    expect(await withdrawn("customers")).toMatchObject({
      done: true,
      customers: 0,
      customersKept: 1,
    });
    expect((await profileOf(rep, id.old)).customer.id).toBe(id.present);
  });
});
