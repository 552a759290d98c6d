/**
 * Evidence of the open message: what direction, time and thread tell of a customer, without a word
 * of its text.
 */
import type { Card, Touch } from "../../../shared/contract/card.ts";
import type { Direction } from "../../../shared/contract/fields.ts";
import type { OpenMessageFacts } from "../state.ts";

export type OpenEvidence = {
  direction: Direction;
  /** The moment the message was sent, ISO 8601. */
  at: string;
  /** True where the card was scored without this contact or a later one. */
  isNewerThanScore: boolean;
  /** Calendar days for which they wait for our answer, 0 for today; null where nobody waits. */
  waitsDays: number | null;
};

/** An older message is history: whoever opens it reads up on something, and nobody waits. */
export const CURRENT_DAYS = 30;
const DAY_MS = 86_400_000;
/** One message's time differs by this much from one webmail to another: some leave out seconds. */
const SAME_MOMENT_MS = 60_000;

/** Returns the whole days between two instants as the reader's calendar counts them, at least 0. */
export function calendarDays(from: number, to: number): number {
  const midnight = (at: number) => {
    const day = new Date(at);
    return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  };
  return Math.max(0, Math.round((midnight(to) - midnight(from)) / DAY_MS));
}

/** Returns true for a touch in which somebody was reached: a note is the rep's alone. */
export const isContact = ({ kind }: Pick<Touch, "kind">): boolean => kind !== "note";

/** Returns true for a touch that may have answered a message: we wrote, called or met them. */
const isFromUs = ({ kind, direction }: Touch): boolean =>
  direction === "out" || (kind === "meeting" && direction === null);

/**
 * Returns the evidence for the customer of this card; null where the message tells nothing of them:
 * its sender is in doubt, it has no time, or it is history.
 * @param now milliseconds
 */
export function openEvidence(
  message: OpenMessageFacts | null | undefined,
  { touches, scoredAt }: Pick<Card, "touches" | "scoredAt">,
  now: number,
): OpenEvidence | null {
  if (message == null || message.at === null) return null;
  const { direction, at, isAnswered, decision } = message;
  const sentAt = Date.parse(at);
  if (Number.isNaN(sentAt) || now - sentAt > CURRENT_DAYS * DAY_MS) return null;
  const isCounted = touches.some(
    (touch) => isContact(touch) && Date.parse(touch.at) >= sentAt - SAME_MOMENT_MS,
  );
  const isAnsweredSince = touches.some((touch) => isFromUs(touch) && Date.parse(touch.at) > sentAt);
  const isDecided =
    decision !== null && (decision.until === null || Date.parse(decision.until) > now);
  const waits = direction === "in" && !isAnswered && !isAnsweredSince && !isDecided;
  return {
    direction,
    at,
    isNewerThanScore: sentAt > Date.parse(scoredAt) || !isCounted,
    waitsDays: waits ? calendarDays(sentAt, now) : null,
  };
}
