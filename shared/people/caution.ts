/** When a sender is not who it seems. Pure: what is known of the book comes in as an argument. */
import { isInternal, normalise } from "./address.ts";
import type { Address as From } from "./address.ts";
import { isConsumer } from "./consumer-domains.ts";
import { fullNames } from "./full-name.ts";
import { lookAlike, registered } from "./look-alike.ts";
import { shownAddress, shownDomain } from "./shown-address.ts";

export type Caution = {
  code:
    | "name_holds_other_address"
    | "goes_to_other_address"
    | "reply_to_elsewhere"
    | "look_alike_domain"
    | "known_name_new_address";
  /**
   * Values for the sentence's gaps, per code: `shown, address` twice · `replyTo, address` ·
   * `domain, known` · `name, known, address`.
   */
  parameters: Record<string, string>;
};

type Named = { name: string | null; address: string };
export type CautionMessage = {
  from: Named | null;
  /** Without the address of a mailing list, which answers to itself. */
  replyTo: Named[];
};
export type Known = {
  /** Domains of customers. */
  domains: string[];
  /** Contacts by name and address; one person may stand here several times. */
  names: { name: string; address: string }[];
  /** The company's own domains. */
  own?: string[];
};

/**
 * The reasons to doubt a message's sender; none for a sender who is who it seems.
 * Each code stands at most once.
 */
export function cautions(message: CautionMessage, known: Known): Caution[] {
  const from = message.from === null ? null : normalise(message.from.address);
  if (from === null || message.from === null) return [];
  const name = message.from.name ?? "";
  const own = known.own ?? [];
  // Forms and groups of ours write for others, and say for whom: in the name, and by whom answers
  // go to.
  const passesOn = isInternal(from.domain, own);
  return [
    passesOn ? null : addressInName(name, from),
    passesOn ? null : replyElsewhere(message.replyTo, from, own),
    alikeDomain(from, [...own, ...known.domains]),
    knownName(name, from, known),
  ].filter((caution) => caution !== null);
}

/** The reasons to doubt whom a message that is being written goes to. */
export function recipientCautions(to: Named, known: Known): Caution[] {
  return cautions({ from: to, replyTo: [] }, known).map((caution) =>
    caution.code === "name_holds_other_address"
      ? { ...caution, code: "goes_to_other_address" }
      : caution,
  );
}

/** Whatever ends at an @ and a domain, be it glued to what stands around it. */
const addressLike =
  /([^\s<>"“”„«»,;:()[\]{}|@]+)@([\p{L}\p{N}\p{M}-]+(?:[.。][\p{L}\p{N}\p{M}-]+)+)/gu;

function addressInName(name: string, from: From): Caution | null {
  const visible = name
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .slice(0, 1000);
  for (const [whole, local = "", domain = ""] of visible.matchAll(addressLike)) {
    // What precedes it may be of the address ("o'neil@", "a=b@") or a quote and the like.
    const bare = /[\p{L}\p{N}\p{M}._+-]+$/u.exec(local)?.[0] ?? local;
    const shown = [whole, whole.replace(/^['‘’`]+/u, ""), `${bare}@${domain}`]
      .map(normalise)
      .filter((one) => one !== null);
    const last = shown.at(-1);
    if (last !== undefined && shown.every((one) => one.canonical !== from.canonical)) {
      return {
        code: "name_holds_other_address",
        parameters: { shown: shownAddress(last.address), address: shownAddress(from.address) },
      };
    }
  }
  return null;
}

function replyElsewhere(replyTo: Named[], from: From, own: string[]): Caution | null {
  for (const one of replyTo) {
    const reply = normalise(one.address);
    if (reply === null || reply.canonical === from.canonical || isInternal(reply.domain, own))
      continue;
    // Two people of one provider share nothing but the provider.
    if (registered(reply.domain) === registered(from.domain) && !isConsumer(from.domain)) continue;
    return {
      code: "reply_to_elsewhere",
      parameters: { replyTo: shownAddress(reply.address), address: shownAddress(from.address) },
    };
  }
  return null;
}

function alikeDomain(from: From, domains: string[]): Caution | null {
  const known = posedDomain(from, domains);
  return known === null
    ? null
    : {
        code: "look_alike_domain",
        parameters: { domain: shownDomain(from.domain), known: shownDomain(known) },
      };
}

/**
 * The first of `domains` that the address could be taken to be at, and is not.
 * @param from as `normalise` answers
 */
export function posedDomain(from: From, domains: string[]): string | null {
  if (isConsumer(from.domain) || isInternal(from.domain, domains)) return null;
  const whole = registered(from.domain);
  const posesAs = (known: string) =>
    known.includes(".") && !whole.startsWith(`${known}.`) && from.domain.startsWith(`${known}.`);
  return domains.find((domain) => lookAlike(from.domain, domain) || posesAs(domain)) ?? null;
}

function knownName(name: string, from: From, known: Known): Caution | null {
  const namesake = isInternal(from.domain, known.own ?? [])
    ? null
    : posedContact(name, from, known.names);
  return namesake === null
    ? null
    : {
        code: "known_name_new_address",
        parameters: { name, known: shownAddress(namesake), address: shownAddress(from.address) },
      };
}

/**
 * The address of the contact whose name it is, where no contact of that name is at the company of
 * this address. Who writes from any contact's own address poses as nobody, whatever they call
 * themselves.
 */
export function posedContact(name: string, from: From, names: Known["names"]): string | null {
  const wanted = fullNames(name);
  const known = names.flatMap(({ name: called, address }) => {
    const contact = wanted.length > 0 ? normalise(address) : null;
    return contact === null
      ? []
      : [{ ...contact, isNamesake: fullNames(called).some((one) => wanted.includes(one)) }];
  });
  const namesakes = known.filter((contact) => contact.isNamesake);
  const theirs =
    known.some((contact) => contact.canonical === from.canonical) ||
    (!isConsumer(from.domain) &&
      namesakes.some((contact) => registered(contact.domain) === registered(from.domain)));
  return theirs ? null : (namesakes[0]?.address ?? null);
}
