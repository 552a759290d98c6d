/** Invitations to surveys, refusals to make one, and opt-outs. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { InvitationVia, RefusalCode } from "../../shared/contract/survey.ts";
import type { Ask } from "../../shared/surveys/find-refusal.ts";
import { presentId } from "./aliases.ts";
import { type Database, listed } from "./database.ts";

export type Invitation = {
  id: string;
  surveyId: string;
  version: number;
  customerId: string;
  contactId: string;
  language: string;
  userId: string;
  createdAt: number;
  expiresAt: number;
  answeredAt: number | null;
  withdrawnAt: number | null;
  /** 0 for one that does not count as asked. */ counts: number;
  /** Flags of the asking, space-separated. */ flags: string;
};
export type NewInvitation = Omit<Invitation, "answeredAt" | "withdrawnAt" | "counts"> & {
  tokenIndex: string;
  via: InvitationVia;
  hasTrust: boolean;
  isProposed: boolean;
  quarter: string;
  /** Invitations of the customer when the rules were asked. */ seen: number;
};

const columns = `i.id, i.survey_id AS surveyId, i.version,
  ${presentId("i.customer_id")} AS customerId, i.contact_id AS contactId, i.language,
  i.user_id AS userId, i.created_at AS createdAt, i.expires_at AS expiresAt,
  i.answered_at AS answeredAt, i.withdrawn_at AS withdrawnAt, i.counts, i.flags`;

/**
 * Statement that stores an invitation. It fails (`isOvertaken`) where another of the customer was
 * stored since the rules were asked, so that two at once cannot exceed a cap.
 */
export function insertInvitation(db: Database, row: NewInvitation): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO invitations (id, token_index, survey_id, version, customer_id, contact_id,
        language, via, proposed, user_id, created_at, expires_at, flags, has_trust,
        rep_id, tier, quarter)
      SELECT ?1,
        iif((SELECT count(*) FROM invitations WHERE customer_id = ?5) = ?15, ?2, NULL),
        ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
        iif(?9 = 1, ifnull((SELECT owner_id FROM customers WHERE id = ?5), ''), ?10),
        (SELECT tier FROM cards WHERE customer_id = ?5), ?16`,
    )
    .bind(
      row.id,
      row.tokenIndex,
      row.surveyId,
      row.version,
      row.customerId,
      row.contactId,
      row.language,
      row.via,
      row.isProposed ? 1 : 0,
      row.userId,
      row.createdAt,
      row.expiresAt,
      row.flags,
      row.hasTrust ? 1 : 0,
      row.seen,
      row.quarter,
    );
}

/** Returns true for the failure of an invitation that another one overtook. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("invitations.token_index");

/** The invitation of a token, or null. */
export function invitationOf(db: Database, tokenIndex: string): Promise<Invitation | null> {
  return db
    .prepare(`SELECT ${columns} FROM invitations i WHERE i.token_index = ?`)
    .bind(tokenIndex)
    .first<Invitation>();
}

/** The invitation of an id, or null. */
export function invitationById(db: Database, id: string): Promise<Invitation | null> {
  return db
    .prepare(`SELECT ${columns} FROM invitations i WHERE i.id = ?`)
    .bind(id)
    .first<Invitation>();
}

/** The newest invitation of a contact that counts as asked, or null. */
export function newestInvitation(db: Database, contactId: string): Promise<Invitation | null> {
  return db
    .prepare(
      `SELECT ${columns} FROM invitations i WHERE i.contact_id = ? AND i.counts = 1
        ORDER BY i.created_at DESC LIMIT 1`,
    )
    .bind(contactId)
    .first<Invitation>();
}

/** Statement that takes an invitation back. */
export function withdrawInvitation(
  db: Database,
  { id, counts, now }: { id: string; counts: boolean; now: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE invitations SET withdrawn_at = ?, counts = ?
        WHERE id = ? AND answered_at IS NULL AND withdrawn_at IS NULL`,
    )
    .bind(now, counts ? 1 : 0, id);
}

/** Returns true where a link to a contact was taken back, uncounted, since a moment. */
export async function hasTakenBack(
  db: Database,
  contactId: string,
  since: number,
): Promise<boolean> {
  const found = await db
    .prepare(
      `SELECT 1 AS n FROM invitations
        WHERE contact_id = ? AND counts = 0 AND created_at > ? LIMIT 1`,
    )
    .bind(contactId, since)
    .first<number>("n");
  return found !== null;
}

export type CustomerAsking = {
  consent: string;
  language: string | null;
  contacts: number;
  /** All invitations ever, whether they count or not. */ seen: number;
  hasOpenCase: boolean;
  asks: Ask[];
};

/** All of a customer that the rules of asking look at; asks since a moment. One batch. */
export async function customerAsking(
  db: Database,
  customerId: string,
  since: number,
): Promise<CustomerAsking | null> {
  const [customer, asks] = await db.batch([
    db
      .prepare(
        `SELECT c.consent, c.language,
          (SELECT count(*) FROM contacts WHERE customer_id = c.id) AS contacts,
          (SELECT count(*) FROM invitations WHERE customer_id = c.id) AS seen,
          EXISTS (SELECT 1 FROM cases WHERE customer_id = c.id AND closed_at IS NULL) AS openCase
        FROM customers c WHERE c.id = ?`,
      )
      .bind(customerId),
    db
      .prepare(
        `SELECT i.contact_id AS contactId, i.has_trust AS hasTrust, i.created_at AS at
          FROM invitations i WHERE i.customer_id = ? AND i.counts = 1 AND i.created_at > ?`,
      )
      .bind(customerId, since),
  ]);
  const [found] = (customer?.results ?? []) as (Omit<CustomerAsking, "hasOpenCase" | "asks"> & {
    openCase: number;
  })[];
  if (found === undefined) return null;
  const { openCase, ...row } = found;
  const rows = (asks?.results ?? []) as (Omit<Ask, "hasTrust"> & { hasTrust: number })[];
  return {
    ...row,
    hasOpenCase: openCase === 1,
    asks: rows.map((ask) => ({ ...ask, hasTrust: ask.hasTrust === 1 })),
  };
}

export type ContactAddress = { index: string; sealed: string; createdAt: number };

/** A contact's addresses, sealed, the oldest first; when the contact was added. */
export async function addressesOf(
  db: Database,
  contactId: string,
): Promise<{ addresses: ContactAddress[]; contactSince: number }> {
  const { results } = await db
    .prepare(
      `SELECT a.address_index AS "index", a.address_sealed AS sealed, a.created_at AS createdAt,
        c.created_at AS contactSince
      FROM contacts c JOIN addresses a ON a.contact_id = c.id WHERE c.id = ?
      ORDER BY a.created_at`,
    )
    .bind(contactId)
    .all<ContactAddress & { contactSince: number }>();
  return { addresses: results, contactSince: results[0]?.contactSince ?? 0 };
}

/** Returns true where one of these addresses, by their hashes for this, opted out. */
export async function isOptedOut(db: Database, indexes: readonly string[]): Promise<boolean> {
  const found = await db
    .prepare(
      `SELECT 1 AS n FROM survey_opt_outs
        WHERE address_index IN (SELECT value FROM json_each(?)) LIMIT 1`,
    )
    .bind(listed(indexes))
    .first<number>("n");
  return found !== null;
}

/** Statement that opts addresses out; those that did before stay as they are. */
export function insertOptOuts(
  db: Database,
  indexes: readonly string[],
  via: "page" | "one_click" | "rep" | "import",
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO survey_opt_outs (address_index, at, via)
        SELECT value, ?2, ?3 FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(listed(indexes), now, via);
}

/** Statement that takes back the opt-out of addresses: whoever opted out may opt in again. */
export function deleteOptOuts(db: Database, indexes: readonly string[]): D1PreparedStatement {
  return db
    .prepare("DELETE FROM survey_opt_outs WHERE address_index IN (SELECT value FROM json_each(?))")
    .bind(listed(indexes));
}

export type NewRefusal = {
  id: string;
  surveyId: string;
  customerId: string;
  contactId: string;
  code: RefusalCode;
  until: number | null;
  userId: string;
  at: number;
};

/** Statement that stores why somebody was not asked. */
export function insertRefusal(db: Database, row: NewRefusal): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO ask_refusals (id, survey_id, customer_id, contact_id, code, until, user_id, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.surveyId,
      row.customerId,
      row.contactId,
      row.code,
      row.until,
      row.userId,
      row.at,
    );
}

export type ListedContact = {
  id: string;
  /** The customer whose key its texts are sealed under. */ ownerId: string;
  nameSealed: string | null;
  customerNameSealed: string | null;
};

/** Contacts with an address of some customers, by their ids, after one of them. */
export async function contactsOfCustomers(
  db: Database,
  { ids, after, limit }: { ids: readonly string[]; after: string | null; limit: number },
): Promise<ListedContact[]> {
  const { results } = await db
    .prepare(
      `SELECT c.id, c.customer_id AS ownerId, c.name_sealed AS nameSealed,
        o.name_sealed AS customerNameSealed
      FROM contacts c JOIN customers o ON o.id = c.customer_id
      WHERE c.customer_id IN (SELECT value FROM json_each(?1)) AND c.id > ?2
        AND EXISTS (SELECT 1 FROM addresses a WHERE a.contact_id = c.id)
      ORDER BY c.id LIMIT ?3`,
    )
    .bind(listed(ids), after ?? "", limit)
    .all<ListedContact>();
  return results;
}

/** Condition on an invitation of a list that can still be taken back: nobody did anything with it. */
const untouched = `id IN (SELECT value FROM json_each(?1)) AND survey_id = ?2
  AND answered_at IS NULL AND withdrawn_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM link_openings o WHERE o.invitation_id = invitations.id)`;

/** Invitations of a list that nobody opened, answered or took back. */
export async function countUntouched(
  db: Database,
  ids: readonly string[],
  surveyId: string,
): Promise<number> {
  const found = await db
    .prepare(`SELECT count(*) AS n FROM invitations WHERE ${untouched}`)
    .bind(listed(ids), surveyId)
    .first<number>("n");
  return found ?? 0;
}

/**
 * Statement that takes those back. They count as asked where they were made before `madeSince`, or
 * where another link of the contact was taken back, uncounted, since `floor`.
 */
export function withdrawUntouched(
  db: Database,
  ids: readonly string[],
  {
    surveyId,
    now,
    madeSince,
    floor,
  }: { surveyId: string; now: number; madeSince: number; floor: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE invitations SET withdrawn_at = ?3,
        counts = (created_at < ?4 OR EXISTS (SELECT 1 FROM invitations other
          WHERE other.contact_id = invitations.contact_id AND other.id <> invitations.id
            AND other.counts = 0 AND other.created_at > ?5))
        WHERE ${untouched}`,
    )
    .bind(listed(ids), surveyId, now, madeSince, floor);
}
