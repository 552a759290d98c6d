/** The audit log: who opened or did what, by ids alone. Entries are added, never changed. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { v7 as uuid } from "uuid";
import { type Database, listed } from "./database.ts";

/** Actions that are audited, with the kind of their subject. */
export const auditActions = {
  "survey_words.open": "survey",
  "survey_theme.list": "survey",
  "survey_links.make": "survey",
} as const;
export type AuditAction = keyof typeof auditActions;

export type NewAuditEntry = {
  action: AuditAction;
  subjectId: string;
  /** Ids within the subject. */ partIds: readonly string[];
  userId: string;
  at: number;
};

/** Statement that adds an entry to the audit log. */
export function insertAuditEntry(db: Database, entry: NewAuditEntry): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO audit_entries (id, at, user_id, action, subject_kind, subject_id, part_ids)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      uuid(),
      entry.at,
      entry.userId,
      entry.action,
      auditActions[entry.action],
      entry.subjectId,
      listed(entry.partIds),
    );
}

/** Deletes the entries of before a moment. */
export async function deleteAuditBefore(db: Database, before: number): Promise<void> {
  await db.prepare("DELETE FROM audit_entries WHERE at < ?").bind(before).run();
}
