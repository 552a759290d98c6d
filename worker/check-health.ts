/** Checks that this deployment can do its work: database, migrations, keys. */
import type { HealthPart } from "../shared/contract/answers.ts";
import type { Env } from "./env.ts";
import { at } from "./security/places.ts";
import { sealer, type Sealer } from "./security/seal.ts";
import type { Database } from "./store/database.ts";
import {
  insertKeyCheck,
  type KeyCheck,
  keyCheckId,
  migrations,
  readHealth,
} from "./store/health.ts";

const place = at("key_check.constant_sealed", keyCheckId);
const constant = "regards";

/**
 * Keeps what `failingParts` opens. Called where somebody is paired and every night: health itself
 * writes nothing.
 */
export async function keepKeyCheck(db: Database, keys: Sealer, now: number): Promise<void> {
  const [sealed, index] = await Promise.all([
    keys.seal(place, constant),
    keys.index("request", constant),
  ]);
  await insertKeyCheck(db, { sealed, index }, now);
}

/**
 * The parts that fail, none where all is well. The reason goes to the log by its name; no secret is
 * in either.
 */
export async function failingParts(env: Env): Promise<HealthPart[]> {
  const failing = new Set<HealthPart>();
  const fail = (part: HealthPart, error: unknown) => {
    failing.add(part);
    console.error(
      JSON.stringify({
        route: "GET /health",
        part,
        error: error instanceof Error ? error.name : "unknown",
      }),
    );
  };
  const keys = await sealer(env).catch((error: unknown) => {
    fail("keys", error);
    return null;
  });
  try {
    const { applied, check } = await readHealth(env.DB);
    if (applied < migrations.length) failing.add("migrations");
    if (keys !== null && check !== null && !(await opens(keys, check))) failing.add("keys");
  } catch (error) {
    fail(
      error instanceof Error && /no such (table|column)/.test(error.message)
        ? "migrations"
        : "database",
      error,
    );
  }
  return [...failing].sort();
}

async function opens(keys: Sealer, { sealed, index }: KeyCheck): Promise<boolean> {
  if ((await keys.index("request", constant)) !== index) return false;
  return keys.open(place, sealed).then(
    (text) => text === constant,
    () => false,
  );
}
