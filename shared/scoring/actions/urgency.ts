/**
 * Urgency of the actions: the order in which they are recommended for as long as nobody knows
 * whether they help.
 */
import type { Sentence } from "../../contract/card.ts";
import type { ActionKey } from "../policy.ts";
import type { Situation } from "./situation.ts";

/** Reasons to act, the most pressing first; within one reason, the steps in their order. */
const reasons: readonly (readonly ActionKey[])[] = [
  /* A grievance. */ ["solve_complaint", "resolve_detractor"],
  /* A broken promise. */ ["repair_promise"],
  /* They are about to leave, or have left. */ ["call_before_lapse", "win_back"],
  /* A renewal is due. */ ["renewal_talk"],
  /* Growth. */
  ["welcome_prospect", "onboarding_check_in", "ask_referral", "cross_sell", "executive_review"],
  ["low_touch_offer"],
  /* Care. */ ["ask_satisfaction", "greeting", "ask_trust", "self_service"],
];
const order = reasons.flat();
const rankOfLapse = order.indexOf("win_back");

/**
 * Returns the place of an action in the order of urgency, the smallest first. Of those who have
 * left, the larger get a person's time first, the smallest tier the offer that costs next to none.
 */
export function urgencyOf(
  key: ActionKey,
  reason: Sentence,
  { tier }: Pick<Situation, "tier">,
): number {
  if (key === "low_touch_offer" && reason.code === "lapsed")
    return rankOfLapse + (tier === "low" ? -0.5 : 0.5);
  return order.indexOf(key);
}
