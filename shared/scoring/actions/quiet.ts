/** Quiet days: after bad news nothing is asked of a customer or offered to them. */
import type { ActionKey } from "../policy.ts";
import { isUnhappy } from "./grievance.ts";
import { daysSince, newestOf, type Situation } from "./situation.ts";

/** Actions that ask a favour, sell, or send away: each would contradict bad news just heard. */
export const SELLING: ReadonlySet<string> = new Set<ActionKey>([
  "ask_referral",
  "cross_sell",
  "low_touch_offer",
  "self_service",
]);

/** Actions that take a survey link: nobody is told to do what the panel cannot. */
export const ASKING: ReadonlySet<string> = new Set<ActionKey>(["ask_satisfaction", "ask_trust"]);

/**
 * Returns whether a complaint (solved or not), an unhappy answer of either side, or a refund came
 * within so many days.
 */
export function isQuiet({ facts, now, zone }: Situation, days: number): boolean {
  const complained = newestOf(facts.interactions, ({ behaviours }) =>
    behaviours.some((b) => b === "complaint_unsolved" || b === "complaint_solved"),
  );
  const unhappy = newestOf(facts.satisfaction, isUnhappy);
  const latest = Math.max(complained, unhappy, facts.refundedAt ?? -Infinity);
  return latest > -Infinity && daysSince(latest, now, zone) < days;
}
