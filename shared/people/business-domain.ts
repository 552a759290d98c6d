/**
 * Whose company an address belongs to. Carries the public suffix list (tldts), so the content
 * script must not import it.
 */
import { getDomain } from "tldts";
import { normalise } from "./address.ts";
import { isConsumer } from "./consumer-domains.ts";

/**
 * The registrable domain of the company behind an address ("dana@mail.harlow.co.uk" →
 * "harlow.co.uk").
 * @returns null for addresses of consumer providers, for public suffixes and for what is no address
 */
export function businessDomain(address: string): string | null {
  const known = normalise(address);
  if (known === null || isConsumer(known.domain)) return null;
  const domain = getDomain(known.domain, { allowPrivateDomains: true });
  return domain === null || isConsumer(domain) ? null : domain;
}
