/**
 * The next best action: of those whose rule holds, the most pressing one; where a comparison with
 * customers who were not shown an action says what it brings, the one that brings most.
 */
import type { Action, Scores } from "../../contract/card.ts";
import { SHOWN_FROM } from "../../contract/shown-from.ts";
import { actionId } from "./action-id.ts";
import type { Rule } from "./action-rule.ts";
import { actionRules } from "./action-rules.ts";
import { effectIn, type ActionEffects } from "./effects.ts";
import { explain } from "../explain.ts";
import { caseAction } from "./case-action.ts";
import { answersTo, MENDING, outcomesSince } from "./grievance.ts";
import { heldShare, isHeldOut } from "./hold-out.ts";
import type { Model } from "../model.ts";
import { ownRule } from "./own/holds.ts";
import { isOwnKey } from "./own/own-measures.ts";
import type { OwnAction } from "./own/own-action.ts";
import type { ActionEntry, CatalogueKey, Policy } from "../policy.ts";
import { ASKING, isQuiet, SELLING } from "./quiet.ts";
import { openCases } from "../cases.ts";
import { posteriorOf, type Estimate } from "./scales.ts";
import { silencedActions, silencesOf } from "./silenced.ts";
import type { Situation } from "./situation.ts";
import { urgencyOf } from "./urgency.ts";

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

/** Standard errors within which an effect lies with 90 %. */
const Z90 = 1.6448536269514722;

type Candidate = {
  key: CatalogueKey;
  action: Action;
  /** It answers an open grievance, or a promise that we broke. */ isOwed: boolean;
  /**
   * By the comparison alone, effort taken off, minor units; null while nothing is known, and where
   * it is too little to be shown.
   */
  estimated: number | null;
  urgency: number;
};

/** The action as the card shows it: without any figure while nothing is known of its effect. */
function actionOf(
  { key, effort }: ActionEntry,
  customerId: string,
  reason: Action["reason"],
  found: Estimate | null,
  { byKey, scales }: ActionEffects,
  effectDays: number,
): Action {
  const shown = { id: actionId(customerId, key), key, reason };
  if (!found)
    return { ...shown, worth: null, interval: null, probability: null, explanation: null };
  const { tries, heldBack } = byKey[key]!;
  const believed = posteriorOf(found, scales);
  const explanation = explain(
    0,
    [
      {
        code: "action_effect",
        points: Math.round(believed.mean),
        parameters: { shown: tries - heldBack, heldBack, days: effectDays },
      },
      { code: "action_effort", points: -effort, parameters: { effortAmount: effort } },
    ],
    tries,
  );
  return {
    ...shown,
    worth: explanation.total,
    interval: {
      low: Math.round(believed.quantile(0.1)) - effort,
      high: Math.round(believed.quantile(0.9)) - effort,
    },
    probability: believed.above(effort),
    explanation,
  };
}

/** Takes the effort off; null for a gain or loss of pennies, by which nothing outranks anything. */
function tellingGain(found: Estimate | null, effort: number): number | null {
  const gain = found && found.estimate - effort;
  return gain === null || Math.abs(gain) < SHOWN_FROM ? null : gain;
}

/** Returns the rule of an action; null for an own one that the policy does not define (any more). */
function ruleOf(
  key: CatalogueKey,
  all: readonly OwnAction[],
): { rule: Rule; own?: OwnAction } | null {
  if (!isOwnKey(key)) return { rule: actionRules[key] };
  const own = all.find((one) => one.key === key);
  return own === undefined ? null : { rule: ownRule(own), own };
}

/**
 * Returns what can be recommended: it can be done, its rule holds, it is not silent, nothing heard lately speaks
 * against it, and it does not surely cost more than it brings. What we owe (an answer to an open
 * grievance, a promise) is recommended whatever it brings; while a grievance is open, only what
 * mends is.
 */
function candidatesOf(
  situation: Situation,
  effects: ActionEffects,
  policy: Policy["actions"],
  answers: ReturnType<typeof answersTo>,
): Candidate[] {
  const { facts, tier, lifecycle } = situation;
  const quiet = isQuiet(situation, policy.quietDays);
  const isAggrieved = answers.size > 0 || openCases(facts).length > 0;
  return policy.catalogue.flatMap((entry) => {
    const { key, effort } = entry;
    const found = ruleOf(key, policy.own);
    if (found === null || (!policy.canAsk && ASKING.has(key))) return [];
    const sells = found.own?.sells ?? SELLING.has(key);
    if (isAggrieved ? !MENDING.has(key) : quiet && sells) return [];
    const reason = isSilent(entry, situation, policy.laterDays) ? null : found.rule(situation);
    if (!reason) return [];
    const isOwed = answers.has(key) || key === "repair_promise";
    const effect = effectIn(effects.byKey[key], tier, lifecycle.stage);
    if (!isOwed && effect && effect.estimate + Z90 * effect.error < effort) return [];
    return {
      key,
      action: actionOf(entry, facts.customerId, reason, effect, effects, policy.effectDays),
      isOwed,
      estimated: tellingGain(effect, effort),
      urgency: urgencyOf(key, reason, situation, found.own?.urgency),
    };
  });
}

/**
 * Orders actions: what we owe first; then what seems to bring more than it costs, the largest
 * first; then what nobody knows, or is too little to tell, by urgency; then what seems not to pay.
 */
export function ranked<C extends Pick<Candidate, "isOwed" | "estimated" | "urgency">>(
  candidates: readonly C[],
): C[] {
  const classOf = ({ isOwed, estimated }: C) => {
    if (isOwed) return 0;
    if (estimated === null) return 2;
    return estimated > 0 ? 1 : 3;
  };
  const amountOf = ({ isOwed, estimated }: C) => (isOwed ? 0 : (estimated ?? 0));
  return [...candidates].sort(
    (p, q) => classOf(p) - classOf(q) || amountOf(q) - amountOf(p) || p.urgency - q.urgency,
  );
}

/** An action that has come to be next for a customer, shown or held back for comparison. */
export type Alarm = { key: CatalogueKey; shown: boolean; propensity: number };
export type Recommendation = {
  next: Scores["next"];
  /** The first action shown, after those that would have stood before it but are held back. */
  alarms: Alarm[];
};

/**
 * Recommends an action and its runners-up. A customer who is held out of an action is not shown it,
 * and the one behind it moves up; what we owe is held back from nobody. The worth of an action is
 * its effect on net revenue less its effort, null while that is not known. An open case comes before
 * them all.
 */
export function recommend(
  given: Situation,
  { actions: effects }: Pick<Model, "actions">,
  policy: Policy["actions"],
): Recommendation {
  const answers = answersTo(given.facts);
  const situation: Situation =
    answers.size === 0
      ? given
      : {
          ...given,
          facts: { ...given.facts, outcomes: outcomesSince(given.facts.outcomes, answers) },
        };
  const order = ranked(candidatesOf(situation, effects, policy, answers)).map((candidate) => {
    const { key, isOwed } = candidate;
    const share = isOwed ? 0 : heldShare(effects.byKey[key], policy);
    const isHeld = isHeldOut(situation.facts.customerId, key, share);
    return { ...candidate, isHeld, alarm: { key, shown: !isHeld, propensity: 1 - share } };
  });
  const followUp = caseAction(given);
  const first = order.findIndex(({ isHeld }) => !isHeld);
  const actions = order.filter(({ isHeld }) => !isHeld).map(({ action }) => action);
  if (followUp !== null) actions.unshift(followUp);
  return {
    next: {
      action: actions[0] ?? null,
      runnersUp: actions.slice(1, 1 + policy.runnersUp),
      silenced: silencedActions(situation.facts.outcomes, situation.now, policy),
    },
    // Behind a case none of them has come to be next.
    alarms:
      followUp !== null
        ? []
        : order.slice(0, first === -1 ? order.length : first + 1).map(({ alarm }) => alarm),
  };
}

/** Recommends an action and its runners-up, as a card shows them: see `recommend`. */
export const nextBestAction = (
  situation: Situation,
  model: Pick<Model, "actions">,
  policy: Policy["actions"],
): Scores["next"] => recommend(situation, model, policy).next;
