/** Saved views of the list of customers. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type ViewRow = {
  id: string;
  userId: string;
  scope: "mine" | "team";
  /** JSON of name, filter, sort and columns. */ bodySealed: string;
};

/** Statement that keeps a view. */
export function insertView(db: Database, view: ViewRow, now: number): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO saved_views (id, user_id, scope, body_sealed, created_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(view.id, view.userId, view.scope, view.bodySealed, now);
}

const columns = "id, user_id AS userId, scope, body_sealed AS bodySealed";

/** A person's own views and the team's, the oldest first. */
export async function viewsFor(db: Database, userId: string): Promise<ViewRow[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM saved_views WHERE user_id = ? OR scope = 'team' ORDER BY id`)
    .bind(userId)
    .all<ViewRow>();
  return results;
}

/** The view of an id, or null. */
export function viewById(db: Database, id: string): Promise<ViewRow | null> {
  return db.prepare(`SELECT ${columns} FROM saved_views WHERE id = ?`).bind(id).first<ViewRow>();
}

/** Returns how many views a person has saved. */
export async function viewCount(db: Database, userId: string): Promise<number> {
  const count = await db
    .prepare("SELECT count(*) AS n FROM saved_views WHERE user_id = ?")
    .bind(userId)
    .first<number>("n");
  return count ?? 0;
}

/** Statement that gives a view another scope and body. */
export function changeView(
  db: Database,
  { id, scope, bodySealed }: Omit<ViewRow, "userId">,
): D1PreparedStatement {
  return db
    .prepare("UPDATE saved_views SET scope = ?, body_sealed = ? WHERE id = ?")
    .bind(scope, bodySealed, id);
}

/** Statement that forgets a view. */
export function deleteView(db: Database, id: string): D1PreparedStatement {
  return db.prepare("DELETE FROM saved_views WHERE id = ?").bind(id);
}
