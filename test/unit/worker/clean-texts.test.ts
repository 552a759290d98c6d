/**
 * The kind: every clear column that an older version could store any character in; in each, numbers
 * that differ by such a character alone.
 */
import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { oneLine } from "../../../shared/contract/characters.ts";

const folder = fileURLToPath(new URL("../../../worker/migrations", import.meta.url));
const files = readdirSync(folder).sort();
const cleaning = "0008_clean_texts_key_check.sql";
const run = (db: DatabaseSync, names: string[]) => {
  for (const name of names) db.exec(readFileSync(`${folder}/${name}`, "utf8"));
};

let db: DatabaseSync;
beforeEach(() => {
  db = new DatabaseSync(":memory:");
  run(
    db,
    files.filter((name) => name < cleaning),
  );
});

let number = 0;
/**
 * Stores what JSON says, as imports do: a lone surrogate arrives as three bytes that are not UTF-8.
 */
const insertCustomer = (externalId: string, segment: string | null = null) => {
  db.prepare(
    `INSERT INTO customers (id, kind, external_id, segment, created_at)
      SELECT ?, 'company', value ->> 0, value ->> 1, 0 FROM json_each(?)`,
  ).run(`c${++number}`, JSON.stringify([[externalId, segment]]));
  return `c${number}`;
};
const insertLine = (order: string, category = "") => {
  db.prepare(
    `INSERT INTO transactions (customer_id, order_id, category, kind, amount, currency, occurred_at,
      recorded_at) SELECT 'c', value ->> 0, value ->> 1, 'purchase', 1, 'GBP', 0, 0
      FROM json_each(?)`,
  ).run(JSON.stringify([[order, category]]));
};
const clean = () => run(db, [cleaning]);
const column = (sql: string) =>
  db
    .prepare(sql)
    .all()
    .map((row) => Object.values(row)[0]);

describe("the migration of texts", () => {
  test.each([
    ["NUL", "A\u00001", "A1"],
    ["NUL at the end", "A1\u0000", "A1"],
    ["a tab", "A\t1", "A1"],
    ["DEL", "A\u007f1", "A1"],
    ["C1", "Ä\u0085\u009f1", "Ä1"],
    ["a lone surrogate", "李\ud83d1", "李1"],
    ["noncharacters", "A\uffff\ufffe\ufdd0\u{1fffe}\u{10ffff}1", "A1"],
  ])("takes %s out", (_, was, is) => {
    insertCustomer(was, was);
    insertLine(was, was);
    clean();
    expect(
      column(
        `SELECT external_id FROM customers UNION ALL SELECT segment FROM customers UNION ALL
          SELECT order_id FROM transactions UNION ALL SELECT category FROM transactions`,
      ),
    ).toEqual([is, is, is, is]);
  });

  test("leaves good texts alone", () => {
    const good = ["A-1", "Ægir & Söhne", "李雷 😀", "", "100€", "é", "\ufffd", "\u{1fffd}", " x "];
    for (const one of good) insertLine(one, one);
    clean();
    expect(column("SELECT order_id FROM transactions ORDER BY id")).toEqual(good);
    expect(column("SELECT category FROM transactions ORDER BY id")).toEqual(good);
  });

  test("keeps customers apart when only such a character told their numbers apart", () => {
    const ids = ["A1", "A1\u0000", "A\u00011", "\u0000", "\u0001"].map((text) =>
      insertCustomer(text),
    );
    clean();
    const numbers = column("SELECT external_id FROM customers ORDER BY rowid") as string[];
    expect(new Set(numbers).size).toBe(ids.length);
    expect(numbers[0]).toBe("A1");
    for (const one of numbers) expect(one).toMatch(oneLine);
  });

  test("keeps the lines of an order together, and two orders apart", () => {
    insertLine("7\u0000", "a");
    insertLine("7\u0000", "b");
    insertLine("7", "a");
    insertLine("8", "x\u0001");
    insertLine("8", "x\u0002");
    clean();
    const orders = column("SELECT order_id FROM transactions ORDER BY id");
    expect(orders[0]).toBe(orders[1]);
    expect(orders[2]).toBe("7");
    expect(orders[0]).not.toBe("7");
    expect(new Set(column("SELECT order_id || ' ' || category FROM transactions")).size).toBe(5);
  });

  test("forgets the keys of writes that nobody can send again", () => {
    const keep = db.prepare("INSERT INTO idempotency_keys VALUES ('u', ?, 'h', 200, 's', 0)");
    for (const key of ["good-key-1", "bad-key\u0085"]) keep.run(key);
    clean();
    expect(column("SELECT key FROM idempotency_keys")).toEqual(["good-key-1"]);
  });

  test("leaves no table behind and every text storable when any texts were there", () => {
    const letter = fc.constantFrom(
      "a",
      "ä",
      "李",
      "😀",
      "\u0000",
      "\u001f",
      "\u007f",
      "\u009f",
      "\ud800",
      "\udfff",
      "\uffff",
      "\u{2ffff}",
      " ",
    );
    const texts = fc.array(
      fc.array(letter, { maxLength: 6 }).map((letters) => letters.join("")),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(texts, (some) => {
        db = new DatabaseSync(":memory:");
        run(
          db,
          files.filter((name) => name < cleaning),
        );
        const stored = some.filter((one) => {
          try {
            insertCustomer(one, one);
          } catch {
            return false;
          } // taken already
          return true;
        });
        for (const one of new Set(some)) insertLine(one, one);
        const before = column("SELECT count(*) FROM transactions")[0];
        run(
          db,
          files.filter((name) => name >= cleaning),
        );
        const after = column(
          `SELECT external_id FROM customers UNION ALL SELECT ifnull(segment, '') FROM customers
            UNION ALL SELECT order_id FROM transactions UNION ALL SELECT category
            FROM transactions`,
        ) as string[];
        expect(after.filter((one) => !oneLine.test(one) || !one.isWellFormed())).toEqual([]);
        expect(column("SELECT count(*) FROM customers")[0]).toBe(stored.length);
        expect(column("SELECT count(*) FROM transactions")[0]).toBe(before);
        expect(column("SELECT name FROM sqlite_schema WHERE name LIKE 'unclean%'")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
