/** The database that the store runs on. */
import type { D1DatabaseSession } from "@cloudflare/workers-types";

/** A database or one session of it: a batch is one transaction in both. */
export type Database = Pick<D1DatabaseSession, "prepare" | "batch">;

/**
 * Identifiers as one bound parameter, for `IN (SELECT value FROM json_each(?))`: D1 binds a hundred
 * at most.
 */
export const listed = (ids: Iterable<string>): string => JSON.stringify([...ids]);
