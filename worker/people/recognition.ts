/**
 * By what a contact is recognised in whoever poses as them: blind indexes of their name and of what
 * their domain looks like.
 */
import { fullName, fullNames, sortedNames } from "../../shared/people/full-name.ts";
import { looks } from "../../shared/people/look-alike.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals, Sealer } from "../security/seal.ts";

/**
 * The blind index of a name, in one order and spelling; empty for none and for one that tells
 * nobody.
 */
export async function personIndex(sealer: Sealer, name: string | null): Promise<string> {
  const full = name === null ? null : fullName(name);
  return full === null ? "" : sealer.index("person", full);
}

/** The blind indexes of every name that a text may mean, as older contacts have them too. */
export function personIndexes(sealer: Sealer, name: string): Promise<string[]> {
  return Promise.all(
    [...new Set([...fullNames(name), ...sortedNames(name)])].map((full) =>
      sealer.index("person", full),
    ),
  );
}

/**
 * 48 bits: a handful of rows a customer, and what is found is compared in clear before it counts.
 */
const wordLength = 8;

/** The blind indexes of keys of a name's words. */
export function wordIndexes(sealer: Sealer, keys: readonly string[]): Promise<string[]> {
  return Promise.all(
    keys.map(async (key) => (await sealer.index("word", key)).slice(0, wordLength)),
  );
}

/** 66 bits: a dozen rows a domain, and what is found is compared in clear before it counts. */
const lookLength = 11;

/** The blind indexes of what a domain has in common with those that look like it. */
export function lookIndexes(sealer: Sealer, domain: string): Promise<string[]> {
  return Promise.all(
    looks(domain).map(async (look) => (await sealer.index("look", look)).slice(0, lookLength)),
  );
}

export type KnownDomain = { index: string; domainSealed: string; lookIndexes: string[] };

/** A customer's business domain as the book keeps it, sealed by that customer's keys. */
export async function knownDomain(
  sealer: Sealer,
  keys: CustomerSeals,
  domain: string,
): Promise<KnownDomain> {
  const index = await sealer.index("domain", domain);
  const [domainSealed, indexes] = await Promise.all([
    keys.seal(at("domains.domain_sealed", index), domain),
    lookIndexes(sealer, domain),
  ]);
  return { index, domainSealed, lookIndexes: indexes };
}

/** The blind index of a segment, however it is written; null for none. */
export async function indexOfSegment(
  sealer: Sealer,
  segment: string | null,
): Promise<string | null> {
  return segment === null
    ? null
    : sealer.index("segment", segment.normalize("NFKC").trim().toLowerCase());
}
