/**
 * Rows that the undo of a customer, a contact or an address has to know, and those it takes along.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { presentId } from "./aliases.ts";
import { type Database, listed } from "./database.ts";
import { isNewest } from "./interactions.ts";
import { notWithdrawn } from "./withdrawals.ts";

export type Hanging = {
  transactions: number;
  logs: number;
  responses: number;
  outcomes: number;
  promises: number;
  edits: number;
  overrides: number;
};

/**
 * Returns how many live facts there are of a customer, or of one contact of theirs: what would be
 * lost without them.
 */
export async function hangingOn(
  db: Database,
  customerId: string,
  contactId: string | null,
): Promise<Hanging> {
  const live = (table: string, rest: string) =>
    `(SELECT count(*) FROM ${table} f WHERE f.customer_id = ?1 ${rest})`;
  const of = "AND (?2 IS NULL OR f.contact_id = ?2) AND";
  // A purchase and an outcome are the customer's, of no contact in particular.
  const whole = "AND ?2 IS NULL";
  const isLive = `${isNewest.replaceAll("i.", "f.")} AND ${notWithdrawn("interaction", "f.root_id")}`;
  const found = await db
    .prepare(`SELECT ${live("transactions", whole)} AS transactions,
      ${live("interactions", `${of} ${isLive}`)} AS logs,
      ${live("satisfaction_responses", `${of} ${notWithdrawn("satisfaction", "f.id")}`)}
        + ${live("trust_responses", `${of} ${notWithdrawn("trust", "f.id")}`)} AS responses,
      ${live("action_outcomes", `${whole} AND ${notWithdrawn("outcome", "f.id")}`)} AS outcomes,
      ${live("promises", `${whole} AND ${notWithdrawn("promise", "f.id")}`)} AS promises,
      ${live("customer_edits", `${of} ${notWithdrawn("edit", "f.id")}`)} AS edits,
      ${live("overrides", `${whole} AND ${notWithdrawn("override", "f.id")}`)} AS overrides`)
    .bind(customerId, contactId)
    .first<Hanging>();
  const none = { transactions: 0, logs: 0, responses: 0, outcomes: 0, promises: 0 };
  return found ?? { ...none, edits: 0, overrides: 0 };
}

export type CustomerOwner = { nameSealed: string | null; userId: string | null; revision: number };

/**
 * Returns who added a customer, and the revision of its card; null where there is no such customer.
 */
export function customerOwner(db: Database, id: string): Promise<CustomerOwner | null> {
  return db
    .prepare(`SELECT c.name_sealed AS nameSealed, c.created_by AS userId,
      coalesce(k.revision, 0) AS revision
    FROM customers c LEFT JOIN cards k ON k.customer_id = c.id WHERE c.id = ?`)
    .bind(id)
    .first<CustomerOwner>();
}

/** A contact's customer as it is now, the one it is stored for, and who added it. */
export type ContactOwner = { customerId: string; ownerId: string; userId: string | null };

/** Finds who added a contact and whose it is; null where there is no such contact. */
export function contactOwner(db: Database, id: string): Promise<ContactOwner | null> {
  return db
    .prepare(`SELECT ${presentId("contacts.customer_id")} AS customerId, customer_id AS ownerId,
      created_by AS userId FROM contacts WHERE id = ?`)
    .bind(id)
    .first<ContactOwner>();
}

export type HeldAddress = {
  index: string;
  /** Whose keys sealed it. */
  customerId: string;
  contactId: string;
  addressSealed: string;
  userId: string | null;
};

/** All addresses of a customer. */
export async function addressesOf(db: Database, customerId: string): Promise<HeldAddress[]> {
  const { results } = await db
    .prepare(
      `SELECT a.address_index AS "index", a.customer_id AS customerId, a.contact_id AS contactId,
       a.address_sealed AS addressSealed, coalesce(a.created_by, c.created_by) AS userId
     FROM contacts c JOIN addresses a ON a.contact_id = c.id WHERE c.customer_id = ?`,
    )
    .bind(customerId)
    .all<HeldAddress>();
  return results;
}

/** Returns how many contacts of a customer somebody else than `userId` added. */
export async function contactsOfOthers(
  db: Database,
  customerId: string,
  userId: string,
): Promise<number> {
  return (
    (await db
      .prepare("SELECT count(*) AS n FROM contacts WHERE customer_id = ? AND created_by IS NOT ?")
      .bind(customerId, userId)
      .first<number>("n")) ?? 0
  );
}

/** Ids of a customer's contacts. */
export async function contactIdsOf(db: Database, customerId: string): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM contacts WHERE customer_id = ?")
    .bind(customerId)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/**
 * Contacts that may have lost a domain to the customer who had it first are looked at again; so
 * many at most.
 */
const lookedAtAgain = 5000;
/** Returns how the ids (UUID version 7) of rows made at a moment or later begin. */
export const firstIdAt = (ms: string): string =>
  `printf('%s-%s', substr(printf('%012x', ${ms}), 1, 8), substr(printf('%012x', ${ms}), 9))`;

/**
 * Statements that free business domains of a customer, with what they look like. Whoever came after
 * and has an address at one of them gets it when the contacts that came since are recognised again.
 */
export function freeDomains(
  db: Database,
  customerId: string,
  indexes: readonly string[],
): D1PreparedStatement[] {
  if (indexes.length === 0) return [];
  const own = "customer_id = ?1 AND domain_index IN (SELECT value FROM json_each(?2))";
  const on = (sql: string) => db.prepare(sql).bind(customerId, listed(indexes));
  return [
    on(
      `DELETE FROM domain_looks WHERE domain_index IN (SELECT domain_index FROM domains
        WHERE ${own})`,
    ),
    on(`UPDATE contacts SET person_index = NULL WHERE customer_id <> ?1 AND id IN (
      SELECT id FROM contacts WHERE id >= (SELECT ${firstIdAt("min(created_at)")} FROM domains
        WHERE ${own}) ORDER BY id LIMIT ${lookedAtAgain})`),
    on(`DELETE FROM domains WHERE ${own}`),
  ];
}

/**
 * Statements that delete what is derived of customers without live facts: their cards and
 * histories. The first fails the batch where the one card was written since `revision` was read.
 */
export function forgetDerived(
  db: Database,
  customerIds: readonly string[],
  revision: number | null = null,
): D1PreparedStatement[] {
  const these = "IN (SELECT value FROM json_each(?1))";
  const ids = listed(customerIds);
  const stale =
    revision === null
      ? []
      : [
          db
            .prepare(
              `UPDATE cards SET body = CASE WHEN revision = ?2 THEN body END
                WHERE customer_id ${these}`,
            )
            .bind(ids, revision),
        ];
  return [
    ...stale,
    ...["cards", "customer_list", "score_history", "exposures"].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE customer_id ${these}`).bind(ids),
    ),
  ];
}
