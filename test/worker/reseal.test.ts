/**
 * Sealing again after a review. Of the kind "what an older key or an older version left": data keys
 * wrapped under a retired key, people's own values, rows kept when they were taken back or changed,
 * more rows than a page, a delivery that died, and a value that somebody wrote in between.
 */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { resealedAtOnce } from "../../worker/jobs/review/reseal.ts";
import { at } from "../../worker/security/places.ts";
import { sealer } from "../../worker/security/seal.ts";
import { sealedTables, staleRows, storeResealed } from "../../worker/store/sealed-rows.ts";
import { addCustomer } from "./book.ts";
import { adminKey, call, signedIn } from "./client.ts";
import { sealedBefore } from "./format-1.ts";
import { imported, query } from "./importing.ts";
import { deliver, drain, kept } from "./queue.ts";
import { keysOf, opened, storedCard } from "./sealed.ts";
import { profileOf } from "./writing.ts";

/** Under a ring whose first key is another, the tests' two behind it. */
const rotated = {
  ...env,
  SEAL_KEYS: `k3:${Buffer.alloc(32, 9).toString("base64")},${env.SEAL_KEYS}`,
};

async function resealed(on = env): Promise<void> {
  const queue = kept();
  queue.sent.push({ step: "reseal", review: "none", from: 0 });
  await drain({ ...queue, on: { ...queue.on, SEAL_KEYS: on.SEAL_KEYS } });
}

const tables = [
  "addresses",
  "domains",
  "contacts",
  "interactions",
  "cards",
  "withdrawn_rows",
  "changed_rows",
  "customers",
];
beforeEach(async () => {
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

describe("sealing again", { timeout: 60_000 }, () => {
  test("wraps data keys under the ring's first key and leaves what they sealed when the ring was rotated", async () => {
    const { customerId } = await addCustomer({
      name: "Harlow",
      person: "Dana",
      addresses: ["dana@harlow.example"],
    });
    await signedIn("rep", "robin@own.example");
    const of = "SELECT name_sealed AS name, hex(data_key) AS key FROM customers";
    const [before] = await query<{ name: string; key: string }>(of);
    const card = await storedCard(customerId);
    await resealed(rotated);
    const [after] = await query<{ name: string; key: string }>(of);
    expect(after?.name).toBe(before?.name);
    expect(after?.key).not.toBe(before?.key);
    expect(
      await query(
        "SELECT 1 FROM cards k JOIN customers c ON c.id = k.customer_id WHERE k.data_key IS NOT c.data_key",
      ),
    ).toEqual([]);
    const alone = await sealer({ ...env, SEAL_KEYS: rotated.SEAL_KEYS.split(",")[0] ?? "" });
    expect(
      await alone
        .customer(customerId, after?.key ?? "")
        .open(at("customers.name_sealed", customerId), after?.name ?? ""),
    ).toBe("Harlow");
    for (const { id, address } of await query<{ id: string; address: string }>(
      "SELECT id, address_sealed AS address FROM users",
    )) {
      expect(await alone.open(at("users.address_sealed", id), address)).toContain("@own.example");
    }
    // And back: the tests' own ring does not know k3.
    await env.DB.batch([
      env.DB.prepare("UPDATE customers SET data_key = unhex(?)").bind(before?.key ?? ""),
      env.DB.prepare("UPDATE cards SET data_key = unhex(?)").bind(before?.key ?? ""),
      env.DB.prepare("DELETE FROM sessions"),
      env.DB.prepare("DELETE FROM pairing_codes"),
      env.DB.prepare("DELETE FROM users"),
      env.DB.prepare("DELETE FROM key_check"),
    ]);
    expect(await storedCard(customerId)).toEqual(card);
  });

  test("seals segments in clear for their customer and empties them", async () => {
    const { customerId } = await addCustomer({
      name: "Harlow",
      person: "Dana",
      addresses: ["dana@harlow.example"],
      scored: false,
    });
    await env.DB.prepare("UPDATE customers SET segment = 'Chandlers'").run();
    expect((await profileOf(adminKey, customerId)).customer.segment).toBe("Chandlers");
    await resealed();
    const [row] = await query<{ segment: null; sealed: string; index: string }>(
      'SELECT segment, segment_sealed AS sealed, segment_index AS "index" FROM customers',
    );
    expect([
      row?.segment,
      await opened(customerId, "customers.segment_sealed", customerId, row?.sealed ?? ""),
    ]).toEqual([null, "Chandlers"]);
    expect(row?.index).toBe(await (await sealer(env)).index("segment", "chandlers"));
    expect((await profileOf(adminKey, customerId)).customer.segment).toBe("Chandlers");
  });

  test("goes through rows that were taken back or changed in the shape they were kept in", async () => {
    const { customerId, contactId } = await addCustomer({
      name: "Harlow",
      person: "Dana",
      addresses: ["dana@harlow.example"],
    });
    const old = await sealedBefore(env, "Former Name");
    const keep = (table: string, column: string, row: unknown) =>
      env.DB.prepare(`INSERT INTO ${table} (${column}) VALUES (?, ?, ?, 0)`).bind(
        ...(row as string[]),
      );
    await env.DB.batch([
      keep("withdrawn_rows", "table_name, customer_id, row, at", [
        "contacts",
        customerId,
        JSON.stringify({ id: contactId, name_sealed: old, created_at: 7 }),
      ]),
      env.DB.prepare(
        "INSERT INTO changed_rows (table_name, row_id, customer_id, before, at) VALUES ('customers', ?1, ?1, ?2, 0)",
      ).bind(
        customerId,
        JSON.stringify({
          kind: "company",
          name_sealed: old,
          segment: "Chandlers",
          segment_sealed: null,
          segment_index: null,
        }),
      ),
      keep("withdrawn_rows", "table_name, customer_id, row, at", [
        "contacts",
        "gone",
        JSON.stringify({ id: "c9", name_sealed: old }),
      ]),
    ]);
    await resealed();
    const [contact, orphan] = (
      await query<{ row: string }>("SELECT row FROM withdrawn_rows ORDER BY id")
    ).map(({ row }) => JSON.parse(row) as Record<string, string>);
    expect(contact).toMatchObject({ id: contactId, created_at: 7 });
    expect(
      await opened(customerId, "contacts.name_sealed", contactId, contact?.["name_sealed"] ?? ""),
    ).toBe("Former Name");
    expect(orphan?.["name_sealed"]).toMatch(/^2\.k2\./);
    const before = JSON.parse(
      (await query<{ before: string }>("SELECT before FROM changed_rows"))[0]?.before ?? "",
    ) as Record<string, string>;
    expect(
      await opened(customerId, "customers.name_sealed", customerId, before["name_sealed"] ?? ""),
    ).toBe("Former Name");
    expect([
      before["segment"],
      await opened(
        customerId,
        "customers.segment_sealed",
        customerId,
        before["segment_sealed"] ?? "",
      ),
    ]).toEqual([null, "Chandlers"]);
  });

  /** Contacts of one customer with names of format 1, more than two pages. */
  async function oldContacts(count: number): Promise<string[]> {
    const { customerId } = await addCustomer({
      name: "Harlow",
      person: "Dana",
      addresses: ["dana@harlow.example"],
    });
    const ids = Array.from(
      { length: count },
      (_, number) => `01990000-0000-7000-8000-${String(number).padStart(12, "0")}`,
    );
    const old = await sealedBefore(env, "Person");
    await env.DB.prepare(
      "INSERT INTO contacts (id, customer_id, name_sealed, created_at) SELECT value, ?2, ?3, 0 FROM json_each(?1)",
    )
      .bind(JSON.stringify(ids), customerId, old)
      .run();
    return ids;
  }
  const left = async () =>
    (await query("SELECT 1 FROM contacts WHERE name_sealed LIKE '1.%'")).length;

  test("goes on behind what is done when a delivery died in the middle", async () => {
    const ids = await oldContacts(2 * resealedAtOnce + 20);
    const last = ids[resealedAtOnce + 5] ?? "";
    await env.DB.prepare(
      `CREATE TRIGGER fault BEFORE UPDATE OF name_sealed ON contacts WHEN NEW.id = '${last}' BEGIN
        SELECT RAISE(ABORT, 'injected'); END`,
    ).run();
    const queue = kept();
    expect(await deliver({ step: "reseal", review: "none", from: 0 }, queue.on)).toBe(true);
    expect(await left()).toBe(resealedAtOnce + 20);
    await env.DB.prepare("DROP TRIGGER fault").run();
    expect(await deliver({ step: "reseal", review: "none", from: 0 }, queue.on, 2)).toBe(false);
    expect(await left()).toBe(0);
  });

  test("keeps the name that somebody gave a contact between reading and storing a page", async () => {
    const [id = "", other = ""] = await oldContacts(2);
    const [{ owner } = { owner: "" }] = await query<{ owner: string }>(
      "SELECT customer_id AS owner FROM contacts WHERE id = ?",
      id,
    );
    const keys = await keysOf(owner);
    const table = sealedTables.find(({ table: name }) => name === "contacts");
    if (table === undefined) throw new Error("contacts are not gone through");
    const rows = await staleRows(env.DB, table, null, "2.k2.", resealedAtOnce);
    expect(rows.map(({ row }) => row)).toEqual([id, other]);
    const since = await keys.seal(at("contacts.name_sealed", id), "Named since");
    await env.DB.prepare("UPDATE contacts SET name_sealed = ? WHERE id = ?").bind(since, id).run();
    await env.DB.batch(
      storeResealed(
        env.DB,
        table,
        await Promise.all(
          rows.map(async ({ key, row, values }) => ({
            key,
            column: "name_sealed",
            was: (JSON.parse(values) as { name_sealed: string }).name_sealed,
            now: await keys.seal(at("contacts.name_sealed", row), "Person"),
          })),
        ),
      ),
    );
    const names = await query<{ id: string; name: string }>(
      "SELECT id, name_sealed AS name FROM contacts WHERE id IN (?, ?) ORDER BY id",
      id,
      other,
    );
    expect(
      await Promise.all(
        names.map((row) => keys.open(at("contacts.name_sealed", row.id), row.name)),
      ),
    ).toEqual(["Named since", "Person"]);
  });

  test("leaves a customer of an import readable whichever way its key was made", async () => {
    await imported("transactions", "order,customer,date,amount\nO-1,4711,2026-01-05,12.50\n");
    await imported("customers", "external_id,name,segment\n4711,Harlow Marine,Chandlers\n");
    const [{ id } = { id: "" }] = await query<{ id: string }>("SELECT id FROM customers");
    await resealed();
    expect((await profileOf(adminKey, id)).customer).toMatchObject({
      name: "Harlow Marine",
      segment: "Chandlers",
    });
    expect((await call("GET", `/v1/customers/${id}`, { token: adminKey })).status).toBe(200);
  });
});
