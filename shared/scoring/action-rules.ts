/** When an action applies, and the facts that say so: a pure rule for each key. */
import type { Sentence } from "../contract/card.ts";
import type { Behaviour } from "../contract/fields.ts";
import { fromCustomer } from "./engagement.ts";
import type { ActionKey } from "./policy.ts";
import { newestFirst, satisfactionPoints } from "./satisfaction.ts";
import { daysSince, daysSinceLast, type Situation } from "./situation.ts";
import { DAY } from "./summarise.ts";

/** The reason to act, as a sentence's code with its facts; null where the rule does not hold. */
type Rule = (s: Situation) => Sentence | null;

const because = (holds: boolean, code: string, parameters: Sentence["parameters"] = {}): Sentence | null => (holds ? { code, parameters } : null);
const bought = (s: Situation) => s.measures.rfm?.purchases ?? 0;
const active = (s: Situation) => s.lifecycle.stage !== "at_risk" && s.lifecycle.stage !== "churned";

/** Days since a behaviour that nothing better has followed; null where there was none in `within` days. */
function open(s: Situation, bad: Behaviour, good: Behaviour, within: number): number | null {
  const since = (b: Behaviour) => daysSinceLast(s.facts.interactions.filter((i) => i.behaviours.includes(b)), s.now);
  const [worse, better] = [since(bad), since(good)];
  return worse !== null && worse <= within && (better === null || better > worse) ? worse : null;
}

/** The newest answer of a side within so many days. */
function newest(s: Situation, source: "customer" | "rep", within: number) {
  const answer = newestFirst(s.facts.satisfaction.filter((a) => a.source === source))[0];
  if (!answer) return null;
  const days = daysSince(answer.occurredAt, s.now);
  return days <= within ? { metric: answer.metric, value: answer.value, days, points: satisfactionPoints(answer.metric, answer.value) } : null;
}

const resolveDetractor: Rule = (s) => {
  const [said, noted] = [newest(s, "customer", 60), newest(s, "rep", 30)];
  // NPS 6, CSAT 2 and CES 3 are the highest answers of an unhappy customer.
  const unhappy = (a: typeof said) => a !== null && a.points <= (a.metric === "nps" ? 60 : 34);
  if (said && unhappy(said)) return { code: "said_unhappy", parameters: { metric: said.metric, value: said.value, days: said.days } };
  return noted && unhappy(noted) ? { code: "noted_unhappy", parameters: { metric: noted.metric, value: noted.value, days: noted.days } } : null;
};

const solveComplaint: Rule = (s) => {
  const days = open(s, "complaint_unsolved", "complaint_solved", 90);
  return because(days !== null, "complaint_unsolved", { days: days ?? 0 });
};

const repairPromise: Rule = (s) => {
  const days = open(s, "promise_broken", "promise_kept", 60);
  return because(days !== null, "promise_broken", { days: days ?? 0 });
};

const callBeforeLapse: Rule = ({ lifecycle: l }) =>
  because(l.stage === "at_risk", "silent_beyond_interval", { days: l.silenceDays ?? 0, intervalDays: l.intervalDays });

const winBack: Rule = (s) =>
  because(s.lifecycle.stage === "churned", "lapsed", { days: s.lifecycle.silenceDays ?? 0, purchases: bought(s), totalAmount: s.measures.rfm?.total ?? 0 });

const askReferral: Rule = (s) => {
  const said = newest(s, "customer", 90);
  if (bought(s) === 0 || !active(s)) return null;
  if (said && said.points >= 90) return { code: "promoter", parameters: { metric: said.metric, value: said.value, days: said.days } };
  const sure = (s.trust.low ?? 0) >= 70;
  return because(sure && !(said && said.points < 70), "trusts_us", { score: Math.round(s.trust.score ?? 0) });
};

const onboardingCheckIn: Rule = (s) => {
  const first = s.facts.transactions.reduce((at, t) => (t.amount > 0 ? Math.min(at, t.occurredAt) : at), Infinity);
  const quiet = !s.facts.interactions.some((i) => i.kind !== "note" && i.occurredAt > first);
  const days = Number.isFinite(first) ? daysSince(first, s.now) : 0;
  return because(s.lifecycle.stage === "new" && quiet && days >= 3 && days <= 90, "new_customer", { days, purchases: bought(s) });
};

const renewalTalk: Rule = (s) => {
  const renewals = s.facts.transactions.filter((t) => t.kind === "renewal" && t.amount > 0).map((t) => t.occurredAt).sort((p, q) => q - p);
  const [last, before] = renewals;
  if (last === undefined) return null;
  const due = last + (before === undefined ? 365 * DAY : Math.max(28 * DAY, last - before));
  const date = new Date(due).toISOString();
  const days = Math.floor(Math.abs(due - s.now) / DAY);
  if (due < s.now) return because(days <= 30, "renewal_overdue", { days, date });
  return because(days <= 45, "renewal_due", { days, date });
};

const crossSell: Rule = (s) => {
  const { categories } = s.measures;
  const breadth = Math.round(s.categoryBreadth ?? 0);
  const settled = s.lifecycle.stage === "growing" || s.lifecycle.stage === "mature";
  return because(settled && categories > 0 && categories < breadth, "open_categories", { categories, typical: breadth });
};

const executiveReview: Rule = (s) => {
  if (s.tier !== "high" || s.lifecycle.stage === "churned") return null;
  const days = daysSinceLast(s.facts.interactions.filter((i) => i.kind === "meeting"), s.now);
  if (days === null) return { code: "never_met", parameters: { purchases: bought(s) } };
  return because(days > 180, "no_meeting", { days });
};

/** To ask is due when they bought (within `within` days, so that they remember) and were not asked for half a year. */
function askDue(s: Situation, answers: readonly { occurredAt: number }[], within: number, never: string, stale: string): Sentence | null {
  if (bought(s) === 0 || (s.lifecycle.silenceDays ?? Infinity) > within) return null;
  const days = daysSinceLast(answers, s.now);
  return days === null ? { code: never, parameters: { purchases: bought(s) } } : because(days > 180, stale, { days });
}

const askSatisfaction: Rule = (s) =>
  askDue(s, s.facts.satisfaction.filter((a) => a.source === "customer"), 90, "satisfaction_never_asked", "satisfaction_stale");

const askTrust: Rule = (s) =>
  (bought(s) >= 2 ? askDue(s, s.facts.trust.filter((a) => a.source === "customer"), 365, "trust_never_asked", "trust_stale") : null);

const greeting: Rule = (s) => {
  if (bought(s) === 0 || !active(s) || s.tier === "low") return null;
  const days = daysSinceLast(s.facts.interactions.filter((i) => i.kind !== "note"), s.now);
  return because(days !== null && days >= 60, "no_contact", { days: days ?? 0 });
};

const lowTouchOffer: Rule = (s) =>
  because(s.tier === "low" && s.lifecycle.stage === "mature", "small_but_steady", { purchases: bought(s), days: s.lifecycle.silenceDays ?? 0 });

const selfService: Rule = (s) => {
  const contacts = s.facts.interactions.filter((i) => fromCustomer(i) && daysSince(i.occurredAt, s.now) < 90).length;
  return because(s.tier === "low" && contacts >= 5, "many_contacts", { contacts, days: 90 });
};

const welcomeProspect: Rule = (s) => {
  const days = daysSinceLast(s.facts.interactions.filter(fromCustomer), s.now);
  return because(s.lifecycle.stage === "prospect" && days !== null && days <= 30, "prospect_in_touch", { days: days ?? 0 });
};

/** Every key of the catalogue has its rule; the compiler sees to it. */
export const actionRules: Record<ActionKey, Rule> = {
  resolve_detractor: resolveDetractor, solve_complaint: solveComplaint, repair_promise: repairPromise,
  call_before_lapse: callBeforeLapse, win_back: winBack, ask_referral: askReferral, onboarding_check_in: onboardingCheckIn,
  renewal_talk: renewalTalk, cross_sell: crossSell, executive_review: executiveReview, ask_satisfaction: askSatisfaction,
  ask_trust: askTrust, greeting, low_touch_offer: lowTouchOffer, self_service: selfService, welcome_prospect: welcomeProspect,
};
