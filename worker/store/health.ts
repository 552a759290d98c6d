/**
 * Tells whether the database is the one this Worker was written for, and its keys those of the
 * book.
 */
import type { Database } from "./database.ts";

/** Every migration this Worker needs; a test compares the list with the folder. */
export const migrations = [
  "0001_first_light.sql",
  "0002_measures_moves_policies.sql",
  "0003_webmail_signals.sql",
  "0004_impersonations.sql",
  "0005_names_anew.sql",
  "0006_data_keys.sql",
  "0007_lines_of_orders.sql",
  "0008_clean_texts_key_check.sql",
  "0009_undo.sql",
  "0010_aliases_of_customer.sql",
  "0011_thread_of_interaction.sql",
  "0012_gaps_of_measures.sql",
  "0013_exposures.sql",
  "0014_telephones.sql",
  "0015_customer_list.sql",
  "0016_promises.sql",
  "0017_snapshots.sql",
  "0018_saved_views.sql",
  "0020_today.sql",
  "0021_reviews_as_of.sql",
  "0022_search_by_initials.sql",
  "0023_overrides.sql",
  "0024_decisions_on_moves.sql",
  "0026_customer_edits.sql",
  "0027_bulk_actions.sql",
  "0028_pending_moves.sql",
  "0030_moves_of_failed_reviews.sql",
  "0031_surveys.sql",
  "0032_answers_of_files.sql",
  "0033_cases.sql",
  "0034_answer_decisions.sql",
  "0035_sampling.sql",
  "0036_sources_of_imports.sql",
  "0037_indexes_and_audit.sql",
] as const;

/** One row, by this id. */
const id = "constant";
export const keyCheckId = id;
export type KeyCheck = { sealed: string; index: string };

/**
 * Returns how many of the migrations are applied, and the key check; null before there is one. One
 * query.
 */
export async function readHealth(
  db: Database,
): Promise<{ applied: number; check: KeyCheck | null }> {
  const row = await db
    .prepare(`
    SELECT (SELECT count(*) FROM d1_migrations
      WHERE name IN (SELECT value FROM json_each(?1))) AS applied, k.constant_sealed AS sealed,
      k.constant_index AS "index"
    FROM (SELECT 1) LEFT JOIN key_check k ON k.id = ?2`)
    .bind(JSON.stringify(migrations), id)
    .first<{ applied: number; sealed: string | null; index: string | null }>();
  return {
    applied: row?.applied ?? 0,
    check:
      row === null || row.sealed === null || row.index === null
        ? null
        : { sealed: row.sealed, index: row.index },
  };
}

/** Keeps a constant under the keys of now; the first one stays, so that other keys are noticed. */
export async function insertKeyCheck(
  db: Database,
  { sealed, index }: KeyCheck,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO key_check (id, constant_sealed, constant_index, at)
        VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .bind(id, sealed, index, now)
    .run();
}
