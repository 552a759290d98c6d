/**
 * Addresses: what is the same person, who is a colleague, which senders are machines. Small: the
 * content script carries it.
 */

/** RFC 5321's 64 + 1 + 255. */
const longest = 320;
const google = new Set(["gmail.com", "googlemail.com"]);

export type Address = {
  /** Lower-cased, its domain in ASCII: what is shown and mailed to. */
  address: string;
  /** The person: without plus-tag, without Gmail's dots. Never shown. */
  canonical: string;
  /** ASCII, as in `address`. */
  domain: string;
};

/**
 * A domain in lower-case ASCII ("Bücher.example." → "xn--bcher-kva.example").
 * @returns null when it is no host name; IP addresses are none.
 */
export function asciiDomain(domain: string): string | null {
  let name = domain
    .trim()
    .replace(/[.。．｡]$/u, "")
    .toLowerCase();
  if (!/^[a-z0-9._-]*$/.test(name)) {
    if (/[\s\p{Cc}/?#:\\@%<>^|[\]"'`(),;{}&=+$!*~]/u.test(name)) return null;
    try {
      name = new URL(`http://${name}`).hostname;
    } catch {
      return null;
    }
  }
  const labels = name.split(".");
  if (name.length > 253 || labels.some((label) => label === "" || label.length > 63)) return null;
  return /^\d+$/.test(labels.at(-1) ?? "") ? null : name;
}

const plainLocal = /^(?:[\w.+-]+|[^\s\p{Cc}\p{Cf}"<>(),;:\\@[\]]+)$/u;
/** RFC 5322's words of a local part, quoted or not, with dots between them. */
const word = String.raw`(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"|[^\s\p{Cc}\p{Cf}"<>(),;:\\@[\].]+)`;
const quotedLocal = new RegExp(`^${word}(?:\\.${word})*$`, "u");

/**
 * A local part in its one written form: quotes and backslashes are spelling ("dana" and d\ana are
 * dana), and stay only where what they hold could not stand without them. Null when it is none.
 */
function localPart(written: string): string | null {
  if (plainLocal.test(written)) return written;
  if (!quotedLocal.test(written)) return null;
  const bare = written.replace(/"((?:[^"\\]|\\.)+)"/gsu, (_, inside: string) =>
    inside.replace(/\\(.)/gsu, "$1"),
  );
  return plainLocal.test(bare) ? bare : `"${bare.replace(/["\\]/g, "\\$&")}"`;
}

/**
 * The address in its one written form and the person behind it.
 * The same local part at another domain is another person; `+tag`, case, needless quotes and
 * Gmail's dots are not.
 * @param address one bare address, as a page or a file has it; surrounding spaces and angle
 * brackets are taken off
 * @returns null when it is no address
 */
export function normalise(address: string): Address | null {
  if (address.length > 2 * longest) return null;
  const bare = address
    .trim()
    .replace(/^<(.*)>$/s, "$1")
    .normalize("NFC");
  const at = bare.lastIndexOf("@");
  if (at < 1) return null;
  const local = localPart(bare.slice(0, at).toLowerCase().normalize("NFC"));
  const domain = asciiDomain(bare.slice(at + 1));
  if (local === null || domain === null || local.length + 1 + domain.length > longest) return null;
  return {
    address: `${local}@${domain}`,
    canonical: `${person(local, domain)}@${google.has(domain) ? "gmail.com" : domain}`,
    domain,
  };
}

function person(local: string, domain: string): string {
  if (local.startsWith('"')) return local;
  const plus = local.indexOf("+");
  const untagged = plus > 0 ? local.slice(0, plus) : local;
  return google.has(domain) ? untagged.replaceAll(".", "") || untagged : untagged;
}

/** Returns whether a domain is one of the company's own, or below one ("mail.own.example" is). */
export function isInternal(domain: string, ownDomains: string[]): boolean {
  const name = domain.toLowerCase();
  return ownDomains.some((own) => {
    const base = asciiDomain(own.replace(/^@/, ""));
    return base !== null && (name === base || name.endsWith(`.${base}`));
  });
}

/**
 * Without what shops and people are called, too: "wine-list@", "home-owner@" and "list-anna@" are
 * lists by their host alone.
 */
const machine = new RegExp(
  [
    "^(?:(?:please[-_.]?)?do[-_.]?not|no|never)[-_.]?(?:reply|answer|respond)",
    "[-_.](?:no|do[-_.]?not)[-_.]?reply$",
    "^(?:ne-?pas-?repondre|nicht-?antworten|no-?respond(?:er|a)|nao-?responda)",
    "^(?:mailer-?daemon|daemon|postmaster|auto-?(?:reply|responder|mailer|mated)|bounces?|" +
      "unsubscribe|newsletters?|notifications?|notify|alerts?)(?:$|[-_.+=\\d])",
    "^(?:listserv|listmaster|majordomo|mailman|sympa|owner-.+)$",
    "-(?:request|bounces?|announce|devel|digest|subscribe|unsubscribe)(?:$|[+=])",
  ].join("|"),
);
const listHost =
  /^(?:lists?|listserv|mailman|groups)\.|^(?:googlegroups\.com|groups\.io|yahoogroups\.com|freelists\.org)$/;

const listName =
  /^(?:bounces?|listserv|listmaster|majordomo|mailman|sympa|owner-.+)(?:$|[-_.+=\d])|-(?:request|bounces?|announce|devel|digest|subscribe|unsubscribe)(?:$|[+=])/;

/**
 * Returns true for a mailing list or its machinery, which never writes a message itself. Told by
 * its spelling alone.
 */
export function isMailingList(address: string): boolean {
  const known = normalise(address);
  if (known === null) return false;
  return (
    listName.test(known.address.slice(0, known.address.lastIndexOf("@"))) ||
    listHost.test(known.domain)
  );
}

/**
 * Returns whether nobody reads mail to this address: no-reply senders, mail daemons, mailing lists.
 * Told by its spelling alone.
 */
export function isAutomatic(address: string): boolean {
  const known = normalise(address);
  if (known === null) return false;
  return (
    machine.test(known.address.slice(0, known.address.lastIndexOf("@"))) ||
    listHost.test(known.domain)
  );
}
