/** Fitted models, by version. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import type { Model } from "../../shared/scoring/index.ts";
import type { Database } from "./database.ts";

/** Query of the model in force; `readModel` reads its result. */
export function selectModel(db: Database): D1PreparedStatement {
  return db.prepare("SELECT body FROM models ORDER BY version DESC LIMIT 1");
}

/** The model in force, or null before the first review. */
export function readModel(result: D1Result | undefined): Model | null {
  const row = result?.results[0] as { body: string } | undefined;
  return row === undefined ? null : JSON.parse(row.body) as Model;
}

/** The version the next model gets. */
export async function nextModelVersion(db: Database): Promise<number> {
  return (await db.prepare("SELECT max(version) AS version FROM models").first<number | null>("version") ?? 0) + 1;
}

/** Statement that keeps a model; fails where its version is taken. */
export function insertModel(db: Database, version: number, model: Model, now: number): D1PreparedStatement {
  return db.prepare("INSERT INTO models (version, body, created_at) VALUES (?, ?, ?)").bind(version, JSON.stringify(model), now);
}
