/** All scores of one customer: a pure function of facts, policy, model and now. */
import type { Scores } from "../contract/card.ts";
import { knownBy } from "./known-by.ts";
import { lifecycleStage } from "./lifecycle-stage.ts";
import { measuresOf, type Measures } from "./measures.ts";
import { tierInputs, type Model } from "./model.ts";
import { nextBestAction } from "./next-best-action.ts";
import type { Policy } from "./policy.ts";
import { rfmOnCard } from "./rfm.ts";
import { satisfaction } from "./satisfaction.ts";
import { purchaseDays } from "./summarise.ts";
import { tierOf, tierScore } from "./tier.ts";
import { trust, trustEvidence } from "./trust.ts";
import type { Facts, Milliseconds } from "./types.ts";
import { valueOf, valueOnCard, type Value } from "./value.ts";

/** Potential without a purchase; without a book to compare with (no cuts), the tier before, or mid, and no score. */
function tierOnCard(facts: Facts, m: Measures, value: Value | null, model: Model, policy: Policy["tier"]): Scores["tier"] {
  if (!m.rfm) return { tier: "potential", score: null, explanation: null };
  const inputs = tierInputs(m, value, model);
  const explanation = model.tierCuts && tierScore(inputs, model.grids, policy, m.rfm.purchases + facts.interactions.length);
  const figure = model.tierCuts?.of === "value" ? inputs.value : (explanation?.total ?? null);
  if (!model.tierCuts || !explanation || figure === null) {
    const before = facts.previousTier;
    return { tier: before === null || before === "potential" ? "mid" : before, score: null, explanation: null };
  }
  return { tier: tierOf(figure, model.tierCuts, facts.previousTier), score: explanation.total, explanation };
}

/** Scores one customer. `currency` is the book's, ISO 4217; amounts are in its minor units. */
export function scoreCustomer(all: Facts, { policy, model, now, currency }: { policy: Policy; model: Model; now: Milliseconds; currency: string }): Scores {
  const facts = knownBy(all, now);
  const days = purchaseDays(facts.transactions, now);
  const m = measuresOf(facts, days, policy, now);
  const value = m.summary && valueOf(m.summary, model, policy.value);
  const { silenceDays, intervalDays, ...stage } = lifecycleStage({
    days, now, alive: value?.alive ?? null, identified: model.identified, bookIntervalDays: model.intervalDays, policy,
  });
  const trusted = trust(trustEvidence(facts, policy.trust), policy.trust, now);
  const graded = tierOnCard(facts, m, value, model, policy.tier);
  const situation = {
    facts, now, measures: m, lifecycle: { ...stage, silenceDays, intervalDays }, tier: graded.tier, trust: trusted,
    categoryBreadth: model.categoryBreadth,
  };
  return {
    tier: graded, trust: trusted, stage,
    value: valueOnCard(m.summary, value, model, policy.value, currency),
    rfm: rfmOnCard(m.rfm, model.rfm),
    satisfaction: satisfaction(facts.satisfaction, policy.satisfaction, now),
    next: nextBestAction(situation, value, model, policy.actions),
  };
}
