/**
 * The next best action: of those whose rule holds, the one with the largest expected worth, or one
 * worth trying.
 */
import type { Action, Scores } from "../../contract/card.ts";
import { actionId } from "./action-id.ts";
import { actionRules } from "./action-rules.ts";
import { explain } from "../explain.ts";
import { answersTo, MENDING, outcomesSince } from "./grievance.ts";
import type { Model } from "../model.ts";
import { byText } from "../numerics/order.ts";
import type { ActionEntry, Policy } from "../policy.ts";
import { silencedActions, silencesOf } from "./silenced.ts";
import type { Situation } from "./situation.ts";
import { beliefOf, drawn, mean, type Belief } from "./thompson.ts";
import type { Value } from "../value.ts";

/**
 * Returns whether an earlier outcome keeps the action silent: its cool-down after "done", "later"
 * for a while, suppression after "not useful".
 */
export function isSilent(
  entry: ActionEntry,
  { facts, now }: Pick<Situation, "facts" | "now">,
  laterDays: number,
): boolean {
  return silencesOf(entry, facts.outcomes, now, laterDays).length > 0;
}

/**
 * Returns what the action plays for, minor units: a share of what the customer is worth, is worth
 * if still there, or the book's mean is worth.
 */
function atStake(
  entry: ActionEntry,
  situation: Situation,
  value: Value | null,
  model: Pick<Model, "meanLifetimeValue">,
  policy: Policy["actions"],
): number {
  // Without a model: what they spent a year so far.
  const { rfm, summary } = situation.measures;
  const yearly = rfm && summary ? (rfm.total * 52) / Math.max(52, summary.age) : null;
  const book = model.meanLifetimeValue ?? policy.unknownValue;
  const own = (worth: number | null | undefined) => worth ?? yearly ?? book;
  const worth =
    entry.basis === "book"
      ? book
      : own(entry.basis === "own" ? value?.lifetimeValue : value?.valueIfAlive);
  return Math.round(entry.share * Math.max(0, worth));
}

type Learned = Pick<Model, "version" | "actions" | "meanLifetimeValue">;
type Candidate = {
  key: ActionEntry["key"];
  action: Action;
  belief: Belief;
  stakeAmount: number;
  effort: number;
};

/**
 * Returns what can be recommended: its rule holds, it is not silent, and it is worth its effort by
 * what is believed of it. What answers an open grievance is recommended whatever it brings; while
 * one is open, only what mends is.
 */
function candidatesOf(
  situation: Situation,
  value: Value | null,
  model: Learned,
  policy: Policy["actions"],
  answers: ReturnType<typeof answersTo>,
): Candidate[] {
  const {
    facts: { customerId },
    tier,
  } = situation;
  const candidates: Candidate[] = [];
  for (const entry of policy.catalogue) {
    const { key, effort } = entry;
    if (answers.size > 0 && !MENDING.has(key)) continue;
    const reason = isSilent(entry, situation, policy.laterDays)
      ? null
      : actionRules[key](situation);
    if (!reason) continue;
    const belief = beliefOf(entry, tier, model.actions[key]);
    const probability = mean(belief);
    const stakeAmount = atStake(entry, situation, value, model, policy);
    const explanation = explain(
      0,
      [
        {
          code: "action_gain",
          points: Math.round(probability * stakeAmount),
          parameters: { probability, stakeAmount },
        },
        { code: "action_effort", points: -effort, parameters: { effortAmount: effort } },
      ],
      model.actions[key]?.[tier]?.tries ?? 0,
    );
    const worth = explanation.total;
    if (worth > 0 || answers.has(key))
      candidates.push({
        key,
        action: {
          id: actionId(customerId, key),
          key,
          reason,
          worth,
          probability,
          exploring: false,
          explanation,
        },
        belief,
        stakeAmount,
        effort,
      });
  }
  return candidates;
}

/**
 * In the order of the worth drawn, ties by expected worth, then by key: the same on every machine.
 * `exploring` marks what the draw put above an action of larger expected worth.
 */
export function ranked(candidates: readonly { action: Action; drawn: number }[]): Action[] {
  const order = [...candidates]
    .sort(
      (p, q) =>
        q.drawn - p.drawn || q.action.worth - p.action.worth || byText(p.action.key, q.action.key),
    )
    .map((c) => c.action);
  // From below: `most` is the largest expected worth of those that were put lower.
  let most = -Infinity;
  for (let i = order.length - 1; i >= 0; i--) {
    const action = order[i]!;
    if (action.worth < most) order[i] = { ...action, exploring: true };
    else most = action.worth;
  }
  return order;
}

/**
 * The action to recommend and its runners-up. Expected worth = P × value at stake − effort, with P
 * the mean of what is believed (`beliefOf`); what is not worth its effort is not recommended. With
 * `thompson` the order is that of worth drawn from the belief, with `mean` that of expected worth.
 * What is shown is always the expectation. What answers an open grievance comes first, by expected
 * worth: no trial is put above it.
 */
export function nextBestAction(
  given: Situation,
  value: Value | null,
  model: Learned,
  policy: Policy["actions"],
): Scores["next"] {
  const answers = answersTo(given.facts);
  const situation: Situation =
    answers.size === 0
      ? given
      : {
          ...given,
          facts: { ...given.facts, outcomes: outcomesSince(given.facts.outcomes, answers) },
        };
  const all = candidatesOf(situation, value, model, policy, answers);
  const first = all.filter((c) => answers.has(c.key));
  const candidates = all.filter((c) => !answers.has(c.key));
  // Where there is no choice, nothing is drawn.
  const draws = policy.learning === "thompson" && candidates.length > 1;
  const worthOf = ({ action, belief, stakeAmount, effort }: Candidate) =>
    draws
      ? drawn(belief, situation.facts.customerId, action.key, model.version) * stakeAmount - effort
      : action.worth;
  const order = [
    ...ranked(first.map(({ action }) => ({ action, drawn: action.worth }))),
    ...ranked(candidates.map((c) => ({ action: c.action, drawn: worthOf(c) }))),
  ];
  const silenced = silencedActions(situation.facts.outcomes, situation.now, policy);
  return { action: order[0] ?? null, runnersUp: order.slice(1, 1 + policy.runnersUp), silenced };
}
