/**
 * Cards as they are kept: the answer sealed whole, its key beside it, and what lists sort and
 * filter by.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { hexKey } from "./data-keys.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

export type CardRow = {
  customerId: string;
  /** Hex. */ body: string;
  tier: string;
  stage: string;
  tierScore: number | null;
  trust: number | null;
  lifetimeValue: number | null;
  probabilityAlive: number | null;
  cardVersion: number;
  modelVersion: number;
  policyVersion: number;
  scoredAt: number;
  /** JSON, where a review wrote the card: kept until the next review. Null leaves what is there. */
  tierReviewed: string | null;
  /** Keys of the actions that are next, spaces between. */
  atTurn: string;
  /** When the override ends that the card goes by; null without one. */
  overrideUntil: number | null;
  /** The revision that was read; the one written is the next. */
  revision: number;
};

/**
 * Statements that write cards, many to a statement. A card written by someone else since `revision`
 * was read, and one of a customer who was taken back meanwhile, leaves its body NULL, which the
 * table refuses: the whole batch fails (`isStale`), its facts with it, and the writer starts over
 * from what is now there. So no card is ever without a fact that is stored.
 */
export function storeCards(db: Database, rows: CardRow[]): D1PreparedStatement[] {
  return forRows(
    db,
    `
    INSERT INTO cards (customer_id, body, data_key, tier, stage, tier_score, trust, lifetime_value,
      probability_alive,
      card_version, model_version, policy_version, scored_at, tier_reviewed, at_turn, override_until, revision)
    SELECT value ->> 'customerId',
      iif(EXISTS (SELECT 1 FROM customers c WHERE c.id = value ->> 'customerId'),
        unhex(value ->> 'body'), NULL),
      (SELECT c.data_key FROM customers c WHERE c.id = value ->> 'customerId'), value ->> 'tier',
      value ->> 'stage',
      value ->> 'tierScore', value ->> 'trust', value ->> 'lifetimeValue',
      value ->> 'probabilityAlive',
      value ->> 'cardVersion', value ->> 'modelVersion', value ->> 'policyVersion',
      value ->> 'scoredAt', value ->> 'tierReviewed', value ->> 'atTurn',
      value ->> 'overrideUntil',
      (value ->> 'revision') + 1
    FROM json_each(?1) WHERE true
    ON CONFLICT (customer_id) DO UPDATE SET
      body = CASE WHEN cards.revision = excluded.revision - 1 THEN excluded.body END,
      data_key = excluded.data_key, tier = excluded.tier, stage = excluded.stage,
      tier_score = excluded.tier_score,
      trust = excluded.trust, lifetime_value = excluded.lifetime_value,
      probability_alive = excluded.probability_alive,
      card_version = excluded.card_version, model_version = excluded.model_version,
      policy_version = excluded.policy_version,
      scored_at = excluded.scored_at,
      tier_reviewed = ifnull(excluded.tier_reviewed, cards.tier_reviewed),
      at_turn = excluded.at_turn, override_until = excluded.override_until,
      revision = excluded.revision`,
    rows,
  );
}

/** Returns whether a batch failed because a card had been written since it was read. */
export function isStale(error: unknown): boolean {
  return error instanceof Error && /NOT NULL constraint failed: cards\.body/.test(error.message);
}

/**
 * The sealed card of a customer and its wrapped data key, both in hex; null where there is none.
 */
export function sealedCard(
  db: Database,
  customerId: string,
): Promise<{ body: string; dataKey: string | null } | null> {
  return db
    .prepare(
      `SELECT hex(body) AS body, ${hexKey("data_key")} AS dataKey FROM cards WHERE customer_id = ?`,
    )
    .bind(customerId)
    .first();
}
