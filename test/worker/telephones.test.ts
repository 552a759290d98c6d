/**
 * The telephone number of a contact: set, changed, taken away, looked up, undone, imported. It is
 * sealed wherever it stands, and stands nowhere else.
 */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  cardOnly,
  cards,
  contactAnswer,
  importWithdrawalLine,
  withdrawnAnswer,
} from "../../shared/contract/answers.ts";
import { addAlias } from "../../worker/store/aliases.ts";
import { addCustomer } from "./book.ts";
import { call, refusal, signedIn } from "./client.ts";
import { lines, query } from "./importing.ts";
import { opened } from "./sealed.ts";
import { added, profileOf, write } from "./writing.ts";

let rep: string;
let manager: string;
beforeAll(async () => {
  rep = await signedIn("rep");
  manager = await signedIn("manager");
});

const number = "+44 20 7946 0018";
const other = "020 7946 0999 ext 12";

async function lookUp(...addresses: string[]) {
  const response = await call("POST", "/v1/cards", { token: rep, body: { addresses } });
  return {
    found: cards.parse(await response.json()).cards,
    rows: Number(/"(\d+) rows read"/.exec(response.headers.get("Server-Timing") ?? "")?.[1]),
  };
}
const shown = async (...addresses: string[]) =>
  (await lookUp(...addresses)).found.map(({ card }) => card?.contact?.telephone);
const addContact = (customerId: string, body: Record<string, unknown>) =>
  write(contactAnswer, rep, `/v1/customers/${customerId}/contacts`, body);

type Cell = { customerId: string; key: string; sealed: string | null };
/** Numbers as they are stored on a contact and beside its addresses, each opened at its place. */
async function stored(contactId: string): Promise<(string | null)[]> {
  const own = await query<Cell>(
    "SELECT customer_id AS customerId, id AS key, telephone_sealed AS sealed FROM contacts WHERE id = ?",
    contactId,
  );
  const beside = await query<Cell>(
    `SELECT customer_id AS customerId, address_index AS key, telephone_sealed AS sealed
      FROM addresses WHERE contact_id = ?`,
    contactId,
  );
  const open =
    (column: "contacts.telephone_sealed" | "addresses.telephone_sealed") =>
    async ({ customerId, key, sealed }: Cell) =>
      opened(customerId, column, key, sealed);
  return Promise.all([
    ...own.map(open("contacts.telephone_sealed")),
    ...beside.map(open("addresses.telephone_sealed")),
  ]);
}

/** A customer with one contact of two addresses and this number. */
async function known(name: string, telephone?: string) {
  const { customer } = await added(rep, name);
  const addresses = ["dana", "d.reyes"].map((local) => `${local}@${name.toLowerCase()}.example`);
  const { contact } = await addContact(customer.id, { name: "Dana", addresses, telephone });
  return { id: customer.id, contact, addresses };
}

describe("a telephone number", () => {
  test("comes with a customer's contact and with a new contact when they are added", async () => {
    const { card } = await write(cardOnly, rep, "/v1/customers", {
      name: "Harlow Marine",
      contact: { name: "Dana", addresses: ["dana@harlow.example"], telephone: `  ${number} ` },
    });
    expect(card.contact).toBeNull();
    const { contact } = await addContact(card.customer.id, {
      addresses: ["lee@harlow.example"],
      telephone: other,
    });
    expect(contact.telephone).toBe(other);
    expect(await shown("dana@harlow.example", "lee@harlow.example")).toEqual([number, other]);
    const { contacts } = await profileOf(rep, card.customer.id);
    expect(contacts.map(({ telephone }) => telephone)).toEqual([number, other]);
  });

  test("is set, changed and taken away beside every address when the contact is named", async () => {
    const { id, contact, addresses } = await known("Growing");
    expect(await shown(...addresses)).toEqual([undefined, undefined]);
    const set = (telephone?: string | null) =>
      addContact(id, { contactId: contact.id, addresses: addresses.slice(0, 1), telephone });
    for (const [given, expected] of [
      [number, number],
      [other, other],
      [undefined, other],
      [null, undefined],
    ] as const) {
      expect((await set(given)).contact.telephone).toBe(expected);
      expect(await shown(...addresses)).toEqual([expected, expected]);
      expect(await stored(contact.id)).toEqual(Array(3).fill(expected ?? null));
    }
  });

  test("stays when the contact is renamed, and stands beside an address added later", async () => {
    const { id, contact, addresses } = await known("Later", number);
    const { contact: after } = await addContact(id, {
      contactId: contact.id,
      name: "Dana Reyes",
      addresses: ["dana.reyes@gmail.com"],
    });
    expect(after).toMatchObject({ name: "Dana Reyes", telephone: number });
    expect(await shown(...addresses, "danareyes@gmail.com")).toEqual([number, number, number]);
  });

  test("keeps what was there before when it is changed, and nothing when it is the same", async () => {
    const { id, contact, addresses } = await known("Kept", number);
    const kept = () =>
      query<{ before: string }>(
        "SELECT before FROM changed_rows WHERE customer_id = ? ORDER BY id",
        id,
      );
    await addContact(id, { contactId: contact.id, addresses, telephone: number });
    expect(await kept()).toEqual([]);
    await addContact(id, { contactId: contact.id, addresses, telephone: other });
    const before = (await kept()).map((row) => JSON.parse(row.before) as object);
    expect(before.map((row) => Object.keys(row))).toEqual(before.map(() => ["telephone_sealed"]));
    expect(before).toHaveLength(3);
  });

  test("costs no row more when it is looked up", async () => {
    const { addresses } = await known("Budget", number);
    const { found, rows } = await lookUp(...addresses);
    expect(found.map(({ card }) => card?.contact?.telephone)).toEqual([number, number]);
    expect(rows).toBeLessThanOrEqual(2 * addresses.length);
  });

  test("is another's when the contact belongs to a customer that was merged", async () => {
    const { customer } = await added(rep, "Present");
    const old = await addCustomer({
      name: "Old",
      person: "Olga Marsh",
      addresses: ["olga@old.example", "olga@older.example"],
    });
    await env.DB.batch(addAlias(env.DB, old.customerId, customer.id));
    await addContact(customer.id, {
      contactId: old.contactId,
      addresses: ["olga@old.example"],
      telephone: number,
    });
    expect(await shown("olga@old.example", "olga@older.example")).toEqual([number, number]);
    expect(await stored(old.contactId)).toEqual([number, number, number]);
  });

  test("goes with the contact when that is taken back, and is free of the address then", async () => {
    const { id, contact, addresses } = await known("Withdrawn", number);
    await write(withdrawnAnswer, rep, `/v1/contacts/${contact.id}/withdraw`, { reason: null });
    const { contact: again } = await addContact(id, { name: "Dana", addresses });
    expect(again.telephone).toBeUndefined();
    expect(await shown(...addresses)).toEqual([undefined, undefined]);
    const [row] = await query<{ row: string }>(
      "SELECT row FROM withdrawn_rows WHERE customer_id = ? AND table_name = 'contacts'",
      id,
    );
    const { telephone_sealed: sealed } = JSON.parse(row?.row ?? "{}") as Record<string, string>;
    expect(await opened(id, "contacts.telephone_sealed", contact.id, sealed ?? null)).toBe(number);
  });

  test("stands in no table and in no log when it was set, changed and taken back", async () => {
    const said = (["log", "info", "warn", "error"] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => undefined),
    );
    const { id, contact, addresses } = await known("Sealed", "0161 496 0771");
    await addContact(id, { contactId: contact.id, addresses, telephone: "0161 496 0772" });
    await write(withdrawnAnswer, rep, `/v1/contacts/${contact.id}/withdraw`, { reason: null });
    expect(JSON.stringify(said.map((spy) => spy.mock.calls))).not.toContain("0161");
    vi.restoreAllMocks();
    const tables = await query<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    );
    for (const { name } of tables)
      expect(JSON.stringify(await query(`SELECT * FROM ${name}`)), name).not.toContain("0161 496");
  });

  test.each(["12", "call Dana", "1".repeat(41), "020 7946 0018\n0019 text"])(
    "is refused when it is %j",
    async (telephone) => {
      const { customer } = await added(rep, "Refused");
      expect(
        await refusal(
          await call("POST", `/v1/customers/${customer.id}/contacts`, {
            token: rep,
            key: crypto.randomUUID(),
            body: { addresses: ["refused@refused.example"], telephone },
          }),
        ),
      ).toMatchObject({ status: 400, field: "telephone" });
    },
  );
});

describe("an import of contacts", () => {
  const file = (...rows: string[]) =>
    ["external_id,customer,name,email,phone", ...rows, ""].join("\n");
  async function brought(...rows: string[]) {
    const all = await lines("contacts", file(...rows));
    const last = all.at(-1);
    if (last?.type !== "report") throw new Error(JSON.stringify(last));
    return { ...last, rows: all.filter((line) => line.type === "refused") };
  }
  async function takenBack(id: string) {
    const response = await call("POST", `/v1/imports/${id}/withdraw`, { token: manager });
    const text = new TextDecoder().decode(await response.arrayBuffer()).trim();
    return importWithdrawalLine.parse(JSON.parse(text.split("\n").at(-1) ?? ""));
  }
  const of = (at: number) =>
    [`a${at}@import-${at}.example`, `b${at}@import-${at}.example`] as const;

  test("brings numbers, changes them, and takes both back when it is undone", async () => {
    const [a, b] = of(1);
    await brought(`T1,TC1,Ann,${a},${number}`);
    expect(await shown(a)).toEqual([number]);
    expect(await brought(`T1,TC1,Ann,${a},${number}`)).toMatchObject({ stored: 0, unchanged: 1 });
    const second = await brought(`T1,TC1,Ann,${a};${b},${other}`);
    expect(await shown(a, b)).toEqual([other, other]);
    expect(await takenBack(second.import)).toMatchObject({ done: true });
    expect(await shown(a, b)).toEqual([number, undefined]);
  });

  test("copies the number that is known beside a new address when it brings none", async () => {
    const [a, b] = of(2);
    await brought(`T2,TC2,Bo,${a},${number}`);
    await brought(`T2,TC2,Bo,${b},`);
    expect(await shown(a, b)).toEqual([number, number]);
    const [row] = await query<{ id: string }>(
      "SELECT contact_id AS id FROM addresses ORDER BY created_at DESC LIMIT 1",
    );
    expect(await stored(row?.id ?? "")).toEqual([number, number, number]);
  });

  test("gives the name back and leaves a number set since when it is undone", async () => {
    const [a] = of(3);
    await brought(`T3,TC3,Cas,${a},`);
    const renamed = await brought(`T3,TC3,Casper,${a},`);
    const contact = (await lookUp(a)).found[0]?.card;
    await addContact(contact?.customer.id ?? "", {
      contactId: contact?.contact?.id,
      addresses: [a],
      telephone: number,
    });
    await takenBack(renamed.import);
    expect((await lookUp(a)).found[0]?.card?.contact).toMatchObject({
      name: "Cas",
      telephone: number,
    });
  });

  test("takes the first of several numbers, and refuses what is none with its line", async () => {
    const [[a], [b]] = [of(4), of(5)];
    const report = await brought(
      `T4,TC4,Di,${a},"${number}; 07700 900123"`,
      `T5,TC4,Ed,${b},ask reception`,
    );
    expect(report.rows).toMatchObject([{ line: 3, field: "telephone" }]);
    expect(await shown(a, b)).toEqual([number, undefined]);
  });

  test("takes a number out of the words beside it, and keeps a contact that has none", async () => {
    const cells = [`Tel: ${number}`, `${number} (mobile)`, "n/a", "-", "暂无"];
    const addresses = cells.map((_, at) => of(10 + at)[0]);
    const report = await brought(
      ...cells.map((cell, at) => `U${at},UC${at},Person ${at},${addresses[at] ?? ""},"${cell}"`),
    );
    expect(report.rows).toEqual([]);
    expect(await shown(...addresses)).toEqual([number, number, undefined, undefined, undefined]);
  });
});
