/** The people of what is open, as the overlay shows them. Pure: what the book answered comes in as an argument. */
import type { CardAnswer, Impersonated, Me } from "../../../shared/contract/answers.ts";
import { isInternal, normalise } from "../../../shared/people/address.ts";
import { cautions, recipientCautions } from "../../../shared/people/caution.ts";
import type { Caution, Known } from "../../../shared/people/caution.ts";
import { orderParticipants } from "../../../shared/people/participants.ts";
import type { MessagePerson } from "../../../shared/people/participants.ts";
import type { Open, Participant } from "../../mail/adapter.ts";
import type { Kept, Person } from "../../overlay/state.ts";

/** An answer of the book as far as this tab has it. */
export type Seen = { answer: CardAnswer; stale: boolean };
export type Ordered = { people: MessagePerson[]; direction: "in" | "out" };

/** One person, one key, however the address is written. */
export const keyOf = (address: string) => normalise(address)?.canonical ?? address.toLowerCase();

/** Whom what is open concerns, the most relevant first, and which way it went. `aliases`: what else the mailbox's owner is known to send as. */
export function ordered(open: Open, me: Me | null, { list, aliases }: { list: boolean; aliases: string[] }): Ordered {
  const ours = { account: open.account, aliases, ownDomains: me?.book.ownDomains ?? [], list };
  const reply = open.kind === "message" ? open.reply ?? [] : [];
  const { people, direction } = orderParticipants([...open.participants, ...reply.map((one) => ({ ...one, role: "to" as const }))], ours);
  return { people, direction: open.kind === "compose" ? "out" : direction };
}

/** What is known of the book: from the cards this tab has seen, and from what the Worker said of strangers. */
function knownFrom(seen: Iterable<Seen>, hints: Impersonated[], own: string[]): Known {
  const domains = new Set<string>();
  const names: Known["names"] = [];
  for (const { answer } of seen) {
    if (answer.status !== "customer") continue;
    const address = normalise(answer.address);
    if (address === null) continue;
    domains.add(address.domain);
    const name = answer.card?.contact?.name;
    if (name) names.push({ name, address: address.address });
  }
  for (const { lookAlike, knownName } of hints) {
    if (lookAlike !== null) domains.add(lookAlike.domain);
    if (knownName !== null) names.push(knownName);
  }
  return { domains: [...domains], names, own };
}

/** The people of the message alone: without those of earlier ones, and of an answer that is not sent yet. */
export function ofMessage<O extends Open>(open: O): O {
  return { ...open, participants: open.participants.filter((one) => !one.earlier), reply: undefined };
}

/** Whom a caution may be about: who wrote, and who is written to now. */
function doubtful(open: Open): { wrote: Participant[]; writtenTo: Participant[] } {
  if (open.kind === "compose") return { wrote: [], writtenTo: open.participants };
  return { wrote: open.participants.filter((one) => one.role === "from" && !one.earlier).slice(0, 1), writtenTo: open.reply ?? [] };
}

/** Those of them whom the book does not know, to be asked about: machines too, which have no card. */
export function strangers(open: Open, seen: (address: string) => Seen | undefined, ordered: Ordered, me: Me | null): Participant[] {
  const muted = new Set(ordered.people.filter((one) => one.muted).map((one) => keyOf(one.address)));
  const { wrote, writtenTo } = doubtful(open);
  return [...wrote, ...writtenTo].filter(({ address }) => {
    const domain = normalise(address)?.domain;
    if (domain === undefined || isInternal(domain, me?.book.ownDomains ?? [])) return false;
    return seen(address)?.answer.status === "unknown" || muted.has(keyOf(address));
  });
}

/** The reasons to doubt these people, by the key of whom they concern. */
export function doubts(open: Open, list: boolean, known: { seen: Iterable<Seen>; hints: Impersonated[]; me: Me | null }): Map<string, Caution[]> {
  const book = knownFrom(known.seen, known.hints, known.me?.book.ownDomains ?? []);
  const replyTo = open.participants.filter((one) => one.role === "reply-to");
  const { wrote, writtenTo } = doubtful(open);
  return new Map([
    ...writtenTo.map((to) => [keyOf(to.address), recipientCautions(to, book)] as const),
    ...wrote.map((from) => [keyOf(from.address), cautions({ from, replyTo, list }, book)] as const),
  ]);
}

/** One person of the overlay. `unreachable`: the book cannot be asked now, so that nothing more will come. */
export function person(one: MessagePerson, seen: Seen | undefined, doubted: Caution[] | undefined, kept: Kept[] | undefined, unreachable: boolean): Person {
  const answer = seen?.answer;
  const status = one.muted || answer?.status === "internal" ? "muted" : answer?.status ?? "loading";
  const card = answer?.card ?? null;
  // A shared mailbox is the company's, whoever it says is writing.
  const box = card !== null && card.contact === null;
  return {
    name: box ? card.customer.name : card?.contact?.name ?? one.name, address: one.address, status,
    card, stale: seen !== undefined && (seen.stale || unreachable),
    suggestion: answer?.suggestion ?? null, shared: answer?.shared === true, cautions: doubted ?? [], kept: kept ?? [],
  };
}
