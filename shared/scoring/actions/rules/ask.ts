/** Rules of small actions that keep us in touch: to ask, to greet, to thank. */
import type { Sentence } from "../../../contract/card.ts";
import { active, because, bought, isContact, type Rule } from "../action-rule.ts";
import { daysSinceLast, type Situation } from "../situation.ts";

/**
 * Returns how many days ago they were last asked, null for never: to ask is due when they bought
 * (within `within` days, so that they remember) and were not asked for half a year.
 */
function askDue(
  s: Situation,
  days: number | null,
  within: number,
  never: string,
  stale: string,
): Sentence | null {
  if (bought(s) === 0 || (s.lifecycle.silenceDays ?? Infinity) > within) return null;
  return days === null
    ? { code: never, parameters: { purchases: bought(s) } }
    : because(days > 180, stale, { days });
}

const theirs = (answer: { source: "customer" | "rep" }) => answer.source === "customer";

export const askSatisfaction: Rule = (s) =>
  askDue(
    s,
    daysSinceLast(s.facts.satisfaction, s, theirs),
    90,
    "satisfaction_never_asked",
    "satisfaction_stale",
  );

export const askTrust: Rule = (s) => {
  if (bought(s) < 2) return null;
  const days = daysSinceLast(s.facts.trust, s, theirs);
  // Whether a fall was mended only their next answers tell, unless they just gave them.
  const fell =
    days !== null && days < 30
      ? undefined
      : s.warning?.signs.find((sign) => sign.code === "trust_fell");
  return fell ?? askDue(s, days, 365, "trust_never_asked", "trust_stale");
};

export const greeting: Rule = (s) => {
  if (bought(s) === 0 || !active(s) || s.tier === "low") return null;
  const days = daysSinceLast(s.facts.interactions, s, isContact);
  return days === null
    ? { code: "never_in_touch", parameters: { purchases: bought(s) } }
    : because(days >= 60, "no_contact", { days });
};
