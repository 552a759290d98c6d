/** Facts that answers of survey files became, by the blind index of their response's id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Metric } from "../../../shared/contract/fields.ts";
import { hexKey } from "../data-keys.ts";
import { presentId } from "../aliases.ts";
import type { Database } from "../database.ts";
import { whileRunning } from "../imports.ts";
import { forRows, queryRows } from "../rows.ts";

/** Measures that one response can hold: each is a fact of its own. */
export type AnsweredWhat = Metric | "trust";

/** A stored version of one part of a response. */
export type AnswerVersion = {
  responseIndex: string;
  what: AnsweredWhat;
  version: number;
  factId: string;
  importId: string;
  /** Null where the fact was taken back as a whole. */
  customerId: string | null;
  contactId: string | null;
  dataKey: string | null;
  value: number | null;
  commentSealed: string | null;
  /** JSON. */ answers: string | null;
  occurredAt: number | null;
  isWithdrawn: 0 | 1;
};

/** All versions of the responses with these indexes. */
export function answerVersions(
  db: Database,
  responseIndexes: readonly string[],
): Promise<AnswerVersion[]> {
  return queryRows(
    db,
    `SELECT f.response_index AS responseIndex, f.what, f.version, f.fact_id AS factId,
      f.import_id AS importId, k.id AS customerId,
      coalesce(s.contact_id, t.contact_id) AS contactId, ${hexKey("k.data_key")} AS dataKey,
      s.value, s.comment_sealed AS commentSealed, t.answers,
      coalesce(s.occurred_at, t.occurred_at) AS occurredAt,
      EXISTS (SELECT 1 FROM withdrawals w WHERE w.fact_id = f.fact_id
        AND w.fact_type = iif(f.what = 'trust', 'trust', 'satisfaction')) AS isWithdrawn
    FROM json_each(?1) j CROSS JOIN answer_facts f ON f.response_index = j.value
    LEFT JOIN satisfaction_responses s ON f.what <> 'trust' AND s.id = f.fact_id
    LEFT JOIN trust_responses t ON f.what = 'trust' AND t.id = f.fact_id
    LEFT JOIN customers k
      ON k.id = ${presentId("coalesce(s.customer_id, t.customer_id)")}
    ORDER BY f.version`,
    responseIndexes,
  );
}

/** A version to be stored. */
export type NewAnswerFact = {
  id: string;
  responseIndex: string;
  what: AnsweredWhat;
  version: number;
  /** The fact that it takes the place of. */ supersedes: string | null;
  waitingId: string | null;
  externalIndex: string;
  customerId: string;
  contactId: string | null;
  occurredAt: number;
  value: number | null;
  commentSealed: string | null;
  /** JSON; null of a score. */ answers: string | null;
};

type By = { importId: string; userId: string; now: number };

/**
 * Statements that store facts as the customers' own words and withdraw those that they supersede.
 * `isRunning`: only while their import runs.
 */
export function addAnswerFacts(
  db: Database,
  facts: readonly NewAnswerFact[],
  { importId, userId, now }: By,
  isRunning: boolean,
): D1PreparedStatement[] {
  const only = isRunning ? whileRunning("?2") : "?2 = ?2";
  const scores = facts.filter(({ what }) => what !== "trust");
  const trust = facts.filter(({ what }) => what === "trust");
  const superseding = facts.filter(({ supersedes }) => supersedes !== null);
  return [
    ...forRows(
      db,
      `INSERT INTO satisfaction_responses (id, external_index, customer_id, contact_id, occurred_at,
        metric, value, comment_sealed, source, import_id, recorded_at)
      SELECT value->>'id', value->>'externalIndex', value->>'customerId', value->>'contactId',
        value->>'occurredAt', value->>'what', value->>'value', value->>'commentSealed', 'customer',
        ?2, ?3 FROM json_each(?1) WHERE ${only}`,
      scores,
      importId,
      now,
    ),
    ...forRows(
      db,
      `INSERT INTO trust_responses (id, external_index, customer_id, contact_id, occurred_at,
        answers, source, import_id, recorded_at)
      SELECT value->>'id', value->>'externalIndex', value->>'customerId', value->>'contactId',
        value->>'occurredAt', value->>'answers', 'customer', ?2, ?3 FROM json_each(?1)
      WHERE ${only}`,
      trust,
      importId,
      now,
    ),
    ...forRows(
      db,
      `INSERT INTO answer_facts (fact_id, response_index, what, version, supersedes, import_id,
        waiting_id)
      SELECT value->>'id', value->>'responseIndex', value->>'what', value->>'version',
        value->>'supersedes', ?2, value->>'waitingId' FROM json_each(?1) WHERE ${only}`,
      facts,
      importId,
    ),
    ...forRows(
      db,
      `INSERT INTO withdrawals (fact_type, fact_id, reason_sealed, user_id, at)
      SELECT iif(value->>'what' = 'trust', 'trust', 'satisfaction'), value->>'supersedes', NULL, ?3,
        ?4 FROM json_each(?1) WHERE ${only} ON CONFLICT DO NOTHING`,
      superseding,
      importId,
      userId,
      now,
    ),
  ];
}

/** Facts of an import of answers, `count` of them at most. */
export async function answerFactsOf(
  db: Database,
  importId: string,
  count: number,
): Promise<{ factId: string; what: AnsweredWhat }[]> {
  const { results } = await db
    .prepare("SELECT fact_id AS factId, what FROM answer_facts WHERE import_id = ?1 LIMIT ?2")
    .bind(importId, count)
    .all<{ factId: string; what: AnsweredWhat }>();
  return results;
}

/** Statements after which these facts are no versions, and those that they superseded count again. */
export function forgetVersions(db: Database, factIds: readonly string[]): D1PreparedStatement[] {
  return [
    ...forRows(
      db,
      `DELETE FROM withdrawals WHERE (fact_type, fact_id) IN (
        SELECT iif(f.what = 'trust', 'trust', 'satisfaction'), f.supersedes FROM json_each(?1) j
        JOIN answer_facts f ON f.fact_id = j.value WHERE f.supersedes IS NOT NULL)`,
      factIds,
    ),
    ...forRows(
      db,
      "DELETE FROM answer_facts WHERE fact_id IN (SELECT value FROM json_each(?1))",
      factIds,
    ),
  ];
}

/** Facts that count of those that a waiting answer became. */
export async function factsOfWaiting(
  db: Database,
  waitingId: string,
): Promise<{ factId: string; what: AnsweredWhat }[]> {
  const { results } = await db
    .prepare(
      `SELECT f.fact_id AS factId, f.what FROM answer_facts f WHERE f.waiting_id = ?1
      AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.fact_id = f.fact_id
        AND w.fact_type = iif(f.what = 'trust', 'trust', 'satisfaction'))`,
    )
    .bind(waitingId)
    .all<{ factId: string; what: AnsweredWhat }>();
  return results;
}
