/** One customer scored: the card, the row it is kept in, and what moved. */
import type { Card, Scores } from "../../shared/contract/card.ts";
import {
  type ExposureFact,
  type Model,
  type OverrideFact,
  overrideInForce,
  type Policy,
  scoreForReview,
} from "../../shared/scoring/index.ts";
import type { MonthSegments, SnapshotCustomer } from "../../shared/scoring/snapshot/page.ts";
import { cardVersion, makeCard } from "./card.ts";
import type { Known } from "../facts/changes.ts";
import { listRow } from "./list-row.ts";
import type { CustomerSeals } from "../security/seal.ts";
import type { CardRow } from "../store/cards.ts";
import type { Listed } from "../store/customer-list/store-rows.ts";
import type { CustomerRow } from "../store/customers.ts";
import type { HistoryRow } from "../store/history.ts";
import type { Move } from "../store/moves.ts";
import { judge } from "./judge.ts";
import { judgementOf, type Reviewed } from "./tier-move.ts";

/** The basis that everybody is scored by. */
export type Basis = { policy: Policy; model: Model; currency: string; now: number };
/** One customer as far as they are known. */
export type Subject = Known & { customer: CustomerRow; keys: CustomerSeals };
export type Scored = {
  card: Card;
  keys: CustomerSeals;
  /** But for the sealed card. */ row: Omit<CardRow, "body">;
  /** For the list of customers. */ listed: Listed;
  /** For the history. */ moved: HistoryRow | null;
  /** Since the last review. */ tierMove: Move | null;
  /** The review whose proposal of a tier this one no longer finds. */ lapsed: string | null;
  /** Actions that have come to be next. */ exposures: (ExposureFact & { customerId: string })[];
  /** For the snapshot of a review. */ tallied: SnapshotCustomer;
};

/** A review that scores, and the month that its figures are of. */
export type InReview = {
  id: string;
  month: string;
  /** Reviews before it that came to their end, as far as customers' proposals are of them. */
  finished: ReadonlySet<string>;
};

/**
 * Scores a customer. A review compares with what the last one made of the tier and keeps what it
 * makes of it.
 */
export async function score(
  subject: Subject,
  basis: Basis,
  review: InReview | null = null,
): Promise<Scored> {
  const { policy, model, now } = basis;
  const { customer, keys, facts } = subject;
  const scored = scoreForReview(facts, basis);
  const { scores, atTurn, exposures, seen } = scored;
  const version = { model: model.version, policy: policy.version };
  const card = await makeCard(customer, subject, scores, keys, version, now, policy.book.timeZone);
  const summary = summaryOf(scores);
  const versions = { modelVersion: model.version, policyVersion: policy.version };
  const before = judgementOf(customer.tierReviewed, customer.decided);
  const override = overrideInForce(facts, now);
  const judged =
    review &&
    judge(before, scored, {
      policy,
      now,
      review: review.id,
      canGoOn: canGoOn(customer, before?.proposal?.review ?? null, override, review),
    });
  const inSegments = { rfm: scores.rfm?.segment ?? null, cluster: seen.cluster };
  const segments =
    review && segmentsAfter(before?.segments, { month: review.month, ...inSegments });
  return {
    card,
    keys,
    row: {
      customerId: customer.id,
      ...summary,
      tierScore: scores.tier.score,
      probabilityAlive: scores.value.probabilityAlive,
      cardVersion,
      ...versions,
      scoredAt: now,
      tierReviewed: judged && JSON.stringify({ ...judged.reviewed, segments }),
      atTurn: atTurn.join(" "),
      overrideUntil: override?.endsAt ?? null,
      revision: customer.revision,
    },
    listed: { row: listRow(card, facts, now, seen.cluster), stored: customer.listed },
    exposures: exposures.map((exposure) => ({ ...exposure, customerId: customer.id })),
    moved: hasMoved(customer, summary)
      ? { customerId: customer.id, at: now, ...summary, ...versions }
      : null,
    tierMove: judged?.move
      ? {
          ...judged.move,
          customerId: customer.id,
          at: now,
          value: summary.lifetimeValue ?? 0,
        }
      : null,
    lapsed: judged?.lapsed ?? null,
    tallied: talliedOf(customer, scores, seen, segments),
  };
}

function talliedOf(
  { ownerId, segmentIndex }: CustomerRow,
  scores: Scores,
  seen: SnapshotCustomer["seen"],
  segments: Reviewed["segments"] | null,
): SnapshotCustomer {
  const before = segments?.before ?? null;
  return { scores, seen, owner: ownerId, segment: segmentIndex, before };
}

/** The segments of a month, and before them those of the last month before it. */
function segmentsAfter(last: Reviewed["segments"], now: MonthSegments): Reviewed["segments"] {
  if (last === undefined) return { ...now, before: null };
  const { before, ...then } = last;
  return { ...now, before: then.month < now.month ? then : before };
}

/**
 * Returns false where the proposal of `proposedIn` was declined, and the tier that was set then has
 * ended; and where nobody decided on it, and that review failed before it could list it.
 */
function canGoOn(
  { decided }: CustomerRow,
  proposedIn: string | null,
  override: OverrideFact | null,
  { id, finished }: InReview,
): boolean {
  if (decided === "confirmed" || proposedIn === null) return true;
  if (decided !== null) return override !== null;
  return proposedIn === id || finished.has(proposedIn);
}

type Summary = Pick<HistoryRow, "tier" | "stage" | "trust" | "lifetimeValue">;

const summaryOf = (scores: Scores): Summary => ({
  tier: scores.tier.tier,
  stage: scores.stage.stage,
  trust: scores.trust.score,
  lifetimeValue: scores.value.lifetimeValue,
});

/**
 * Trust moves a little with the book's average: less than a tenth of a point is no move. Of value,
 * less than a hundredth is none.
 */
function hasMoved(before: CustomerRow, after: Summary): boolean {
  const apart = (a: number | null, b: number | null, least: number) =>
    (a === null) !== (b === null) || Math.abs((a ?? 0) - (b ?? 0)) > least;
  return (
    before.tier !== after.tier ||
    before.stage !== after.stage ||
    apart(before.trust, after.trust, 0.1) ||
    apart(before.lifetimeValue, after.lifetimeValue, Math.abs(after.lifetimeValue ?? 0) / 100)
  );
}
