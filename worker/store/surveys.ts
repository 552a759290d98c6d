/** Surveys and their versions. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type SurveyRow = {
  id: string;
  version: number;
  /** JSON. */ body: string;
  savedAt: number;
  savedBy: string | null;
  archivedAt: number | null;
};

const columns = `s.id, v.version, v.body, v.saved_at AS savedAt, v.saved_by AS savedBy,
  s.archived_at AS archivedAt`;
const newest = `v.version = (SELECT max(version) FROM survey_versions WHERE survey_id = s.id)`;

/** The surveys that are stored, each in its newest version. */
export async function storedSurveys(db: Database): Promise<SurveyRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM surveys s JOIN survey_versions v ON v.survey_id = s.id AND ${newest}
        ORDER BY s.created_at, s.id`,
    )
    .all<SurveyRow>();
  return results;
}

/** One survey in its newest version, or in one of them; null where it is not stored. */
export function storedSurvey(
  db: Database,
  id: string,
  version: number | null = null,
): Promise<SurveyRow | null> {
  return db
    .prepare(
      `SELECT ${columns} FROM surveys s JOIN survey_versions v ON v.survey_id = s.id
        AND ${version === null ? newest : "v.version = ?2"} WHERE s.id = ?1`,
    )
    .bind(...(version === null ? [id] : [id, version]))
    .first<SurveyRow>();
}

/** Statements that store a version; a second one of the same number fails. */
export function insertVersion(
  db: Database,
  row: { id: string; version: number; body: string; now: number; userId: string | null },
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        "INSERT INTO surveys (id, created_at, created_by) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .bind(row.id, row.now, row.userId),
    db
      .prepare(
        `INSERT INTO survey_versions (survey_id, version, body, saved_at, saved_by)
          VALUES (?, ?, ?, ?, ?)`,
      )
      .bind(row.id, row.version, row.body, row.now, row.userId),
  ];
}

/** Statements that store the first version of a survey unless one is stored. */
export function ensureVersion(
  db: Database,
  row: { id: string; body: string; now: number },
): D1PreparedStatement[] {
  return [
    db
      .prepare("INSERT INTO surveys (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .bind(row.id, row.now),
    db
      .prepare(
        `INSERT INTO survey_versions (survey_id, version, body, saved_at)
          VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .bind(row.id, row.body, row.now),
  ];
}

/** Statement that archives a survey, or takes its archiving back. */
export function setArchived(
  db: Database,
  id: string,
  archivedAt: number | null,
): D1PreparedStatement {
  return db.prepare("UPDATE surveys SET archived_at = ? WHERE id = ?").bind(archivedAt, id);
}

/** The versions of a survey, the newest first, each with its number of answers. */
export async function storedVersions(
  db: Database,
  id: string,
): Promise<(Omit<SurveyRow, "id" | "archivedAt"> & { answers: number })[]> {
  const { results } = await db
    .prepare(
      `SELECT v.version, v.body, v.saved_at AS savedAt, v.saved_by AS savedBy,
        (SELECT count(*) FROM survey_answers a
          WHERE a.survey_id = v.survey_id AND a.version = v.version) AS answers
      FROM survey_versions v WHERE v.survey_id = ? ORDER BY v.version DESC LIMIT 50`,
    )
    .bind(id)
    .all<Omit<SurveyRow, "id" | "archivedAt"> & { answers: number }>();
  return results;
}
