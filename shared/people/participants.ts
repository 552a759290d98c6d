/** Whom of a message the overlay shows, in which order, and which way the message went. */
import { isAutomatic, isInternal, normalise } from "./address.ts";
import type { Address } from "./address.ts";

export type Role = "from" | "to" | "cc" | "reply-to";
export type MessagePerson = {
  name: string | null;
  /** In its one written form. */
  address: string;
  /** Where this person stands first, by relevance. */
  role: Role;
  /** A colleague, a machine, a mailing list or the mailbox's owner: shown small, never first, never offered to be added. */
  muted: boolean;
};
export type Ours = {
  /** The mailbox's own address where known. */
  account: string | null;
  ownDomains: string[];
  /** True when the message came by a mailing list. */
  list?: boolean;
};

/** By who writes: their own answer address is nearer to a sender than those written to. */
const incoming: Role[] = ["from", "reply-to", "to", "cc"];
const outgoing: Role[] = ["to", "cc", "reply-to", "from"];

type Given = { role: Role; name: string | null; address: string };

/**
 * A message's people: outside people first, by their part in it; then the muted. Spellings of one person are one person
 * (their first name given is kept); what is no address is left out.
 * @returns `direction` "out" when the mailbox's owner or a colleague wrote, else "in"
 */
export function orderParticipants(participants: readonly Given[], ours: Ours): { people: MessagePerson[]; direction: "in" | "out" } {
  const account = ours.account === null ? null : normalise(ours.account);
  const isOurs = (who: Address) => who.canonical === account?.canonical || isInternal(who.domain, ours.ownDomains);
  const all = participants.flatMap((given) => {
    const who = normalise(given.address);
    return who === null ? [] : [{ ...given, who }];
  });
  const senders = all.filter((one) => one.role === "from");
  const direction = senders.length > 0 && senders.every((one) => isOurs(one.who)) ? "out" : "in";
  // A list answers to itself: the address that is both written to and answered to is the list's.
  const written = new Set(ours.list === true ? all.filter((one) => one.role === "to" || one.role === "cc").map((one) => one.who.canonical) : []);
  const lists = new Set(all.filter((one) => one.role === "reply-to" && written.has(one.who.canonical)).map((one) => one.who.canonical));

  const order = direction === "out" ? outgoing : incoming;
  const people = new Map<string, MessagePerson>();
  for (const { role, name, who } of all.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))) {
    const before = people.get(who.canonical);
    const shown = name?.trim() || null;
    if (before !== undefined) before.name ??= shown;
    else {
      const muted = isOurs(who) || isAutomatic(who.address) || lists.has(who.canonical);
      people.set(who.canonical, { name: shown, address: who.address, role, muted });
    }
  }
  const folded = [...people.values()];
  return { people: [...folded.filter((one) => !one.muted), ...folded.filter((one) => one.muted)], direction };
}
