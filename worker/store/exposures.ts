/** Exposures: actions that came to be next for a customer, shown or held back for comparison. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { ExposureFact } from "../../shared/scoring/index.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

/** Statements that append exposures; of two scorings in one millisecond the first counts. */
export function appendExposures(
  db: Database,
  rows: (ExposureFact & { customerId: string })[],
): D1PreparedStatement[] {
  return forRows(
    db,
    `
    INSERT INTO exposures (customer_id, action, at, shown, propensity, tier, stage, expected_amount)
    SELECT value ->> 'customerId', value ->> 'action', value ->> 'occurredAt', value ->> 'shown',
      value ->> 'propensity', value ->> 'tier', value ->> 'stage', value ->> 'expectedAmount'
    FROM json_each(?1) WHERE true
    ON CONFLICT (customer_id, action, at) DO NOTHING`,
    rows,
  );
}
