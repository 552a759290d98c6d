/** The next best action: of those whose rule holds, the one with the largest expected worth. */
import type { Action, Scores } from "../contract/card.ts";
import { actionId, parseActionId } from "./action-id.ts";
import { actionRules } from "./action-rules.ts";
import { explain } from "./explain.ts";
import type { Model } from "./model.ts";
import { byText } from "./order.ts";
import type { ActionEntry, Policy } from "./policy.ts";
import type { Situation } from "./situation.ts";
import { DAY } from "./summarise.ts";
import type { Value } from "./value.ts";

/** Whether an earlier outcome keeps the action silent: its cool-down after "done", "later" for a while, suppression after "not useful". */
export function isSilent(entry: ActionEntry, { facts, now }: Pick<Situation, "facts" | "now">, laterDays: number): boolean {
  const days = { done: entry.coolDownDays, later: laterDays, not_useful: entry.suppressionDays };
  return facts.outcomes.some((o) => (parseActionId(o.action)?.key ?? o.action) === entry.key && now - o.occurredAt < days[o.outcome] * DAY);
}

/**
 * The probability that the action is taken up and works: the posterior mean of a beta, from the policy's prior and what
 * became of it among customers of this tier.
 */
export function actionProbability(entry: ActionEntry, tier: Situation["tier"], actions: Model["actions"]): number {
  const { tries, successes } = actions[entry.key]?.[tier] ?? { tries: 0, successes: 0 };
  return (entry.prior.successes + successes) / (entry.prior.successes + entry.prior.failures + tries);
}

/** What the action plays for, minor units: a share of what the customer is worth, is worth if still there, or the book's mean is worth. */
function atStake(entry: ActionEntry, situation: Situation, value: Value | null, model: Pick<Model, "meanLifetimeValue">, policy: Policy["actions"]): number {
  // Without a model: what they spent a year so far.
  const { rfm, summary } = situation.measures;
  const yearly = rfm && summary ? (rfm.total * 52) / Math.max(52, summary.age) : null;
  const book = model.meanLifetimeValue ?? policy.unknownValue;
  const worth = { own: value?.lifetimeValue ?? yearly ?? book, alive: value?.valueIfAlive ?? yearly ?? book, book }[entry.basis];
  return Math.round(entry.share * Math.max(0, worth));
}

/**
 * The action to recommend and its runners-up: expected worth = P × value at stake − effort, the largest first, ties by key.
 * What is not worth its effort is not recommended.
 */
export function nextBestAction(situation: Situation, value: Value | null, model: Pick<Model, "actions" | "meanLifetimeValue">, policy: Policy["actions"]): Scores["next"] {
  const ranked = policy.catalogue.flatMap((entry): Action[] => {
    const reason = isSilent(entry, situation, policy.laterDays) ? null : actionRules[entry.key](situation);
    if (!reason) return [];
    const probability = actionProbability(entry, situation.tier, model.actions);
    const stakeAmount = atStake(entry, situation, value, model, policy);
    const explanation = explain(0, [
      { code: "action_gain", points: Math.round(probability * stakeAmount), parameters: { probability, stakeAmount } },
      { code: "action_effort", points: -entry.effort, parameters: { effortAmount: entry.effort } },
    ], model.actions[entry.key]?.[situation.tier]?.tries ?? 0);
    return [{ id: actionId(situation.facts.customerId, entry.key), key: entry.key, reason, worth: explanation.total, probability, explanation }];
  }).filter((a) => a.worth > 0).sort((p, q) => q.worth - p.worth || byText(p.key, q.key));
  return { action: ranked[0] ?? null, runnersUp: ranked.slice(1, 1 + policy.runnersUp) };
}
