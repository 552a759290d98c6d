/** Answers of a survey as its results are computed from. */
import type { Database } from "./database.ts";

export type ResultCounts = {
  asked: number;
  answered: number;
  held: number;
  withdrawn: number;
  flagged: number;
};
export type CountedAnswer = {
  id: string;
  version: number;
  language: string;
  customerId: string;
  contactId: string;
  ownerId: string | null;
  tier: string | null;
  /** Of the customer as it is now. */ segmentIndex: string | null;
  answersSealed: string;
  nps: number | null;
  csat: number | null;
  ces: number | null;
  answeredAt: number;
};

/** Counts those asked and answered, and the answers by state. Reads one row. */
export async function resultCounts(db: Database, surveyId: string): Promise<ResultCounts> {
  const row = await db
    .prepare(
      `SELECT asked, answered, held, withdrawn, flagged FROM survey_tallies
        WHERE survey_id = ?`,
    )
    .bind(surveyId)
    .first<ResultCounts>();
  return row ?? { asked: 0, answered: 0, held: 0, withdrawn: 0, flagged: 0 };
}

/** The answers that stand in figures, the newest first. */
export async function countedAnswers(
  db: Database,
  surveyId: string,
  most: number,
): Promise<CountedAnswer[]> {
  const { results } = await db
    .prepare(
      `SELECT a.id, a.version, a.language, a.customer_id AS customerId, a.contact_id AS contactId,
        a.owner_id AS ownerId, a.tier, c.segment_index AS segmentIndex,
        a.answers_sealed AS answersSealed, a.nps, a.csat, a.ces, a.answered_at AS answeredAt
      FROM survey_answers a LEFT JOIN customers c ON c.id = a.customer_id
      WHERE a.survey_id = ? AND a.state = 'counted'
      ORDER BY a.answered_at DESC, a.id DESC LIMIT ?`,
    )
    .bind(surveyId, most)
    .all<CountedAnswer>();
  return results;
}

export type AnonymousScores = {
  month: string;
  nps: number | null;
  csat: number | null;
  ces: number | null;
  /** Answers with exactly these scores. */ answers: number;
};

/** The query of the scores of anonymous answers: ?1 the survey. */
export const anonymousScoresSql = `
  SELECT month, nps, csat, ces, count(*) AS answers FROM anonymous_answers
  WHERE survey_id = ?1 AND state = 'counted' GROUP BY month, nps, csat, ces`;

/** Scores of anonymous answers that count, by nothing but their month: a few rows a month. */
export async function anonymousScores(db: Database, surveyId: string): Promise<AnonymousScores[]> {
  const { results } = await db.prepare(anonymousScoresSql).bind(surveyId).all<AnonymousScores>();
  return results;
}
