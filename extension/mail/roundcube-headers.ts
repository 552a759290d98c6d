/** A message's headers from Roundcube's own "all headers" page: one request of the same origin, whose answer has no body. */
import type { HeaderFacts } from "./adapter.ts";
import { readHeaderDate } from "./header-date.ts";
import { line } from "./text.ts";

/** More than any sane message's headers. */
const longest = 512_000;

/** Header fields by lower-case name, the first of each, unfolded. @param page the headers page's HTML */
export function parseHeaders(page: string): Map<string, string> {
  // A parsed document runs no script and loads nothing.
  const parsed = new DOMParser().parseFromString(page.slice(0, longest), "text/html");
  const content = parsed.querySelector(".frame-content") ?? parsed.body;
  for (const element of content.querySelectorAll("script, style")) element.remove();
  // The page's own line ends are layout; the fields' are <br>, and a folded one begins with no-break spaces.
  const bare = parsed.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (bare.nextNode()) bare.currentNode.nodeValue = (bare.currentNode.nodeValue ?? "").replaceAll("\n", "");
  for (const br of content.querySelectorAll("br")) br.replaceWith("\n");
  const lines = (content.textContent ?? "").replace(/\n\u00a0+/g, " ").split("\n");
  const fields = new Map<string, string>();
  for (const one of lines) {
    const match = /^\s*([A-Za-z0-9-]+):\s*(.*?)\s*$/s.exec(one);
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && !fields.has(name)) fields.set(name, match?.[2] ?? "");
  }
  return fields;
}

/** What the fields say that the page does not. */
export function headerFacts(fields: Map<string, string>): HeaderFacts {
  const id = fields.get("message-id");
  return {
    messageId: line(/<([^<>\s]+)>/.exec(id ?? "")?.[1] ?? id),
    occurredAt: readHeaderDate(fields.get("date") ?? null),
    list: ["list-id", "list-post", "mailing-list", "x-mailing-list", "x-beenthere"].some((name) => fields.has(name)) || /^(?:list|bulk)$/i.test(fields.get("precedence") ?? ""),
  };
}

/**
 * Asks for the headers of one message.
 * @param message "<mailbox>/<uid>"
 * @returns null when the site does not answer with headers; aborting throws
 */
export async function fetchHeaders(top: Document, message: string, signal: AbortSignal): Promise<HeaderFacts | null> {
  const cut = message.lastIndexOf("/");
  const url = new URL(top.location.href);
  url.hash = "";
  url.search = new URLSearchParams({ _task: "mail", _action: "headers", _uid: message.slice(cut + 1), _mbox: message.slice(0, cut), _framed: "1" }).toString();
  const answer = await fetch(url, { credentials: "same-origin", signal });
  if (!answer.ok || !(answer.headers.get("content-type") ?? "").includes("html")) return null;
  const fields = parseHeaders(await answer.text());
  return fields.has("message-id") || fields.has("date") ? headerFacts(fields) : null;
}
