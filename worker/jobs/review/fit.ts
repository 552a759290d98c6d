/** The fit: the models of a book from the measures of its customers. */
import { fitModel, type Model, type Policy } from "../../../shared/scoring/index.ts";
import type { Env } from "../../env.ts";
import type { Database } from "../../store/database.ts";
import { historiesOf, sampleOf } from "../../store/measures.ts";
import { insertModel, nextModelVersion, readModel, selectModel } from "../../store/models.ts";
import { policyOf } from "../../store/policy.ts";
import { beginScoring, findReview, type ReviewRow } from "../../store/reviews.ts";
import type { ReviewMessage } from "./message.ts";

/**
 * Limits of one isolate of 128 MB with room to compute: the measures of so many customers (a larger
 * book is sampled), and so many different purchase histories (those of everybody, coarser in time
 * where need be).
 */
export const limits = { sample: 20_000, histories: 150_000 };

/** Fits the models once everybody is measured, and takes the review to scoring. */
export async function fit(
  { DB: db }: Env,
  { review: id }: ReviewMessage,
): Promise<ReviewMessage | null> {
  const review = await findReview(db, id);
  if (review?.status === "fitting") {
    const policy = await policyOf(db, review.policyVersion);
    const model = await fitted(db, review, policy, await nextModelVersion(db));
    const now = Date.now();
    await db.batch([
      insertModel(db, model, { review: id, policy: policy.version }, now),
      beginScoring(db, id, model.version, now),
    ]);
  } else if (review?.status !== "scoring" || review.scored > 0) return null;
  return { step: "score", review: id, from: 0 };
}

/** The model of a measured book, as of the review's start. */
export async function fitted(
  db: Database,
  review: ReviewRow,
  policy: Policy,
  version: number,
  most = limits,
): Promise<Model> {
  const customers = review.measured;
  const histories =
    customers > most.sample ? await historiesOf(db, review.id, most.histories) : null;
  const population = await sampleOf(db, review.id, most.sample);
  const previous = readModel(await selectModel(db).all());
  return fitModel(population, {
    policy,
    now: review.startedAt,
    version,
    customers,
    previous,
    ...(histories && { histories }),
  });
}
