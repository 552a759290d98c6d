/** Silence of contact, which is not that of orders: the open message is contact too. */
import type { Card } from "../../../shared/contract/card.ts";
import type { OpenMessageFacts } from "../state.ts";
import { calendarDays, isContact } from "./open-evidence.ts";

/** Contact with a customer, as far as it is logged or lies open. */
export type ContactSilence = {
  /** The newest contact either way, ISO 8601; null where there is none. */
  lastContactAt: string | null;
  /** Calendar days since then; null where there is none. */
  days: number | null;
  /** True where nothing is logged, though there may be a message open. */
  isNothingLogged: boolean;
};

/**
 * Returns the newest of the logged contacts and the open message, however old that one is.
 * @param now milliseconds
 */
export function contactSilence(
  message: OpenMessageFacts | null | undefined,
  { touches }: Pick<Card, "touches">,
  now: number,
): ContactSilence {
  const logged = touches.filter(isContact).map((touch) => touch.at);
  const all = [...logged, ...(message?.at == null ? [] : [message.at])];
  const lastContactAt = all.reduce<string | null>(
    (last, at) => (last === null || Date.parse(at) > Date.parse(last) ? at : last),
    null,
  );
  return {
    lastContactAt,
    days: lastContactAt === null ? null : calendarDays(Date.parse(lastContactAt), now),
    isNothingLogged: touches.length === 0,
  };
}
