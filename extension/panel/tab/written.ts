/** Mail that is being written: a draft, or an answer beside a message. Pure. */
import type { CardAnswer, Me } from "../../../shared/contract/answers.ts";
import type { Open, OpenCompose } from "../../protocol/mail.ts";
import { orderPeople, partiesOf } from "./people.ts";
import type { Party } from "./people.ts";

export type Written = {
  subject: string | null;
  /** Addresses of all its recipients. */
  participants: string[];
  /** Addresses that it is written to, without copies. */
  to: string[];
  /** Those of all who may be customers, the most relevant first. */
  outside: string[];
  /** The customers among them, each once. */
  parties: Party[];
};

/** Returns what is written; an answer goes by the subject of the message it answers. */
function draftIn(mail: Open | null): OpenCompose | null {
  if (mail === null || mail.kind === "compose") return mail;
  const { reply = [], account, subject } = mail;
  return reply.length === 0 ? null : { kind: "compose", account, subject, participants: reply };
}

/** Returns the mail that is being written and whom it goes to; null where none is. */
export function writtenIn(
  mail: Open | null,
  me: Me | null,
  ways: { aliases: string[] },
  answer: (address: string) => CardAnswer | undefined,
): Written | null {
  const draft = draftIn(mail);
  if (draft === null) return null;
  const ordered = orderPeople(draft, me, { ...ways, list: false });
  return {
    subject: draft.subject,
    participants: ordered.people.map(({ address }) => address),
    to: draft.participants.flatMap(({ role, address }) => (role === "to" ? address : [])),
    outside: ordered.people.filter(({ muted }) => !muted).map(({ address }) => address),
    parties: partiesOf(ordered, answer),
  };
}
