/** New exposures: what to keep when an action has come to be the next one for a customer. */
import type { Alarm } from "./next-best-action.ts";
import type { Situation } from "./situation.ts";
import { DAY } from "../summarise.ts";
import type { ExposureFact } from "../types.ts";

/**
 * Returns an exposure for each action that was not next at the last scoring already, shown or held
 * back. None while the days of an earlier one of the same action run: one purchase must not count
 * for two.
 */
export function newExposures(
  { facts, now, tier, lifecycle }: Situation,
  alarms: readonly Alarm[],
  effectDays: number,
  expectedAmount: () => number,
): ExposureFact[] {
  const { exposures = [], atTurn = [] } = facts;
  const isRunning = (key: string) =>
    exposures.some((e) => e.action === key && now <= e.occurredAt + (effectDays + 1) * DAY);
  return alarms
    .filter(({ key }) => !atTurn.includes(key) && !isRunning(key))
    .map(({ key, shown, propensity }) => ({
      action: key,
      occurredAt: now,
      shown,
      propensity,
      tier,
      stage: lifecycle.stage,
      expectedAmount: expectedAmount(),
    }));
}
