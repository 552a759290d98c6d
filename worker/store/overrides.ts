/** Overrides: tiers that people gave customers, each with a reason and an end. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { TierName } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";
import { type FactOwner, withdrawnAt } from "./withdrawals.ts";

export type NewOverride = {
  id: string;
  customerId: string;
  tier: TierName;
  reasonSealed: string;
  /** The last day that it holds, "2026-12-31". */ untilOn: string;
  /** The end of that day by the book's clock. */ endsAt: number;
  occurredAt: number;
  userId: string;
  now: number;
  /** The bulk action that made it, if any. */ bulkId?: string;
};

/** Statements that store overrides, of one customer or several. */
export function insertOverrides(db: Database, rows: readonly NewOverride[]): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO overrides (id, customer_id, tier, reason_sealed, until_on, ends_at, occurred_at,
      user_id, recorded_at, bulk_id)
    SELECT value ->> 'id', value ->> 'customerId', value ->> 'tier', value ->> 'reasonSealed',
      value ->> 'untilOn', value ->> 'endsAt', value ->> 'occurredAt', value ->> 'userId',
      value ->> 'now', value ->> 'bulkId' FROM json_each(?1)`,
    rows,
  );
}

/** Returns whose an override is, or null where there is none. */
export function overrideOwner(db: Database, id: string): Promise<FactOwner | null> {
  return db
    .prepare(
      `SELECT v.customer_id AS customerId, v.user_id AS userId, ${withdrawnAt("override", "v.id")}
        FROM overrides v WHERE v.id = ?`,
    )
    .bind(id)
    .first<FactOwner>();
}

/** Customers whose card still goes by an override that ended by `now`, the first to end first. */
export async function endedOverrides(
  db: Database,
  now: number,
  count: number,
): Promise<{ id: string; until: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT customer_id AS id, override_until AS until FROM cards WHERE override_until <= ? AND override_until IS NOT NULL
        ORDER BY override_until LIMIT ?`,
    )
    .bind(now, count)
    .all<{ id: string; until: number }>();
  return results;
}

/** Returns whether a customer's card still goes by an override that ended by `now`. */
export async function hasEndedOverride(
  db: Database,
  customerId: string,
  now: number,
): Promise<boolean> {
  const found = await db
    .prepare("SELECT 1 AS n FROM cards WHERE customer_id = ? AND override_until <= ?")
    .bind(customerId, now)
    .first<number>("n");
  return found !== null;
}
