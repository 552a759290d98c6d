/** After a review: once a week whom to ask is drawn by lot, by the tiers that it left. */
import { type TierName, tierName } from "../../../shared/contract/fields.ts";
import type { Policy } from "../../../shared/scoring/policy.ts";
import { candidateBound, weekQuota } from "../../../shared/surveys/sampling/draw-quota.ts";
import { type DrawWeek, weekOf } from "../../../shared/surveys/sampling/week-of.ts";
import { ownDomains } from "../../book.ts";
import type { Env } from "../../env.ts";
import { sealer } from "../../security/seal.ts";
import type { Database } from "../../store/database.ts";
import {
  beginDraw,
  customersByTier,
  type Draw,
  type DrawnTiers,
  drawnInQuarter,
  drawOf,
  endWalk,
  finishDraw,
} from "../../store/draws.ts";
import { policyInForce } from "../../store/policy.ts";
import { findReview } from "../../store/reviews.ts";
import { chooseDrawn } from "../../surveys/sampling/choose-drawn.ts";
import { surveysInTurn } from "../../surveys/sampling/drawn-surveys.ts";
import { walkFrame } from "../../surveys/sampling/walk-frame.ts";
import type { ReviewMessage } from "./message.ts";

/** Pages of customers a message. */
const pages = 20;
/** Candidates a message, some six queries each. */
const chosenAtOnce = 100;

/** Returns the draw of this week, begun where it was not. */
async function thisDraw(
  db: Database,
  { week, quarter, place }: DrawWeek,
  { quotas }: Policy["surveys"],
  now: number,
): Promise<Draw> {
  const begun = await drawOf(db, week);
  if (begun !== null) return begun;
  const [customers, drawn] = [await customersByTier(db), await drawnInQuarter(db, quarter)];
  const tierOf = (tier: TierName) => {
    const frame = { customers: customers[tier], share: quotas[tier], drawn: drawn[tier] ?? 0 };
    const wanted = weekQuota(frame, place);
    const bound = candidateBound(frame.customers, wanted);
    return { customers: frame.customers, wanted, bound, drawn: 0 };
  };
  const tiers = Object.fromEntries(tierName.options.map((tier) => [tier, tierOf(tier)]));
  await beginDraw(db, { week, quarter, tiers: tiers as DrawnTiers }, now);
  return (await drawOf(db, week))!;
}

/**
 * Draws for the week of now: a message looks at some pages of customers, later ones at candidates.
 * A review of the past draws nobody.
 */
export async function draw(
  env: Env,
  { review: id, from }: ReviewMessage,
): Promise<ReviewMessage | null> {
  const { DB: db } = env;
  const review = await findReview(db, id);
  const done: ReviewMessage = { step: "tidy", review: id, from: 0 };
  if (review === null || review.asOf !== null) return done;
  const now = Date.now();
  const { book, surveys: policy } = await policyInForce(db);
  const week = weekOf(book.timeZone, now);
  const found = await thisDraw(db, week, policy, now);
  if (found.state === "finished") return done;
  const drawing = {
    db,
    sealer: await sealer(env),
    ownDomains: ownDomains(env),
    policy,
    surveys: await surveysInTurn(db, week.place),
    now,
  };
  const more: ReviewMessage = { step: "draw", review: id, from: from + 1 };
  if (found.state === "walking") {
    let place: string | null = found.place;
    for (let page = 0; page < pages && place !== null; page++)
      place = await walkFrame(drawing, found, place);
    if (place === null) await endWalk(db, found.week);
    return more;
  }
  if ((await chooseDrawn(drawing, found, chosenAtOnce)) === chosenAtOnce) return more;
  await finishDraw(db, found.week);
  return done;
}
