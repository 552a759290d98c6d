/**
 * Which description is used at a host: what is built in, or what the company serves where that is
 * newer.
 */
import type { Description } from "../../shared/contract/webmail.ts";
import { anywhere, faultsBeside } from "../../shared/signals/limits.ts";
import { isOf } from "./described/described.ts";

export type Choice = {
  site: Description;
  from: "built in" | "served";
  /** The built-in description, for a page that the served one cannot read. */
  instead: Description | null;
};

/**
 * The choice for a host; null where nothing is known of it. A served one that claims more than it
 * may is passed over.
 * @param webmail what the page was recognised as, where the host does not tell
 */
export function choose(
  host: string,
  builtIn: readonly Description[],
  served: readonly Description[],
  webmail: string | null,
): Choice | null {
  // What anyone may run is never told by the host: other pages of the same one are not it.
  const isHere = (site: Description) =>
    anywhere.has(site.webmail)
      ? site.webmail === webmail && (site.hosts.length === 0 || isOf(site, host))
      : isOf(site, host);
  const own = builtIn.find(isHere) ?? null;
  const newer = served.find(
    (site) =>
      isHere(site) &&
      faultsBeside(site, builtIn).length === 0 &&
      (own === null || (site.webmail === own.webmail && site.version > own.version)),
  );
  if (newer !== undefined) return { site: newer, from: "served", instead: own };
  return own === null ? null : { site: own, from: "built in", instead: null };
}
