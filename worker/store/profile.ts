/** All facts of one customer a page at a time, withdrawn ones marked. */
import type { Database } from "./database.ts";
import { wholeImport } from "./imports/transactions.ts";
import { isNewest } from "./interactions.ts";
import { type FactType, withdrawnAt } from "./withdrawals.ts";

/** Facts, and what the reviews did to the tier. */
export type ProfileFactType = FactType | "move" | "move_decision";

/** `detail` is JSON; keys that end in `_sealed` hold sealed text, of the row `rowId`. */
export type ProfileFact = {
  type: ProfileFactType;
  id: string;
  rowId: string;
  at: number;
  withdrawnAt: number | null;
  /** The user who wrote it. */ userId: string | null;
  detail: string;
};
/** The last fact of the page before. */
export type Place = { at: number; type: string; id: string };

const sources: {
  type: ProfileFactType;
  id: string;
  rowId?: string;
  at: string;
  user: string;
  detail: string;
  from: string;
}[] = [
  {
    type: "transaction",
    id: "CAST(t.id AS TEXT)",
    at: "t.occurred_at",
    user: "NULL",
    from: `transactions t WHERE t.customer_id = ?1 AND ${wholeImport}`,
    detail:
      "'order', t.order_id, 'kind', t.kind, 'amount', t.amount, 'currency', t.currency, " +
      "'category', nullif(t.category, '')",
  },
  {
    type: "interaction",
    id: "i.root_id",
    rowId: "i.id",
    at: "i.occurred_at",
    user: "(SELECT root.user_id FROM interactions root WHERE root.id = i.root_id)",
    from: `interactions i WHERE i.customer_id = ?1 AND ${isNewest}`,
    detail: `'kind', i.kind, 'direction', i.direction, 'subject_sealed', i.subject_sealed, 'note_sealed', i.note_sealed,
      'minutes', i.minutes, 'behaviours', json(i.behaviours)`,
  },
  {
    type: "satisfaction",
    id: "s.id",
    at: "s.occurred_at",
    user: "s.user_id",
    from: "satisfaction_responses s WHERE s.customer_id = ?1",
    detail:
      "'metric', s.metric, 'value', s.value, 'source', s.source, 'comment_sealed', " +
      "s.comment_sealed",
  },
  {
    type: "trust",
    id: "r.id",
    at: "r.occurred_at",
    user: "r.user_id",
    from: "trust_responses r WHERE r.customer_id = ?1",
    detail: [
      "'source', r.source",
      ...["professionalism", "expertise", "rapport", "benefit"].map(
        (d) => `'${d}', r.answers ->> '${d}'`,
      ),
    ].join(", "),
  },
  {
    type: "outcome",
    id: "o.id",
    at: "o.occurred_at",
    user: "o.user_id",
    from: "action_outcomes o WHERE o.customer_id = ?1",
    detail: "'action', o.action, 'outcome', o.outcome, 'reason_sealed', o.reason_sealed",
  },
  {
    type: "promise",
    id: "p.id",
    at: "p.occurred_at",
    user: "p.user_id",
    from: "promises p WHERE p.customer_id = ?1",
    detail: "'what_sealed', p.what_sealed, 'dueOn', p.due_on",
  },
  {
    type: "promise_outcome",
    id: "r.id",
    at: "r.occurred_at",
    user: "r.user_id",
    from: "promise_outcomes r WHERE r.customer_id = ?1",
    detail: "'promise', r.promise_id, 'outcome', r.outcome, 'dueOn', r.due_on",
  },
  {
    type: "edit",
    id: "e.id",
    at: "e.at",
    user: "e.user_id",
    from: "customer_edits e WHERE e.customer_id = ?1",
    detail:
      "'field', e.field, 'value_sealed', e.value_sealed, 'contact', e.contact_id, " +
      "'owner', e.owner_id",
  },
  {
    type: "override",
    id: "v.id",
    at: "v.occurred_at",
    user: "v.user_id",
    from: "overrides v WHERE v.customer_id = ?1",
    detail: "'tier', v.tier, 'until', v.until_on, 'reason_sealed', v.reason_sealed",
  },
  {
    type: "move",
    id: "m.review_id",
    at: "m.at",
    user: "NULL",
    // By the whole key, review by review: moves have no index by customer.
    from: `reviews r CROSS JOIN tier_moves m ON m.review_id = r.id AND m.customer_id = ?1
      WHERE true`,
    detail:
      "'from', m.from_tier, 'to', m.to_tier, 'status', m.status, " +
      "'score', round(m.score_after, 1)",
  },
  {
    type: "move_decision",
    id: "d.id",
    at: "d.at",
    user: "d.user_id",
    from: `move_decisions d LEFT JOIN tier_moves m
      ON m.review_id = d.review_id AND m.customer_id = d.customer_id WHERE d.customer_id = ?1`,
    detail: "'decision', d.decision, 'from', m.from_tier, 'to', m.to_tier, 'by', d.user_id",
  },
  {
    type: "case",
    id: "k.id",
    at: "k.opened_at",
    user: "NULL",
    from: "cases k WHERE k.customer_id = ?1",
    detail: "'outcome', k.reason, 'metric', k.metric, 'score', k.score",
  },
  {
    type: "case_step",
    id: "s.id",
    at: "s.at",
    user: "s.user_id",
    from: "case_steps s WHERE s.customer_id = ?1",
    detail: "'case', s.case_id, 'outcome', s.state, 'reason_sealed', s.reason_sealed",
  },
  {
    type: "case_handover",
    id: "h.id",
    at: "h.at",
    user: "h.user_id",
    from: "case_handovers h WHERE h.customer_id = ?1",
    detail: "'case', h.case_id, 'owner', h.owner_id",
  },
];

/** Facts of a customer, newest first, `count` at most, those after `after` in that order. */
export async function factsPage(
  db: Database,
  customerId: string,
  after: Place | null,
  count: number,
): Promise<ProfileFact[]> {
  const results = await db.batch<ProfileFact>(
    sources.map((source) =>
      db
        .prepare(`
    SELECT '${source.type}' AS type, ${source.id} AS id, ${source.rowId ?? source.id} AS rowId,
      ${source.at} AS at,
      ${withdrawnAt(source.type, source.id)}, ${source.user} AS userId,
      json_object(${source.detail}) AS detail
    FROM ${source.from} AND (?2 IS NULL OR ${source.at} <= ?2
      AND (${source.at}, '${source.type}', ${source.id}) < (?2, ?3, ?4))
    ORDER BY ${source.at} DESC, ${source.id} DESC LIMIT ?5`)
        .bind(customerId, after?.at ?? null, after?.type ?? null, after?.id ?? null, count),
    ),
  );
  return results
    .flatMap((result) => result.results)
    .sort(
      (a, b) => b.at - a.at || (b.type < a.type ? -1 : b.type > a.type ? 1 : b.id < a.id ? -1 : 1),
    )
    .slice(0, count);
}
