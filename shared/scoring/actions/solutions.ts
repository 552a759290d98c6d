/** Solutions of complaints: what a log can tell for sure, the same for actions, warning and trust. */
import { parseActionId } from "./action-id.ts";
import type { Facts, Milliseconds, OutcomeFact } from "../types.ts";

/** The key of the action that an outcome is of. */
export const keyOf = ({ action }: OutcomeFact): string => parseActionId(action)?.key ?? action;

/**
 * Moments at which complaints were solved, oldest first: a contact logged so, or the step to solve
 * them marked as done. Each solves all that came before.
 */
export function solutionsOf({
  interactions,
  outcomes = [],
}: Pick<Facts, "interactions"> & Partial<Pick<Facts, "outcomes">>): Milliseconds[] {
  const seen = interactions.filter((i) => i.behaviours.includes("complaint_solved"));
  const done = outcomes.filter((o) => o.outcome === "done" && keyOf(o) === "solve_complaint");
  return [...seen, ...done].map(({ occurredAt }) => occurredAt).sort((p, q) => p - q);
}
