/**
 * The adapter of a webmail that the background knows as data: a page loads the description of its
 * own site alone.
 */
import type { Description } from "../../shared/contract/webmail.ts";
import type { Adapter } from "../mail/adapter.ts";
import { either, served } from "../mail/described/either.ts";
import { ask } from "../sync/messages.ts";

/**
 * Returns the adapter for this page's host, of what is built in or the company serves, or of both;
 * null where nothing is known of the host.
 * @param webmail what the page was recognised as, where its host does not tell
 */
export async function byDescription(
  adapterOf: (site: Description) => Adapter,
  webmail: string | null = null,
): Promise<Adapter | null> {
  const known = await ask("webmail", { host: location.hostname, webmail }).catch(() => null);
  if (known === null) return null;
  const newer = known.from === "served" ? served(adapterOf(known.site)) : adapterOf(known.site);
  return known.instead === null ? newer : either(newer, adapterOf(known.instead));
}
