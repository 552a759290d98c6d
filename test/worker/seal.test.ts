/**
 * Sealed values and their places. Of the kind "a value that is not where it was sealed": one moved
 * to another row, another column or another table, one of another customer, a data key moved to
 * another customer, and one that was altered.
 */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openCard, sealCard } from "../../worker/scoring/card-body.ts";
import { fromHex, toHex } from "../../worker/security/encoding.ts";
import { at, customerColumns, ringColumns } from "../../worker/security/places.ts";
import { sealer, type Seals } from "../../worker/security/seal.ts";
import { plainCard } from "./book.ts";
import { sealedBefore } from "./format-1.ts";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const keys = { SEAL_KEYS: `new:${key(1)},old:${key(2)}`, INDEX_KEY: key(3) };
const old = { ...keys, SEAL_KEYS: `old:${key(2)}` };
const name = at("users.name_sealed", "u1");

describe("a sealed value", () => {
  test("opens to the same text when the key is in the ring", async () => {
    const ring = await sealer(keys);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.string(), async (text, row) => {
        const place = at("users.name_sealed", row);
        expect(await ring.open(place, await ring.seal(place, text))).toBe(text);
      }),
    );
  });

  test("shows version and key and never the text when stored", async () => {
    const ring = await sealer(keys);
    expect(await ring.seal(name, "dana@harlow-marine.example")).toMatch(
      /^2\.new\.[A-Za-z0-9_-]{70,}$/,
    );
    const customer = ring.customer("c1", await ring.newDataKey("c1"));
    expect(await customer.seal(at("contacts.name_sealed", "p1"), "Dana")).toMatch(
      /^2\.\.[A-Za-z0-9_-]{40,}$/,
    );
  });

  test("stays null when it is null", async () => {
    const ring = await sealer(keys);
    expect([await ring.seal(name, null), await ring.open(name, null)]).toEqual([null, null]);
  });

  test("differs each time when the text is the same", async () => {
    const ring = await sealer(keys);
    const sealed = await Promise.all(Array.from({ length: 200 }, () => ring.seal(name, "Dana")));
    expect(new Set(sealed).size).toBe(200);
  });

  test("opens after rotation when the old key is still in the ring", async () => {
    const before = await (await sealer(old)).seal(name, "Dana");
    expect(before).toMatch(/^2\.old\./);
    expect(await (await sealer(keys)).open(name, before)).toBe("Dana");
  });

  test("names the key that is missing when it was taken out of the ring", async () => {
    const before = await (await sealer(keys)).seal(name, "Dana");
    await expect((await sealer(old)).open(name, before)).rejects.toThrow('no key "new"');
  });

  test("does not open when anything of it was altered", async () => {
    const ring = await sealer(keys);
    const sealed = await ring.seal(name, "Dana Reyes");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.constantFrom(..."AZaz09_-.é"),
        async (index, character) => {
          fc.pre(sealed[index] !== character);
          // The last character of base64url may carry bits that nothing reads.
          fc.pre(index < sealed.length - 1);
          await expect(
            ring.open(name, sealed.slice(0, index) + character + sealed.slice(index + 1)),
          ).rejects.toThrow();
        },
      ),
    );
  });

  test.each([
    "",
    "2",
    "2.new",
    "3.new.AAAA",
    "1..AAAA",
    "2..AAAA",
    "2.new.AAAA.x",
    "2.new.",
    "dana",
  ])("is refused when it is %j", async (text) => {
    await expect((await sealer(keys)).open(name, text)).rejects.toThrow();
  });
});

describe("a value of format 1", () => {
  test("opens under ring and customer when it was stored before places were bound", async () => {
    const sealed = await sealedBefore(keys, "Dana Reyes");
    expect(sealed).toMatch(/^1\.new\./);
    const ring = await sealer(keys);
    expect(await ring.open(name, sealed)).toBe("Dana Reyes");
    expect(await ring.customer("c1", null).open(at("contacts.name_sealed", "p1"), sealed)).toBe(
      "Dana Reyes",
    );
  });

  test("does not open when its format is exchanged", async () => {
    const sealed = await sealedBefore(keys, "Dana Reyes");
    const ring = await sealer(keys);
    await expect(ring.open(name, `2${sealed.slice(1)}`)).rejects.toThrow();
    const bound = await ring.seal(name, "Dana Reyes");
    await expect(ring.open(name, `1${bound.slice(1)}`)).rejects.toThrow();
  });
});

describe("the place of a sealed value", () => {
  test("is named for every sealed column when the schema is read", async () => {
    const { results } = await env.DB.prepare(`
      SELECT t.name || '.' || c.name AS "column" FROM sqlite_schema t
        JOIN pragma_table_info(t.name) c
      WHERE t.type = 'table' AND t.name NOT LIKE '\\_cf%' ESCAPE '\\'
        AND (c.name LIKE '%\\_sealed' ESCAPE '\\' OR t.name || '.' || c.name = 'cards.body')
      ORDER BY 1`).all<{ column: string }>();
    expect(results.map((row) => row.column)).toEqual(
      [...ringColumns, ...customerColumns].toSorted(),
    );
  });

  /** Seals at one place and expects that it opens there alone. */
  async function expectBound<C extends string>(
    seals: Seals<C>,
    column: C,
    columns: readonly C[],
  ): Promise<void> {
    const sealed = await seals.seal({ column, row: "row 1" }, "Dana");
    expect(await seals.open({ column, row: "row 1" }, sealed)).toBe("Dana");
    for (const row of ["row 2", "", "row", "row 1 "])
      await expect(seals.open({ column, row }, sealed), row).rejects.toThrow();
    for (const other of columns.filter((one) => one !== column)) {
      await expect(seals.open({ column: other, row: "row 1" }, sealed), other).rejects.toThrow();
    }
  }

  test.each(ringColumns)(
    "is the only one where a value opens when it was sealed for %s",
    async (column) => {
      await expectBound(await sealer(keys), column, ringColumns);
    },
  );

  test.each(customerColumns)(
    "is the only one where a value opens when it was sealed for %s",
    async (column) => {
      const ring = await sealer(keys);
      const [one, other] = [
        ring.customer("c1", await ring.newDataKey("c1")),
        ring.customer("c2", await ring.newDataKey("c2")),
      ];
      await expectBound(one, column, customerColumns);
      const sealed = await one.seal(at(column, "row 1"), "Dana");
      await expect(other.open(at(column, "row 1"), sealed)).rejects.toThrow();
      await expect(ring.open(name, sealed)).rejects.toThrow();
    },
  );

  test("counts for a card when its bytes are moved or its header is exchanged", async () => {
    const ring = await sealer(keys);
    const dataKey = await ring.newDataKey("c1");
    const customer = ring.customer("c1", dataKey);
    const card = plainCard("c1", "Harlow Marine");
    const body = await sealCard(customer, "c1", card);
    expect(JSON.parse(await openCard(customer, "c1", body))).toEqual(card);
    await expect(openCard(customer, "c2", body)).rejects.toThrow();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(body.length / 2 - 1),
        fc.integer({ min: 1, max: 255 }),
        async (index, change) => {
          const bytes = fromHex(body);
          bytes[index] = (bytes[index] ?? 0) ^ change;
          await expect(openCard(customer, "c1", toHex(bytes))).rejects.toThrow();
        },
      ),
    );
  });
});

describe("a data key", () => {
  const place = at("contacts.name_sealed", "p1");

  test("seals and opens nothing when it was copied to another customer", async () => {
    const ring = await sealer(keys);
    const dataKey = await ring.newDataKey("c1");
    const sealed = await ring.customer("c1", dataKey).seal(place, "Dana");
    expect(await ring.customer("c1", dataKey).open(place, sealed)).toBe("Dana");
    await expect(ring.customer("c2", dataKey).open(place, sealed)).rejects.toThrow();
    await expect(ring.customer("c2", dataKey).seal(place, "Dana")).rejects.toThrow();
  });

  test("seals nothing when there is none", async () => {
    await expect((await sealer(keys)).customer("c1", null).seal(place, "Dana")).rejects.toThrow(
      "no data key",
    );
  });

  test("opens what it sealed when it was wrapped again under a new key of the ring", async () => {
    const before = await (await sealer(old)).newDataKey("c1");
    const sealed = await (await sealer(old)).customer("c1", before).seal(place, "Dana");
    const ring = await sealer(keys);
    const after = await ring.rewrap("c1", before);
    expect([
      before.startsWith(ring.current.dataKey),
      after.startsWith(ring.current.dataKey),
    ]).toEqual([false, true]);
    const alone = await sealer({ ...keys, SEAL_KEYS: `new:${key(1)}` });
    expect(await alone.customer("c1", after).open(place, sealed)).toBe("Dana");
    await expect(alone.customer("c1", before).open(place, sealed)).rejects.toThrow('no key "old"');
  });

  test("opens in either case of hex when the database answers with it", async () => {
    const ring = await sealer(keys);
    const dataKey = await ring.newDataKey("c1");
    const sealed = await ring.customer("c1", dataKey.toUpperCase()).seal(place, "Dana");
    expect(await ring.customer("c1", dataKey).open(place, sealed)).toBe("Dana");
  });
});

describe("a blind index", () => {
  test("is equal when kind and value are, and 128 bits long", async () => {
    const ring = await sealer(keys);
    const one = await ring.index("address", "dana@x.example");
    expect(one).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await ring.index("address", "dana@x.example")).toBe(one);
  });

  test("differs when kind, value or key differs", async () => {
    const [ring, other] = [await sealer(keys), await sealer({ ...keys, INDEX_KEY: key(4) })];
    const all = await Promise.all([
      ring.index("address", "a"),
      ring.index("user", "a"),
      ring.index("domain", "a"),
      ring.index("message", "a"),
      ring.index("address", "b"),
      other.index("address", "a"),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("the secrets", () => {
  test.each([
    ["SEAL_KEYS is empty", { SEAL_KEYS: "", INDEX_KEY: key(3) }, "holds no key"],
    ["a key is short", { SEAL_KEYS: "k:AAAA", INDEX_KEY: key(3) }, "32 bytes"],
    ["a key is no base64", { SEAL_KEYS: "k:???", INDEX_KEY: key(3) }, "not base64"],
    ["a key id has a dot", { SEAL_KEYS: `a.b:${key(1)}`, INDEX_KEY: key(3) }, "key id"],
    ["a key id comes twice", { SEAL_KEYS: `a:${key(1)},a:${key(2)}`, INDEX_KEY: key(3) }, "twice"],
    [
      "INDEX_KEY is short",
      { SEAL_KEYS: `a:${key(1)}`, INDEX_KEY: "AAAA" },
      "INDEX_KEY needs 32 bytes",
    ],
  ])("are refused with a sentence when %s", async (_, wrong, sentence) => {
    await expect(sealer(wrong)).rejects.toThrow(sentence);
  });
});
