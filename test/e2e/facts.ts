/** Facts in the Worker's database, for checking what the panel claims. */
import type { z } from "zod";
import type { profile as profileSchema } from "../../shared/contract/answers.ts";
import type { CardAnswer } from "../../shared/contract/answers.ts";
import type { Card } from "../../shared/contract/card.ts";
import { shownTier, type ShownTier } from "../../shared/contract/shown-tier.ts";
import { messages } from "../rig/messages.ts";
import { call } from "../rig/worker.ts";
import type { LocalWorker, SqlRow } from "../rig/worker.ts";

/** The id of a customer of the rig's book. */
export function customerId(worker: LocalWorker, externalId: string): string {
  const id = worker.db("SELECT id FROM customers WHERE external_id = ?", externalId)[0]?.["id"];
  if (typeof id !== "string") throw new Error(`the book has no ${externalId}`);
  return id;
}

/** A stored log; `claimed` while it holds its message against a second log. */
export type Log = { [column: string]: SqlRow[string] | boolean; claimed: boolean };

/**
 * Every stored log of a customer, oldest first: withdrawn ones and what amendments replaced
 * included.
 */
export function logs(worker: LocalWorker, externalId: string): Log[] {
  const rows = worker.db(
    `
    SELECT i.id, i.root_id, i.amends_id, i.kind, i.direction, i.occurred_at, i.recorded_at,
      i.minutes,
      (SELECT count(*) FROM withdrawals w WHERE w.fact_type = 'interaction'
        AND w.fact_id IN (i.id, i.root_id)) AS withdrawn,
      (SELECT count(*) FROM message_claims m WHERE m.interaction_id IN (i.id, i.root_id)) AS claims
    FROM interactions i WHERE i.customer_id = ? ORDER BY i.recorded_at, i.rowid`,
    customerId(worker, externalId),
  );
  return rows.map(({ claims, ...row }) => ({ ...row, claimed: Number(claims) > 0 }));
}

/** A customer's facts as the API gives them, opened. */
export function profile(
  worker: LocalWorker,
  externalId: string,
): Promise<z.infer<typeof profileSchema>> {
  return call(worker, "GET", `/v1/customers/${customerId(worker, externalId)}`);
}

/** The subjects of a customer's live logs. */
export async function liveSubjects(worker: LocalWorker, externalId: string): Promise<string[]> {
  const { facts } = await profile(worker, externalId);
  return facts.items
    .filter((f) => f.type === "interaction" && f.withdrawnAt === null)
    .map((f) => String(f.detail["subject"]));
}

/** Returns what a look-up answers for an address. */
export async function lookUp(worker: LocalWorker, address: string): Promise<CardAnswer> {
  const { cards } = await call(worker, "POST", "/v1/cards", {
    addresses: [address],
  });
  const answer = cards[0];
  if (answer === undefined) throw new Error("the look-up answered nothing");
  return answer;
}

const tierLabels: Record<ShownTier, string> = {
  high: "High value",
  mid: "Mid value",
  low: "Low value",
  potential: "Potential",
  former_high: "Formerly high",
  former_mid: "Formerly mid",
};

/** The words of the tier on a card; undefined without one. */
export const tierLabelOf = (card: Card | undefined): string | undefined =>
  card && tierLabels[shownTier(card.scores.tier)];

/**
 * The mark that the row of each of the rig's messages must have, by subject; none where the sender
 * is nobody's.
 */
export async function expectedMarks(worker: LocalWorker): Promise<Map<string, string[]>> {
  return new Map(
    await Promise.all(
      messages.map(async ({ subject, from }): Promise<[string, string[]]> => {
        const label = tierLabelOf((await lookUp(worker, from.address)).card);
        return [subject, label === undefined ? [] : [label]];
      }),
    ),
  );
}
