/** Which log holds a message: at most one live log of it. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

/** Blind indexes of a message: by its Message-ID and by its place in a webmail; one of them at least. */
export type MessageIndexes = { byId: string | null; byPlace: string | null };

/** The index a message goes by: its Message-ID, else its place. */
export const mainIndex = (indexes: MessageIndexes): string | null => indexes.byId ?? indexes.byPlace;

/**
 * Statements that claim a message for a log. The main index fails the batch where another holds it; a place beside
 * a Message-ID is only noted, since a webmail may give a place to another message later.
 */
export function claimMessage(db: Database, indexes: MessageIndexes, interactionId: string): D1PreparedStatement[] {
  const insert = "INSERT INTO message_claims (message_index, interaction_id) VALUES (?, ?)";
  const statements: D1PreparedStatement[] = [];
  if (indexes.byId !== null) statements.push(db.prepare(insert).bind(indexes.byId, interactionId));
  if (indexes.byPlace !== null) {
    const rest = indexes.byId === null ? "" : " ON CONFLICT DO NOTHING";
    statements.push(db.prepare(insert + rest).bind(indexes.byPlace, interactionId));
  }
  return statements;
}

/**
 * The first log's id of whoever holds this message, or null. With a Message-ID the place counts only for a log
 * made without one.
 */
export function claimHolder(db: Database, { byId, byPlace }: MessageIndexes): Promise<string | null> {
  return db.prepare(`
    SELECT c.interaction_id AS id FROM message_claims c JOIN interactions i ON i.id = c.interaction_id
    WHERE c.message_index = ?1 OR (c.message_index = ?2 AND (?1 IS NULL OR i.message_index = ?2))
    ORDER BY c.message_index = ?1 DESC LIMIT 1`).bind(byId, byPlace).first<string>("id");
}

/** Statement that frees what a log holds, so that the message can be logged again. */
export function freeMessage(db: Database, interactionId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM message_claims WHERE interaction_id = ?").bind(interactionId);
}
