/** Cases: follow-ups of unhappy answers, as far as their steps have come. */
import type { CaseState } from "../contract/fields.ts";
import type { CaseFact, Facts, Milliseconds } from "./types.ts";

/** Returns the state of a case: that of its newest step. */
export const caseStateOf = ({ steps }: Pick<CaseFact, "steps">): CaseState =>
  steps.at(-1)?.state ?? "new";

/** Returns whose case it is: of whom it was handed to last, or as it was opened. */
export const caseOwnerOf = ({ ownerId, handovers }: CaseFact): string | null =>
  handovers.at(-1)?.ownerId ?? ownerId;

/** Returns true for a state in which nothing is left to be done. */
export const isClosed = (state: CaseState): boolean => state === "resolved" || state === "cannot";

/** Returns when a case was closed; null while it is open. */
export function closedAt({ steps }: Pick<CaseFact, "steps">): Milliseconds | null {
  const last = steps.at(-1);
  return last !== undefined && isClosed(last.state) ? last.occurredAt : null;
}

/** Returns when somebody was first in touch; null where nobody was. */
export function contactedAt({ steps }: Pick<CaseFact, "steps">): Milliseconds | null {
  const times = steps
    .filter(({ state }) => state === "contacted" || state === "resolved")
    .map(({ occurredAt }) => occurredAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** Returns the cases that are open: those that nobody was in touch about first, by when they are due. */
export function openCases({ cases = [] }: Pick<Facts, "cases">): readonly CaseFact[] {
  const rank = (one: CaseFact) => (caseStateOf(one) === "new" ? 0 : 1);
  return cases
    .filter((one) => !isClosed(caseStateOf(one)))
    .toSorted((p, q) => rank(p) - rank(q) || p.dueAt - q.dueAt || (p.id < q.id ? -1 : 1));
}
