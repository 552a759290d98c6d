/** Customers: who buys. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { DecisionKind } from "../../shared/contract/reviews.ts";
import { listedColumn } from "./customer-list/store-rows.ts";
import { hexKey } from "./data-keys.ts";
import { type Database, listed } from "./database.ts";
import type { AuthorRow } from "./interactions.ts";
import { notWithdrawn } from "./withdrawals.ts";

/** Statement that adds a customer with its data key; fails where the external id is taken. */
export function insertCustomer(
  db: Database,
  row: CustomerRow,
  segmentIndex: string | null,
  userId: string,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO customers (id, kind, external_id, name_sealed, segment_sealed, segment_index,
        data_key, created_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?, unhex(?), ?, ?)`,
    )
    .bind(
      row.id,
      row.kind,
      row.externalId,
      row.nameSealed,
      row.segmentSealed,
      segmentIndex,
      row.dataKey,
      row.createdAt,
      userId,
    );
}

/** The customer of an external id, or null. */
export function customerOfExternalId(db: Database, externalId: string): Promise<string | null> {
  return db
    .prepare("SELECT id FROM customers WHERE external_id = ?")
    .bind(externalId)
    .first<string>("id");
}

/**
 * The next ids after `after` in the order of ids, for walking through all customers a page at a
 * time.
 */
export async function customerPage(db: Database, after: string, size: number): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM customers WHERE id > ? ORDER BY id LIMIT ?")
    .bind(after, size)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

export type NameRow = { id: string; nameSealed: string | null; dataKey: string | null };

/** The sealed names of customers and what opens them. */
export async function namesOf(db: Database, ids: string[]): Promise<NameRow[]> {
  const { results } = await db
    .prepare(`SELECT id, name_sealed AS nameSealed, ${hexKey("data_key")} AS dataKey
    FROM customers WHERE id IN (SELECT value FROM json_each(?))`)
    .bind(listed(ids))
    .all<NameRow>();
  return results;
}

/** Parts of a customer's page beside the card; sealed as stored. */
export type DetailsRow = AuthorRow & { language: string | null; notesSealed: string | null };

/** The owner, language and notes of a customer, or null where there is none. */
export function detailsOf(db: Database, id: string): Promise<DetailsRow | null> {
  return db
    .prepare(
      `SELECT u.id AS authorId, u.name_sealed AS authorNameSealed,
        u.address_sealed AS authorAddressSealed, c.language, c.notes_sealed AS notesSealed
      FROM customers c LEFT JOIN users u ON u.id = c.owner_id WHERE c.id = ?`,
    )
    .bind(id)
    .first<DetailsRow>();
}

/** A customer as scoring and its card start from it. Sealed as stored. */
export type CustomerRow = {
  id: string;
  kind: "company" | "person";
  externalId: string | null;
  nameSealed: string | null;
  createdAt: number;
  segmentSealed: string | null;
  /** In clear, of a customer stored before segments were sealed. */ segmentClear: string | null;
  /** Blind index of the segment. */ segmentIndex: string | null;
  /** A user's id; null where nobody owns the customer. */ ownerId: string | null;
  /** BCP 47; null where nobody said. */ language: string | null;
  /** Wrapped, hex; null where none was made yet. */
  dataKey: string | null;
  /** The number of times the card was written; 0 where there is none yet. */
  revision: number;
  /** The last that history has, for telling what moved; null where it has nothing yet. */
  tier: string | null;
  stage: string | null;
  trust: number | null;
  lifetimeValue: number | null;
  /**
   * JSON: what the last review made of the tier, where every scoring until the next starts from, so
   * that a write moves no tier by chance; null before the first.
   */
  tierReviewed: string | null;
  /** The decision that stands on the tier that it proposes; null where none does. */
  decided: DecisionKind | null;
  /** Keys of the actions that were next by the card, spaces between; null of a card before that. */
  atTurn: string | null;
  /** The row in the list of customers, as `listedColumn`; null where nothing was read. */
  listed: string | null;
};

/** Whose a customer is; null where nobody's. */
export function ownerOf(db: Database, id: string): Promise<string | null> {
  return db
    .prepare("SELECT owner_id AS ownerId FROM customers WHERE id = ?")
    .bind(id)
    .first("ownerId");
}

/** Query of customers by their ids; answers `CustomerRow`. */
export function selectCustomers(db: Database, ids: string[]): D1PreparedStatement {
  return db
    .prepare(`
    SELECT c.id, c.kind, c.external_id AS externalId, c.name_sealed AS nameSealed,
      c.created_at AS createdAt,
      c.segment_sealed AS segmentSealed, c.segment AS segmentClear,
      c.segment_index AS segmentIndex, c.owner_id AS ownerId, c.language,
      ${hexKey("c.data_key")} AS dataKey,
      coalesce(k.revision, 0) AS revision, l.tier, l.stage, l.trust,
      l.lifetime_value AS lifetimeValue,
      k.tier_reviewed AS tierReviewed, (SELECT d.decision FROM move_decisions d
        WHERE d.customer_id = c.id AND d.review_id = k.tier_reviewed ->> '$.proposal.review'
          AND ${notWithdrawn("move_decision", "d.id")}) AS decided,
      k.at_turn AS atTurn, ${listedColumn} AS listed
    FROM customers c LEFT JOIN cards k ON k.customer_id = c.id
      LEFT JOIN customer_list t ON t.customer_id = c.id
      LEFT JOIN score_history l ON l.customer_id = c.id
        AND l.at = (SELECT max(at) FROM score_history WHERE customer_id = c.id)
    WHERE c.id IN (SELECT value FROM json_each(?1))`)
    .bind(listed(ids));
}

/** A customer about to be added: nothing was ever scored of it. */
export function newcomer(
  customer: Pick<
    CustomerRow,
    "id" | "kind" | "externalId" | "nameSealed" | "segmentSealed" | "dataKey" | "createdAt"
  >,
): CustomerRow {
  return {
    ...customer,
    segmentClear: null,
    segmentIndex: null,
    ownerId: null,
    language: null,
    revision: 0,
    tier: null,
    stage: null,
    trust: null,
    lifetimeValue: null,
    tierReviewed: null,
    decided: null,
    atTurn: null,
    listed: null,
  };
}
