/** All scores of one customer: a pure function of facts, policy, model and now. */
import type { Scores } from "../contract/card.ts";
import type { StageName, TierName } from "../contract/fields.ts";
import { SHOWN_FROM } from "../contract/shown-from.ts";
import { abcOnCard } from "./abc.ts";
import { nextCategory } from "./affinity/next-category.ts";
import { clusterOnCard, segmentName } from "./clusters.ts";
import { earlyWarning } from "./early-warning.ts";
import { chanceAt, chanceOf, chanceOnCard } from "./chance.ts";
import type { Chance } from "./types.ts";
import { engagementFacts } from "./engagement.ts";
import { knownBy } from "./known-by.ts";
import { lifecycleStage, type Lifecycle } from "./lifecycle-stage.ts";
import { measuresOf, type MeasuresNow } from "./measures.ts";
import { ageDaysOf, tierInputs, type Model } from "./model.ts";
import { expectedRevenue } from "./actions/expected-revenue.ts";
import { overridden, overrideInForce } from "./override-in-force.ts";
import { newExposures } from "./actions/new-exposures.ts";
import { recommend } from "./actions/next-best-action.ts";
import { percentile } from "./numerics/percentile.ts";
import type { Policy } from "./policy.ts";
import { relationshipOnCard } from "./relationship.ts";
import { rfmOnCard } from "./rfm.ts";
import { seasonalDays } from "./season/seasonal-time.ts";
import { satisfaction, satisfactionAt } from "./satisfaction.ts";
import { complaintDays } from "./actions/grievance.ts";
import { figuresOf, type Situation } from "./actions/situation.ts";
import { loyaltyOnCard, steadiness } from "./steadiness.ts";
import { DAY, dayOf, purchaseDays, type PurchaseDay } from "./summarise.ts";
import type { TierInputs } from "./tier-score.ts";
import { holdTier, type Proposal } from "./hold-tier.ts";
import { tierOf, ungraded, type Tier } from "./tier.ts";
import { customerTrustAt } from "./trust/customer-trust.ts";
import { questionnairesOf, type Questionnaire } from "./trust/questionnaires.ts";
import { unknownTrustBook } from "./trust/trust-book.ts";
import { questionnaireSums } from "./trust/questionnaire-sums.ts";
import { trust } from "./trust/trust.ts";
import type { ExposureFact, Facts, Milliseconds } from "./types.ts";
import { valueOf, valueOnCard, type Value } from "./value.ts";
import { valueInterval, type ValueInterval } from "./value-interval.ts";

export type ScoringContext = {
  policy: Policy;
  model: Model;
  now: Milliseconds;
  /** The book's, ISO 4217. */ currency: string;
};

/** Potential without a purchase; else what the book makes of it. */
function graded(
  facts: Facts,
  m: MeasuresNow,
  inputs: TierInputs,
  { model, policy, now }: ScoringContext,
): ReturnType<typeof holdTier> {
  if (!m.rfm || !m.summary) return { ...ungraded("potential"), proposal: null };
  const before = { tier: facts.previousTier, beyond: facts.tierBeyond };
  const today = dayOf(now, policy.book.timeZone);
  const known = {
    inputs,
    ageDays: ageDaysOf(m.summary),
    orders: m.rfm.purchases,
    before,
    today,
    evidence: m.rfm.purchases + engagementFacts(facts),
  };
  return holdTier(tierOf(known, model, policy.tier), before, today, policy.review);
}

/** The book's part in trust. A model that was fitted before there was one has none. */
const bookOf = ({ trust: book }: Model, policy: Policy) => book ?? unknownTrustBook(policy.trust);

/**
 * Returns how the customer stood some days ago, by what was known then, returns since taken off,
 * and the model of today.
 */
function vitalsThen(
  facts: Facts,
  days: readonly PurchaseDay[],
  questionnaires: readonly Questionnaire[],
  { model, policy, now }: ScoringContext,
) {
  const then = now - policy.warning.windowDays * DAY;
  const today = dayOf(now, policy.book.timeZone);
  const dayThen = dayOf(then, policy.book.timeZone);
  const known = days.filter((d) => d.day <= dayThen);
  return {
    chance: chanceAt(known, dayThen, model, today)?.probability ?? null,
    satisfaction: satisfactionAt(facts.satisfaction, "customer", policy.satisfaction, then),
    trust: customerTrustAt(questionnaires, bookOf(model, policy), policy.trust, then),
  };
}

/** Measures one customer by the facts that are known now. */
function measure(facts: Facts, { policy, model, now }: ScoringContext) {
  const zone = policy.book.timeZone;
  const days = purchaseDays(facts.transactions, now, zone);
  const questionnaires = questionnairesOf(facts, policy.trust);
  const trusted = trust(facts, bookOf(model, policy), policy, now);
  const satisfied = satisfaction(facts.satisfaction, policy.satisfaction, now);
  const steady = steadiness(days, now, policy.loyalty.periodDays, zone);
  const m = measuresOf(
    facts,
    days,
    {
      loyalty: steady?.share ?? null,
      satisfaction: satisfied.customer.score,
      questionnaires: questionnaireSums(questionnaires, policy.trust),
    },
    policy,
    now,
  );
  return { days, questionnaires, trusted, satisfied, steady, m };
}

/** Returns the chance to buy and the stage, which rests on it. */
function stand(
  days: readonly PurchaseDay[],
  value: Value | null,
  { model, policy, now }: ScoringContext,
): { chance: Chance | null; lifecycle: Lifecycle } {
  const chance = chanceOf(days, now, model, policy.book.timeZone);
  const lifecycle = lifecycleStage({
    days,
    now,
    alive: value?.alive ?? null,
    chance,
    bookIntervalDays: model.intervalDays,
    policy,
  });
  return { chance, lifecycle };
}

/** Compares how the customer stands with how they stood some days ago. */
function warn(
  facts: Facts,
  { days, questionnaires, trusted, m }: ReturnType<typeof measure>,
  chance: Chance | null,
  { stage, silenceDays, intervalDays, spreadDays }: Lifecycle,
  context: ScoringContext,
) {
  const { model, policy, now } = context;
  return earlyWarning(
    {
      now: {
        chance: chance?.probability ?? null,
        satisfaction: m.satisfaction,
        trust: trusted.score,
      },
      before: vitalsThen(facts, days, questionnaires, context),
      silence:
        silenceDays !== null && days.length > 1
          ? {
              days: silenceDays,
              seasonalDays: seasonalDays(
                model.chance?.season,
                dayOf(now, policy.book.timeZone),
                silenceDays,
              ),
              intervalDays,
              spreadDays,
            }
          : null,
      complaintDays: complaintDays(facts, now, policy.book.timeZone),
      stage,
    },
    policy.warning,
  );
}

/** Recommends an action; what comes to be next carries what is expected without it. */
function recommended(
  situation: Situation,
  value: Value | null,
  { policy, model }: ScoringContext,
): Pick<Scored, "atTurn" | "exposures"> & { next: Scores["next"] } {
  const { effectDays } = policy.actions;
  const { next, alarms } = recommend(situation, model, policy.actions);
  const expected = () => expectedRevenue(situation.measures, value, model, effectDays);
  return {
    next,
    atTurn: alarms.map(({ key }) => key),
    exposures: newExposures(situation, alarms, effectDays, expected),
  };
}

/**
 * Returns true for a customer who has left and is expected to spend next to nothing: what their
 * tier says was true once. The lowest tier claims nothing that could have ended.
 */
const isFormer = (tier: TierName, stage: StageName, lifetimeValue: number | null): boolean =>
  (tier === "high" || tier === "mid") && stage === "churned" && (lifetimeValue ?? 0) < SHOWN_FROM;

/** The tier as everything shows and weighs it: a person's decision, or else the computed one. */
function tierInForce(
  { tier, proposal }: ReturnType<typeof holdTier>,
  stage: StageName,
  value: Value | null,
  facts: Facts,
  now: Milliseconds,
): Scores["tier"] {
  const isPast = isFormer(tier.tier, stage, value?.lifetimeValue ?? null);
  const override = overrideInForce(facts, now);
  const own: Scores["tier"] = isPast ? { ...tier, former: true } : tier;
  // Whoever set the tier by hand has decided.
  if (override !== null || proposal === null) return overridden(own, override);
  return { ...own, proposed: proposal.tier };
}

/** Parts of a scoring that the snapshot of a review adds up, beside the scores. */
export type Seen = {
  /** As known by then (`knownBy`). */ facts: Facts;
  days: readonly PurchaseDay[];
  /** Net sales that the classes of ABC go by, and those of its days: minor units. */
  abcSales: number;
  recentSales: number;
  valueVariance: number | null;
  /** The book's segment that is nearest, by its own name; null where none is shown. */
  cluster: string | null;
};

/** The facts with what has just come to be next. */
const withExposures = (facts: Facts, added: readonly ExposureFact[]): Facts =>
  added.length === 0 ? facts : { ...facts, exposures: [...(facts.exposures ?? []), ...added] };

function seenOf(
  facts: Facts,
  { days, m, trusted }: ReturnType<typeof measure>,
  range: ValueInterval | null,
  { model }: ScoringContext,
): Seen {
  return {
    facts,
    days,
    abcSales: model.abc?.windowDays === undefined ? (m.rfm?.total ?? 0) : (m.windowSales ?? 0),
    recentSales: m.windowSales ?? 0,
    valueVariance: range && range.variance,
    cluster: segmentName({ ...m, trust: trusted.score }, model.clusters),
  };
}

export type Scored = {
  scores: Scores;
  /** The tier as it would be without hysteresis. */
  plainTier: TierName;
  /** The figure that the tier was cut by; null where nobody was graded. */
  tierFigure: number | null;
  /** Since when it has been another than the tier; the next review wants it as `tierBeyond`. */
  standing: Tier["standing"];
  /** The tier that waits for a manager's confirmation. */
  proposal: Proposal | null;
  /** Actions that are next, shown or held back: the next scoring wants their keys as `atTurn`. */
  atTurn: string[];
  /** Those of them that have just come to be next; to be kept as the facts' `exposures`. */
  exposures: ExposureFact[];
  seen: Seen;
};

/** The parts of a tier that the next review goes on from. */
const judgedOf = ({ plainTier, figure, standing, proposal }: ReturnType<typeof holdTier>) => ({
  plainTier,
  tierFigure: figure,
  standing,
  proposal,
});

/**
 * Scores one customer for a review. Amounts are in minor units of the book's currency.
 */
export function scoreForReview(all: Facts, context: ScoringContext): Scored {
  const { policy, model, now, currency } = context;
  const zone = policy.book.timeZone;
  const facts = knownBy(all, now, zone);
  const measured = measure(facts, context);
  const { days, trusted, satisfied, steady, m } = measured;
  const value = m.summary && valueOf(m.summary, model, policy.value);
  const range = m.summary && value && valueInterval(m.summary, value, model, policy.value);
  const inputs = tierInputs(m, value, model);
  const grade = graded(facts, m, inputs, context);
  const { chance, lifecycle } = stand(days, value, context);
  const inForce = tierInForce(grade, lifecycle.stage, value, facts, now);
  const warning = warn(facts, measured, chance, lifecycle, context);
  const affinity = nextCategory(m.categories, model.affinity, m.rfm?.recencyDays);
  const economic =
    inputs.value === null || !model.tierCuts ? null : percentile(model.grids.value, inputs.value);
  const known: Omit<Scores, "next"> = {
    tier: inForce,
    trust: trusted,
    stage: { stage: lifecycle.stage, explanation: lifecycle.explanation },
    satisfaction: satisfied,
    warning,
    affinity,
    value: {
      ...valueOnCard(m.summary, value, model, policy.value, currency, range),
      chance: chanceOnCard(days, chance, value?.alive ?? null, model),
    },
    rfm: rfmOnCard(m.rfm, model.rfm),
    loyalty: loyaltyOnCard(steady, policy.loyalty.periodDays),
    abc: abcOnCard(m, model.abc),
    relationship: relationshipOnCard(
      facts,
      days,
      { economic, trust: trusted.score, satisfaction: satisfied, categories: m.categories.length },
      policy,
      now,
    ),
    cluster: clusterOnCard({ ...m, trust: trusted.score }, model.clusters, {
      tier: inForce.tier,
      stage: lifecycle.stage,
    }),
  };
  const situation = {
    facts,
    now,
    zone,
    measures: m,
    lifecycle,
    tier: inForce.tier,
    trust: trusted,
    categoryBreadth: model.categoryBreadth,
    affinity,
    warning,
    figures: figuresOf(known),
  };
  const { next, atTurn, exposures } = recommended(situation, value, context);
  const scores: Scores = { ...known, next };
  const seen = seenOf(withExposures(facts, exposures), measured, range, context);
  return { scores, ...judgedOf(grade), atTurn, exposures, seen };
}

/** Scores one customer: the same, as a card shows it. */
export const scoreCustomer = (facts: Facts, context: ScoringContext): Scores =>
  scoreForReview(facts, context).scores;
