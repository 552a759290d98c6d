/** Which content script is whose: a page loads the adapter of its own webmail and no other. */
import { anywhere } from "../../../shared/signals/limits.ts";
import { siteOf } from "../../mail/sites/index.ts";
import { inFirefox } from "../../program.ts";

const file = (name: string) => `content-scripts/${name}.js`;
/** Sheet that shows our elements in a page, see `firefox.css`; null where none is needed. */
export const sheet = inFirefox ? "firefox.css" : null;
/** The script of every webmail that is known as data. */
export const describedScript = file("sites");

/** The script that writes into the open draft: a page has it only once it is asked for. */
export const draftScript = file("draft");

/** Returns the script of the webmail at a host; null where its host is not known. */
function atHost(host: string): string | null {
  return host === "mail.google.com"
    ? file("gmail")
    : siteOf(host) === null
      ? null
      : describedScript;
}

/**
 * Returns the script for the hosts of a match pattern: the one that recognises webmails, where the
 * host does not tell.
 */
export function scriptOf(origin: string): string {
  return atHost(/^[a-z*]+:\/\/([^/:]+)/.exec(origin)?.[1] ?? "") ?? file("mail");
}

/**
 * Returns the script of a page by its host, else by what it was recognised as; null where it is not
 * a known webmail.
 * @param anyway hosts where the person asked for an unknown webmail to be read as far as it can be
 */
export function scriptFor(
  host: string,
  webmail: string | null,
  anyway: readonly string[],
): string | null {
  return (
    atHost(host) ??
    (webmail !== null && anywhere.has(webmail)
      ? file(webmail)
      : anyway.includes(host)
        ? file("generic")
        : null)
  );
}
