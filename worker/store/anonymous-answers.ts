/** Links of the company, and the answers that came by them: nobody's. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type SurveyLinkRow = {
  id: string;
  surveyId: string;
  language: string;
  createdAt: number;
  endedAt: number | null;
};
const columns = "id, survey_id AS surveyId, language, created_at AS createdAt, ended_at AS endedAt";

/** Statement that stores a link of the company. */
export function insertSurveyLink(
  db: Database,
  row: Omit<SurveyLinkRow, "endedAt"> & { tokenIndex: string; userId: string },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO anonymous_links (id, token_index, survey_id, language, user_id, created_at)
        VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .bind(row.id, row.tokenIndex, row.surveyId, row.language, row.userId, row.createdAt);
}

/** The company's links to a survey, the newest first. */
export async function surveyLinks(db: Database, surveyId: string): Promise<SurveyLinkRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM anonymous_links WHERE survey_id = ? ORDER BY id DESC LIMIT 100`,
    )
    .bind(surveyId)
    .all<SurveyLinkRow>();
  return results;
}

/** The link of an id, or null. */
export const surveyLinkById = (db: Database, id: string): Promise<SurveyLinkRow | null> =>
  db.prepare(`SELECT ${columns} FROM anonymous_links WHERE id = ?`).bind(id).first<SurveyLinkRow>();

/** The link of a token, or null. */
export const surveyLinkOf = (db: Database, tokenIndex: string): Promise<SurveyLinkRow | null> =>
  db
    .prepare(`SELECT ${columns} FROM anonymous_links WHERE token_index = ?`)
    .bind(tokenIndex)
    .first<SurveyLinkRow>();

/** Statement that ends a link; the first end stays. */
export const endSurveyLink = (db: Database, id: string, now: number): D1PreparedStatement =>
  db
    .prepare("UPDATE anonymous_links SET ended_at = coalesce(ended_at, ?) WHERE id = ?")
    .bind(now, id);

export type NewAnonymousAnswer = {
  /** Random: one of the moment would tell when it was given. */ id: string;
  surveyId: string;
  version: number;
  language: string;
  answersSealed: string;
  nps: number | null;
  csat: number | null;
  ces: number | null;
  isHeld: boolean;
  /** "2026-11". */ month: string;
};

/** Statement that stores an anonymous answer. */
export function insertAnonymousAnswer(db: Database, row: NewAnonymousAnswer): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO anonymous_answers (id, survey_id, version, language, answers_sealed, nps, csat,
        ces, state, month) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.surveyId,
      row.version,
      row.language,
      row.answersSealed,
      row.nps,
      row.csat,
      row.ces,
      row.isHeld ? "held" : "counted",
      row.month,
    );
}

/** Statement that keeps an anonymous answer out of every figure. */
export const holdAnonymousAnswer = (db: Database, id: string): D1PreparedStatement =>
  db.prepare("UPDATE anonymous_answers SET state = 'held' WHERE id = ?").bind(id);
