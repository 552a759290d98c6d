/** Rules of actions that keep a customer: something went wrong, or they are about to leave. */
import type { Sentence } from "../contract/card.ts";
import { because, bought, newest, type Rule } from "./action-rule.ts";
import { complaintDays, openSince, type Situation } from "./situation.ts";
import { DAY } from "./summarise.ts";

/** A sign of the early warning; null where it is not among them. */
const sign = ({ warning }: Situation, code: string): Sentence | null => warning?.signs.find((s) => s.code === code) ?? null;

export const resolveDetractor: Rule = (s) => {
  const [said, noted] = [newest(s, "customer", 60), newest(s, "rep", 30)];
  // NPS 6, CSAT 2 and CES 3 are the highest answers of an unhappy customer.
  const unhappy = (a: typeof said) => a !== null && a.points <= (a.metric === "nps" ? 60 : 34);
  if (said && unhappy(said)) return { code: "said_unhappy", parameters: { metric: said.metric, value: said.value, days: said.days } };
  if (noted && unhappy(noted)) return { code: "noted_unhappy", parameters: { metric: noted.metric, value: noted.value, days: noted.days } };
  return sign(s, "satisfaction_fell");
};

export const solveComplaint: Rule = (s) => {
  const days = complaintDays(s.facts, s.now);
  return because(days !== null, "complaint_unsolved", { days: days ?? 0 });
};

export const repairPromise: Rule = (s) => {
  const days = openSince(s.facts, "promise_broken", "promise_kept", 60, s.now);
  return because(days !== null, "promise_broken", { days: days ?? 0 });
};

export const callBeforeLapse: Rule = (s) => {
  const { stage, silenceDays, intervalDays } = s.lifecycle;
  return because(stage === "at_risk", "silent_beyond_interval", { days: silenceDays ?? 0, intervalDays }) ?? sign(s, "alive_fell");
};

export const winBack: Rule = (s) =>
  because(s.lifecycle.stage === "churned", "lapsed", { days: s.lifecycle.silenceDays ?? 0, purchases: bought(s), totalAmount: s.measures.rfm?.total ?? 0 });

export const renewalTalk: Rule = (s) => {
  let [last, before] = [-Infinity, -Infinity];
  for (const { kind, amount, occurredAt } of s.facts.transactions) {
    if (kind !== "renewal" || amount <= 0 || occurredAt <= before) continue;
    [last, before] = occurredAt > last ? [occurredAt, last] : [last, occurredAt];
  }
  if (last === -Infinity) return null;
  const due = last + (before === -Infinity ? 365 * DAY : Math.max(28 * DAY, last - before));
  const date = new Date(due).toISOString();
  const days = Math.floor(Math.abs(due - s.now) / DAY);
  if (due < s.now) return because(days <= 30, "renewal_overdue", { days, date });
  return because(days <= 45, "renewal_due", { days, date });
};
