/** Promises as behaviour: one that was kept speaks for us, one that was not against us. */
import type { Facts, InteractionFact, PromiseFact } from "./types.ts";

/** Behaviour that somebody logged, or that a promise has come to. */
type BehaviourFact = Pick<InteractionFact, "behaviours" | "occurredAt" | "thread">;

/** Returns the outcome that ended a promise; undefined while it is open, moved or not. */
export const settlementOf = ({
  outcomes,
}: PromiseFact): PromiseFact["outcomes"][number] | undefined =>
  outcomes.find(({ outcome }) => outcome !== "moved");

/** Returns the day a promise is due: that of its last move, or the first one. */
export const dueOf = ({ dueOn, outcomes }: PromiseFact): string =>
  outcomes.reduce((due, moved) => moved.dueOn ?? due, dueOn);

/**
 * Behaviours that were logged and those of promises that were settled; each promise is a thread of
 * its own, so that two kept on one day count twice.
 */
export function behavioursSeen({
  interactions,
  promises = [],
}: Pick<Facts, "interactions"> & Partial<Pick<Facts, "promises">>): readonly BehaviourFact[] {
  const settled = promises.flatMap((promise): BehaviourFact[] => {
    const end = settlementOf(promise);
    if (end === undefined) return [];
    const behaviour = end.outcome === "kept" ? "promise_kept" : "promise_broken";
    return [{ behaviours: [behaviour], occurredAt: end.occurredAt, thread: promise.id }];
  });
  return settled.length === 0 ? interactions : [...interactions, ...settled];
}
