import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { at, type CustomerColumn } from "../../worker/security/places.ts";
import { sealer } from "../../worker/security/seal.ts";
import { signedIn } from "./client.ts";
import { imported, lines, query } from "./importing.ts";
import { keysOf } from "./sealed.ts";

const tables = [
  "addresses",
  "domains",
  "contacts",
  "interactions",
  "satisfaction_responses",
  "trust_responses",
  "imports",
  "customers",
];
beforeEach(async () => {
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

type Row = Record<string, string | null>;
/**
 * Rows with what is sealed in them opened: of each such column the table and column it is of, and
 * which of `row` names its row.
 */
async function opened(
  rows: Row[],
  sealed: Record<string, [column: CustomerColumn, row: string]>,
): Promise<Record<string, unknown>[]> {
  return Promise.all(
    rows.map(async ({ ownerId, rowId, indexId, ...row }) => {
      const keys = await keysOf(ownerId ?? "");
      const texts = Object.entries(sealed).map(
        async ([name, [column, key]]) =>
          [
            name,
            await keys.open(at(column, { ownerId, rowId, indexId }[key] ?? ""), row[name] ?? null),
          ] as const,
      );
      return { ...row, ...Object.fromEntries(await Promise.all(texts)) };
    }),
  );
}
const customers = async () =>
  opened(
    await query(
      `SELECT id AS ownerId, external_id AS id, kind, name_sealed AS name, segment_sealed AS segment
        FROM customers ORDER BY external_id`,
    ),
    {
      name: ["customers.name_sealed", "ownerId"],
      segment: ["customers.segment_sealed", "ownerId"],
    },
  );
const addresses = async () =>
  opened(
    await query(
      `SELECT k.external_id AS customer, c.external_index AS contact, c.name_sealed AS name,
        a.address_sealed AS address, a.name_sealed AS beside,
     k.id AS ownerId, c.id AS rowId, a.address_index AS indexId
   FROM addresses a JOIN contacts c ON c.id = a.contact_id JOIN customers k ON k.id = a.customer_id
     ORDER BY k.external_id, c.id, a.created_at`,
    ),
    {
      name: ["contacts.name_sealed", "rowId"],
      address: ["addresses.address_sealed", "indexId"],
      beside: ["addresses.name_sealed", "indexId"],
    },
  );

/** Returns how an external id of a contact or fact is kept. */
const index = async (externalId: string) => (await sealer(env)).index("external", externalId);

describe("import of customers", () => {
  test("adds, then changes only what differs when the file comes again changed", async () => {
    expect(
      await imported(
        "customers",
        "external_id,name,kind,segment\nC1,Harlow Marine,company,Marine\nC2,李娜,个人,\n,Nobody,company,\nC3,X,castle,\n",
      ),
    ).toMatchObject({
      accepted: 2,
      stored: 2,
      customersAdded: 2,
      rows: [
        { line: 4, field: "externalId" },
        { line: 5, field: "kind" },
      ],
    });
    expect(
      await imported(
        "customers",
        "external_id,name,kind,segment\nC1,Harlow Marine,company,Marine\nC2,李娜娜,,\n",
      ),
    ).toMatchObject({ accepted: 2, unchanged: 1, stored: 1, customersAdded: 0 });
    expect(await customers()).toEqual([
      { id: "C1", kind: "company", name: "Harlow Marine", segment: "Marine" },
      { id: "C2", kind: "person", name: "李娜娜", segment: null },
    ]);
  });

  test("names a customer when its purchases were there first", async () => {
    await imported("transactions", "order,customer,date,amount\n1,C1,2025-01-01,5\n");
    expect(await imported("customers", "external_id,name\nC1,Harlow Marine\n")).toMatchObject({
      stored: 1,
      customersAdded: 0,
    });
    expect(await customers()).toMatchObject([{ name: "Harlow Marine" }]);
  });
});

describe("import of customers with owners", () => {
  const owners = () =>
    query("SELECT external_id AS id, owner_id AS owner FROM customers ORDER BY external_id");

  test("gives each the person who signs in with the address, and says who does not", async () => {
    await signedIn("rep", "first@own.example");
    await signedIn("rep", "second@own.example");
    const ids = await Promise.all(
      ["first", "second"].map(async (name) => {
        const index = await (await sealer(env)).index("user", `${name}@own.example`);
        return (await query("SELECT id FROM users WHERE address_index = ?", index))[0]!["id"];
      }),
    );
    const file = (...rows: string[]) => ["external_id,name,owner", ...rows].join("\n");
    const report = await lines(
      "customers",
      file("O-1,One,First@own.example", "O-2,Two,", "O-3,Three,nobody@own.example"),
    );
    expect(await owners()).toEqual([
      { id: "O-1", owner: ids[0] },
      { id: "O-2", owner: null },
      { id: "O-3", owner: null },
    ]);
    expect(JSON.stringify(report.at(-1))).toContain("who do not sign in here: 1.");
    expect(
      await imported("customers", file("O-1,One,second@own.example", "O-2,Two,")),
    ).toMatchObject({ stored: 1, unchanged: 1 });
    expect((await owners())[0]).toEqual({ id: "O-1", owner: ids[1] });
  });
});

describe("import of contacts", () => {
  const file =
    "external_id,customer,name,address\n" +
    "P1,C1,Dana Reyes,dana@harlow-marine.example;Dana.Reyes@gmail.com\n" +
    "P2,C1,Sam Okafor,sam@harlow-marine.example\n,C2,Li Na,lina@qq.com\n";

  test("adds people with their addresses and business domains, and changes nothing when it comes again", async () => {
    expect(await imported("contacts", file)).toMatchObject({
      accepted: 3,
      stored: 3,
      customersAdded: 2,
      refused: 0,
    });
    expect(await addresses()).toHaveLength(4);
    expect(await query("SELECT count(*) AS n FROM domains")).toEqual([{ n: 1 }]);
    const before = await query("SELECT * FROM addresses ORDER BY address_index");
    expect(await imported("contacts", file)).toMatchObject({
      accepted: 3,
      unchanged: 3,
      stored: 0,
      customersAdded: 0,
    });
    expect(await query("SELECT * FROM addresses ORDER BY address_index")).toEqual(before);
  });

  test("adds an address and a new name to the person when the file has them", async () => {
    await imported("contacts", file);
    expect(
      await imported(
        "contacts",
        "external_id,customer,name,email,email 2\nP2,C1,Samuel Okafor,SAM+x@harlow-marine.example,sam@okafor.example\n",
      ),
    ).toMatchObject({ stored: 1, unchanged: 0 });
    const contact = await index("P2");
    expect((await addresses()).filter((row) => row["contact"] === contact)).toMatchObject([
      { name: "Samuel Okafor", beside: "Samuel Okafor", address: "sam@harlow-marine.example" },
      { name: "Samuel Okafor", beside: "Samuel Okafor", address: "sam@okafor.example" },
    ]);
  });

  test("refuses a row when its address is nobody's, a colleague's or someone else's", async () => {
    await imported("contacts", file);
    expect(
      (
        await imported(
          "contacts",
          "customer,address\nC1,not an address\nC1,me@own.example\n" +
            "C3,dana@harlow-marine.example\nC1,\n,x@y.example\n" +
            "C1,dana@harlow-marine.example sam@harlow-marine.example\n",
        )
      ).rows,
    ).toEqual([
      { line: 2, field: "address", reason: "not an email address" },
      { line: 3, field: "address", reason: "at a domain of your own: a colleague, not a customer" },
      { line: 4, field: "address", reason: "belongs to another customer" },
      { line: 5, field: "address", reason: "missing" },
      { line: 6, field: "customer", reason: "missing" },
      { line: 7, field: "address", reason: "belongs to another contact" },
    ]);
  });
});

describe("import of interactions", () => {
  test("stores each once, by customer or address, when the file comes twice", async () => {
    await imported("contacts", "customer,address\nC1,dana@harlow-marine.example\n");
    const file =
      "external_id,customer,email,kind,direction,date,subject,note\n" +
      "I1,C1,,Email,inbound,2025-01-02T10:00:00Z,Quote,\n" +
      "I2,,dana@harlow-marine.example,电话,发出,2025-01-03,,Agreed\n" +
      "I3,,x@nowhere.example,call,,2025-01-03,,\nI4,C1,,dance,,2025-01-03,,\n" +
      "I1,C1,,email,,2025-01-05,,\n";
    expect(await imported("interactions", file)).toMatchObject({
      lines: 5,
      accepted: 3,
      stored: 2,
      unchanged: 1,
      rows: [
        { line: 4, field: "address" },
        { line: 5, field: "kind" },
      ],
    });
    expect(
      await opened(
        await query(
          `SELECT customer_id AS ownerId, id AS rowId, external_index AS id, kind, direction,
            subject_sealed AS subject, note_sealed AS note,
         contact_id IS NOT NULL AS known, root_id = id AS root FROM interactions
           ORDER BY occurred_at`,
        ),
        {
          subject: ["interactions.subject_sealed", "rowId"],
          note: ["interactions.note_sealed", "rowId"],
        },
      ),
    ).toEqual([
      {
        id: await index("I1"),
        kind: "email",
        direction: "in",
        subject: "Quote",
        note: null,
        known: 0,
        root: 1,
      },
      {
        id: await index("I2"),
        kind: "call",
        direction: "out",
        subject: null,
        note: "Agreed",
        known: 1,
        root: 1,
      },
    ]);
    expect(await imported("interactions", file)).toMatchObject({
      accepted: 3,
      stored: 0,
      unchanged: 3,
    });
  });
});

describe("import of satisfaction", () => {
  test("stores answers within their range, each once, when the file comes twice", async () => {
    const file =
      "external_id,customer,metric,value,comment,source,date\n" +
      "S1,C1,NPS,9,Quick help,customer,2025-01-02\nS2,C1,csat,6,,customer,2025-01-02\n" +
      "S3,C1,ces,7,,rep,2025-01-02\nS4,C1,nps,,,,2025-01-02\nS5,C1,nps,7.5,,,2025-01-02\n";
    expect(await imported("satisfaction", file)).toMatchObject({
      accepted: 2,
      stored: 2,
      customersAdded: 1,
      rows: [
        { line: 3, field: "value" },
        { line: 5, field: "value", reason: "missing" },
        { line: 6, field: "value" },
      ],
    });
    expect(
      await opened(
        await query(
          `SELECT customer_id AS ownerId, id AS rowId, external_index AS id, metric, value, source,
            comment_sealed AS comment FROM satisfaction_responses ORDER BY metric DESC`,
        ),
        { comment: ["satisfaction_responses.comment_sealed", "rowId"] },
      ),
    ).toEqual([
      { id: await index("S1"), metric: "nps", value: 9, source: "customer", comment: "Quick help" },
      { id: await index("S3"), metric: "ces", value: 7, source: "rep", comment: null },
    ]);
    expect(await imported("satisfaction", file)).toMatchObject({
      accepted: 2,
      stored: 0,
      unchanged: 2,
    });
  });
});

describe("import of trust", () => {
  test("stores the dimensions that were answered, each response once, when the file comes twice", async () => {
    await imported("contacts", "customer,address\nC1,dana@harlow-marine.example\n");
    const file =
      "编号,客户,email,职业信任,expertise,rapport,利益信任,source,date\nT1,C1,,6,7,,5,,2025-01-02\n" +
      "T2,,dana@harlow-marine.example,1,,,,rep,2025-01-03\nT3,C1,,,,,,,2025-01-02\n" +
      "T4,C1,,8,,,,,2025-01-02\n";
    expect(await imported("trust", file)).toMatchObject({
      accepted: 2,
      stored: 2,
      rows: [
        { line: 4, field: "professionalism", reason: "no dimension is answered" },
        { line: 5, field: "professionalism" },
      ],
    });
    expect(
      await query(
        `SELECT external_index AS id, answers, source, contact_id IS NOT NULL AS known,
          import_id IS NOT NULL AS imported FROM trust_responses ORDER BY occurred_at`,
      ),
    ).toEqual([
      {
        id: await index("T1"),
        answers: '{"professionalism":6,"expertise":7,"benefit":5}',
        source: "customer",
        known: 0,
        imported: 1,
      },
      {
        id: await index("T2"),
        answers: '{"professionalism":1}',
        source: "rep",
        known: 1,
        imported: 1,
      },
    ]);
    expect(await imported("trust", file)).toMatchObject({ accepted: 2, stored: 0, unchanged: 2 });
  });
});

test("an import leaves no name, address, domain or text in clear when all kinds were imported", async () => {
  await imported("customers", "external_id,name\nC1,Clearname\n");
  // As programs number them: contacts by address, emails by Message-ID.
  await imported(
    "contacts",
    "id,customer,name,address\nclearname@clearname.example,C1,Clearname,clearname@clearname.example\n",
  );
  await imported(
    "interactions",
    "external_id,customer,kind,date,subject,note\n<1@clearname.example>,C1,note,2025-01-01,Clearname,Clearname\n",
  );
  await imported(
    "satisfaction",
    "external_id,customer,metric,value,comment,date\nclearname@clearname.example,C1,nps,9,Clearname,2025-01-01\n",
  );
  expect(
    await query(
      `SELECT count(*) AS n FROM interactions UNION ALL SELECT count(*) FROM satisfaction_responses
        UNION ALL SELECT count(*) FROM contacts`,
    ),
  ).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  for (const table of tables)
    expect(JSON.stringify(await query(`SELECT * FROM ${table}`)).toLowerCase()).not.toContain(
      "clearname",
    );
});

test.each([
  ["customers", "external_id\ndana@harlow-marine.example\n", "externalId"],
  [
    "contacts",
    "customer,address\ndana@harlow-marine.example,dana@harlow-marine.example\n",
    "customer",
  ],
  [
    "transactions",
    "order,customer,date,amount\n1,dana@harlow-marine.example,2025-01-01,5\n",
    "customer",
  ],
  [
    "transactions",
    "order,customer,date,amount\ndana@harlow-marine.example 1,C1,2025-01-01,5\n",
    "order",
  ],
  [
    "interactions",
    "external_id,customer,kind,date\n1,dana@harlow-marine.example,call,2025-01-01\n",
    "customer",
  ],
] as const)(
  "import of %s refuses a row when an address stands for a number that is kept readable",
  async (kind, file, field) => {
    expect((await imported(kind, file)).rows).toEqual([
      { line: 2, field, reason: expect.stringContaining("cannot be an identifier") as string },
    ]);
  },
);
