/** Rules of actions that keep a customer: something went wrong, or they are about to leave. */
import type { Sentence } from "../../../contract/card.ts";
import { because, bought, type Rule } from "../action-rule.ts";
import { openComplaint, unhappyAnswer } from "../grievance.ts";
import { daysSince, openSince, type Situation } from "../situation.ts";
import { DAY } from "../../summarise.ts";

/** A sign of the early warning; null where it is not among them. */
const sign = ({ warning }: Situation, code: string): Sentence | null =>
  warning?.signs.find((s) => s.code === code) ?? null;

export const resolveDetractor: Rule = (s) => {
  const answer = unhappyAnswer(s.facts);
  if (!answer) return sign(s, "satisfaction_fell");
  const { source, metric, value, occurredAt } = answer;
  return {
    code: source === "customer" ? "said_unhappy" : "noted_unhappy",
    parameters: { metric, value, days: daysSince(occurredAt, s.now, s.zone) },
  };
};

export const solveComplaint: Rule = (s) => {
  const since = openComplaint(s.facts);
  return since === null
    ? null
    : { code: "complaint_unsolved", parameters: { days: daysSince(since, s.now, s.zone) } };
};

export const repairPromise: Rule = (s) => {
  const days = openSince(s.facts, "promise_broken", "promise_kept", 60, s.now, s.zone);
  return because(days !== null, "promise_broken", { days: days ?? 0 });
};

export const callBeforeLapse: Rule = (s) => {
  const { stage, silenceDays, intervalDays } = s.lifecycle;
  return (
    because(stage === "at_risk" || sign(s, "silent") !== null, "silent_beyond_interval", {
      days: silenceDays ?? 0,
      intervalDays,
    }) ?? sign(s, "chance_fell")
  );
};

export const winBack: Rule = (s) =>
  because(s.lifecycle.stage === "churned", "lapsed", {
    days: s.lifecycle.silenceDays ?? 0,
    purchases: bought(s),
    totalAmount: s.measures.rfm?.total ?? 0,
  });

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
