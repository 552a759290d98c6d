/**
 * After the last pass: the figures of the dashboards from what was added up while everybody was
 * scored. Each page of customers leaves its tallies in the transaction that counts it, so that they
 * are counted exactly once; each message merges those of its pages, so that they stay few.
 */
import {
  bodiesOf,
  emptyTallies,
  mergeTallies,
  type Tallies,
} from "../../../shared/scoring/snapshot/snapshot.ts";
import { monthOf } from "../../../shared/scoring/snapshot/month.ts";
import type { Env } from "../../env.ts";
import type { Database } from "../../store/database.ts";
import { modelOf } from "../../store/models.ts";
import { policyOf } from "../../store/policy.ts";
import { findReview, finishReview } from "../../store/reviews.ts";
import {
  deleteTallies,
  firstTallies,
  storeMerged,
  storeSnapshot,
  type TalliesRow,
} from "../../store/snapshots.ts";
import type { ReviewMessage } from "./message.ts";

/** Tallies read at once: a few megabytes. */
const mergedAtOnce = 12;

const sumOf = (rows: readonly TalliesRow[]): Tallies => {
  const sum = emptyTallies();
  for (const { body } of rows) mergeTallies(sum, JSON.parse(body) as Tallies);
  return sum;
};

/** Merges the tallies of a review into one; answers that. */
export async function mergeStored(db: Database, review: string): Promise<Tallies> {
  for (;;) {
    const rows = await firstTallies(db, review, mergedAtOnce);
    const sum = sumOf(rows);
    if (rows.length < 2) return sum;
    await storeMerged(db, review, rows, sum);
  }
}

/** Writes the pages of the month and ends the review. */
export async function snapshot(
  { DB: db }: Env,
  { review: id }: ReviewMessage,
): Promise<ReviewMessage | null> {
  const review = await findReview(db, id);
  if (review === null) return null;
  if (review.status === "scoring") {
    const policy = await policyOf(db, review.policyVersion);
    const model = await modelOf(db, review.modelVersion ?? 0);
    const tallies = await mergeStored(db, id);
    const at = review.startedAt;
    if (model !== null) {
      const pages = bodiesOf(tallies, { policy, model, now: at });
      const of = { month: monthOf(at, policy), reviewId: id, at, customers: tallies.customers };
      await db.batch(
        pages.map(({ page, body }) =>
          storeSnapshot(db, { ...of, page, body: JSON.stringify(body) }),
        ),
      );
    }
    await finishReview(db, id, Date.now());
  } else if (review.status !== "finished") return null;
  await deleteTallies(db).run();
  return { step: "draw", review: id, from: 0 };
}
