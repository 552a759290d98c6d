/** Customers of the list with what a line of it shows, texts sealed. */
import type { Database } from "../database.ts";
import { hexKey } from "../data-keys.ts";

export type ListedCustomer = {
  id: string;
  nameSealed: string | null;
  segmentSealed: string | null;
  /** In clear, of a customer stored before segments were sealed. */ segmentClear: string | null;
  dataKey: string | null;
  ownerId: string | null;
  ownerNameSealed: string | null;
  ownerAddressSealed: string | null;
  cell: number;
  former: number;
  kind: number;
  abc: number | null;
  warning: number | null;
  rfmSegment: string | null;
  cluster: string | null;
  action: string | null;
  tierScore: number | null;
  trust: number | null;
  value: number | null;
  alive: number | null;
  chance: number | null;
  relationship: number | null;
  recency: number | null;
  frequency: number | null;
  monetary: number | null;
  firstPurchaseAt: number | null;
  lastPurchaseAt: number | null;
  lastContactAt: number | null;
  lastAskedAt: number | null;
};

/** Customers by their numbers in the list, in the order of these. */
export async function listedCustomers(
  db: Database,
  numbers: readonly number[],
): Promise<{ rows: ListedCustomer[]; rowsRead: number }> {
  if (numbers.length === 0) return { rows: [], rowsRead: 0 };
  const { results, meta } = await db
    .prepare(
      `SELECT c.id, c.name_sealed AS nameSealed, c.segment_sealed AS segmentSealed,
        c.segment AS segmentClear, ${hexKey("c.data_key")} AS dataKey, c.owner_id AS ownerId,
        u.name_sealed AS ownerNameSealed, u.address_sealed AS ownerAddressSealed,
        l.cell, l.former, l.kind, l.abc, l.warning, l.rfm_segment AS rfmSegment, l.cluster,
        l.action, l.tier_score AS tierScore, l.trust, l.value, l.alive, l.chance, l.relationship,
        l.recency, l.frequency, l.monetary, l.first_purchase_at AS firstPurchaseAt,
        l.last_purchase_at AS lastPurchaseAt, l.last_contact_at AS lastContactAt,
        l.last_asked_at AS lastAskedAt
       FROM json_each(?1) j CROSS JOIN customer_list l ON l.number = j.value
         CROSS JOIN customers c ON c.id = l.customer_id LEFT JOIN users u ON u.id = c.owner_id
       ORDER BY j.key`,
    )
    .bind(JSON.stringify(numbers))
    .all<ListedCustomer>();
  return { rows: results, rowsRead: meta.rows_read };
}
