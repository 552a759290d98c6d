/** When an action applies, and the facts that say so: a pure rule for each key. */
import type { Rule } from "./action-rule.ts";
import { askSatisfaction, askTrust, greeting } from "./rules/ask.ts";
import {
  askReferral,
  crossSell,
  executiveReview,
  lowTouchOffer,
  onboardingCheckIn,
  selfService,
  welcomeProspect,
} from "./rules/grow.ts";
import {
  callBeforeLapse,
  renewalTalk,
  repairPromise,
  resolveDetractor,
  solveComplaint,
  winBack,
} from "./rules/keep.ts";
import type { ActionKey } from "../policy.ts";

/** Every key of the catalogue has its rule; the compiler sees to it. */
export const actionRules: Record<ActionKey, Rule> = {
  resolve_detractor: resolveDetractor,
  solve_complaint: solveComplaint,
  repair_promise: repairPromise,
  call_before_lapse: callBeforeLapse,
  win_back: winBack,
  ask_referral: askReferral,
  onboarding_check_in: onboardingCheckIn,
  renewal_talk: renewalTalk,
  cross_sell: crossSell,
  executive_review: executiveReview,
  ask_satisfaction: askSatisfaction,
  ask_trust: askTrust,
  greeting,
  low_touch_offer: lowTouchOffer,
  self_service: selfService,
  welcome_prospect: welcomeProspect,
};
