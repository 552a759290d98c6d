/** Lists the customers who would stand in another tier under a draft of the policy. */
import type { PolicyPreview } from "../../shared/contract/answers.ts";
import type { TierName } from "../../shared/contract/fields.ts";
import type { PolicySettings } from "../../shared/contract/requests.ts";
import type { Measures, Model } from "../../shared/scoring/index.ts";
import { ageDaysOf, tierInputs } from "../../shared/scoring/model.ts";
import { dayOf } from "../../shared/scoring/summarise.ts";
import { tierBook } from "../../shared/scoring/tier-book.ts";
import type { TierWeights } from "../../shared/scoring/tier-score.ts";
import { tierOf } from "../../shared/scoring/tier.ts";
import { valueOf, type Value } from "../../shared/scoring/value.ts";
import { instant } from "./card.ts";
import { limits } from "../jobs/review/fit.ts";
import type { Database } from "../store/database.ts";
import { sampleOf } from "../store/measures.ts";
import { modelOf } from "../store/models.ts";
import { newestPolicy } from "../store/policy.ts";
import { latestFinished } from "../store/reviews.ts";
import { moveReasons, type Reviewed, reviewedOf } from "./tier-move.ts";

/** Customers looked at: the ones that the fit looked at, graded twice in a second or two. */
const looksAt = limits.sample;
/** Sections that act when customers are measured; the measures at hand are of the policy then. */
const whileMeasuring = ["book", "engagement", "loyalty", "potential"] as const;

type Move = { id: string; from: TierName; to: TierName; before: Reviewed; after: Reviewed };
type Preview = Omit<PolicyPreview, "customers"> & {
  customers: (Omit<PolicyPreview["customers"][number], "customer"> & { id: string })[];
};

/**
 * Grades the snapshot of the latest finished review under the newest policy and under the draft,
 * with the same tiers before, and compares: what differs is the draft's doing alone. `shown`
 * customers, those whose score changes most. Writes nothing.
 */
export async function preview(
  db: Database,
  draft: PolicySettings,
  shown: number,
): Promise<Preview> {
  const [review, newest] = await Promise.all([latestFinished(db), newestPolicy(db)]);
  const unseen = unseenOf(draft, newest);
  const [model, sample] =
    review === null
      ? [null, []]
      : await Promise.all([
          modelOf(db, review.modelVersion ?? 0),
          sampleOf(db, review.id, looksAt),
        ]);
  if (review === null || model === null)
    return {
      review: null,
      sample: { taken: 0, of: 0 },
      moved: 0,
      moves: [],
      unseen,
      customers: [],
    };

  const buyers = sample.filter((one) => one.summary !== null);
  const values = valuesOf(buyers, model, newest);
  const today = dayOf(review.startedAt, newest.book.timeZone);
  const inForce = model.tierWeights ?? newest.tier.weights;
  const before = graded(buyers, values, model, newest, inForce, today);
  const after = graded(
    buyers,
    same(draft.value, newest.value) ? values : valuesOf(buyers, model, draft),
    model,
    draft,
    same(draft.tier.weights, newest.tier.weights) ? inForce : draft.tier.weights,
    today,
  );
  const moved = buyers.flatMap(({ id }, at): Move[] => {
    const [was, is] = [before(at), after(at)];
    return was.tier === is.tier
      ? []
      : [{ id, from: was.tier, to: is.tier, before: was, after: is }];
  });
  return {
    review: { id: review.id, at: instant(review.startedAt) },
    sample: { taken: sample.length, of: review.measured },
    unseen,
    moved: moved.length,
    moves: counted(moved),
    customers: shownOf(moved).slice(0, shown),
  };
}

/** Sections of the draft that show in the next review only. */
function unseenOf(draft: PolicySettings, newest: PolicySettings): string[] {
  const sections = whileMeasuring.filter((section) => !same(draft[section], newest[section]));
  return draft.tier.spendHalfLifeDays === newest.tier.spendHalfLifeDays
    ? sections
    : [...sections, "tier"];
}

/** Those whose score changes most first. */
function shownOf(moved: readonly Move[]): Preview["customers"] {
  const change = ({ before, after }: Move) => Math.abs((after.score ?? 0) - (before.score ?? 0));
  return moved
    .toSorted((p, q) => change(q) - change(p) || (p.id < q.id ? -1 : 1))
    .map(({ id, from, to, before, after }) => ({
      id,
      from,
      to,
      scoreBefore: before.score,
      scoreAfter: after.score,
      reason: moveReasons(before, after).find((factor) => factor.points !== 0) ?? null,
    }));
}

/** Sections of plain values. */
const same = (
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean => Object.entries(a).every(([key, value]) => b[key] === value);

const valuesOf = (
  buyers: readonly Measures[],
  model: Model,
  { value }: PolicySettings,
): (Value | null)[] => buyers.map((one) => valueOf(one.summary!, model, value));

/** Grades all buyers; answers what a review would make of the one at a place among them. */
function graded(
  buyers: readonly Measures[],
  values: readonly (Value | null)[],
  model: Model,
  { tier: policy }: PolicySettings,
  weights: TierWeights,
  today: number,
): (at: number) => Reviewed {
  const inputs = buyers.map((one, at) => tierInputs(one, values[at] ?? null, model));
  const book = tierBook(inputs, policy, weights);
  return (at) => {
    const { previousTier: before, tierBeyond: beyond = null, summary } = buyers[at]!;
    const { tier, plainTier, figure, standing } = tierOf(
      {
        inputs: inputs[at]!,
        ageDays: ageDaysOf(summary!),
        before: { tier: before, beyond },
        today,
        evidence: 0,
      },
      book,
      policy,
    );
    return reviewedOf(tier, plainTier, 0, figure, standing);
  };
}

function counted(moved: readonly Move[]): PolicyPreview["moves"] {
  return [...Map.groupBy(moved, ({ from, to }) => `${from} ${to}`).values()]
    .map((all) => ({ from: all[0]!.from, to: all[0]!.to, count: all.length }))
    .sort((p, q) => q.count - p.count);
}
