/**
 * Edits of a customer by hand: of each field the newest that was not withdrawn holds, wherever it
 * is shown, found and sorted; an undo brings back what stood there before, an import's value too.
 */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cards,
  contactAnswer,
  customerList,
  factAnswer,
  foundCustomers,
} from "../../shared/contract/answers.ts";
import { segments, users } from "../../shared/contract/customer-edits.ts";
import { segmentsOfBook } from "../../worker/store/customer-list/segments.ts";
import type { Database } from "../../worker/store/database.ts";
import { call, refusal, signedIn } from "./client.ts";
import { imported, lines, query } from "./importing.ts";
import { storedCard } from "./sealed.ts";
import { added, profileOf, undo, write } from "./writing.ts";

let rep: string;
let manager: string;
/** Ids of people by the local parts of their addresses. */
let people: Map<string | null, string>;
beforeAll(async () => {
  rep = await signedIn("rep", "robin@own.example");
  await signedIn("rep", "priya@own.example");
  manager = await signedIn("manager");
  const answer = await call("GET", "/v1/users", { token: rep });
  people = new Map(users.parse(await answer.json()).users.map(({ id, name }) => [name, id]));
});

const edit = (id: string, body: Record<string, unknown>, token = manager) =>
  write(factAnswer, token, `/v1/customers/${id}/edits`, body);
const refused = async (id: string, body: unknown, token = rep) =>
  refusal(
    await call("POST", `/v1/customers/${id}/edits`, { token, body, key: crypto.randomUUID() }),
  );
const found = async (name: string) =>
  foundCustomers
    .parse(
      await (await call("POST", "/v1/customers/search", { token: rep, body: { name } })).json(),
    )
    .customers.map(({ id }) => id);
const listed = async (filter: unknown) =>
  customerList
    .parse(
      await (
        await call("GET", `/v1/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`, {
          token: rep,
        })
      ).json(),
    )
    .customers.map(({ id }) => id);

describe("an edit of a customer", () => {
  test("is on the card, in the list and found when name, segment and owner are edited", async () => {
    const { customer } = await added(rep, "Kestrel Joinery");
    const { id } = customer;
    const priya = people.get("priya") ?? "";
    await edit(id, { field: "name", value: "Kittiwake Cabinets" }, rep);
    await edit(id, { field: "segment", value: "Trade" }, rep);
    const { card } = await edit(id, { field: "owner", value: priya });
    expect(card.customer).toMatchObject({
      name: "Kittiwake Cabinets",
      segment: "Trade",
      owner: "priya",
    });
    expect((await storedCard(id)).customer).toEqual(card.customer);
    expect(await found("kittiwake")).toEqual([id]);
    expect(await found("kestrel joinery")).toEqual([]);
    expect(await listed({ field: "owner", in: [priya] })).toEqual([id]);
    expect(await listed({ field: "segment", in: ["trade "] })).toEqual([id]);
  });

  test("names its segment once among the book's when several customers are in it", async () => {
    const ids = [];
    for (const name of ["Ruff Ltd", "Knot Ltd"]) ids.push((await added(rep, name)).customer.id);
    const made = [];
    for (const id of ids) made.push(await edit(id, { field: "segment", value: "Wholesale" }));
    const known = async () =>
      segments.parse(await (await call("GET", "/v1/segments", { token: rep })).json()).segments;
    expect((await known()).filter((one) => one === "Wholesale")).toEqual(["Wholesale"]);
    for (const one of made) await undo(manager, "edits", one.id);
    expect(await known()).not.toContain("Wholesale");
  });

  test("has the book's segments found by the index alone when they are asked for", async () => {
    const steps: string[] = [];
    const bound = (sql: string, values: unknown[]) => ({
      all: async () => {
        const plan = env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values);
        steps.push(...(await plan.all<{ detail: string }>()).results.map(({ detail }) => detail));
        return env.DB.prepare(sql)
          .bind(...values)
          .all();
      },
    });
    const db = {
      prepare: (sql: string) => ({ bind: (...values: unknown[]) => bound(sql, values) }),
    } as unknown as Database;
    await segmentsOfBook(db, 10);
    expect(steps.filter((step) => /^SCAN (l|c|customer_list|customers)\b/.test(step))).toEqual([]);
    expect(steps.filter((step) => step.includes("list_by_segment")).length).toBeGreaterThan(2);
  });

  test("is undone whole when it is withdrawn", async () => {
    const { customer } = await added(rep, "Fulmar Sails");
    const { id } = customer;
    const before = await profileOf(rep, id);
    const made = [
      await edit(id, { field: "name", value: "Gannet Ropes" }),
      await edit(id, { field: "segment", value: "Chandlers" }),
      await edit(id, { field: "owner", value: people.get("priya") }),
      await edit(id, { field: "language", value: "zh-cn" }),
      await edit(id, { field: "notes", value: "Rings on Mondays.\nNever on Fridays." }),
    ];
    expect((await profileOf(rep, id)).details).toEqual({
      owner: { id: people.get("priya"), name: "priya" },
      language: "zh-CN",
      notes: "Rings on Mondays.\nNever on Fridays.",
    });
    for (const { id: of } of made) await undo(manager, "edits", of);
    const after = await profileOf(rep, id);
    expect(after.customer).toEqual(before.customer);
    expect(after.details).toEqual(before.details);
    expect(await found("fulmar")).toEqual([id]);
    expect(await found("gannet")).toEqual([]);
    expect(await listed({ field: "segment", in: ["Chandlers"] })).toEqual([]);
    expect(await listed({ field: "owner", in: [people.get("priya")] })).not.toContain(id);
  });

  test("changes a contact's telephone number beside every address, and its undo too", async () => {
    const { customer } = await added(rep, "Petrel Boats");
    const addContact = (body: object) =>
      write(contactAnswer, rep, `/v1/customers/${customer.id}/contacts`, body);
    const { contact } = await addContact({
      name: "Dana",
      addresses: ["dana@petrel.example"],
      telephone: "020 7946 0018",
    });
    const shown = async (address: string) => {
      const body = { addresses: [address] };
      const answer = await (await call("POST", "/v1/cards", { token: rep, body })).json();
      return cards.parse(answer).cards[0]?.card?.contact?.telephone;
    };
    const contactId = contact.id;
    const { id } = await edit(customer.id, { field: "phone", contactId, value: "020 7946 0999" });
    await addContact({ name: null, contactId, addresses: ["d.reyes@petrel.example"] });
    expect(await shown("dana@petrel.example")).toBe("020 7946 0999");
    expect(await shown("d.reyes@petrel.example")).toBe("020 7946 0999");
    await undo(manager, "edits", id);
    expect(await shown("dana@petrel.example")).toBe("020 7946 0018");
    expect(await shown("d.reyes@petrel.example")).toBe("020 7946 0018");
  });

  test("stands in the timeline, struck through when it was withdrawn", async () => {
    const { customer } = await added(rep, "Dunlin Lamps");
    const owner = await edit(customer.id, { field: "owner", value: people.get("priya") });
    const renamed = await edit(customer.id, { field: "name", value: "Dunlin Lights" });
    await undo(manager, "edits", renamed.id);
    const facts = (await profileOf(manager, customer.id)).facts.items;
    expect(facts.find(({ id }) => id === owner.id)).toMatchObject({
      type: "edit",
      withdrawnAt: null,
      detail: { field: "owner", owner: "priya" },
    });
    expect(facts.find(({ id }) => id === renamed.id)).toMatchObject({
      withdrawnAt: expect.any(String),
      detail: { field: "name", value: "Dunlin Lights" },
    });
    const seen = (await profileOf(rep, customer.id)).facts.items;
    expect(seen.find(({ id }) => id === renamed.id)?.detail).toEqual({ field: "name" });
  });

  test("is refused when a rep names an owner, and anybody nobody", async () => {
    const { customer } = await added(rep, "Plover Paints");
    const priya = people.get("priya") ?? "";
    expect(await refused(customer.id, { field: "owner", value: priya })).toMatchObject({
      code: "forbidden",
      field: "value",
    });
    expect(await refused(customer.id, { field: "owner", value: customer.id }, manager)).toEqual({
      status: 404,
      code: "not_found",
      field: "value",
    });
    for (const body of [
      { field: "name", value: null },
      { field: "name", value: "  " },
      { field: "language", value: "klingon!" },
      { field: "phone", value: "020 7946 0018" },
      { field: "kind", value: "person" },
    ])
      expect(await refused(customer.id, body), JSON.stringify(body)).toMatchObject({ status: 400 });
    const viewer = await signedIn("viewer");
    expect(await refused(customer.id, { field: "segment", value: "x" }, viewer)).toMatchObject({
      status: 403,
    });
  });

  test("of another is withdrawn by a manager alone", async () => {
    const { customer } = await added(rep, "Turnstone Tiles");
    const { id } = await edit(customer.id, { field: "segment", value: "Trade" });
    const body = { reason: null };
    const options = { token: rep, body, key: crypto.randomUUID() };
    expect(await refusal(await call("POST", `/v1/edits/${id}/withdraw`, options))).toMatchObject({
      code: "forbidden",
    });
    const { card } = await undo(manager, "edits", id);
    expect(card.customer.segment).toBeNull();
    expect((await undo(manager, "edits", id)).card.customer.segment).toBeNull();
  });

  test("leaves one customer and loses nothing when many edit at the same moment", async () => {
    const { customer } = await added(rep, "Avocet Glass");
    const { id } = customer;
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        edit(
          id,
          at % 2 === 0
            ? { field: "name", value: `Avocet ${at}` }
            : { field: "segment", value: `S${at}` },
        ),
      ),
    );
    const facts = (await profileOf(manager, id)).facts.items;
    expect(
      facts
        .filter(({ type }) => type === "edit")
        .map((one) => one.id)
        .toSorted(),
    ).toEqual(made.map((one) => one.id).toSorted());
    await Promise.all(made.map((one) => undo(manager, "edits", one.id)));
    expect((await storedCard(id)).customer).toEqual(customer);
  });

  test("is sealed wherever its words stand", async () => {
    const { customer } = await added(rep, "Whimbrel Ltd");
    await edit(customer.id, { field: "notes", value: "Secretwords" });
    await edit(customer.id, { field: "name", value: "Secretwords" });
    const [stored] = await query(
      `SELECT (SELECT json_group_array(value_sealed) FROM customer_edits) || notes_sealed
        || name_sealed AS text FROM customers WHERE id = ?`,
      customer.id,
    );
    expect(String(stored?.["text"])).not.toContain("Secretwords");
  });
});

describe("edits and undos in any order", { timeout: 120_000 }, () => {
  const fields = ["name", "segment", "notes", "language"] as const;
  const step = fc.oneof(
    fc.record({
      field: fc.constantFrom(...fields),
      value: fc.constantFrom("de", "en", "fr", "it", "pt"),
    }),
    fc.record({ undo: fc.nat() }),
  );

  test("hold the newest that was not withdrawn when it is any sequence of them", async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
        const name = `Curlew ${++number}`;
        const { id } = (await added(rep, name)).customer;
        const made: { id: string; field: string; value: string; isLive: boolean }[] = [];
        for (const one of steps) {
          if ("field" in one) made.push({ ...one, id: (await edit(id, one)).id, isLive: true });
          else if (made.length > 0) {
            const taken = made[one.undo % made.length]!;
            await undo(manager, "edits", taken.id);
            taken.isLive = false;
          }
        }
        const held = (field: string, first: string | null) =>
          made.findLast((one) => one.isLive && one.field === field)?.value ?? first;
        const { customer, details } = await profileOf(rep, id);
        expect({ ...details, name: customer.name, segment: customer.segment }).toEqual({
          owner: null,
          name: held("name", name),
          segment: held("segment", null),
          notes: held("notes", null),
          language: held("language", null),
        });
        const segment = held("segment", null);
        if (segment !== null)
          expect(await listed({ field: "segment", in: [segment] })).toContain(id);
        expect((await storedCard(id)).customer.name).toBe(held("name", name));
      }),
      { numRuns: 10 },
    );
  });
});

describe("an edit and an import", () => {
  const file = (name: string, segment: string) => `customer,name,segment\nE-1,${name},${segment}\n`;
  const brought = async (name: string, segment: string) => {
    const last = (await lines("customers", file(name, segment))).at(-1);
    if (last?.type !== "report") throw new Error(JSON.stringify(last));
    return last.import;
  };
  const taken = async (id: string) =>
    expect(
      (await (await call("POST", `/v1/imports/${id}/withdraw`, { token: manager })).text()).trim(),
    ).toContain('"done":true');
  const shown = async () => {
    const [row] = await query<{ id: string }>("SELECT id FROM customers WHERE external_id = 'E-1'");
    const { customer } = await profileOf(rep, row?.id ?? "");
    return { id: customer.id, name: customer.name, segment: customer.segment };
  };

  test("each come undone by themselves when they changed the same customer in turn", async () => {
    await imported("customers", file("First", "A"));
    const second = await brought("Second", "B");
    const { id } = await shown();
    const renamed = await edit(id, { field: "name", value: "By hand" });
    const third = await brought("Third", "C");
    expect(await shown()).toMatchObject({ name: "Third", segment: "C" });
    await taken(third);
    expect(await shown()).toMatchObject({ name: "By hand", segment: "B" });
    await taken(second);
    expect(await shown()).toMatchObject({ name: "By hand", segment: "A" });
    await undo(manager, "edits", renamed.id);
    expect(await shown()).toMatchObject({ name: "First", segment: "A" });
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM changed_rows WHERE row_id = ?")
        .bind(id)
        .first("n"),
    ).toBe(0);
  });
});
