/** Writing `customer_list`: one row a customer, in the transaction that stores the card. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "../database.ts";
import { forRows } from "../rows.ts";

/** A customer in the list as a scoring has it; the rest is read from `customers`. */
export type ListRow = {
  customerId: string;
  cell: number;
  former: 0 | 1;
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
  todayRank: number | null;
  recency: number | null;
  frequency: number | null;
  monetary: number | null;
  firstPurchaseAt: number | null;
  lastPurchaseAt: number | null;
  lastContactAt: number | null;
  lastAskedAt: number | null;
};

/** Columns that only facts and policies move, as a rule. */
const still = {
  cell: "cell",
  former: "former",
  abc: "abc",
  warning: "warning",
  rfm_segment: "rfmSegment",
  cluster: "cluster",
  action: "action",
  recency: "recency",
  frequency: "frequency",
  monetary: "monetary",
  first_purchase_at: "firstPurchaseAt",
  last_purchase_at: "lastPurchaseAt",
  last_contact_at: "lastContactAt",
  last_asked_at: "lastAskedAt",
} as const satisfies Record<string, keyof ListRow>;
/** Columns that move with the clock, so that a review changes them of many customers. */
const moving = {
  tier_score: "tierScore",
  trust: "trust",
  value: "value",
  alive: "alive",
  chance: "chance",
  relationship: "relationship",
  today_rank: "todayRank",
} as const satisfies Record<string, keyof ListRow>;
const stillFields = Object.values(still);
const movingFields = Object.values(moving);
const columns = [...Object.keys(still), ...Object.keys(moving)];

/**
 * The row of a customer as JSON, for a query over `customers c` and `customer_list t`: its number,
 * 1 where it agrees with `customers`, then its columns. The number is null where there is no row.
 */
export const listedColumn = `json_array(t.number,
  (t.kind, t.owner_id, t.segment_index) IS (c.kind = 'person', c.owner_id, c.segment_index),
  ${columns.map((column) => `t.${column}`).join(", ")})`;

const setAll = ["kind", "owner_id", "segment_index", ...columns];
const upsert = `
  INSERT INTO customer_list (customer_id, ${setAll.join(", ")})
  SELECT c.id, c.kind = 'person', c.owner_id, c.segment_index,
    ${[...stillFields, ...movingFields].map((field) => `j.value ->> '${field}'`).join(", ")}
  FROM json_each(?1) j CROSS JOIN customers c ON c.id = j.value ->> 'customerId' WHERE true
  ON CONFLICT (customer_id) DO UPDATE SET
    ${setAll.map((column) => `${column} = excluded.${column}`).join(", ")}`;
const move = (column: string) => `
  UPDATE customer_list SET ${column} = j.value ->> 1 FROM json_each(?1) j
  WHERE number = j.value ->> 0`;

/** A row to be stored and, as `listedColumn`, the one that was read; null for a new customer. */
export type Listed = { row: ListRow; stored: string | null };

/**
 * Statements that list customers as they were just scored. Only what changed is written: an update
 * rewrites the entry of every index whose column it names, each on a page of its own, and most
 * columns of most customers stay as they are from review to review.
 */
export function storeListRows(db: Database, listed: readonly Listed[]): D1PreparedStatement[] {
  const whole: ListRow[] = [];
  const moved = new Map(Object.keys(moving).map((column) => [column, [] as unknown[]]));
  for (const { row, stored } of listed) {
    const [number = null, agrees, ...values] = JSON.parse(stored ?? "[]") as (
      | string
      | number
      | null
    )[];
    if (
      number === null ||
      agrees !== 1 ||
      stillFields.some((field, at) => row[field] !== values[at])
    ) {
      whole.push(row);
      continue;
    }
    for (const [at, [column, field]] of Object.entries(moving).entries())
      if (row[field] !== values[stillFields.length + at])
        moved.get(column)?.push([number, row[field]]);
  }
  return [
    ...forRows(db, upsert, whole),
    ...[...moved].flatMap(([column, rows]) => forRows(db, move(column), rows)),
  ];
}
