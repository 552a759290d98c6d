/** Proposals: who was drawn, asked in Today until somebody settles them. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { TierName } from "../../shared/contract/fields.ts";
import type { DeclineReason } from "../../shared/contract/sampling.ts";
import { presentId } from "./aliases.ts";
import { hexKey } from "./data-keys.ts";
import { type Database, listed } from "./database.ts";

export type OpenProposal = {
  id: string;
  customerId: string;
  contactId: string;
  surveyId: string;
  week: string;
  tier: TierName;
  endsAt: number;
  contactNameSealed: string | null;
  addressIndex: string | null;
  addressSealed: string | null;
  /** The customer that the contact's values are sealed for. */ sealedFor: string;
  sealedKey: string | null;
};

/**
 * The query of open proposals of one owner: ?1 the owner ('' for nobody), ?2 now, ?3 how many.
 * Those whom something keeps from being asked by now are left out.
 */
export const openProposalsSql = `
  SELECT p.id, c.id AS customerId, p.contact_id AS contactId, p.survey_id AS surveyId, p.week,
    p.tier, p.ends_at AS endsAt, t.name_sealed AS contactNameSealed,
    a.address_index AS addressIndex, a.address_sealed AS addressSealed,
    o.id AS sealedFor, ${hexKey("o.data_key")} AS sealedKey
  FROM proposals p CROSS JOIN customers c ON c.id = ${presentId("p.customer_id")}
    CROSS JOIN contacts t ON t.id = p.contact_id CROSS JOIN customers o ON o.id = t.customer_id
    LEFT JOIN addresses a ON a.address_index = (
      SELECT first.address_index FROM addresses first WHERE first.contact_id = t.id LIMIT 1)
  WHERE p.state = 'open' AND p.owner_id = ?1 AND p.ends_at > ?2 AND c.consent <> 'no'
    AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.customer_id = c.id AND k.closed_at IS NULL)
  ORDER BY p.ends_at LIMIT ?3`;

/** Returns open proposals of some owners, those that end first before others. */
export async function openProposals(
  db: Database,
  ownerIds: readonly string[],
  now: number,
  limit: number,
): Promise<{ rows: OpenProposal[]; rowsRead: number }> {
  const results = await db.batch<OpenProposal>(
    ownerIds.map((id) => db.prepare(openProposalsSql).bind(id, now, limit)),
  );
  const rows = results
    .flatMap((one) => one.results)
    .sort((p, q) => p.endsAt - q.endsAt || (p.id < q.id ? -1 : 1))
    .slice(0, limit);
  return { rows, rowsRead: results.reduce((sum, { meta }) => sum + meta.rows_read, 0) };
}

export type ProposalRow = {
  id: string;
  ownerId: string;
  state: "open" | "asked" | "declined" | "refused";
  reason: string | null;
  userId: string | null;
  endsAt: number;
};

/** The proposal of an id, or null. */
export function proposalById(db: Database, id: string): Promise<ProposalRow | null> {
  return db
    .prepare(
      `SELECT id, owner_id AS ownerId, state, reason, user_id AS userId, ends_at AS endsAt
        FROM proposals WHERE id = ?`,
    )
    .bind(id)
    .first<ProposalRow>();
}

/** Statement that declines a proposal that is open. */
export function declineProposal(
  db: Database,
  { id, reason, userId, now }: { id: string; reason: DeclineReason; userId: string; now: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE proposals SET state = 'declined', reason = ?2, user_id = ?3, settled_at = ?4
        WHERE id = ?1 AND state = 'open'`,
    )
    .bind(id, reason, userId, now);
}

/** Statement that opens a declined proposal again, for whoever owns the customer by now. */
export function reopenProposal(db: Database, id: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE proposals SET state = 'open', reason = NULL, user_id = NULL, settled_at = NULL,
        owner_id = ifnull((SELECT owner_id FROM customers WHERE id = proposals.customer_id), '')
        WHERE id = ? AND state = 'declined'`,
    )
    .bind(id);
}

/** The open proposal of a contact, or null. */
export function proposalOfContact(
  db: Database,
  contactId: string,
  now: number,
): Promise<{ id: string; surveyId: string } | null> {
  return db
    .prepare(
      `SELECT id, survey_id AS surveyId FROM proposals
        WHERE contact_id = ? AND state = 'open' AND ends_at > ? ORDER BY ends_at LIMIT 1`,
    )
    .bind(contactId, now)
    .first<{ id: string; surveyId: string }>();
}

/** Statement that settles a proposal: its contact was asked. */
export function settleAsked(
  db: Database,
  {
    id,
    invitationId,
    userId,
    now,
  }: Record<"id" | "invitationId" | "userId", string> & {
    now: number;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE proposals SET state = 'asked', invitation_id = ?2, user_id = ?3, settled_at = ?4
        WHERE id = ?1 AND state = 'open'`,
    )
    .bind(id, invitationId, userId, now);
}

/** Statement that settles a proposal: the rules refused the asking, by this code. */
export function settleRefused(
  db: Database,
  { id, code, userId, now }: Record<"id" | "code" | "userId", string> & { now: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE proposals SET state = 'refused', reason = ?2, user_id = ?3, settled_at = ?4
        WHERE id = ?1 AND state = 'open'`,
    )
    .bind(id, code, userId, now);
}

/** Statement that opens the proposals of those invitations that were taken back unsent. */
export function reopenOfInvitations(db: Database, ids: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE proposals SET state = 'open', invitation_id = NULL, user_id = NULL, settled_at = NULL,
        owner_id = ifnull((SELECT owner_id FROM customers WHERE id = proposals.customer_id), '')
        WHERE invitation_id IN (SELECT value FROM json_each(?1))
          AND EXISTS (
            SELECT 1 FROM invitations i WHERE i.id = proposals.invitation_id AND i.counts = 0)`,
    )
    .bind(listed(ids));
}

/** Deletes proposals drawn before a moment; the tallies keep their counts. */
export async function deleteProposalsBefore(db: Database, before: number): Promise<void> {
  await db.prepare("DELETE FROM proposals WHERE drawn_at < ?").bind(before).run();
}
