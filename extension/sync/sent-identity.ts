/**
 * Identity of a mail of ours by what its draft shows and its copy under Sent shows too: no page
 * tells the Message-ID of what it sends.
 */
import { normalise } from "../../shared/people/address.ts";
import type { Behaviour } from "../../shared/contract/fields.ts";
import type { MessageIdentity } from "../../shared/contract/requests.ts";
import { digest } from "../../shared/text/digest.ts";

/** Addresses it is written to (not its copies: a blind one stands in no copy) and its subject. */
type SentMail = { to: string[]; subject: string | null };

/** The log of a mail of ours, apart from its moment and subject. */
export const emailFromUs = {
  kind: "email" as const,
  direction: "out" as const,
  note: null,
  minutes: null,
  behaviours: [] as Behaviour[],
};

const minuteMs = 60_000;
/**
 * Minutes that a log of the draft may be before or after the date of the copy: clocks differ, and a
 * large mail takes its time.
 */
const earliest = -2;
const latest = 5;
const prefixes = /^(?:(?:re|aw|sv|fwd?|wg|回复|答复|转发)\s*[:：]\s*)+/i;

/** Returns the mark of a mail in one minute; null where too little of it is known. */
function markAt({ to, subject }: SentMail, minute: number): string | null {
  const words = (subject ?? "").replaceAll(/\s+/g, " ").trim().replace(prefixes, "");
  const addresses = new Set(to.map((one) => normalise(one)?.canonical ?? one.toLowerCase()));
  if (words === "" || addresses.size === 0) return null;
  return digest(JSON.stringify([[...addresses].toSorted(), words, minute]));
}

/** Returns the identity of a draft that is sent at this moment, milliseconds; null for none. */
export function identityOfDraft(mail: SentMail, at: number): MessageIdentity | null {
  const mark = markAt(mail, Math.floor(at / minuteMs));
  if (mark === null) return null;
  return {
    messageId: null,
    webmail: "draft",
    account: null,
    thread: null,
    message: null,
    sent: [mark],
  };
}

/** Returns the marks that a draft can have left whose copy bears this date. */
export function marksOfCopy(mail: SentMail, at: number): string[] {
  const minute = Math.floor(at / minuteMs);
  const minutes = Array.from(
    { length: latest - earliest + 1 },
    (_, more) => minute + earliest + more,
  );
  return minutes.flatMap((one) => markAt(mail, one) ?? []);
}
