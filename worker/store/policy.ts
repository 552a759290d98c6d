/** Policies: the versioned settings of all scores. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import { defaultPolicy, type Policy } from "../../shared/scoring/index.ts";
import type { Database } from "./database.ts";

/** Query of the policy in force; `readPolicy` reads its result. */
export function selectPolicy(db: Database): D1PreparedStatement {
  return db.prepare("SELECT version, body FROM policies ORDER BY version DESC LIMIT 1");
}

/** The policy in force: the latest, or the default one where none was ever set. */
export function readPolicy(result: D1Result | undefined): Policy {
  const row = result?.results[0] as { version: number; body: string } | undefined;
  return row === undefined ? defaultPolicy : { ...(JSON.parse(row.body) as Policy), version: row.version };
}

/** The policy in force. */
export async function latestPolicy(db: Database): Promise<Policy> {
  return readPolicy(await selectPolicy(db).all());
}
