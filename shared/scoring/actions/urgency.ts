/**
 * Urgency of the actions: the order in which they are recommended for as long as nobody knows
 * whether they help.
 */
import type { Sentence } from "../../contract/card.ts";
import { isOwnKey, type OwnUrgency } from "./own/own-measures.ts";
import type { ActionKey, CatalogueKey } from "../policy.ts";
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
/** Own actions stand behind the built-in ones of the same reason. */
const ownRanks: Record<OwnUrgency, number> = {
  leaving: rankOfLapse + 0.75,
  growth: order.indexOf("executive_review") + 0.5,
  care: order.length,
};

/**
 * Returns the place of an action in the order of urgency, the smallest first. Of those who have
 * left, the larger get a person's time first, the smallest tier the offer that costs next to none.
 * `own`: that of an own action.
 */
export function urgencyOf(
  key: CatalogueKey,
  reason: Sentence,
  { tier }: Pick<Situation, "tier">,
  own: OwnUrgency = "care",
): number {
  if (isOwnKey(key)) return ownRanks[own];
  if (key === "low_touch_offer" && reason.code === "lapsed")
    return rankOfLapse + (tier === "low" ? -0.5 : 0.5);
  return order.indexOf(key);
}
