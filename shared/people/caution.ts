/** When a sender is not who it seems. Pure: what is known of the book comes in as an argument. */
import { isInternal, normalise } from "./address.ts";
import { isConsumer } from "./consumer-domains.ts";
import { lookAlike, registered, skeleton } from "./look-alike.ts";

export type Caution = {
  code: "name_holds_other_address" | "reply_to_elsewhere" | "look_alike_domain" | "known_name_new_address";
  /** What fills the sentence's gaps, per code: `shown, address` · `replyTo, address` · `domain, known` · `name, known, address`. */
  parameters: Record<string, string>;
};

type Named = { name: string | null; address: string };
export type CautionMessage = {
  from: Named | null;
  replyTo: Named[];
  /** True for mailing lists, whose Reply-To is elsewhere by design. */
  list?: boolean;
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
  return [
    addressInName(name, from),
    message.list === true ? null : replyElsewhere(message.replyTo, from, known.own ?? []),
    alikeDomain(from, [...(known.own ?? []), ...known.domains]),
    knownName(name, from, known),
  ].filter((caution) => caution !== null);
}

type From = NonNullable<ReturnType<typeof normalise>>;

function addressInName(name: string, from: From): Caution | null {
  const visible = name.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "").slice(0, 1000);
  for (const part of visible.split(/[\s<>"'`“”‘’„«»,;:()[\]{}|]+/u)) {
    const shown = part.includes(".") ? normalise(part) : null;
    if (shown !== null && shown.canonical !== from.canonical) {
      return { code: "name_holds_other_address", parameters: { shown: shown.address, address: from.address } };
    }
  }
  return null;
}

function replyElsewhere(replyTo: Named[], from: From, own: string[]): Caution | null {
  for (const one of replyTo) {
    const reply = normalise(one.address);
    if (reply === null || reply.canonical === from.canonical || isInternal(reply.domain, own)) continue;
    // Two people of one provider share nothing but the provider.
    if (registered(reply.domain) === registered(from.domain) && !isConsumer(from.domain)) continue;
    return { code: "reply_to_elsewhere", parameters: { replyTo: reply.address, address: from.address } };
  }
  return null;
}

function alikeDomain(from: From, domains: string[]): Caution | null {
  if (isConsumer(from.domain) || isInternal(from.domain, domains)) return null;
  const whole = registered(from.domain);
  const posesAs = (known: string) => known.includes(".") && !whole.startsWith(`${known}.`) && from.domain.startsWith(`${known}.`);
  const known = domains.find((domain) => lookAlike(from.domain, domain) || posesAs(domain));
  return known === undefined ? null : { code: "look_alike_domain", parameters: { domain: from.domain, known } };
}

/** A full name in one order and spelling ("Harlow, Dana" is "Dana Harlow"); null when too short to tell one person from another. */
function fullName(name: string): string | null {
  const words = skeleton(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const tells = words.length > 1 || (/^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]{2,}$/u.test(words[0] ?? ""));
  return tells ? words.sort().join(" ") : null;
}

function knownName(name: string, from: From, known: Known): Caution | null {
  const own = known.own ?? [];
  const wanted = name.includes("@") || isInternal(from.domain, own) ? null : fullName(name);
  if (wanted === null) return null;
  const namesakes = known.names.filter((contact) => fullName(contact.name) === wanted)
    .flatMap((contact) => normalise(contact.address) ?? []);
  const theirs = namesakes.some((contact) => contact.canonical === from.canonical
    || (!isConsumer(from.domain) && registered(contact.domain) === registered(from.domain)));
  const namesake = namesakes[0];
  if (namesake === undefined || theirs) return null;
  return { code: "known_name_new_address", parameters: { name, known: namesake.address, address: from.address } };
}
