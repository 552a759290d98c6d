/** Lists the customers who would stand in another tier under a draft of the policy. */
import type { PolicyPreview } from "../../shared/contract/answers.ts";
import type { TierName } from "../../shared/contract/fields.ts";
import type { PolicySettings } from "../../shared/contract/requests.ts";
import type { Measures, Model } from "../../shared/scoring/index.ts";
import { tierInputs } from "../../shared/scoring/model.ts";
import { plainTierOf, tierStanding } from "../../shared/scoring/tier-standing.ts";
import { dayOf } from "../../shared/scoring/summarise.ts";
import { tier, tierScore } from "../../shared/scoring/tier.ts";
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
  const unseen = whileMeasuring.filter((section) => !same(draft[section], newest[section]));
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
  const before = graded(buyers, values, model, newest, today);
  const after = graded(
    buyers,
    same(draft.value, newest.value) ? values : valuesOf(buyers, model, draft),
    model,
    draft,
    today,
  );
  const moved = buyers.flatMap(({ id }, at): Move[] => {
    const [was, is] = [before(at), after(at)];
    return was.tier === is.tier
      ? []
      : [{ id, from: was.tier, to: is.tier, before: was, after: is }];
  });
  const change = ({ before, after }: Move) => Math.abs((after.score ?? 0) - (before.score ?? 0));
  return {
    review: { id: review.id, at: instant(review.startedAt) },
    sample: { taken: sample.length, of: review.measured },
    unseen,
    moved: moved.length,
    moves: counted(moved),
    customers: moved
      .sort((p, q) => change(q) - change(p) || (p.id < q.id ? -1 : 1))
      .slice(0, shown)
      .map(({ id, from, to, before, after }) => ({
        id,
        from,
        to,
        scoreBefore: before.score,
        scoreAfter: after.score,
        reason: moveReasons(before, after).find((factor) => factor.points !== 0) ?? null,
      })),
  };
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
  today: number,
): (at: number) => Reviewed {
  const inputs = buyers.map((one, at) => ({
    id: one.id,
    ...tierInputs(one, values[at] ?? null, model),
  }));
  const { grids, cuts } = tier(inputs, policy, {});
  return (at) => {
    const [input, measures] = [inputs[at]!, buyers[at]!];
    const explanation = cuts && tierScore(input, grids, policy, 0);
    const figure = cuts?.of === "value" ? input.value : (explanation?.total ?? null);
    if (cuts === null || explanation === null || figure === null) {
      const name =
        measures.previousTier === null || measures.previousTier === "potential"
          ? "mid"
          : measures.previousTier;
      return reviewedOf({ tier: name, score: null, explanation: null }, name, 0, null, {
        beyond: null,
        settledDays: null,
      });
    }
    const standing = tierStanding(
      figure,
      cuts,
      { tier: measures.previousTier, beyond: measures.tierBeyond ?? null },
      today,
      policy.settleDays,
    );
    return reviewedOf(
      { tier: standing.tier, score: explanation.total, explanation },
      plainTierOf(figure, cuts),
      0,
      figure,
      standing,
    );
  };
}

function counted(moved: readonly Move[]): PolicyPreview["moves"] {
  return [...Map.groupBy(moved, ({ from, to }) => `${from} ${to}`).values()]
    .map((all) => ({ from: all[0]!.from, to: all[0]!.to, count: all.length }))
    .sort((p, q) => q.count - p.count);
}
