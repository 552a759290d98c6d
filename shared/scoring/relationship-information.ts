/** Information value: what a customer lets us know, and brings us, beyond their money. */
import { fromCustomer } from "./engagement.ts";
import { remaining } from "./forgetting.ts";
import type { Policy } from "./policy.ts";
import type { Facts, Milliseconds } from "./types.ts";

/**
 * Counts, and `amount`: what is left of them with age, plus one for each kind of thing known
 * (`kinds`, of four).
 */
export type Information = {
  answers: number;
  comments: number;
  referrals: number;
  kinds: number;
  amount: number;
};

/**
 * Answers to surveys and to the questionnaire, comments and referrals count one each, less with
 * age; completeness counts one for each of: what they buy, contact from their side, how satisfied
 * they are, how far they trust us. What reps said themselves is no information from the customer.
 */
export function information(
  facts: Facts,
  categories: number,
  now: Milliseconds,
  policy: Policy["relationship"],
): Information {
  const known: Information = {
    answers: 0,
    comments: 0,
    referrals: 0,
    kinds: categories > 0 ? 1 : 0,
    amount: 0,
  };
  const gain = (what: "answers" | "comments" | "referrals", at: Milliseconds) => {
    known[what]++;
    known.amount += remaining(at, now, policy.informationHalfLifeDays);
  };
  for (const { source, comment, occurredAt } of facts.satisfaction) {
    if (source === "customer") gain("answers", occurredAt);
    if (source === "customer" && comment?.trim()) gain("comments", occurredAt);
  }
  if (known.answers > 0) known.kinds++;
  const surveyed = known.answers;
  for (const { source, occurredAt } of facts.trust)
    if (source === "customer") gain("answers", occurredAt);
  if (known.answers > surveyed) known.kinds++;
  for (const { behaviours, occurredAt } of facts.interactions)
    if (behaviours.includes("referral_given")) gain("referrals", occurredAt);
  if (facts.interactions.some(fromCustomer)) known.kinds++;
  known.amount += known.kinds;
  return known;
}
