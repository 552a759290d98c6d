/**
 * The book as a snapshot is to show it, recomputed from the facts: everybody scored once more, by
 * the model and at the moment of the last review, and held in one list.
 */
import { env } from "cloudflare:workers";
import {
  type Model,
  type Policy,
  scoreForReview,
  type ScoringContext,
} from "../../shared/scoring/index.ts";
import { loadFacts } from "../../worker/store/facts.ts";
import { modelOf } from "../../worker/store/models.ts";
import { policyInForce } from "../../worker/store/policy.ts";
import { query } from "./importing.ts";
import { state } from "./queue.ts";

type Row = { id: string; owner: string | null; segment: string | null; scoredAt: number };
export type Recomputed = ReturnType<typeof scoreForReview> & Row;
export type Book = { customers: Recomputed[]; model: Model; policy: Policy; now: number };

export async function recomputedBook(): Promise<Book> {
  const { modelVersion, startedAt } = await state();
  const model = (await modelOf(env.DB, modelVersion!))!;
  const policy = await policyInForce(env.DB);
  const rows = await query<Row>(
    `SELECT c.id, c.owner_id AS owner, c.segment_index AS segment, k.scored_at AS scoredAt
      FROM customers c JOIN cards k ON k.customer_id = c.id ORDER BY c.id`,
  );
  const customers: Recomputed[] = [];
  for (let at = 0; at < rows.length; at += 200) {
    const page = rows.slice(at, at + 200);
    const facts = await loadFacts(
      env.DB,
      page.map(({ id }) => id),
    );
    for (const row of page) {
      const context: ScoringContext = { policy, model, now: row.scoredAt, currency: "GBP" };
      customers.push({ ...row, ...scoreForReview(facts.get(row.id)!, context) });
    }
  }
  return { customers, model, policy, now: Date.parse(startedAt) };
}
