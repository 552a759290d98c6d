/** Facts of one row each as an import adds them, by the blind index of their external id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "../database.ts";
import { forRows, queryRows } from "../rows.ts";
import { whileRunning } from "../imports.ts";

/** The part that every fact of an import has. */
export type ImportedFact = {
  id: string;
  externalIndex: string;
  customerId: string;
  contactId: string | null;
  occurredAt: number;
};

export type FactTable<Fact extends ImportedFact> = {
  /** Returns which of these external indexes are in the book. */
  known(db: Database, externalIndexes: readonly string[]): Promise<Set<string>>;
  /** Statements that add facts, while their import runs. */
  add(db: Database, facts: readonly Fact[], importId: string, now: number): D1PreparedStatement[];
};

const common = {
  id: "id",
  external_index: "externalIndex",
  customer_id: "customerId",
  contact_id: "contactId",
  occurred_at: "occurredAt",
} as const satisfies Record<string, keyof ImportedFact>;

/** Opens a table of facts for imports. @param own its other columns, with what they hold of a fact */
export function factTable<Fact extends ImportedFact>(
  table: "interactions" | "satisfaction_responses" | "trust_responses",
  own: Readonly<Record<string, keyof Fact & string>>,
): FactTable<Fact> {
  const columns = Object.entries<keyof Fact & string>({ ...common, ...own });
  const names = columns.map(([column]) => column).join(", ");
  const values = columns.map((_, at) => `value->>${at}`).join(", ");
  return {
    async known(db, externalIndexes) {
      const rows = await queryRows<{ externalIndex: string }>(
        db,
        `SELECT f.external_index AS externalIndex FROM json_each(?1) j
          CROSS JOIN ${table} f ON f.external_index = j.value`,
        externalIndexes,
      );
      return new Set(rows.map((row) => row.externalIndex));
    },
    add: (db, facts, importId, now) =>
      forRows(
        db,
        `INSERT INTO ${table} (${names}, import_id, recorded_at) SELECT ${values}, ?2, ?3
         FROM json_each(?1) WHERE ${whileRunning("?2")} ON CONFLICT (external_index) DO NOTHING`,
        facts.map((fact) => columns.map(([, key]) => fact[key])),
        importId,
        now,
      ),
  };
}
