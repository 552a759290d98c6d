/** Policies: the versioned settings of all scores. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import { defaultPolicy, type Policy } from "../../shared/scoring/index.ts";
import { completed, settingsOutOfBounds } from "../scoring/complete-policy.ts";
import type { Database } from "./database.ts";
import type { AuthorRow } from "./interactions.ts";

export type PolicyVersion = AuthorRow & { version: number; at: number };

/**
 * Query of the policy in force: the one that the model in force was fitted under, for its cuts and
 * percentiles are that policy's. A newer one comes into force with the model that its review fits.
 * Models of before policies could be saved rest on the first. `readPolicy` reads the result.
 */
export function selectPolicy(db: Database): D1PreparedStatement {
  return db.prepare(`SELECT version, body FROM policies
    WHERE version <= ifnull((SELECT ifnull(policy_version, 1) FROM models ORDER BY version DESC
      LIMIT 1), (SELECT max(version) FROM policies))
    ORDER BY version DESC LIMIT 1`);
}

/**
 * The policy of a result, completed with what is new since it was stored; the default one where
 * none was ever set.
 */
export function readPolicy(result: D1Result | undefined): Policy {
  const row = result?.results[0] as { version: number; body: string } | undefined;
  return row === undefined
    ? defaultPolicy
    : { ...completed(JSON.parse(row.body), defaultPolicy), version: row.version };
}

/** The policy in force. */
export async function policyInForce(db: Database): Promise<Policy> {
  return readPolicy(await selectPolicy(db).all());
}

/** The newest policy, in force or not yet. */
export async function newestPolicy(db: Database): Promise<Policy> {
  return readPolicy(
    await db.prepare("SELECT version, body FROM policies ORDER BY version DESC LIMIT 1").all(),
  );
}

/**
 * Settings of the newest policy that are beyond their bounds as stored, and so used at their
 * nearest bound.
 */
export async function newestOutOfBounds(db: Database): Promise<string[]> {
  const body = await db
    .prepare("SELECT body FROM policies ORDER BY version DESC LIMIT 1")
    .first<string>("body");
  return body === null ? [] : settingsOutOfBounds(JSON.parse(body));
}

/**
 * Returns whether logs may hold subjects, by the newest policy: what it forbids is forbidden at
 * once, whatever else of it waits for a review.
 */
export async function subjectsAreLogged(db: Database): Promise<boolean> {
  const allowed = await db
    .prepare(
      "SELECT body->>'$.logging.subjects' AS allowed FROM policies ORDER BY version DESC LIMIT 1",
    )
    .first<number | null>("allowed");
  return allowed === null ? defaultPolicy.logging.subjects : allowed === 1;
}

/** The policy of a version. */
export async function policyOf(db: Database, version: number): Promise<Policy> {
  return readPolicy(
    await db
      .prepare(
        "SELECT version, body FROM policies WHERE version <= ? ORDER BY version DESC LIMIT 1",
      )
      .bind(version)
      .all(),
  );
}

/** Statement that stores a policy; fails where its version is taken. */
export function insertPolicy(
  db: Database,
  { version, ...settings }: Policy,
  userId: string,
  now: number,
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO policies (version, body, created_at, created_by) VALUES (?, ?, ?, ?)")
    .bind(version, JSON.stringify(settings), now, userId);
}

/** The latest versions, newest first, `count` at most; the default one is not among them. */
export async function policyVersions(db: Database, count: number): Promise<PolicyVersion[]> {
  const { results } = await db
    .prepare(`
    SELECT p.version, p.created_at AS at, u.id AS authorId, u.name_sealed AS authorNameSealed,
      u.address_sealed AS authorAddressSealed
    FROM policies p LEFT JOIN users u ON u.id = p.created_by ORDER BY p.version DESC LIMIT ?`)
    .bind(count)
    .all<PolicyVersion>();
  return results;
}
