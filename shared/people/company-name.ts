/**
 * A company's likely name, by its domain: a first guess for a field that a person reads before
 * saving.
 */
import { normalise } from "./address.ts";
import { isConsumer } from "./consumer-domains.ts";
import { registered } from "./look-alike.ts";
import { readableDomain } from "./punycode.ts";

/**
 * The label that was registered, its words with a capital ("dana@mail.harlow-marine.co.uk" →
 * "Harlow Marine").
 * @returns null for consumer providers and for what is no address
 */
export function companyName(address: string): string | null {
  const domain = normalise(address)?.domain ?? null;
  if (domain === null || isConsumer(domain) || isConsumer(registered(domain))) return null;
  const label = readableDomain(registered(domain)).split(".")[0] ?? "";
  const words = label.split(/[-_]+/).filter((word) => word !== "");
  return (
    words.map((word) => word.slice(0, 1).toLocaleUpperCase("en") + word.slice(1)).join(" ") || null
  );
}
