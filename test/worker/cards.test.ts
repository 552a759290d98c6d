import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { cards as cardsSchema, type CardAnswer } from "../../shared/contract/answers.ts";
import { sealer } from "../../worker/security/seal.ts";
import { lookUpCards } from "../../worker/store/cards-lookup.ts";
import { addCustomer, outdate } from "./book.ts";
import { call, signedIn } from "./client.ts";
import { countingQueries } from "./queries.ts";

let token: string;
let harlow: { customerId: string; contactId: string };

beforeAll(async () => {
  token = await signedIn("viewer");
  harlow = await addCustomer({
    name: "Harlow Marine",
    person: "Dana Reyes",
    addresses: ["dana@harlow-marine.example", "dana.reyes@gmail.com"],
    domain: "harlow-marine.example",
  });
  for (let at = 0; at < 60; at++) {
    await addCustomer({
      name: `Company ${at}`,
      person: `Person ${at}`,
      addresses: [`p${at}@c${at}.example`],
      domain: `c${at}.example`,
    });
  }
  await addCustomer({
    name: "Not yet scored",
    person: "New",
    addresses: ["new@fresh.example"],
    scored: false,
  });
});

async function lookUp(addresses: string[]): Promise<CardAnswer[]> {
  const response = await call("POST", "/v1/cards", { token, body: { addresses } });
  expect(response.status).toBe(200);
  return cardsSchema.parse(await response.json()).cards;
}

describe("POST /v1/cards", () => {
  test("answers with the card and the contact when the address is known", async () => {
    const [answer] = await lookUp(["dana@harlow-marine.example"]);
    expect(answer).toMatchObject({
      address: "dana@harlow-marine.example",
      status: "customer",
      card: {
        customer: { id: harlow.customerId, name: "Harlow Marine" },
        contact: { id: harlow.contactId, name: "Dana Reyes" },
      },
    });
  });

  test.each([
    "DANA@Harlow-Marine.Example",
    "dana+orders@harlow-marine.example",
    "danareyes@gmail.com",
    "D.a.n.a.Reyes+x@googlemail.com",
  ])("finds the person when the address is spelt %s", async (address) => {
    const [answer] = await lookUp([address]);
    expect(answer).toMatchObject({
      address,
      status: "customer",
      card: { contact: { id: harlow.contactId } },
    });
  });

  test("takes the same local part for a stranger when the domain differs", async () => {
    expect(await lookUp(["dana@elsewhere.example"])).toEqual([
      { address: "dana@elsewhere.example", status: "unknown" },
    ]);
  });

  test("suggests the customer when a stranger writes from its business domain", async () => {
    expect(await lookUp(["someone@harlow-marine.example"])).toEqual([
      {
        address: "someone@harlow-marine.example",
        status: "unknown",
        suggestion: { customerId: harlow.customerId, name: "Harlow Marine" },
      },
    ]);
  });

  test("answers with the company's card and no contact when a shared mailbox of theirs writes", async () => {
    const [box, person, elsewhere] = await lookUp([
      "info@harlow-marine.example",
      "dana2@harlow-marine.example",
      "info@nowhere.example",
    ]);
    expect(box).toMatchObject({
      status: "customer",
      card: { customer: { id: harlow.customerId, name: "Harlow Marine" }, contact: null },
    });
    expect([person?.status, elsewhere]).toEqual([
      "unknown",
      { address: "info@nowhere.example", status: "unknown", shared: true },
    ]);
  });

  test("suggests nobody when the domain is a consumer one", async () => {
    expect(await lookUp(["someone@gmail.com"])).toEqual([
      { address: "someone@gmail.com", status: "unknown" },
    ]);
  });

  test("answers customer without a card when the customer was never scored", async () => {
    expect(await lookUp(["new@fresh.example"])).toEqual([
      { address: "new@fresh.example", status: "customer" },
    ]);
  });

  test("answers a customer without a card when an update came, and with a new one afterwards", async () => {
    const { customerId } = await addCustomer({
      name: "Of old",
      person: "Olga",
      addresses: ["olga@old.example"],
    });
    await outdate(customerId);
    expect(await lookUp(["olga@old.example"])).toEqual([
      { address: "olga@old.example", status: "customer" },
    ]);
    await vi.waitUntil(async () => (await lookUp(["olga@old.example"]))[0]?.card !== undefined, {
      timeout: 5000,
      interval: 50,
    });
    expect((await lookUp(["olga@old.example"]))[0]?.card?.customer.name).toBe("Of old");
  });

  test("keeps order and duplicates when the list mixes all kinds", async () => {
    const addresses = [
      "p3@c3.example",
      "me@own.example",
      "no address",
      "p3@c3.example",
      "x@nowhere.example",
      "you@mail.own.example",
    ];
    const answers = await lookUp(addresses);
    expect(answers.map((answer) => answer.address)).toEqual(addresses);
    expect(answers.map((answer) => answer.status)).toEqual([
      "customer",
      "internal",
      "unknown",
      "customer",
      "unknown",
      "internal",
    ]);
    expect(answers[3]).toEqual(answers[0]);
  });

  test.each([
    [
      "one query beside sign-in's when fifty people are asked",
      Array.from({ length: 50 }, (_, at) => `p${at}@c${at}.example`),
      2,
    ],
    ["no query but sign-in's when everybody is internal", ["a@own.example", "b@own.example"], 1],
  ])("costs %s", async (_, addresses, expected) => {
    const { response, queries } = await countingQueries(
      new Request("https://regards.example/v1/cards", {
        method: "POST",
        body: JSON.stringify({ addresses }),
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      }),
    );
    expect(response.status).toBe(200);
    expect(queries).toBe(expected);
  });

  test.each([1, 20, 50])(
    "reads at most two rows an address when %i are asked, known, strangers and unknown",
    async (count) => {
      const mixed = Array.from(
        { length: count },
        (_, at) =>
          [`p${at}@c${at}.example`, `stranger@c${at}.example`, `x${at}@nowhere.example`][at % 3] ??
          "",
      );
      const known = Array.from({ length: count }, (_, at) => `p${at}@c${at}.example`);
      const strangers = Array.from({ length: count }, (_, at) => `stranger@c${at}.example`);
      for (const addresses of [mixed, known, strangers]) {
        const response = await call("POST", "/v1/cards", { token, body: { addresses } });
        const rows = Number(
          /"(\d+) rows read"/.exec(response.headers.get("Server-Timing") ?? "")?.[1],
        );
        expect(rows).toBeGreaterThan(0);
        expect(rows).toBeLessThanOrEqual(2 * count);
      }
    },
  );

  test("reports the rows that D1's own meta counts", async () => {
    const keys = await sealer(env);
    const wanted = await Promise.all(
      ["p1@c1.example", "p2@c2.example"].map(async (address) => ({
        addressIndex: await keys.index("address", address),
        domainIndex: await keys.index("domain", address.slice(3)),
      })),
    );
    const { found, rowsRead } = await lookUpCards(env.DB.withSession("first-primary"), wanted);
    expect(found).toHaveLength(2);
    expect(rowsRead).toBeLessThanOrEqual(4);
  });
});
