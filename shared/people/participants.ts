/** Whom of a message the panel shows, in which order, and which way the message went. */
import { isAutomatic, isInternal, normalise } from "./address.ts";
import type { Address } from "./address.ts";

export type Role = "from" | "to" | "cc" | "reply-to";
export type MessagePerson = {
  name: string | null;
  /** In its one written form. */
  address: string;
  /** Where this person stands first, by relevance. */
  role: Role;
  /**
   * A colleague, a machine, a mailing list or the mailbox's owner: shown small, never first, never
   * offered to be added.
   */
  muted: boolean;
  /** The mailbox's owner, who is nobody to be shown. */
  self: boolean;
  /** A sender without a person, or a list. */
  machine: boolean;
};
export type Ours = {
  /** The mailbox's own address where known. */
  account: string | null;
  /** Other addresses of the mailbox's owner. */
  aliases?: string[];
  ownDomains: string[];
  /** True when the message came by a mailing list. */
  list?: boolean;
  /** Kind of sender by the person, against what the address says; null for none. */
  decided?(address: string): "outside" | "machine" | null;
};

/** By who writes: their own answer address is nearer to a sender than those written to. */
const incoming: Role[] = ["from", "reply-to", "to", "cc"];
const outgoing: Role[] = ["to", "cc", "reply-to", "from"];

/**
 * `earlier`: how many messages before the one that is open; 0 where it is left out. `draft`: of an
 * answer that is not sent yet.
 */
type Given = {
  role: Role;
  name: string | null;
  address: string;
  earlier?: number;
  draft?: boolean;
};

/** Returns everyone given who has an address, and the questions about them. */
function recognise(participants: readonly Given[], ours: Ours) {
  const selves = new Set(
    [ours.account ?? "", ...(ours.aliases ?? [])].map((own) => normalise(own)?.canonical),
  );
  const isSelf = (who: Address) => selves.has(who.canonical);
  const decided = (who: Address) => ours.decided?.(who.address) ?? null;
  const isOurs = (who: Address) =>
    isSelf(who) || (decided(who) !== "outside" && isInternal(who.domain, ours.ownDomains));
  const all = participants.flatMap((given) => {
    const who = normalise(given.address);
    return who === null ? [] : [{ earlier: 0, ...given, who }];
  });
  const has = (who: Address, ...roles: Role[]) =>
    all.some(
      (one) => one.who.canonical === who.canonical && roles.includes(one.role) && !one.draft,
    );
  const isRecipient = (who: Address) => has(who, "to", "cc");
  // A list answers to itself: the address that is both written to and answered to is the list's.
  const isList = (who: Address) => ours.list === true && has(who, "reply-to") && isRecipient(who);
  const isMachine = (who: Address) =>
    decided(who) === "machine" ||
    (decided(who) !== "outside" && (isAutomatic(who.address) || isList(who)));
  return { all, isSelf, isOurs, isRecipient, isMachine };
}

/**
 * A message's people and those of the conversation before it: outside people first, the one who
 * wrote last before all others, then by their part in the message, then in earlier ones; then the
 * muted. Spellings of one person are one person (their first name given is kept); what is no
 * address is left out.
 * @returns `direction` "out" when the mailbox's owner or a colleague wrote, else "in". A form of
 * ours or a group that passes a
 *   message on wrote for the person outside who is answered to.
 */
export function orderParticipants(
  participants: readonly Given[],
  ours: Ours,
): { people: MessagePerson[]; direction: "in" | "out" } {
  const { all, isSelf, isOurs, isRecipient, isMachine } = recognise(participants, ours);
  const isMuted = (who: Address) => isOurs(who) || isMachine(who);
  const senders = all.filter((one) => one.role === "from" && !one.earlier);
  // One of us who writes to somebody outside wrote themselves, and has answers sent where they
  // like.
  const writes =
    !senders.some(({ who }) => isRecipient(who)) &&
    all.some(({ who }) => !isOurs(who) && isRecipient(who));
  const behind = writes
    ? undefined
    : all.find(({ role, who }) => role === "reply-to" && !isMuted(who) && !isRecipient(who));
  const direction =
    senders.length > 0 && behind === undefined && senders.every(({ who }) => isOurs(who))
      ? "out"
      : "in";

  const order = direction === "out" ? outgoing : incoming;
  const people = new Map<string, MessagePerson>();
  const sorted = all.toSorted(
    (a, b) => a.earlier - b.earlier || order.indexOf(a.role) - order.indexOf(b.role),
  );
  const last = sorted.find((one) => one === behind || (one.role === "from" && !isMuted(one.who)));
  for (const { role, name, who } of last === undefined ? sorted : [last, ...sorted]) {
    const there = people.get(who.canonical);
    const shown = name?.trim() || null;
    if (there !== undefined) there.name ??= shown;
    else
      people.set(who.canonical, {
        name: shown,
        address: who.address,
        role,
        muted: isMuted(who),
        self: isSelf(who),
        machine: isMachine(who),
      });
  }
  return {
    people: [...people.values()].toSorted((a, b) => Number(a.muted) - Number(b.muted)),
    direction,
  };
}
