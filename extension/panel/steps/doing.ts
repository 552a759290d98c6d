/** Means by which each step of the catalogue is done: a call, a meeting, a text, or a survey. */
import type { ActionKey } from "../../../shared/scoring/policy.ts";

export type Doing = "call" | "meeting" | "write" | "ask";

const doings: Partial<Record<ActionKey, Doing>> = {
  resolve_detractor: "call",
  solve_complaint: "call",
  call_before_lapse: "call",
  win_back: "call",
  onboarding_check_in: "call",
  renewal_talk: "call",
  executive_review: "meeting",
  repair_promise: "write",
  ask_referral: "write",
  cross_sell: "write",
  greeting: "write",
  low_touch_offer: "write",
  self_service: "write",
  welcome_prospect: "write",
  ask_satisfaction: "ask",
  ask_trust: "ask",
};

/** Returns how a step is done; null for one that this version does not know how to do. */
export const doingOf = (key: string): Doing | null =>
  Object.hasOwn(doings, key) ? (doings[key as ActionKey] ?? null) : null;
