/** Decision about answering a message, from what was pressed. */
import type { AnswerDecision } from "../state.ts";

/**
 * Returns the decision; "later" counts until the next day begins where the person is, and the step
 * comes back then.
 * @param now milliseconds
 */
export function decisionOf(what: AnswerDecision["what"], now: number): AnswerDecision {
  if (what !== "later") return { what, until: null };
  const tomorrow = new Date(now);
  tomorrow.setHours(24, 0, 0, 0);
  return { what, until: tomorrow.toISOString() };
}
