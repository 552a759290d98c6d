/** The people of what is open, as the overlay shows them. Pure: what the book answered comes in as an argument. */
import type { CardAnswer, Me } from "../../../shared/contract/answers.ts";
import { isInternal, normalise } from "../../../shared/people/address.ts";
import { addressOf } from "../../mail/kept.ts";
import { orderParticipants } from "../../../shared/people/participants.ts";
import type { MessagePerson } from "../../../shared/people/participants.ts";
import type { Open, Participant } from "../../mail/adapter.ts";
import type { Kept, Person } from "../../overlay/state.ts";
import type { Stranger } from "../../sync/api.ts";
import type { Doubtful, Judged } from "../../sync/judged.ts";

/** An answer of the book as far as this tab has it. */
export type Seen = { answer: CardAnswer; stale: boolean };
export type Ordered = { people: MessagePerson[]; direction: "in" | "out" };

/** One person, one key, however the address is written. */
export const keyOf = (address: string) => addressOf(address)?.canonical ?? address.toLowerCase();

/** Whom what is open concerns, the most relevant first, and which way it went. `aliases`: what else the mailbox's owner is known to send as, beside the address they signed in with. */
export function ordered(open: Open, me: Me | null, { list, aliases }: { list: boolean; aliases: string[] }): Ordered {
  const ours = { account: open.account, aliases: [...aliases, me?.user.address ?? ""], ownDomains: me?.book.ownDomains ?? [], list };
  const reply = open.kind === "message" ? open.reply ?? [] : [];
  const { people, direction } = orderParticipants([...open.participants, ...reply.map((one) => ({ ...one, role: "to" as const, draft: true }))], ours);
  return { people, direction: open.kind === "compose" ? "out" : direction };
}

/** The people of the message alone: without those of earlier ones, and of an answer that is not sent yet. */
export function ofMessage<O extends Open>(open: O): O {
  return { ...open, participants: open.participants.filter((one) => !one.earlier), reply: undefined };
}

/**
 * Whom a caution may be about: who wrote, and who is written to now. That a mailing list answers to itself is no doubt, but the
 * sender says that it is one: only an address that stands among the recipients, too, is taken for the list's.
 */
export function doubtful(open: Open, list: boolean): Doubtful {
  const named = (people: Participant[]) => people.map(({ address, name }) => ({ address, name }));
  const { participants } = open;
  if (open.kind === "compose") return { wrote: [], replyTo: [], writtenTo: named(participants) };
  const isList = (address: string) => list && participants.some((one) => one.address === address && (one.role === "to" || one.role === "cc"));
  return {
    wrote: named(participants.filter((one) => one.role === "from" && !one.earlier).slice(0, 1)),
    replyTo: named(participants.filter((one) => one.role === "reply-to" && !isList(one.address))), writtenTo: named(open.reply ?? []),
  };
}

/** Those of them whom the book does not know, to be asked about: machines too, which have no card. */
export function strangers({ wrote, writtenTo }: Doubtful, seen: (address: string) => Seen | undefined, ordered: Ordered, me: Me | null): Stranger[] {
  const muted = new Set(ordered.people.filter((one) => one.muted).map((one) => keyOf(one.address)));
  return [...wrote, ...writtenTo].filter(({ address }) => {
    const domain = normalise(address)?.domain;
    if (domain === undefined || isInternal(domain, me?.book.ownDomains ?? [])) return false;
    return seen(address)?.answer.status === "unknown" || muted.has(keyOf(address));
  });
}

/** One person of the overlay. `unreachable`: the book cannot be asked now, so that nothing more will come. */
export function person(one: MessagePerson, seen: Seen | undefined, judged: Judged | undefined, kept: Kept[] | undefined, unreachable: boolean): Person {
  const answer = seen?.answer;
  const status = one.muted || answer?.status === "internal" ? "muted" : answer?.status ?? "loading";
  const card = answer?.card ?? null;
  // A shared mailbox is the company's, whoever it says is writing.
  const box = card !== null && card.contact === null;
  return {
    name: box ? card.customer.name : card?.contact?.name ?? one.name, address: one.address, status, machine: one.machine,
    card, stale: seen !== undefined && (seen.stale || unreachable),
    suggestion: answer?.suggestion ?? null, shared: answer?.shared === true, kept: kept ?? [],
    shown: judged?.shown ?? one.address, company: judged?.company ?? null, cautions: judged?.cautions ?? [],
  };
}
