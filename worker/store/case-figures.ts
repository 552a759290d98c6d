/** Figures of follow-ups: how soon somebody was in touch, and what people answered next. */
import type { CaseState, Metric } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";
import { notWithdrawn } from "./withdrawals.ts";

export type CaseTimes = {
  ownerId: string | null;
  state: CaseState;
  openedAt: number;
  dueAt: number;
  contactedAt: number | null;
};

/** Cases that figures go by: more take more rows than a page may read. */
const casesCounted = 1000;
/** Unhappy answers whose next ones are looked for. */
const answersCounted = 300;

/** The query of the newest cases since a moment: ?1 the moment, ?2 how many. */
export const timesSql = `SELECT k.owner_id AS ownerId, k.state, k.opened_at AS openedAt,
    k.due_at AS dueAt, k.contacted_at AS contactedAt
  FROM cases k WHERE k.opened_at >= ?1 AND ${notWithdrawn("case", "k.id")}
  ORDER BY k.opened_at DESC LIMIT ?2`;

/** Returns how far cases have come that were opened since a moment, the newest first. */
export async function caseTimes(db: Database, since: number): Promise<CaseTimes[]> {
  const { results } = await db.prepare(timesSql).bind(since, casesCounted).all<CaseTimes>();
  return results;
}

export type AnswerPair = {
  contactId: string;
  metric: Metric;
  before: number;
  after: number;
  /** When the unhappy one was given. */ at: number;
  /** 1 where a case of this person was resolved between the two, 0 where nobody was in touch. */
  followed: 0 | 1;
};

/** SQL: answers of the same person as `a` in the same metric, later than it. */
const next = (column: string) => `(SELECT b.${column} FROM satisfaction_responses b
  WHERE b.customer_id = a.customer_id AND b.contact_id = a.contact_id AND b.metric = a.metric
    AND b.source = 'customer' AND b.occurred_at > a.occurred_at
    AND ${notWithdrawn("satisfaction", "b.id")}
  ORDER BY b.occurred_at, b.id LIMIT 1)`;
/** SQL: a case of the person of `p`, between its two answers. */
const between = `SELECT 1 FROM cases k WHERE k.customer_id = p.customerId
  AND k.contact_id = p.contactId AND k.opened_at BETWEEN p.at - 1000 AND p.nextAt
  AND ${notWithdrawn("case", "k.id")}`;

/**
 * The query of unhappy answers since a moment with the next answer of the same person in the same
 * metric: ?1 the moment, ?2 how many. Where somebody was in touch without resolving it, the pair is
 * of neither kind and left out.
 */
export const pairsSql = `
  SELECT p.contactId, p.metric, p.before, p.after, p.at,
    EXISTS (${between} AND k.state = 'resolved' AND k.closed_at <= p.nextAt) AS followed
  FROM (
    SELECT a.customer_id AS customerId, a.contact_id AS contactId, a.metric, a.value AS before,
      a.occurred_at AS at, ${next("value")} AS after, ${next("occurred_at")} AS nextAt
    FROM satisfaction_responses a INDEXED BY satisfaction_unhappy
    WHERE a.source = 'customer' AND a.contact_id IS NOT NULL
      AND a.value <= CASE a.metric WHEN 'nps' THEN 6 WHEN 'csat' THEN 2 ELSE 3 END
      AND a.occurred_at >= ?1 AND ${notWithdrawn("satisfaction", "a.id")}
    ORDER BY a.occurred_at DESC LIMIT ?2) p
  WHERE p.after IS NOT NULL
    AND (EXISTS (${between} AND k.state = 'resolved' AND k.closed_at <= p.nextAt)
      OR NOT EXISTS (${between} AND k.contacted_at <= p.nextAt))`;

/** Returns unhappy answers since a moment, each with the next one. */
export async function answerPairs(db: Database, since: number): Promise<AnswerPair[]> {
  const { results } = await db.prepare(pairsSql).bind(since, answersCounted).all<AnswerPair>();
  return results;
}
