/** The action that an open case is: first of all, of no policy's catalogue, and silenced by nothing. */
import type { Action } from "../../contract/card.ts";
import { CASE_ACTION } from "../../contract/case-action.ts";
import { caseStateOf, contactedAt, openCases } from "../cases.ts";
import type { CaseFact, Milliseconds } from "../types.ts";
import { actionId } from "./action-id.ts";
import { daysSince, type Situation } from "./situation.ts";

const date = (at: Milliseconds): string => new Date(at).toISOString();

/** The reason: what they said, and when somebody has to be in touch, or what is left to do. */
function reasonOf(one: CaseFact, { now, zone }: Pick<Situation, "now" | "zone">): Action["reason"] {
  const { metric, score, dueAt } = one;
  const said: NonNullable<Action["reason"]["parameters"]> =
    metric === null || score === null
      ? { said: "wants_call" }
      : { said: one.reason === "wants_call" ? "both" : "low_score", metric, value: score };
  const since = contactedAt(one);
  if (caseStateOf(one) !== "new" && since !== null)
    return { code: "case_contacted", parameters: { ...said, days: daysSince(since, now, zone) } };
  return {
    code: now > dueAt ? "case_overdue" : "case_new",
    parameters: { ...said, date: date(dueAt) },
  };
}

/** Returns the action of the most pressing open case; null where none is open. */
export function caseAction({
  facts,
  now,
  zone,
}: Pick<Situation, "facts" | "now" | "zone">): Action | null {
  const [one] = openCases(facts);
  if (one === undefined) return null;
  return {
    id: actionId(facts.customerId, CASE_ACTION),
    key: CASE_ACTION,
    reason: reasonOf(one, { now, zone }),
    worth: null,
    interval: null,
    probability: null,
    explanation: null,
  };
}
