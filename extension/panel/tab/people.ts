/** People of the open mail, as the panel shows them. Pure: the book's answers are arguments. */
import type { CardAnswer, Me } from "../../../shared/contract/answers.ts";
import type { Direction } from "../../../shared/contract/fields.ts";
import { isInternal, normalise } from "../../../shared/people/address.ts";
import { personKey as keyOf } from "../../../shared/people/address-memo.ts";
import { orderParticipants } from "../../../shared/people/participants.ts";
import type { MessagePerson } from "../../../shared/people/participants.ts";
import type { Open } from "../../protocol/mail.ts";
import type { Kept, Person, PersonDecision } from "../state.ts";
import type { Stranger } from "../../sync/api.ts";
import type { Doubtful, Judged } from "../../sync/judged.ts";

/** An answer of the book as far as this tab has it. */
export type Seen = { answer: CardAnswer; stale: boolean };
export type Ordered = { people: MessagePerson[]; direction: "in" | "out" };

/**
 * Returns the people of the open mail, the most relevant first, and its direction.
 * @param aliases further addresses of the mailbox's owner, beside the one they signed in with
 */
export function orderPeople(
  open: Open,
  me: Me | null,
  {
    list,
    aliases,
    decided,
  }: { list: boolean; aliases: string[]; decided?: (address: string) => PersonDecision | null },
): Ordered {
  const ours = {
    account: open.account,
    aliases: [...aliases, me?.user.address ?? ""],
    ownDomains: me?.book.ownDomains ?? [],
    list,
    ...(decided && { decided }),
  };
  const reply = open.kind === "message" ? (open.reply ?? []) : [];
  const { people, direction } = orderParticipants(
    [...open.participants, ...reply.map((one) => ({ ...one, role: "to" as const, draft: true }))],
    ours,
  );
  return { people, direction: open.kind === "compose" ? "out" : direction };
}

/** Returns the mail without people of earlier messages and of an answer that is not sent yet. */
export function ofMessage<O extends Open>(open: O): O {
  return {
    ...open,
    participants: open.participants.filter((one) => !one.earlier),
    reply: undefined,
  };
}

/**
 * Returns the people a caution may be about: the writer, and those who are written to now. A
 * mailing list that answers to itself is not doubtful, but only where its address is a recipient
 * too: it is the sender who says that it is a list.
 */
export function findDoubtful(open: Open, list: boolean): Doubtful {
  const { participants } = open;
  if (open.kind === "compose") return { wrote: [], replyTo: [], writtenTo: participants };
  const inRole = (...roles: string[]) =>
    participants.filter((one) => roles.includes(one.role) && !one.earlier);
  const lists = list ? inRole("to", "cc") : [];
  return {
    wrote: inRole("from").slice(0, 1),
    writtenTo: open.reply ?? [],
    replyTo: inRole("reply-to").filter(
      (one) => !lists.some(({ address }) => address === one.address),
    ),
  };
}

/** Returns those whom the book does not know, machines included, to ask the Worker about. */
export function findStrangers(
  { wrote, writtenTo }: Doubtful,
  seen: (address: string) => Seen | undefined,
  ordered: Ordered,
  me: Me | null,
): Stranger[] {
  const muted = new Set(ordered.people.filter((one) => one.muted).map((one) => keyOf(one.address)));
  return [...wrote, ...writtenTo].filter(({ address }) => {
    const domain = normalise(address)?.domain;
    if (domain === undefined || isInternal(domain, me?.book.ownDomains ?? [])) return false;
    return seen(address)?.answer.status === "unknown" || muted.has(keyOf(address));
  });
}

/**
 * A customer of a message: the person of theirs whose part in it tells most, and which way it went
 * for them.
 */
export type Party = {
  address: string;
  customerId: string;
  contactId: string | null;
  name: string | null;
  direction: Direction | null;
};

/**
 * Returns the customers of a message, each once, with the direction it has for them: "in" for the
 * writer, "out" for those we wrote to, null for those who received somebody else's message too.
 * @param ordered of the message itself, without earlier ones
 */
export function partiesOf(
  { people, direction }: Ordered,
  answer: (address: string) => CardAnswer | undefined,
): Party[] {
  const outside = people.filter((one) => !one.muted);
  // A form or group of ours passes on what the person wrote who is answered to.
  const passedOn = !outside.some(({ role }) => role === "from");
  const wrote = ({ role }: MessagePerson) => role === "from" || (role === "reply-to" && passedOn);
  const way = (one: MessagePerson): Direction | null =>
    direction === "in"
      ? wrote(one)
        ? "in"
        : null
      : one.role === "to" || one.role === "cc"
        ? "out"
        : null;
  const parties = new Map<string, Party>();
  for (const one of outside) {
    const card = answer(one.address)?.card;
    if (card === undefined || parties.has(card.customer.id)) continue;
    const {
      customer: { id: customerId, name },
      contact,
    } = card;
    parties.set(customerId, {
      address: one.address,
      customerId,
      contactId: contact?.id ?? null,
      name: name ?? contact?.name ?? null,
      direction: way(one),
    });
  }
  return [...parties.values()];
}

function statusOf(
  { muted }: MessagePerson,
  answer: CardAnswer | undefined,
  decision: PersonDecision | null,
): Person["status"] {
  if (muted) return "muted";
  if (answer?.status !== "internal") return answer?.status ?? "loading";
  return decision === "outside" ? "unknown" : "muted";
}

/**
 * Returns one person of the panel.
 * @param unreachable the book cannot be asked now, so that no fresh card will come
 * @param decision what the person at work said this one is
 */
export function personOf(
  one: MessagePerson,
  seen: Seen | undefined,
  judged: Judged | undefined,
  kept: Kept[] | undefined,
  unreachable: boolean,
  decision: PersonDecision | null = null,
): Person {
  const answer = seen?.answer;
  const status = statusOf(one, answer, decision);
  const card = answer?.card ?? null;
  // A shared mailbox is the company's, whoever it says is writing.
  const box = card !== null && card.contact === null;
  return {
    name: box ? card.customer.name : (card?.contact?.name ?? one.name),
    address: one.address,
    status,
    machine: one.machine,
    decision,
    card,
    stale: seen !== undefined && (seen.stale || unreachable),
    suggestion: answer?.suggestion ?? null,
    shared: answer?.shared === true,
    kept: kept ?? [],
    shown: judged?.shown ?? one.address,
    company: judged?.company ?? null,
    cautions: judged?.cautions ?? [],
  };
}
