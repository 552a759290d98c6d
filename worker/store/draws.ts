/** Draws: customers of each tier that the lot names in a week, a page at a time. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { type TierName, tierName } from "../../shared/contract/fields.ts";
import { type Database, listed } from "./database.ts";
import { allCells, tierOfCell } from "./customer-list/columns.ts";

/** Numbers of a draw in one tier. */
export type DrawnTier = {
  customers: number;
  /** To be drawn this week. */ wanted: number;
  /** Customers whose lot is below it are candidates. */ bound: number;
  drawn: number;
};
export type DrawnTiers = Record<TierName, DrawnTier>;
export type Draw = {
  week: string;
  quarter: string;
  tiers: DrawnTiers;
  place: string;
  state: "walking" | "choosing" | "finished";
};

/** The draw of a week, or null. */
export async function drawOf(db: Database, week: string): Promise<Draw | null> {
  const row = await db
    .prepare("SELECT week, quarter, tiers, place, state FROM draws WHERE week = ?")
    .bind(week)
    .first<Omit<Draw, "tiers"> & { tiers: string }>();
  return row && { ...row, tiers: JSON.parse(row.tiers) as DrawnTiers };
}

/** Begins a draw unless it has begun. */
export async function beginDraw(
  db: Database,
  { week, quarter, tiers }: Pick<Draw, "week" | "quarter" | "tiers">,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO draws (week, quarter, tiers, started_at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING`,
    )
    .bind(week, quarter, JSON.stringify(tiers), now)
    .run();
}

/** Customers of each tier. Reads the index of a column, once a week. */
export async function customersByTier(db: Database): Promise<Record<TierName, number>> {
  const counts = tierName.options.map((tier) =>
    db
      .prepare(
        `SELECT count(*) AS n FROM customer_list
          WHERE cell IN (SELECT value FROM json_each(?))`,
      )
      .bind(JSON.stringify(allCells.flatMap((one) => (one.tier === tier ? [one.cell] : [])))),
  );
  const results = await db.batch<{ n: number }>(counts);
  return Object.fromEntries(
    tierName.options.map((tier, at) => [tier, results[at]?.results[0]?.n ?? 0]),
  ) as Record<TierName, number>;
}

/** Counts those drawn in a quarter, by tier: a row a week. */
export async function drawnInQuarter(
  db: Database,
  quarter: string,
): Promise<Partial<Record<TierName, number>>> {
  const { results } = await db
    .prepare("SELECT tiers FROM draws WHERE quarter = ?")
    .bind(quarter)
    .all<{ tiers: string }>();
  const drawn: Partial<Record<TierName, number>> = {};
  for (const row of results) {
    const tiers = JSON.parse(row.tiers) as DrawnTiers;
    for (const tier of tierName.options) drawn[tier] = (drawn[tier] ?? 0) + tiers[tier].drawn;
  }
  return drawn;
}

/** A customer as a draw looks at it. */
export type FrameCustomer = {
  id: string;
  tier: TierName;
  ownerId: string;
  consent: string;
  hasOpenCase: boolean;
  /** True for one drawn in the quarter already. */ wasDrawn: boolean;
  /** Those with an address. */ contactIds: string[];
  /** All of them. */ contacts: number;
};

/** The next customers in the order of their ids; at most `size`, none where all were looked at. */
export async function framePage(
  db: Database,
  { after, quarter, size }: { after: string; quarter: string; size: number },
): Promise<FrameCustomer[]> {
  const { results } = await db
    .prepare(
      `SELECT c.id, l.cell, ifnull(c.owner_id, '') AS ownerId, c.consent,
        EXISTS (SELECT 1 FROM cases k WHERE k.customer_id = c.id AND k.closed_at IS NULL) AS isOpen,
        EXISTS (SELECT 1 FROM proposals p WHERE p.customer_id = c.id AND p.quarter = ?2) AS isDrawn,
        (SELECT count(*) FROM contacts t WHERE t.customer_id = c.id) AS contacts,
        (SELECT json_group_array(t.id) FROM contacts t WHERE t.customer_id = c.id
          AND EXISTS (SELECT 1 FROM addresses a WHERE a.contact_id = t.id)) AS contactIds
      FROM customers c CROSS JOIN customer_list l ON l.customer_id = c.id
      WHERE c.id > ?1 ORDER BY c.id LIMIT ?3`,
    )
    .bind(after, quarter, size)
    .all<{
      id: string;
      cell: number;
      ownerId: string;
      consent: string;
      isOpen: number;
      isDrawn: number;
      contacts: number;
      contactIds: string;
    }>();
  return results.map(({ cell, isOpen, isDrawn, contactIds, ...row }) => ({
    ...row,
    tier: tierOfCell(cell),
    hasOpenCase: isOpen === 1,
    wasDrawn: isDrawn === 1,
    contactIds: JSON.parse(contactIds) as string[],
  }));
}

export type FrameAsk = { customerId: string; contactId: string; hasTrust: number; at: number };

/** Reads the invitations of some customers since a moment. */
export async function asksOf(
  db: Database,
  customerIds: readonly string[],
  since: number,
): Promise<FrameAsk[]> {
  const { results } = await db
    .prepare(
      `SELECT i.customer_id AS customerId, i.contact_id AS contactId, i.has_trust AS hasTrust,
        i.created_at AS at
      FROM json_each(?1) j CROSS JOIN invitations i ON i.customer_id = j.value
      WHERE i.counts = 1 AND i.created_at > ?2`,
    )
    .bind(listed(customerIds), since)
    .all<FrameAsk>();
  return results;
}

/** Those of some keyed hashes that opted out. */
export async function optedOut(db: Database, indexes: readonly string[]): Promise<Set<string>> {
  const { results } = await db
    .prepare(
      `SELECT o.address_index AS one FROM json_each(?) j
        CROSS JOIN survey_opt_outs o ON o.address_index = j.value`,
    )
    .bind(listed(indexes))
    .all<{ one: string }>();
  return new Set(results.map(({ one }) => one));
}

export type Candidate = {
  tier: TierName;
  lot: number;
  customerId: string;
  ownerId: string;
  contactIds: string[];
};
/** Sums that a page adds to the frame of an owner and a tier. */
export type FrameTally = {
  repId: string;
  tier: TierName;
  customers: number;
  eligible: number;
  refused: Record<string, number>;
};

/** Stores what a page of the walk found; fails where another delivery has gone ahead. */
export async function storeFramePage(
  db: Database,
  { week, before, last }: { week: string; before: string; last: string },
  candidates: readonly Candidate[],
  tallies: readonly FrameTally[],
): Promise<void> {
  const rows = candidates.map(({ contactIds, ...one }) => ({
    ...one,
    contactIds: contactIds.join(" "),
  }));
  await db.batch([
    db
      .prepare("UPDATE draws SET place = iif(place = ?2, ?3, NULL) WHERE week = ?1")
      .bind(week, before, last),
    db
      .prepare(
        `INSERT INTO draw_candidates (week, tier, lot, customer_id, owner_id, contact_ids)
          SELECT ?1, value->>'tier', value->>'lot', value->>'customerId', value->>'ownerId',
            value->>'contactIds' FROM json_each(?2)`,
      )
      .bind(week, JSON.stringify(rows)),
    ...tallies.map((one) => addToFrame(db, week, one)),
  ]);
}

/** Statement that adds to the frame of an owner and a tier, code by code. */
function addToFrame(
  db: Database,
  week: string,
  { repId, tier, customers, eligible, refused }: FrameTally,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO draw_frames (week, rep_id, tier, customers, eligible, refused)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT DO UPDATE SET customers = customers + ?4, eligible = eligible + ?5,
        refused = (SELECT json_group_object(key, n) FROM (
          SELECT key, sum(value) AS n FROM (
            SELECT key, value FROM json_each(draw_frames.refused)
            UNION ALL SELECT key, value FROM json_each(?6)) GROUP BY key))`,
    )
    .bind(week, repId, tier, customers, eligible, JSON.stringify(refused));
}

/** Ends the walk: the choosing begins. */
export async function endWalk(db: Database, week: string): Promise<void> {
  await db
    .prepare("UPDATE draws SET state = 'choosing' WHERE week = ? AND state = 'walking'")
    .bind(week)
    .run();
}

/** The candidates of a tier with the lowest lots. */
export async function lowestCandidates(
  db: Database,
  week: string,
  tier: TierName,
  count: number,
): Promise<Candidate[]> {
  const { results } = await db
    .prepare(
      `SELECT tier, lot, customer_id AS customerId, owner_id AS ownerId, contact_ids AS contactIds
        FROM draw_candidates WHERE week = ? AND tier = ? ORDER BY lot, customer_id LIMIT ?`,
    )
    .bind(week, tier, count)
    .all<Omit<Candidate, "contactIds"> & { contactIds: string }>();
  return results.map((row) => ({ ...row, contactIds: row.contactIds.split(" ") }));
}

export type NewProposal = {
  id: string;
  week: string;
  quarter: string;
  tier: TierName;
  customerId: string;
  contactId: string;
  surveyId: string;
  ownerId: string;
  drawnAt: number;
  endsAt: number;
};

/**
 * Settles a candidate: a proposal where one came of it. Fails where the quota is full or another
 * delivery settled it.
 */
export async function settleCandidate(
  db: Database,
  { week }: Draw,
  { tier, lot, customerId }: Candidate,
  row: NewProposal | null,
): Promise<void> {
  const remove = db
    .prepare(
      "DELETE FROM draw_candidates WHERE week = ? AND tier = ? AND lot = ? AND customer_id = ?",
    )
    .bind(week, tier, lot, customerId);
  if (row === null) {
    await remove.run();
    return;
  }
  await db.batch([
    remove,
    db
      .prepare(
        `INSERT INTO proposals (id, week, quarter, tier, customer_id, contact_id, survey_id,
          owner_id, rep_id, drawn_at, ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10)`,
      )
      .bind(
        row.id,
        week,
        row.quarter,
        tier,
        customerId,
        row.contactId,
        row.surveyId,
        row.ownerId,
        row.drawnAt,
        row.endsAt,
      ),
    db
      .prepare(
        `UPDATE draws SET tiers = iif(tiers ->> ?2 < tiers ->> ?3,
            json_set(tiers, ?2, (tiers ->> ?2) + 1), NULL) WHERE week = ?1`,
      )
      .bind(week, `$.${tier}.drawn`, `$.${tier}.wanted`),
  ]);
}

/** Ends a draw; what it needed, and the frames of those before, are deleted. */
export async function finishDraw(db: Database, week: string): Promise<void> {
  await db.batch([
    db.prepare("UPDATE draws SET state = 'finished' WHERE week = ?").bind(week),
    db.prepare("DELETE FROM draw_candidates WHERE week <= ?").bind(week),
    db.prepare("DELETE FROM draw_frames WHERE week < ?").bind(week),
  ]);
}
