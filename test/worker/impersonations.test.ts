import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  cardOnly,
  contactAnswer,
  impersonated,
  type Impersonated,
} from "../../shared/contract/answers.ts";
import { lookAlike } from "../../shared/people/look-alike.ts";
import { page, waitSeconds } from "../../worker/jobs/review/recognise.ts";
import { call, refusal, signedIn } from "./client.ts";
import { imported, query } from "./importing.ts";
import { beginImport, endImport, pulseLimit } from "../../worker/store/imports.ts";
import { countingQueries } from "./queries.ts";
import { deliver, drain, kept } from "./queue.ts";
import { write } from "./writing.ts";

let viewer: string;
let rep: string;
const nobody: Impersonated = { lookAlike: null, knownName: null };

beforeAll(async () => {
  [viewer, rep] = await Promise.all([signedIn("viewer"), signedIn("rep")]);
  await write(cardOnly, rep, "/v1/customers", {
    name: "Harlow Marine",
    contact: {
      name: "Dana Whitfield",
      addresses: ["dana@harlow-marine.com", "d.whitfield@gmail.com"],
    },
  });
  await recognised(
    [
      "customer,name,address",
      'C1,"Berg, Tom",tom@kestrel-foods.example',
      "C2,王晓明,wang@例子.example",
      "C3,Ann Other,ann@apple.com",
      ...Array.from(
        { length: 6 },
        (_, at) => `D${at},Maria Garcia,maria@firm${at}-of-many.example`,
      ),
    ].join("\n"),
  );
});

/** Imports contacts and has them recognised, as the queue does behind an import. */
async function recognised(csv: string): Promise<void> {
  await imported("contacts", csv);
  const queue = kept();
  queue.sent.push({ step: "recognise", review: "import", from: 0 });
  await drain(queue);
}

async function ask(address: string, name: string | null = null): Promise<Impersonated> {
  const response = await call("POST", "/v1/impersonations", {
    token: viewer,
    body: { address, name },
  });
  expect(response.status).toBe(200);
  return impersonated.parse(await response.json());
}

describe("POST /v1/impersonations", () => {
  test.each([
    ["dana@harlow-rnarine.com", "harlow-marine.com"],
    ["dana@mail.harlow-marin.com", "harlow-marine.com"],
    ["dana@harlow-marine.co", "harlow-marine.com"],
    ["dana@h\u0430rlow-marine.com", "harlow-marine.com"],
    ["x@harlow-marine.com.secure.example", "harlow-marine.com"],
    ["x@kestrel-fodos.example", "kestrel-foods.example"],
    ["x@xn--80ak6aa92e.com", "apple.com"],
  ])("names the customer's domain when %s writes", async (address, domain) => {
    expect(await ask(address)).toEqual({ lookAlike: { domain }, knownName: null });
  });

  test.each([
    "dana@harlow-marine.com",
    "new@mail.harlow-marine.com",
    "x@harlow-marine.de",
    "x@gmai.com",
    "x@gmail.com",
    "x@hotmail.com",
    "me@own.example",
    "no address",
    "x@firm1-of-many.example",
    "x@appel-hof.com",
  ])("names none when %s writes", async (address) => {
    expect(await ask(address)).toEqual(nobody);
  });

  test.each([
    [
      "Dana Whitfield",
      "dana@payments.example",
      { name: "Dana Whitfield", address: "dana@harlow-marine.com" },
    ],
    [
      "whitfield,  DANA",
      "dana@payments.example",
      { name: "Dana Whitfield", address: "dana@harlow-marine.com" },
    ],
    ["Tom Berg", "tom.berg@gmail.com", { name: "Berg, Tom", address: "tom@kestrel-foods.example" }],
    [
      "Dr. Dana J. Whitfield (Harlow)",
      "dana@payments.example",
      { name: "Dana Whitfield", address: "dana@harlow-marine.com" },
    ],
    [
      "Dana Whitfield, Accounts Receivable",
      "dana@payments.example",
      { name: "Dana Whitfield", address: "dana@harlow-marine.com" },
    ],
    ["晓明 王", "w@qq.com", { name: "王晓明", address: "wang@xn--fsqu00a.example" }],
    ["王晓明", "w@qq.com", { name: "王晓明", address: "wang@xn--fsqu00a.example" }],
  ])("names the contact when %s writes from %s", async (name, address, knownName) => {
    expect(await ask(address, name)).toEqual({ lookAlike: null, knownName });
  });

  test.each([
    ["Dana Whitfield", "dana@harlow-marine.com"],
    ["Dana Whitfield", "someone@sales.harlow-marine.com"],
    ["Dana Whitfield", "d.whitfield+x@gmail.com"],
    ["Dana", "dana@payments.example"],
    ["Nobody Known", "x@payments.example"],
    ["Maria Garcia", "maria@payments.example"],
    [null, "x@payments.example"],
    ["Dana Whitfield", "dana@own.example"],
  ])("names no contact when %s writes from %s", async (name, address) => {
    expect((await ask(address, name)).knownName).toBeNull();
  });

  test("finds a domain exactly when it looks alike, whatever the slip", async () => {
    const letters = fc.constantFrom(..."abehlmnorw01-");
    const slips = fc.array(fc.tuple(fc.nat(12), letters, fc.nat(2)), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(slips, fc.constantFrom("com", "co", "org"), async (made, suffix) => {
        const name = Array.from("harlow-marine");
        for (const [at, letter, taken] of made)
          name.splice(at, taken, ...(taken === 2 ? [] : [letter]));
        const domain = `${name.join("").replace(/^-+|-+$/g, "")}.${suffix}`;
        expect((await ask(`x@${domain}`)).lookAlike).toEqual(
          lookAlike(domain, "harlow-marine.com") ? { domain: "harlow-marine.com" } : null,
        );
      }),
      { numRuns: 150 },
    );
  });

  test("costs two queries beside sign-in's and writes nothing when it is asked", async () => {
    const before = await query(
      "SELECT (SELECT count(*) FROM domains) AS d, (SELECT count(*) FROM domain_looks) AS l",
    );
    const { response, queries } = await countingQueries(
      new Request("https://regards.example/v1/impersonations", {
        method: "POST",
        body: JSON.stringify({ address: `x@${"ab".repeat(31)}.example`, name: "Dana Whitfield" }),
        headers: { Authorization: `Bearer ${viewer}`, "Content-Type": "application/json" },
      }),
    );
    expect(response.status).toBe(200);
    expect(queries).toBe(3);
    expect(
      await query(
        "SELECT (SELECT count(*) FROM domains) AS d, (SELECT count(*) FROM domain_looks) AS l",
      ),
    ).toEqual(before);
  });

  test("refuses when more than one stranger or anything else is sent", async () => {
    for (const body of [
      {},
      { address: "x@y.example", name: 3 },
      { address: "x@y.example", list: [] },
      { address: "x".repeat(400) },
    ]) {
      expect(
        await refusal(await call("POST", "/v1/impersonations", { token: viewer, body })),
      ).toMatchObject({ status: 400, code: "invalid_request" });
    }
  });
});

describe("what contacts are recognised by", () => {
  test("follows a contact when the name changes", async () => {
    const { card } = await write(cardOnly, rep, "/v1/customers", {
      name: "Larch",
      contact: { name: "Olga Petrova", addresses: ["olga@larch-timber.example"] },
    });
    const added = await write(contactAnswer, rep, `/v1/customers/${card.customer.id}/contacts`, {
      name: "Iris Stone",
      addresses: ["iris@larch-timber.example"],
    });
    await write(contactAnswer, rep, `/v1/customers/${card.customer.id}/contacts`, {
      contactId: added.contact.id,
      name: "Iris Stone-Wood",
      addresses: ["iris@larch.example"],
    });
    expect((await ask("a@payments.example", "Iris Stone")).knownName).toBeNull();
    expect((await ask("a@payments.example", "Iris Stone Wood")).knownName).toMatchObject({
      name: "Iris Stone-Wood",
    });
    await recognised("customer,name,address\nC1,Thomas Berg,tom@kestrel-foods.example");
    expect((await ask("a@payments.example", "Thomas Berg")).knownName).toMatchObject({
      address: "tom@kestrel-foods.example",
    });
    expect((await ask("a@payments.example", "Tom Berg")).knownName).toBeNull();
    await recognised('customer,name,address\nC1,"Berg, Tom",tom@kestrel-foods.example');
  });

  test("follows by itself when contacts are imported", async () => {
    await imported(
      "contacts",
      "customer,name,address\nF1,Noor Rahman,noor@saltmarsh-ropes.example",
    );
    await vi.waitUntil(
      async () => (await ask("noor@saltmarsh-rope.example", "Noor Rahman")).lookAlike !== null,
      { timeout: 20_000, interval: 100 },
    );
    await imported(
      "contacts",
      "customer,name,address\nF1,Noor Rahman,noor@saltmarsh-ropes.example;noor@rahman-ropes.example",
    );
    await vi.waitUntil(async () => (await ask("noor@rahman-rope.example")).lookAlike !== null, {
      timeout: 20_000,
      interval: 100,
    });
  });

  /** As the book was before: contacts and domains without their indexes. */
  const forget = () =>
    env.DB.batch(
      [
        "UPDATE contacts SET person_index = NULL",
        "UPDATE domains SET domain_sealed = NULL",
        "DELETE FROM domain_looks",
      ].map((sql) => env.DB.prepare(sql)),
    );
  const all = () => query("SELECT look_index, domain_index FROM domain_looks ORDER BY 1, 2");
  const names = () => query("SELECT id, person_index FROM contacts ORDER BY id");

  test("is made up for by the review when the book is of before", async () => {
    const [looks, people] = [await all(), await names()];
    await forget();
    expect(await ask("dana@harlow-rnarine.com", "Dana Whitfield")).toEqual(nobody);
    const queue = kept();
    queue.sent.push({ step: "tidy", review: "none", from: 0 });
    expect(await drain(queue)).toEqual(["tidy", "reseal", "recognise"]);
    expect([await all(), await names()]).toEqual([looks, people]);
    expect(await query("SELECT 1 FROM domains WHERE domain_sealed IS NULL")).toEqual([]);
    expect((await ask("dana@harlow-rnarine.com", "Dana Whitfield")).lookAlike).toEqual({
      domain: "harlow-marine.com",
    });
  });

  test("is put off while an import runs and made up for when that ended or broke off", async () => {
    const [looks, people] = [await all(), await names()];
    for (const silence of [0, pulseLimit + 1000]) {
      await forget();
      const id = crypto.randomUUID();
      const start = { id, kind: "trust" as const, userId: "u", now: Date.now() };
      expect(await beginImport(env.DB, start)).toBeNull();
      const queue = kept();
      expect(await deliver({ step: "recognise", review: "none", from: 7 }, queue.on)).toBe(false);
      expect(queue.sent).toEqual([{ step: "recognise", review: "none", from: 8 }]);
      expect(queue.delays).toEqual([waitSeconds]);
      expect(await all()).toEqual([]);
      if (silence === 0) {
        const counts = { lines: 0, stored: 0, refused: 0 };
        await endImport(env.DB, id, "finished", counts, Date.now());
      } else {
        await env.DB.prepare("UPDATE imports SET heartbeat_at = heartbeat_at - ? WHERE id = ?")
          .bind(silence, id)
          .run();
      }
      await drain(queue);
      expect([await all(), await names()]).toEqual([looks, people]);
    }
  });

  test("goes on where it broke off when a message is delivered again", async () => {
    await recognised(
      [
        "customer,name,address",
        ...Array.from(
          { length: 2 * page },
          (_, at) => `E${at},Person Number${at},p@number${at}-of-all.example`,
        ),
      ].join("\n"),
    );
    const [looks, people] = [await all(), await names()];
    await forget();
    const after = people[Math.floor(1.5 * page)]?.["id"];
    await env.DB.prepare(
      `CREATE TRIGGER fault BEFORE UPDATE OF person_index ON contacts
        WHEN NEW.id >= '${String(after)}' BEGIN SELECT RAISE(ABORT, 'injected'); END`,
    ).run();
    const queue = kept();
    expect(await deliver({ step: "recognise", review: "none", from: 0 }, queue.on)).toBe(true);
    expect(
      await query("SELECT count(*) AS n FROM contacts WHERE person_index IS NOT NULL"),
    ).toEqual([{ n: page }]);
    await env.DB.prepare("DROP TRIGGER fault").run();
    expect(await deliver({ step: "recognise", review: "none", from: 0 }, queue.on, 2)).toBe(false);
    expect([await all(), await names()]).toEqual([looks, people]);
  });
});
