/** The history of a customer's tier, stage, trust and value. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { StageName, TierName } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

export type HistoryRow = {
  customerId: string;
  at: number;
  tier: TierName;
  stage: StageName;
  trust: number | null;
  lifetimeValue: number | null;
  modelVersion: number;
  policyVersion: number;
};

/** Statements that append what moved; two moves in one millisecond are one, the later. */
export function appendHistory(db: Database, rows: HistoryRow[]): D1PreparedStatement[] {
  return forRows(
    db,
    `
    INSERT INTO score_history (customer_id, at, tier, stage, trust, lifetime_value, model_version,
      policy_version)
    SELECT value ->> 'customerId', value ->> 'at', value ->> 'tier', value ->> 'stage',
      value ->> 'trust', value ->> 'lifetimeValue',
      value ->> 'modelVersion', value ->> 'policyVersion' FROM json_each(?1)
        WHERE true
    ON CONFLICT (customer_id, at) DO UPDATE
      SET tier = excluded.tier, stage = excluded.stage, trust = excluded.trust,
      lifetime_value = excluded.lifetime_value, model_version = excluded.model_version,
      policy_version = excluded.policy_version`,
    rows,
  );
}

/** The latest moves of a customer, newest first. */
export async function historyOf(
  db: Database,
  customerId: string,
  count: number,
): Promise<HistoryRow[]> {
  const { results } = await db
    .prepare(`
    SELECT customer_id AS customerId, at, tier, stage, trust, lifetime_value AS lifetimeValue,
      model_version AS modelVersion, policy_version AS policyVersion
    FROM score_history WHERE customer_id = ? ORDER BY at DESC LIMIT ?`)
    .bind(customerId, count)
    .all<HistoryRow>();
  return results;
}
