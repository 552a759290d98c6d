/** Steadiness: how regularly one customer comes back, the loyalty that the card shows. */
import type { Scores } from "../contract/card.ts";
import { explain } from "./explain.ts";
import { dayOf, type PurchaseDay } from "./summarise.ts";
import type { Milliseconds } from "./types.ts";

/**
 * In `active` of `periods` complete periods the customer bought again; `share` is what that says of
 * the next one, in (0, 1).
 */
export type Steadiness = { share: number; active: number; periods: number };

/**
 * The probability that a customer buys in a period of `periodDays`, counted from the first
 * purchase: with a purchase in k of n complete periods the posterior mean (k + 1)/(n + 2) under a
 * uniform prior (Laplace's rule of succession), so that one good quarter is not yet perfect
 * loyalty. Day d after the first purchase lies in period ⌈d / periodDays⌉; the first purchase
 * itself counts for none. `days` oldest first. Null without a purchase and before the first period
 * is complete.
 */
export function steadiness(
  days: readonly PurchaseDay[],
  now: Milliseconds,
  periodDays: number,
  zone = "UTC",
): Steadiness | null {
  const first = days[0];
  if (!first) return null;
  const periods = Math.floor((dayOf(now, zone) - first.day) / periodDays);
  if (periods < 1) return null;
  let active = 0;
  // Days in order are periods in order: a period is new where it is not that of the day before.
  for (let i = 1, before = 0; i < days.length; i++) {
    const period = Math.ceil((days[i]!.day - first.day) / periodDays);
    if (period > periods) break;
    if (period > before) active++;
    before = period;
  }
  return { share: (active + 1) / (periods + 2), active, periods };
}

/**
 * The card's loyalty, 0 to 100: from 50, which is what nobody's history says, each period with a
 * purchase lifts it and each without lowers it by 50/(n + 2). Evidence counts the periods.
 */
export function loyaltyOnCard(known: Steadiness | null, periodDays: number): Scores["loyalty"] {
  if (!known) return null;
  const { active, periods } = known;
  const step = 50 / (periods + 2);
  const explanation = explain(
    50,
    [
      {
        code: "loyalty_came_back",
        points: step * active,
        parameters: { periods: active, days: periodDays },
      },
      {
        code: "loyalty_stayed_away",
        points: -step * (periods - active),
        parameters: { periods: periods - active, days: periodDays },
      },
    ],
    periods,
  );
  return { score: explanation.total, active, periods, periodDays, explanation };
}
