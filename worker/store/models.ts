/** Fitted models, by version. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import type { Model } from "../../shared/scoring/index.ts";
import type { Database } from "./database.ts";

/** Query of the model in force; `readModel` reads its result. */
export function selectModel(db: Database): D1PreparedStatement {
  return db.prepare("SELECT body FROM models ORDER BY version DESC LIMIT 1");
}

/**
 * The model in force, or null before the first review. One fitted before an update changed its
 * shape is none either: nobody can be scored by it, and the next review fits another.
 */
export function readModel(result: D1Result | undefined): Model | null {
  const row = result?.results[0] as { body: string } | undefined;
  const model = row === undefined ? null : (JSON.parse(row.body) as Model);
  return model?.chance === undefined || model.actions.byKey === undefined ? null : model;
}

/** The model of a version, or null as above. */
export async function modelOf(db: Database, version: number): Promise<Model | null> {
  return readModel(
    await db.prepare("SELECT body FROM models WHERE version = ?").bind(version).all(),
  );
}

/** A fitted model, and the version of the policy it was fitted under. */
export type ModelRow = { policy: number | null; model: Model };

/** The newest models, whatever their shape, newest first. */
export async function newestModels(db: Database, count: number): Promise<ModelRow[]> {
  const { results } = await db
    .prepare("SELECT policy_version AS policy, body FROM models ORDER BY version DESC LIMIT ?")
    .bind(count)
    .all<{ policy: number | null; body: string }>();
  return results.map(({ policy, body }) => ({ policy, model: JSON.parse(body) as Model }));
}

/** The version the next model gets. */
export async function nextModelVersion(db: Database): Promise<number> {
  return (
    ((await db
      .prepare("SELECT max(version) AS version FROM models")
      .first<number | null>("version")) ?? 0) + 1
  );
}

/**
 * Statement that keeps a model fitted under a policy, as long as its review is still fitting: of
 * two deliveries of one message the slower one keeps nothing. Fails where the version is taken.
 */
export function insertModel(
  db: Database,
  model: Model,
  of: { review: string; policy: number },
  now: number,
): D1PreparedStatement {
  return db
    .prepare(`INSERT INTO models (version, body, created_at, policy_version)
    SELECT ?1, ?2, ?3, ?4 FROM reviews WHERE id = ?5 AND status = 'fitting'`)
    .bind(model.version, JSON.stringify(model), now, of.policy, of.review);
}
