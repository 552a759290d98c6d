/**
 * A message's headers from SOGo's own WebDAV properties: one request of the same origin, whose
 * answer has no body and marks nothing as read. The page shows names where it keeps addresses; here
 * are both.
 */
import { normalise } from "../../../shared/people/address.ts";
import type { Participant } from "../adapter.ts";
import { readHeaderDate } from "../reading/header-date.ts";
import { addressList, line } from "../reading/text.ts";
import type { Written } from "../reading/text.ts";

export type Headers = {
  messageId: string | null;
  occurredAt: string | null;
  from: string;
  to: string;
  cc: string;
};

const namespace = "urn:schemas:mailheader:";
const asked =
  `<?xml version="1.0"?><propfind xmlns="DAV:" xmlns:m="${namespace}"><prop><m:message-id/>` +
  "<m:from/><m:to/><m:cc/><m:date/></prop></propfind>";
/** More than any sane message's headers. */
const longest = 512_000;

/** Returns what the answer says; null when it is not one. @param xml a multistatus document */
export function parseProperties(xml: string): Headers | null {
  // A parsed document runs no script and loads nothing.
  const parsed = new DOMParser().parseFromString(xml.slice(0, longest), "text/xml");
  const text = (name: string) =>
    parsed.getElementsByTagNameNS(namespace, name)[0]?.textContent ?? "";
  if (text("from") === "" && text("message-id") === "") return null;
  const id = text("message-id");
  return {
    messageId: line(/<([^<>\s]+)>/.exec(id)?.[1] ?? id),
    occurredAt: readHeaderDate(text("date")),
    from: text("from"),
    to: text("to"),
    cc: text("cc"),
  };
}

/**
 * Asks for the headers of the message at `path`; null when the site does not answer with them.
 * Aborting throws.
 */
export async function fetchHeaders(path: URL, signal: AbortSignal): Promise<Headers | null> {
  // Never the DAV tree itself: that one would ask for a password.
  const answer = await fetch(path, {
    method: "PROPFIND",
    body: asked,
    credentials: "same-origin",
    redirect: "error",
    signal,
    headers: { Depth: "0", "Content-Type": "application/xml" },
  });
  return answer.status === 207 ? parseProperties(await answer.text()) : null;
}

/**
 * The address at the very end of a sender's line; names in front of it are written without quotes
 * and can hold anything.
 */
export function lastAddress(text: string): string | null {
  return normalise(/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text)?.address ?? null;
}

/**
 * Puts addresses to the names shown. Names stand in the answer without quotes, so that one can
 * pretend to be several people: only where there are as many addresses as names is it known whose
 * is whose.
 * @returns null when it is not
 */
export function withAddresses(
  role: Participant["role"],
  names: string[],
  written: string,
): Participant[] | null {
  const found: Written[] = addressList(written);
  if (found.length !== names.length) return null;
  return found.map(({ address }, index) => {
    const name = names[index] ?? null;
    return {
      role,
      name: name === null || normalise(name)?.address === address ? null : name,
      address,
    };
  });
}
