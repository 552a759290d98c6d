/** The people who sign in. */
import type { D1DatabaseSession, D1PreparedStatement } from "@cloudflare/workers-types";
import type { Role } from "../../shared/contract/fields.ts";
import { type Database, listed } from "./database.ts";
import type { AuthorRow } from "./interactions.ts";

export type UserRow = { id: string; addressSealed: string; nameSealed: string | null; role: Role };
export type NewUser = Omit<UserRow, "role"> & {
  /** Null leaves the role of a person who is there, and makes a new one a rep. */ role: Role | null;
  addressIndex: string;
  /** Milliseconds. */ now: number;
};

/**
 * Statement that adds a person, or gives the one of this address the role and the name, where one
 * is given. The name is sealed for the row of `id`: where another row took the address meanwhile,
 * that one keeps its name.
 */
export function upsertUser(db: D1DatabaseSession, user: NewUser): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO users (id, address_sealed, address_index, name_sealed, role, created_at)
        VALUES (?1, ?2, ?3, ?4, coalesce(?5, 'rep'), ?6)
     ON CONFLICT (address_index) DO UPDATE SET role = coalesce(?5, role),
       name_sealed = iif(id = excluded.id, coalesce(excluded.name_sealed, name_sealed), name_sealed)`,
    )
    .bind(user.id, user.addressSealed, user.addressIndex, user.nameSealed, user.role, user.now);
}

/** The id and role of the person of an address's blind index; null where nobody has it. */
export function userOf(
  db: D1DatabaseSession,
  addressIndex: string,
): Promise<{ id: string; role: Role } | null> {
  return db
    .prepare("SELECT id, role FROM users WHERE address_index = ?")
    .bind(addressIndex)
    .first();
}

/** The person of an id, or null. */
export async function userById(db: Database, id: string): Promise<UserRow | null> {
  return db
    .prepare(
      `SELECT id, address_sealed AS addressSealed, name_sealed AS nameSealed, role FROM users
        WHERE id = ?`,
    )
    .bind(id)
    .first<UserRow>();
}

/** Those of some ids, with what names them; ids of nobody are left out. */
export async function authors(
  db: Database,
  ids: readonly string[],
): Promise<(AuthorRow & { authorId: string })[]> {
  const { results } = await db
    .prepare(
      `SELECT id AS authorId, name_sealed AS authorNameSealed,
        address_sealed AS authorAddressSealed
      FROM users WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .bind(listed(ids))
    .all<AuthorRow & { authorId: string }>();
  return results;
}

/** Everybody who signs in, those added first first. */
export async function allUsers(db: Database): Promise<(AuthorRow & { authorId: string })[]> {
  const { results } = await db
    .prepare(
      `SELECT id AS authorId, name_sealed AS authorNameSealed,
        address_sealed AS authorAddressSealed FROM users ORDER BY created_at, id`,
    )
    .all<AuthorRow & { authorId: string }>();
  return results;
}

/** The person who holds the session of a token hash, or null. */
export async function userOfToken(
  db: D1DatabaseSession,
  tokenHash: string,
): Promise<UserRow | null> {
  return db
    .prepare(
      `SELECT u.id, u.address_sealed AS addressSealed, u.name_sealed AS nameSealed, u.role
     FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?`,
    )
    .bind(tokenHash)
    .first<UserRow>();
}

/** Ids of people by the blind indexes of their addresses. */
export async function usersByIndex(
  db: Database,
  indexes: readonly string[],
): Promise<Map<string, string>> {
  const { results } = await db
    .prepare(
      `SELECT address_index AS "index", id FROM users
        WHERE address_index IN (SELECT value FROM json_each(?))`,
    )
    .bind(listed(indexes))
    .all<{ index: string; id: string }>();
  return new Map(results.map(({ index, id }) => [index, id]));
}
