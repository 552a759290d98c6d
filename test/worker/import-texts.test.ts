/**
 * The kind: every text column of every import, and every sort of character that no text may hold;
 * line ends inside cells, which spreadsheets write.
 */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { ImportKind } from "../../shared/contract/requests.ts";
import { imported, query } from "./importing.ts";
import { opened } from "./sealed.ts";

beforeEach(async () => {
  await env.DB.batch(
    [
      "addresses",
      "contacts",
      "interactions",
      "satisfaction_responses",
      "trust_responses",
      "transactions",
      "customers",
    ].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
});

/** A good row of each kind by column; columns of free text end in "?". */
const rows: Record<ImportKind, Record<string, string>> = {
  customers: { "external id": "C-1", "name?": "Harlow Marine", "segment?": "Marine" },
  contacts: {
    "external id": "P-1",
    customer: "C-1",
    "name?": "Dana Whitfield",
    email: "dana@harlow.example",
  },
  transactions: {
    order: "O-1",
    customer: "C-1",
    date: "2026-01-05",
    amount: "12.50",
    category: "Rope",
  },
  interactions: {
    "external id": "I-1",
    customer: "C-1",
    kind: "call",
    date: "2026-01-05",
    "subject?": "About the rope",
    "note?": "Fine",
  },
  satisfaction: {
    "external id": "S-1",
    customer: "C-1",
    metric: "nps",
    value: "9",
    date: "2026-01-05",
    "comment?": "Quick",
  },
  trust: { "external id": "T-1", customer: "C-1", rapport: "6", date: "2026-01-05" },
  answers: {
    "external id": "A-1",
    customer: "C-1",
    nps: "9",
    date: "2026-01-05",
    "comment?": "Quick",
  },
};
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const file = (kind: ImportKind, change: Record<string, string> = {}) => {
  const row = { ...rows[kind], ...change };
  return `${Object.keys(row)
    .map((name) => name.replace("?", ""))
    .join(",")}\n${Object.values(row).map(cell).join(",")}\n`;
};
const cases = (Object.keys(rows) as ImportKind[]).flatMap((kind) =>
  Object.keys(rows[kind]).map((column) => [kind, column] as const),
);

describe("a row", () => {
  test.each(cases)(
    "of %s is refused by its line when its %s holds a control character",
    async (kind, column) => {
      if (kind !== "customers" && kind !== "transactions")
        await imported("customers", file("customers"));
      for (const character of ["\u0000", "\u0007", "\u007f", "\u0085", "\ufffe", "\u{2ffff}"]) {
        const text = rows[kind][column] ?? "";
        const {
          refused,
          stored,
          rows: [refusal],
        } = await imported(
          kind,
          file(kind, { [column]: `${text.slice(0, 2)}${character}${text.slice(2)}` }),
        );
        expect({ refused, stored, line: refusal?.line, character }).toEqual({
          refused: 1,
          stored: 0,
          line: 2,
          character,
        });
      }
      expect(await imported(kind, file(kind))).toMatchObject({ refused: 0, stored: 1 });
    },
  );

  test("keeps a name on one line and a note on several when cells have line ends", async () => {
    await imported("customers", file("customers", { "name?": "Harlow\r\nMarine" }));
    await imported("interactions", file("interactions", { "note?": "one\r\n\ttwo" }));
    const [customer] = await query<{ id: string; name: string }>(
      "SELECT id, name_sealed AS name FROM customers",
    );
    const [log] = await query<{ id: string; note: string }>(
      "SELECT id, note_sealed AS note FROM interactions",
    );
    const [id, logId] = [customer?.id ?? "", log?.id ?? ""];
    expect(await opened(id, "customers.name_sealed", id, customer?.name ?? "")).toBe(
      "Harlow Marine",
    );
    expect(await opened(id, "interactions.note_sealed", logId, log?.note ?? "")).toBe("one\n\ttwo");
  });

  test("is refused when an identifier goes over two lines", async () => {
    expect(await imported("customers", file("customers", { "external id": "C\n1" }))).toMatchObject(
      { refused: 1, stored: 0, rows: [{ field: "externalId" }] },
    );
  });
});
