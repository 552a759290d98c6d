/** Trials: what a customer spent beyond expectation after a recommendation, made or held back. */
import type { StageName, TierName } from "../../contract/fields.ts";
import { clockDayIn, dayIn } from "../../time/days.ts";
import type { ExposureFact, Facts, Milliseconds } from "../types.ts";

export type Trial = {
  tier: TierName;
  stage: StageName;
  shown: boolean;
  /** 1/P(this side). */ weight: number;
  /** Net revenue less what was expected anyway, minor units. */ surplus: number;
};
/** Contribution of one customer to the effect of one action. */
export type ActionMeasures = {
  /** Times that it came to be next, shown or held back, whatever became of it. */
  alarms: number;
  /** Null while it is not over. */ trial: Trial | null;
};

type Days = { now: Milliseconds; zone: string; effectDays: number };

/**
 * Measures one customer by action key. Of each action the first recommendation that could have gone
 * either way is the trial: a later one depends on what the first did, and would compare customers
 * who are not alike.
 */
export function actionTrials(
  { exposures = [], transactions }: Pick<Facts, "exposures" | "transactions">,
  days: Days,
): Record<string, ActionMeasures> {
  const first = new Map<string, ExposureFact>();
  const actions: Record<string, ActionMeasures> = {};
  for (const exposure of exposures) {
    const { action, occurredAt, propensity } = exposure;
    (actions[action] ??= { alarms: 0, trial: null }).alarms++;
    if (propensity <= 0 || propensity >= 1) continue;
    if (occurredAt < (first.get(action)?.occurredAt ?? Infinity)) first.set(action, exposure);
  }
  for (const [action, exposure] of first)
    actions[action]!.trial = trialOf(exposure, transactions, days);
  return actions;
}

/**
 * Returns the trial once its days have passed. They begin the day after the recommendation, for of
 * many purchases no hour is known.
 */
function trialOf(
  { occurredAt, shown, propensity, tier, stage, expectedAmount }: ExposureFact,
  transactions: Facts["transactions"],
  { now, zone, effectDays }: Days,
): Trial | null {
  const day = clockDayIn(zone, occurredAt);
  if (clockDayIn(zone, now) <= day + effectDays) return null;
  let spent = 0;
  for (const line of transactions) {
    const after = dayIn(zone, line.occurredAt) - day;
    if (after >= 1 && after <= effectDays) spent += line.amount;
  }
  const chance = shown ? propensity : 1 - propensity;
  return { tier, stage, shown, weight: 1 / chance, surplus: spent - expectedAmount };
}
