/** The open message's log among the contacts of a card that was written before it. Pure. */
import type { Card, Touch } from "../../../shared/contract/card.ts";
import type { Log } from "../state.ts";

const touchOf = (log: Extract<Log, { state: "logged" }>, own: string | null): Touch => {
  const { kind, direction, occurredAt, subject, note, minutes, behaviours } = log.draft;
  return {
    id: log.interactionId,
    kind,
    direction,
    at: occurredAt,
    subject,
    note,
    minutes,
    behaviours,
    by: log.by === null ? own : log.by || null,
    ...(log.edited && { edited: log.edited }),
  };
};

/**
 * Returns the card with the log among its touches, in their order: a colleague may have logged the
 * message since the card came. A card that has it already is returned as it is.
 * @param own the name of who is signed in
 */
export function withLogged(card: Card, log: Log, own: string | null): Card {
  if (log.state !== "logged" || card.touches.some(({ id }) => id === log.interactionId))
    return card;
  const touches = [touchOf(log, own), ...card.touches].toSorted(
    (one, other) => Date.parse(other.at) - Date.parse(one.at),
  );
  return { ...card, touches };
}
