/**
 * Undo of whoever was added: customers with and without contacts, contacts, single addresses; right
 * away, after others built on them, by others, twice, and added again afterwards. What is undone is
 * in no look-up, search, caution or list.
 */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cardOnly,
  cards,
  contactAnswer,
  foundCustomers,
  impersonated,
  withdrawnAnswer,
} from "../../shared/contract/answers.ts";
import { withdrawnColumns } from "../../worker/store/withdrawn-rows.ts";
import { call, refusal, signedIn } from "./client.ts";
import { added, ago, figures, log, profileOf, rows, undo, write } from "./writing.ts";

let rep: string;
let other: string;
let manager: string;
let number = 0;
beforeAll(async () => {
  rep = await signedIn("rep", "robin@own.example");
  other = await signedIn("rep", "sasha@own.example");
  manager = await signedIn("manager");
});

const take = (token: string, path: string, body: unknown = {}) =>
  write(withdrawnAnswer, token, path, body);
const refused = async (token: string, path: string, body: unknown = {}) => {
  const response = await call("POST", path, { token, key: crypto.randomUUID(), body });
  const message = ((await response.clone().json()) as { error: { message: string } }).error.message;
  return { ...(await refusal(response)), message };
};
const lookUp = async (address: string) =>
  cards.parse(
    await (await call("POST", "/v1/cards", { token: rep, body: { addresses: [address] } })).json(),
  ).cards[0];
const searched = async (name: string) =>
  foundCustomers.parse(
    await (await call("POST", "/v1/customers/search", { token: rep, body: { name } })).json(),
  ).customers;
const posed = async (address: string, name: string | null) =>
  impersonated.parse(
    await (
      await call("POST", "/v1/impersonations", { token: rep, body: { address, name } })
    ).json(),
  );
const addContact = (token: string, customerId: string, body: Record<string, unknown>) =>
  write(contactAnswer, token, `/v1/customers/${customerId}/contacts`, body);
const fresh = () => `n${++number}`;

describe("undoing a customer", { timeout: 30_000 }, () => {
  test("leaves no trace in look-ups, search, cautions and lists, and its address is free again", async () => {
    const tag = fresh();
    const address = `dana@${tag}-marine.example`;
    const card = await write(cardOnly, rep, "/v1/customers", {
      name: `Zephyr${tag} Marine`,
      externalId: `E-${tag}`,
      contact: { name: `Dana Zephyr${tag}`, addresses: [address] },
    });
    const id = card.card.customer.id;
    expect((await searched(`zephyr${tag}`)).map((one) => one.id)).toEqual([id]);
    expect(await take(rep, `/v1/customers/${id}/withdraw`, { reason: "A slip" })).toEqual({
      id,
      card: null,
    });

    expect(await lookUp(address)).toEqual({ address, status: "unknown" });
    expect(await lookUp(`li@${tag}-marine.example`)).toEqual({
      address: `li@${tag}-marine.example`,
      status: "unknown",
    });
    expect(await searched(`zephyr${tag}`)).toEqual([]);
    expect(await posed(`x@${tag}-rnarine.example`, `Dana Zephyr${tag}`)).toEqual({
      lookAlike: null,
      knownName: null,
    });
    expect((await call("GET", `/v1/customers/${id}`, { token: rep })).status).toBe(404);
    for (const table of [
      "contacts",
      "addresses",
      "domains",
      "cards",
      "score_history",
      "customer_words",
    ])
      expect(await rows(table, id), table).toBe(0);

    const again = await write(cardOnly, rep, "/v1/customers", {
      name: `Zephyr${tag} Marine`,
      externalId: `E-${tag}`,
      contact: { name: "Dana", addresses: [address] },
    });
    expect((await lookUp(address))?.card?.customer.id).toBe(again.card.customer.id);
    expect((await lookUp(`li@${tag}-marine.example`))?.suggestion?.customerId).toBe(
      again.card.customer.id,
    );
  });

  test("is kept with all that it had, beside who took it back", async () => {
    const {
      customer: { id },
    } = await added(rep, "Kept", ["kept@kept-one.example"]);
    await take(rep, `/v1/customers/${id}/withdraw`);
    const { results } = await env.DB.prepare(
      "SELECT table_name AS name, row, user_id AS user FROM withdrawn_rows WHERE customer_id = ? ORDER BY id",
    )
      .bind(id)
      .all<{ name: string; row: string; user: string }>();
    expect(results.map(({ name }) => name)).toEqual(["addresses", "contacts", "customers"]);
    expect(JSON.parse(results[2]?.row ?? "")).toMatchObject({ id, kind: "company" });
    expect(results.every(({ user }) => user !== null)).toBe(true);
  });

  test("is refused while facts hang on it, naming them, and goes once they are taken back", async () => {
    const {
      customer: { id },
    } = await added(rep, "Busy");
    const { interaction } = await log(other, id);
    const path = `/v1/customers/${id}/withdraw`;
    expect(await refused(rep, path)).toMatchObject({
      status: 409,
      code: "conflict",
      message: expect.stringContaining("has 1 log by now") as string,
    });
    await undo(other, "interactions", interaction.id);
    expect((await take(rep, path)).card).toBeNull();
  });

  test("is refused for another rep and while others added a contact, and open to a manager", async () => {
    const {
      customer: { id },
    } = await added(rep, "Shared");
    const path = `/v1/customers/${id}/withdraw`;
    expect(await refused(other, path)).toMatchObject({ status: 403 });
    await addContact(other, id, { name: "Li", addresses: [`${fresh()}@gmail.com`] });
    expect(await refused(rep, path)).toMatchObject({
      status: 409,
      message: expect.stringContaining("Somebody else added a contact") as string,
    });
    expect(await take(manager, path)).toEqual({ id, card: null });
  });

  test("stays taken back when it is taken back twice or at once, and is refused where it never was", async () => {
    const {
      customer: { id },
    } = await added(rep, "Twice", [`${fresh()}@gmail.com`]);
    const path = `/v1/customers/${id}/withdraw`;
    const answers = await Promise.all([take(rep, path), take(rep, path), take(manager, path)]);
    expect(answers.map((one) => one.id)).toEqual([id, id, id]);
    expect((await refused(rep, `/v1/customers/${crypto.randomUUID()}/withdraw`)).status).toBe(404);
  });

  test("never leaves a fact or card of nobody when somebody logs at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const {
        customer: { id },
      } = await added(rep, "Race");
      const [taken, logged] = await Promise.all([
        call("POST", `/v1/customers/${id}/withdraw`, {
          token: rep,
          key: crypto.randomUUID(),
          body: {},
        }),
        call("POST", "/v1/interactions", {
          token: other,
          key: crypto.randomUUID(),
          body: { customerId: id, kind: "call", occurredAt: ago(1) },
        }),
      ]);
      expect([
        [200, 404],
        [409, 200],
      ]).toContainEqual([taken.status, logged.status]);
      const exists = taken.status === 409 ? 1 : 0;
      expect([await rows("interactions", id), await rows("cards", id)]).toEqual([exists, exists]);
    }
  });

  test("gives its domain to who came after it", async () => {
    const tag = fresh();
    const wrong = await added(rep, "Wrong", [`a@${tag}.example`]);
    const right = await added(rep, "Right", [`b@${tag}.example`]);
    expect((await lookUp(`c@${tag}.example`))?.suggestion?.customerId).toBe(wrong.customer.id);
    await take(rep, `/v1/customers/${wrong.customer.id}/withdraw`);
    await expect
      .poll(async () => (await lookUp(`c@${tag}.example`))?.suggestion?.customerId, {
        timeout: 10_000,
      })
      .toBe(right.customer.id);
  });
});

describe("undoing a contact or an address", { timeout: 30_000 }, () => {
  test("leaves the card as it was and the address free when a contact is taken back", async () => {
    const before = await added(rep, "Harbour", [`x@${fresh()}.example`]);
    const address = `new@${fresh()}.example`;
    const { contact } = await addContact(rep, before.customer.id, {
      name: "New",
      addresses: [address],
    });
    expect((await lookUp(address))?.status).toBe("customer");
    const { card } = await take(rep, `/v1/contacts/${contact.id}/withdraw`);
    expect(figures(card ?? before).touches).toEqual(figures(before).touches);
    expect(await lookUp(address)).toEqual({ address, status: "unknown" });
    expect((await profileOf(rep, before.customer.id)).contacts).toHaveLength(1);
    expect((await take(rep, `/v1/contacts/${contact.id}/withdraw`)).id).toBe(contact.id);
  });

  test("keeps the domain while another address of the customer is at it", async () => {
    const tag = fresh();
    const {
      customer: { id },
    } = await added(rep, "Domain", [`a@${tag}.example`]);
    const { contact } = await addContact(rep, id, {
      name: "B",
      addresses: [`b@${tag}.example`, `b@other-${tag}.example`],
    });
    await take(rep, `/v1/contacts/${contact.id}/withdraw`);
    expect((await lookUp(`c@${tag}.example`))?.suggestion?.customerId).toBe(id);
    expect(await lookUp(`c@other-${tag}.example`)).toMatchObject({ status: "unknown" });
    expect((await lookUp(`c@other-${tag}.example`))?.suggestion).toBeUndefined();
  });

  test("is refused while a log names the contact, for another rep, and where others added an address", async () => {
    const {
      customer: { id },
    } = await added(rep, "Named");
    const { contact } = await addContact(rep, id, {
      name: "Li",
      addresses: [`${fresh()}@gmail.com`],
    });
    const path = `/v1/contacts/${contact.id}/withdraw`;
    const { interaction } = await log(rep, id, { contactId: contact.id });
    expect(await refused(rep, path)).toMatchObject({
      status: 409,
      message: expect.stringContaining("1 log") as string,
    });
    await undo(rep, "interactions", interaction.id);
    expect(await refused(other, path)).toMatchObject({ status: 403 });
    await addContact(other, id, {
      contactId: contact.id,
      name: null,
      addresses: [`${fresh()}@gmail.com`],
    });
    expect(await refused(rep, path)).toMatchObject({
      status: 409,
      message: expect.stringContaining("Somebody else added an address") as string,
    });
  });

  test("takes single addresses back, however they are written, and leaves the others", async () => {
    const {
      customer: { id },
    } = await added(rep, "Addresses");
    const [keep, go] = [`${fresh()}@gmail.com`, `${fresh()}.x@gmail.com`];
    const { contact } = await addContact(rep, id, { name: "Li", addresses: [keep, go] });
    const path = `/v1/contacts/${contact.id}/addresses/withdraw`;
    expect(await refused(other, path, { addresses: [go] })).toMatchObject({ status: 403 });
    await take(rep, path, { addresses: [go.toUpperCase().replace(".", "")] });
    expect([(await lookUp(keep))?.status, (await lookUp(go))?.status]).toEqual([
      "customer",
      "unknown",
    ]);
    expect((await take(rep, path, { addresses: [go] })).id).toBe(contact.id);
    expect(
      (await addContact(rep, id, { contactId: contact.id, name: null, addresses: [go] })).contact
        .addresses,
    ).toHaveLength(2);
  });
});

test("a withdrawn row is kept with every column of its table", async () => {
  for (const [table, columns] of Object.entries(withdrawnColumns)) {
    const { results } = await env.DB.prepare(`PRAGMA table_info(${table})`).all<{ name: string }>();
    expect([...columns].toSorted(), table).toEqual(results.map(({ name }) => name).toSorted());
  }
});
