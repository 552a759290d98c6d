/** The case that an unhappy answer opens. */
import { v7 as uuid } from "uuid";
import type { Policy } from "../../shared/scoring/policy.ts";
import { caseDue } from "../../shared/surveys/case-due.ts";
import type { Change } from "../facts/changes.ts";
import type { NewCase } from "../store/cases.ts";
import { ownerOf } from "../store/customers.ts";
import type { Database } from "../store/database.ts";
import type { FactsOfAnswers } from "./facts-of-answers.ts";

/** Why an answer opens a case; null where it does not. */
function caseReason({ metrics }: FactsOfAnswers, wantsCall: boolean, { surveys }: Policy) {
  const low = metrics.find(({ metric, value }) => value <= surveys.cases[metric]);
  if (low === undefined && !wantsCall) return null;
  return {
    reason: wantsCall ? ("wants_call" as const) : ("low_score" as const),
    metric: low?.metric ?? null,
    score: low?.value ?? null,
  };
}

/** Returns the case of an answer, for the customer's owner or else who asked; null if it needs none. */
export async function caseOf(
  { db, policy, now }: { db: Database; policy: Policy; now: number },
  answer: { id: string; customerId: string; contactId: string; userId: string },
  { wantsCall }: { wantsCall: boolean },
  said: FactsOfAnswers,
): Promise<NewCase | null> {
  const reason = caseReason(said, wantsCall, policy);
  if (reason === null) return null;
  return {
    ...reason,
    id: uuid(),
    customerId: answer.customerId,
    contactId: answer.contactId,
    answerId: answer.id,
    ownerId: (await ownerOf(db, answer.customerId)) ?? answer.userId,
    openedAt: now,
    dueAt: caseDue(now, policy.surveys.cases, policy.book.timeZone),
  };
}

/** Returns the case as a change of what is known of the customer. */
export function caseChange(opened: NewCase): Change {
  const { id, contactId, reason, metric, score, ownerId, openedAt, dueAt } = opened;
  const fact = { id, contactId, reason, metric, score, ownerId, occurredAt: openedAt, dueAt };
  return { type: "case", fact: { ...fact, steps: [], handovers: [] } };
}
