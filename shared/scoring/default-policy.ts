/** The policy a new book starts with. */
import type { ActionEntry, ActionKey, Policy } from "./policy.ts";

/** One line an action: effort (minor units), cool-down and suppression in days, share of which worth, prior counts. */
const action = (
  key: ActionKey, effort: number, coolDownDays: number, suppressionDays: number, share: number, basis: ActionEntry["basis"],
  successes: number, failures: number,
): ActionEntry => ({ key, effort, coolDownDays, suppressionDays, share, basis, prior: { successes, failures } });

export const defaultPolicy: Policy = {
  version: 1,
  book: { timeZone: "UTC" },
  value: { months: 12, monthlyDiscount: 0.01, weeksPerMonth: 4.345 },
  engagement: { halfLifeDays: 90 },
  loyalty: { periodDays: 91 },
  potential: { windowDays: 182, fewestDays: 56 },
  tier: {
    weights: { value: 50, loyalty: 20, potential: 15, engagement: 15 },
    cut: { method: "quantile", high: 0.2, mid: 0.3 }, margin: 2, fewestCustomers: 5,
  },
  trust: {
    halfLifeDays: 180, prior: { good: 1, bad: 1 },
    weights: { professionalism: 1, expertise: 1, rapport: 1, benefit: 1 },
    questionnaire: { customer: 3, rep: 1 },
    behaviours: {
      promise_kept: { dimension: "professionalism", value: 1, weight: 1 },
      promise_broken: { dimension: "professionalism", value: -1, weight: 1.5 },
      complaint_solved: { dimension: "expertise", value: 1, weight: 1 },
      complaint_unsolved: { dimension: "expertise", value: -1, weight: 1.5 },
      referral_given: { dimension: "rapport", value: 1, weight: 2 },
      reply_given: { dimension: "rapport", value: 1, weight: 0.3 },
      silence: { dimension: "rapport", value: -1, weight: 0.3 },
      paid_on_time: { dimension: "benefit", value: 1, weight: 0.5 },
      paid_late: { dimension: "benefit", value: -1, weight: 0.5 },
    },
    changeDays: 30,
  },
  satisfaction: { halfLifeDays: 180, changeDays: 90 },
  relationship: {
    weights: { economic: 40, trust: 25, emotional: 20, information: 15 },
    informationHalfLifeDays: 365, informationHalf: 3,
  },
  abc: { a: 0.8, b: 0.95 },
  clusters: { count: 5, fewestCustomers: 50 },
  affinity: { fewestBuyers: 20, lift: 1.1, confidence: 0.1 },
  warning: { windowDays: 90, aliveFall: 0.2, satisfactionFall: 15, trustFall: 10, silenceIntervals: 2 },
  lifecycle: {
    intervalDays: 90, newDays: 90, newPurchases: 2, growingTrend: 0.65, growingPurchases: 3,
    atRiskIntervals: 2, churnedIntervals: 4, atRiskAlive: 0.5, churnedAlive: 0.15, lapsedDays: 730, wonBackDays: 180,
  },
  actions: {
    laterDays: 7, followDays: 30, runnersUp: 2, learning: "thompson", unknownValue: 10_000,
    catalogue: [
      action("resolve_detractor", 1500, 30, 30, 0.5, "alive", 4, 6),
      action("solve_complaint", 1500, 14, 30, 0.5, "alive", 5, 5),
      action("repair_promise", 800, 30, 30, 0.3, "alive", 4, 6),
      action("call_before_lapse", 800, 30, 60, 0.4, "alive", 3, 7),
      action("win_back", 600, 90, 180, 0.25, "alive", 1, 9),
      action("ask_referral", 300, 180, 180, 0.3, "book", 2, 8),
      action("onboarding_check_in", 500, 60, 60, 0.2, "own", 3, 7),
      action("renewal_talk", 800, 60, 30, 0.6, "alive", 5, 5),
      action("cross_sell", 500, 60, 90, 0.25, "own", 1.5, 8.5),
      action("executive_review", 3000, 180, 180, 0.2, "own", 3, 7),
      action("ask_satisfaction", 100, 90, 90, 0.05, "own", 2.5, 7.5),
      action("ask_trust", 100, 180, 180, 0.05, "own", 2, 8),
      action("greeting", 200, 60, 60, 0.06, "own", 2, 8),
      action("low_touch_offer", 10, 45, 90, 0.1, "alive", 1, 9),
      action("self_service", 100, 90, 180, 0.1, "book", 3, 7),
      action("welcome_prospect", 500, 30, 60, 0.5, "book", 1.5, 8.5),
    ],
  },
  logging: { subjects: true },
};
