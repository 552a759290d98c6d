import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { cards, cardOnly, contactAnswer } from "../../shared/contract/answers.ts";
import { cardVersion } from "../../worker/scoring/card.ts";
import { call, refusal, signedIn } from "./client.ts";
import { outdate } from "./book.ts";
import { query } from "./importing.ts";
import { added, ago, buys, log, profileOf, rows, undo, write } from "./writing.ts";

let rep: string;
let viewer: string;

beforeAll(async () => {
  rep = await signedIn("rep");
  viewer = await signedIn("viewer");
});

const post = (path: string, body: unknown, token = rep) =>
  call("POST", path, { token, key: crypto.randomUUID(), body });
const lookUp = async (address: string) => {
  const response = await call("POST", "/v1/cards", {
    token: viewer,
    body: { addresses: [address] },
  });
  return cards.parse(await response.json()).cards[0];
};

describe("adding a customer", () => {
  test("is found by address at once when a contact comes with it", async () => {
    const { card } = await write(cardOnly, rep, "/v1/customers", {
      name: "Harlow Marine",
      externalId: "H-1",
      segment: "chandlers",
      contact: {
        name: "Dana Reyes",
        addresses: ["Dana+x@harlow-marine.example", "dana@harlow-marine.example"],
      },
    });
    expect(card).toMatchObject({
      customer: { name: "Harlow Marine", externalId: "H-1", segment: "chandlers", since: null },
      touches: [],
      lastPurchase: null,
      scores: { tier: { tier: "potential" }, stage: { stage: "prospect" }, rfm: null },
    });
    expect(await lookUp("dana@harlow-marine.example")).toMatchObject({
      status: "customer",
      card: { ...card, contact: { name: "Dana Reyes" } },
    });
    expect(await lookUp("someone@harlow-marine.example")).toMatchObject({
      status: "unknown",
      suggestion: { customerId: card.customer.id },
    });
  });

  test("is refused with the other's id when an address is somebody's", async () => {
    const { customer } = await added(rep, "First", ["taken@first.example"]);
    const before = await rows("customers");
    const response = await post("/v1/customers", {
      name: "Second",
      contact: { addresses: ["free@second.example", "TAKEN+tag@first.example"] },
    });
    const { error } = (await response.json()) as {
      error: { code: string; message: string; field: string };
    };
    expect(response.status).toBe(409);
    expect(error).toMatchObject({ code: "conflict", field: "contact.addresses" });
    expect(error.message).toContain(customer.id);
    expect(error.message).not.toContain("First");
    expect(await rows("customers")).toBe(before);
  });

  test("is refused when the external id is taken or an address", async () => {
    await write(cardOnly, rep, "/v1/customers", { name: "One", externalId: "X-1" });
    expect(
      await refusal(await post("/v1/customers", { name: "Address", externalId: "dana@x.example" })),
    ).toMatchObject({ status: 400, field: "externalId" });
    expect(await refusal(await post("/v1/customers", { name: "Two", externalId: "X-1" }))).toEqual({
      status: 409,
      code: "conflict",
      field: "externalId",
    });
  });

  test("adds one when two bring the same address at the same time", async () => {
    const body = (name: string) => ({ name, contact: { addresses: ["race@race.example"] } });
    const responses = await Promise.all([
      post("/v1/customers", body("A")),
      post("/v1/customers", body("B")),
    ]);
    expect(responses.map((response) => response.status).sort()).toEqual([200, 409]);
    expect(await rows("contacts", (await lookUp("race@race.example"))?.card?.customer.id)).toBe(1);
  });

  test.each([
    ["contact.addresses.1", ["fine@x.example", "no address"]],
    ["contact.addresses.0", ["colleague@own.example"]],
  ])("is refused at %s when the addresses are %j", async (field, addresses) => {
    expect(
      await refusal(await post("/v1/customers", { name: "Odd", contact: { addresses } })),
    ).toEqual({ status: 400, code: "invalid_request", field });
  });

  test("adds one at our own domain, found by who says that they are no colleague", async () => {
    const address = "partner@own.example";
    const contact = { addresses: [address], outside: true };
    expect((await post("/v1/customers", { name: "Partner", contact })).status).toBe(200);
    const statusOf = async (said: object) => {
      const { cards } = (await (
        await post("/v1/cards", { addresses: [address, "kim@own.example"], ...said })
      ).json()) as { cards: { status: string }[] };
      return cards.map((one) => one.status);
    };
    expect(await statusOf({})).toEqual(["internal", "internal"]);
    expect(await statusOf({ outside: ["Partner+x@own.example"] })).toEqual([
      "customer",
      "internal",
    ]);
    expect(await statusOf({ outside: ["kim@own.example"] })).toEqual(["internal", "unknown"]);
    const { cards } = (await (
      await post("/v1/cards", { addresses: ["kim@own.example"], outside: ["kim@own.example"] })
    ).json()) as { cards: { suggestion?: unknown }[] };
    // Our own domain is no customer's, whoever of it is one.
    expect(cards[0]?.suggestion).toBeUndefined();
  });

  test("is refused when it is the address of somebody who signs in", async () => {
    const contact = { addresses: ["viewer@own.example"], outside: true };
    expect(await refusal(await post("/v1/customers", { name: "Me", contact }))).toMatchObject({
      status: 400,
      code: "invalid_request",
      field: "contact.addresses.0",
    });
  });

  test("is refused when a viewer tries", async () => {
    expect(await refusal(await post("/v1/customers", { name: "Mine" }, viewer))).toMatchObject({
      status: 403,
    });
  });
});

describe("adding a contact", () => {
  test("adds a person when no contact is named, an address when one is", async () => {
    const { customer } = await added(rep, "Growing", ["one@growing.example"]);
    const path = `/v1/customers/${customer.id}/contacts`;
    const { contact } = await write(contactAnswer, rep, path, {
      name: "Lee",
      addresses: ["lee@growing.example"],
    });
    expect(contact).toMatchObject({ name: "Lee", addresses: ["lee@growing.example"] });
    const more = await write(contactAnswer, rep, path, {
      contactId: contact.id,
      addresses: ["lee@growing.example", "lee.private@gmail.com"],
    });
    expect(more.contact).toEqual({
      id: contact.id,
      name: "Lee",
      addresses: ["lee@growing.example", "lee.private@gmail.com"],
    });
    const renamed = await write(contactAnswer, rep, path, {
      contactId: contact.id,
      name: "Lee Ono",
      addresses: ["lee@growing.example"],
    });
    expect(renamed.contact.name).toBe("Lee Ono");
    expect(await lookUp("leeprivate@gmail.com")).toMatchObject({
      card: { contact: { id: contact.id, name: "Lee Ono" } },
    });
    const { contacts } = await profileOf(viewer, customer.id);
    expect(contacts).toHaveLength(2);
    expect(contacts.find((one) => one.id === contact.id)).toEqual(renamed.contact);
  });

  test("is refused when contact or address are another's, or there is no customer", async () => {
    const { customer } = await added(rep, "Here", ["here@here.example"]);
    const there = await added(rep, "There", ["there@there.example"]);
    const [theirs] = (await profileOf(viewer, there.customer.id)).contacts;
    const path = `/v1/customers/${customer.id}/contacts`;
    expect(
      await refusal(await post(path, { contactId: theirs?.id, addresses: ["new@here.example"] })),
    ).toMatchObject({ status: 404, field: "contactId" });
    expect(await refusal(await post(path, { addresses: ["there@there.example"] }))).toMatchObject({
      status: 409,
      field: "addresses",
    });
    expect(
      await refusal(
        await post(`/v1/customers/${crypto.randomUUID()}/contacts`, { addresses: ["a@b.example"] }),
      ),
    ).toMatchObject({ status: 404 });
  });
});

describe("a customer's profile", () => {
  test("pages through all facts, newest first, when there are more than a page", async () => {
    const { customer } = await added(rep, "Paged");
    await buys(customer.id, [
      [50, 1000],
      [40, 2000],
      [5, 3000],
    ]);
    for (const days of [45, 30, 4])
      await log(rep, customer.id, { occurredAt: ago(days), subject: `${days} days ago` });
    const { interaction } = await log(rep, customer.id, { occurredAt: ago(3) });
    await undo(rep, "interactions", interaction.id);

    const ids: string[] = [];
    const instants: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const page: Awaited<ReturnType<typeof profileOf>> = await profileOf(
        viewer,
        customer.id,
        `?limit=2${next === "" ? "" : `&after=${next}`}`,
      );
      expect(page.facts.items.length).toBeLessThanOrEqual(2);
      ids.push(...page.facts.items.map((fact) => fact.id));
      instants.push(...page.facts.items.map((fact) => fact.at));
      next = page.facts.next;
    }
    expect(new Set(ids).size).toBe(7);
    expect(ids[0]).toBe(interaction.id);
    expect(instants).toEqual([...instants].sort().reverse());
  });

  test("has scores with explanations and the moves of tier and trust when facts came in", async () => {
    const { customer } = await added(rep, "Moving");
    await query(
      `INSERT INTO trust_responses (id, customer_id, source, answers, occurred_at, recorded_at)
        VALUES ('moving', ?, 'customer', '{"rapport":6}', ?, ?)`,
      customer.id,
      Date.now() - 1000,
      Date.now(),
    );
    await log(rep, customer.id, { behaviours: ["promise_kept"] });
    const { scores, history, version } = await profileOf(viewer, customer.id);
    expect(scores.trust.explanation?.evidence).toBe(1);
    expect(scores.trust.ours?.explanation?.evidence).toBe(1);
    expect(history.map((move) => move.trust === null)).toEqual([false, true]);
    expect(version).toEqual({ card: cardVersion, model: 0, policy: 1 });
    expect(history.map((move) => move.version)).toEqual([
      { model: 0, policy: 1 },
      { model: 0, policy: 1 },
    ]);
  });

  test("is refused when there is no such customer, or the page makes no sense", async () => {
    expect(
      await refusal(await call("GET", `/v1/customers/${crypto.randomUUID()}`, { token: viewer })),
    ).toMatchObject({ status: 404, code: "not_found" });
    const { customer } = await added(rep, "Here too");
    expect(
      await refusal(
        await call("GET", `/v1/customers/${customer.id}?after=yesterday`, { token: viewer }),
      ),
    ).toMatchObject({ status: 400, field: "after" });
  });

  test("is scored on the spot when an import has not scored it yet", async () => {
    const { customer } = await added(rep, "Fresh");
    await env.DB.prepare("DELETE FROM cards WHERE customer_id = ?").bind(customer.id).run();
    expect((await profileOf(viewer, customer.id)).customer.name).toBe("Fresh");
  });

  test("is scored on the spot when its card is of before an update", async () => {
    const { customer } = await added(rep, "Of old");
    await outdate(customer.id);
    const { scores, version } = await profileOf(viewer, customer.id);
    expect([scores.warning, version.card]).toEqual([null, cardVersion]);
  });
});
