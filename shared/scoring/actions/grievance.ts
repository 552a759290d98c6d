/**
 * Grievances: an unhappy answer that is the newest word on satisfaction, and a complaint that
 * nobody solved, each for as long as nothing answered it. What answers is what a log can tell for
 * sure: a solved complaint, a better answer of either side, a case that came to its end, or the
 * suggestion to mend it marked as done or not useful. A mere later contact does not: it may have been about anything.
 */
import { closedAt, openCases } from "../cases.ts";
import type { ActionKey } from "../policy.ts";
import { isNewer, satisfactionPoints } from "../satisfaction.ts";
import { daysSince, newestOf } from "./situation.ts";
import { keyOf, solutionsOf } from "./solutions.ts";
import type { Facts, Milliseconds, OutcomeFact, SatisfactionFact } from "../types.ts";

type Known = Pick<Facts, "satisfaction" | "interactions" | "outcomes" | "cases">;

/** NPS 6, CSAT 2 and CES 3 are the highest answers of an unhappy customer. */
export const isUnhappy = ({ metric, value }: Pick<SatisfactionFact, "metric" | "value">): boolean =>
  satisfactionPoints(metric, value) <= (metric === "nps" ? 60 : 34);

/**
 * When somebody last said that one of these actions was done, or of no use; −Infinity for never.
 */
const settledAt = (outcomes: readonly OutcomeFact[], ...keys: ActionKey[]): Milliseconds =>
  newestOf(outcomes, (o) => o.outcome !== "later" && keys.some((key) => key === keyOf(o)));

/** When the follow-up of an unhappy answer came to its end last; −Infinity for never. */
const followedUpAt = ({ cases = [] }: Pick<Facts, "cases">): Milliseconds =>
  Math.max(-Infinity, ...cases.map((one) => closedAt(one) ?? -Infinity));

/**
 * The newest answer, the customer's or a rep's, where it is an unhappy one that nothing answered;
 * else null. One that is being followed up has its case instead.
 */
export function unhappyAnswer({
  satisfaction,
  interactions,
  outcomes,
  cases,
}: Known): SatisfactionFact | null {
  let newest: SatisfactionFact | null = null;
  for (const answer of satisfaction) if (!newest || isNewer(answer, newest)) newest = answer;
  if (!newest || !isUnhappy(newest) || openCases({ cases }).length > 0) return null;
  const solved = solutionsOf({ interactions, outcomes }).at(-1) ?? -Infinity;
  return newest.occurredAt >
    Math.max(
      solved,
      settledAt(outcomes, "resolve_detractor", "solve_complaint"),
      followedUpAt({ cases }),
    )
    ? newest
    : null;
}

/** When the newest complaint came that is still open; null where none is. */
export function openComplaint({
  interactions,
  outcomes,
}: Pick<Facts, "interactions" | "outcomes">): Milliseconds | null {
  const complained = newestOf(interactions, (i) => i.behaviours.includes("complaint_unsolved"));
  const solved = solutionsOf({ interactions, outcomes }).at(-1) ?? -Infinity;
  return complained > Math.max(solved, settledAt(outcomes, "solve_complaint")) ? complained : null;
}

/** A complaint older than this, in days, is past solving. */
const COMPLAINT_DAYS = 90;

/** Days since the complaint that is still open; null where none is, or it is past solving. */
export function complaintDays(
  facts: Pick<Facts, "interactions" | "outcomes">,
  now: Milliseconds,
  zone = "UTC",
): number | null {
  const since = openComplaint(facts);
  const days = since === null ? Infinity : daysSince(since, now, zone);
  return days <= COMPLAINT_DAYS ? days : null;
}

/** The actions that answer what is open, each with the moment since when; none where nothing is. */
export function answersTo(facts: Known): ReadonlyMap<string, Milliseconds> {
  const answers = new Map<ActionKey, Milliseconds>();
  const [unhappy, complained] = [unhappyAnswer(facts), openComplaint(facts)];
  if (unhappy) answers.set("resolve_detractor", unhappy.occurredAt);
  if (complained !== null) answers.set("solve_complaint", complained);
  return answers;
}

/**
 * The outcomes that say something of today: one of an answer to an earlier grievance says nothing
 * of the one that is open.
 */
export function outcomesSince(
  outcomes: readonly OutcomeFact[],
  answers: ReturnType<typeof answersTo>,
): OutcomeFact[] {
  const since = (o: OutcomeFact) =>
    [...answers].find(([key]) => key === keyOf(o))?.[1] ?? -Infinity;
  return outcomes.filter((o) => o.occurredAt >= since(o));
}

/**
 * Actions that may be recommended while a grievance is open; all else sells, asks or greets, and
 * waits for the answer.
 */
export const MENDING: ReadonlySet<string> = new Set<ActionKey>([
  "resolve_detractor",
  "solve_complaint",
  "repair_promise",
  "call_before_lapse",
]);
