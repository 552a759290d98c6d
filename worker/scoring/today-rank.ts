/** Order of customers in Today. */
import type { Scores } from "../../shared/contract/card.ts";
import { CASE_ACTION } from "../../shared/contract/case-action.ts";
import { owedReasons } from "../../shared/contract/owed-reasons.ts";
import { tierRanks } from "../store/customer-list/columns.ts";

/** Lead of a case over all else that we owe. */
const CASE = 100;
/** Bases of the classes, further apart than any worth (1e15 minor units at most). */
const OWED = 4e15;
const WORTH = 2e15;
const WARNED = 1e15;

/**
 * Returns how pressing a customer is: first what we owe, cases before all, then actions by their expected worth, then
 * warnings that ask to act, then what nobody knows the worth of, each by tier. Null where nothing
 * is to be done, or what could be done does not pay.
 */
export function todayRank({ next, warning, tier }: Scores): number | null {
  const { action } = next;
  const isCase = action?.key === CASE_ACTION;
  const byTier = tierRanks.indexOf(tier.tier) + (warning === null ? 0 : 0.5);
  if (action !== null && owedReasons.has(action.reason.code))
    return OWED + byTier + (isCase ? CASE : 0);
  const worth = action?.interval ? action.worth : null;
  if (worth !== null && worth > 0) return WORTH + worth;
  if (warning?.level === "act") return WARNED + byTier;
  if (worth !== null) return null;
  return action === null && warning === null ? null : byTier;
}
