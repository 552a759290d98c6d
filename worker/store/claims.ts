/** Which logs hold a message: at most one live log of it for each customer. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { type Database, listed } from "./database.ts";

/**
 * Blind indexes of a message: by its Message-ID, by its place in a webmail and by what its draft
 * showed when it was sent; one of them at least.
 */
export type MessageIndexes = { byId: string | null; byPlace: string | null; bySent: string[] };

/** The index a message goes by: its Message-ID, else its place, else its draft. */
export const mainIndex = ({ byId, byPlace, bySent }: MessageIndexes): string | null =>
  byId ?? byPlace ?? bySent[0] ?? null;

/**
 * Statements that claim a message for a customer's log. The main index fails the batch where
 * another log of the customer holds it; a place beside a Message-ID is only noted, since a webmail
 * may give a place to another message later. A draft is claimed where nothing else is known.
 */
export function claimMessage(
  db: Database,
  indexes: MessageIndexes,
  log: { id: string; customerId: string },
): D1PreparedStatement[] {
  const insert =
    "INSERT INTO message_claims (message_index, customer_id, interaction_id) VALUES (?, ?, ?)";
  const claim = (index: string, rest = "") =>
    db.prepare(insert + rest).bind(index, log.customerId, log.id);
  const statements: D1PreparedStatement[] = [];
  if (indexes.byId !== null) statements.push(claim(indexes.byId));
  if (indexes.byPlace !== null)
    statements.push(claim(indexes.byPlace, indexes.byId === null ? "" : " ON CONFLICT DO NOTHING"));
  const main = mainIndex(indexes);
  if (statements.length === 0 && main !== null) statements.push(claim(main));
  return statements;
}

/** Logs of one message answered at most: far more customers than a message is written to. */
const mostHolders = 100;

/**
 * The first logs' ids that hold this message, one a customer. With a Message-ID the place counts
 * only for a log made without one; a draft is held by logs that were made when it was sent.
 * @param customerId only this customer's
 */
export async function claimHolders(
  db: Database,
  { byId, byPlace, bySent }: MessageIndexes,
  customerId: string | null = null,
): Promise<string[]> {
  const { results } = await db
    .prepare(`
    SELECT c.customer_id AS customerId, c.interaction_id AS id FROM message_claims c
      JOIN interactions i ON i.id = c.interaction_id
    WHERE (c.message_index = ?1 OR (c.message_index = ?2 AND (?1 IS NULL OR i.message_index = ?2))
        OR c.message_index IN (SELECT value FROM json_each(?4)))
      AND (?3 IS NULL OR c.customer_id = ?3)
    ORDER BY c.message_index = ?1 DESC, c.interaction_id LIMIT ${mostHolders}`)
    .bind(byId, byPlace, customerId, listed(bySent))
    .all<{ customerId: string; id: string }>();
  const byCustomer = new Map<string, string>();
  for (const { customerId: whose, id } of results)
    if (!byCustomer.has(whose)) byCustomer.set(whose, id);
  return [...byCustomer.values()];
}

/**
 * Statement that frees what a log holds, so that the message can be logged for its customer again.
 */
export function freeMessage(db: Database, interactionId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM message_claims WHERE interaction_id = ?").bind(interactionId);
}
