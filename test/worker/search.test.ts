/**
 * Finding customers by name: Latin, accented, Chinese, short and common names, any order of words;
 * added by a rep and by imports.
 */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { cardOnly, foundCustomers, withdrawnAnswer } from "../../shared/contract/answers.ts";
import { recognise } from "../../worker/jobs/review/recognise.ts";
import { call, refusal, signedIn } from "./client.ts";
import { imported } from "./importing.ts";
import { added, write } from "./writing.ts";

let rep: string;
const find = async (name: string) => {
  const response = await call("POST", "/v1/customers/search", { token: rep, body: { name } });
  expect(response.status, await response.clone().text()).toBe(200);
  return foundCustomers.parse(await response.json());
};
const names = async (typed: string) => (await find(typed)).customers.map(({ name }) => name);

beforeAll(async () => {
  rep = await signedIn("rep");
  for (const name of [
    "Harlow Marine Ltd",
    "Harbour Lights",
    "Müller & Söhne GmbH",
    "华东海事有限公司",
    "BP",
    "Marine Harlow Supply",
  ])
    await added(rep, name);
});

describe("the search for customers", () => {
  test.each([
    ["harl", ["Harlow Marine Ltd", "Marine Harlow Supply"]],
    ["HARLOW MAR", ["Harlow Marine Ltd", "Marine Harlow Supply"]],
    ["marine harlow", ["Harlow Marine Ltd", "Marine Harlow Supply"]],
    ["muller", ["Müller & Söhne GmbH"]],
    ["SÖHNE", ["Müller & Söhne GmbH"]],
    ["海事", ["华东海事有限公司"]],
    ["华东海", ["华东海事有限公司"]],
    ["hdhs", ["华东海事有限公司"]],
    ["HDH", ["华东海事有限公司"]],
    ["hdx", []],
    ["bp", ["BP"]],
    ["harb", ["Harbour Lights"]],
    ["harlowe", []],
    ["nobody", []],
    ["ha", []],
    ["???", []],
  ])("finds by %j", async (typed, expected) => {
    expect((await names(typed)).toSorted()).toEqual([...expected].toSorted());
  });

  test("says that a tier is that of before when the customer has left, and nothing of others", async () => {
    const { customers } = await find("harbour");
    const [id] = customers.map((one) => one.id);
    const set = (former: number) =>
      env.DB.prepare("UPDATE customer_list SET former = ? WHERE customer_id = ?")
        .bind(former, id)
        .run();
    await set(1);
    expect((await find("harbour")).customers).toMatchObject([{ id, former: true }]);
    await set(0);
    expect((await find("harbour")).customers).toEqual(customers);
    expect(customers[0]).not.toHaveProperty("former");
  });

  test("puts the same name first and says so, whatever its legal form, case or order of words", async () => {
    const { customers } = await find("harlow marine");
    expect(customers[0]).toMatchObject({
      name: "Harlow Marine Ltd",
      same: true,
      kind: "company",
      tier: "potential",
    });
    expect(customers[1]).toMatchObject({ name: "Marine Harlow Supply", same: false });
  });

  test("finds customers of an import when they are indexed behind it, and by a new name when renamed", async () => {
    await imported("customers", "external_id,name\nQ1,Quillmore Optics\n");
    await recognise(env, { step: "recognise", review: "r", from: 0 });
    expect(await find("quillmore")).toMatchObject({
      customers: [{ name: "Quillmore Optics", externalId: "Q1" }],
      more: false,
    });
    await imported("customers", "external_id,name\nQ1,Ravenscroft Optics\n");
    await recognise(env, { step: "recognise", review: "r", from: 0 });
    expect([await names("quillmore"), await names("ravenscroft")]).toEqual([
      [],
      ["Ravenscroft Optics"],
    ]);
  });

  test("finds by a whole address, a number or a contact's full name, and says by which", async () => {
    await write(cardOnly, rep, "/v1/customers", {
      name: "Oakley Instruments",
      externalId: "K-4711",
      contact: { name: "Ottoline Brackenbury", addresses: ["Ottoline@oakley.example"] },
    });
    const oakley = (by: string) => [expect.objectContaining({ name: "Oakley Instruments", by })];
    expect((await find("ottoline@OAKLEY.example")).customers).toEqual(oakley("address"));
    expect((await find(" K-4711 ")).customers).toEqual(oakley("number"));
    expect((await find("brackenbury ottoline")).customers).toEqual(oakley("contact"));
    expect((await find("oakley")).customers[0]).not.toHaveProperty("by");
    expect(await names("ottoline@oakley.exampl")).toEqual([]);
    expect(await names("K-471")).toEqual([]);
  });

  test("finds nobody by an address or a name when the customer was taken back", async () => {
    const { card } = await write(cardOnly, rep, "/v1/customers", {
      name: "南山茶业",
      contact: { name: "Perpetua Quince", addresses: ["perpetua@nanshan.example"] },
    });
    const typed = ["nscy", "南山", "perpetua@nanshan.example", "Perpetua Quince"];
    for (const one of typed) expect(await names(one)).toEqual(["南山茶业"]);
    await write(withdrawnAnswer, rep, `/v1/customers/${card.customer.id}/withdraw`, {});
    for (const one of typed) expect(await names(one)).toEqual([]);
    const { results } = await env.DB.prepare(
      "SELECT 1 FROM customer_words w WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = w.customer_id)",
    ).all();
    expect(results).toEqual([]);
  });

  test("answers eight at most and says that there are more", async () => {
    for (let at = 0; at < 10; at++)
      await added(rep, `Twelvetrees ${String.fromCharCode(65 + at)}${at}`);
    const { customers, more } = await find("twelvetrees");
    expect([customers.length, more]).toEqual([8, true]);
  });

  test("is refused for viewers and without a name, and its dump names nobody", async () => {
    const viewer = await signedIn("viewer");
    expect(
      await refusal(
        await call("POST", "/v1/customers/search", { token: viewer, body: { name: "harlow" } }),
      ),
    ).toMatchObject({ status: 403 });
    expect(
      await refusal(
        await call("POST", "/v1/customers/search", { token: rep, body: { name: " " } }),
      ),
    ).toMatchObject({ status: 400, field: "name" });
    const { results } = await env.DB.prepare("SELECT * FROM customer_words").all();
    expect(JSON.stringify(results).toLowerCase()).not.toMatch(/harlow|marine|海事/);
  });
});
