/**
 * A message's headers from Roundcube's own "all headers" page, whose answer has no body; in older
 * skins from the head of its source.
 */
import type { HeaderFacts } from "../adapter.ts";
import { readHeaderDate } from "../reading/header-date.ts";
import { addressList, line } from "../reading/text.ts";

/** More than any sane message's headers. */
const longest = 512_000;

/**
 * Header fields by lower-case name, the first of each, unfolded.
 * @param page the headers page's HTML
 */
export function parseHeaders(page: string): Map<string, string> {
  // A parsed document runs no script and loads nothing.
  const parsed = new DOMParser().parseFromString(page.slice(0, longest), "text/html");
  const content = parsed.querySelector(".frame-content") ?? parsed.body;
  for (const element of content.querySelectorAll("script, style")) element.remove();
  // The page's own line ends are layout; the fields' are <br>, and a folded one begins with
  // no-break spaces.
  const bare = parsed.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (bare.nextNode())
    bare.currentNode.nodeValue = (bare.currentNode.nodeValue ?? "").replaceAll("\n", "");
  for (const br of content.querySelectorAll("br")) br.replaceWith("\n");
  return fieldsIn((content.textContent ?? "").replace(/\n\u00a0+/g, " ").split("\n"));
}

/**
 * Header fields of a message as it was sent, up to its first empty line.
 * @param source its beginning; encoded words stay as they are
 */
export function parseSource(source: string): Map<string, string> {
  const head = source.split(/\r?\n\r?\n/, 1)[0] ?? "";
  return fieldsIn(head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/));
}

function fieldsIn(lines: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const one of lines) {
    const match = /^\s*([A-Za-z0-9-]+):\s*(.*?)\s*$/s.exec(one);
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && !fields.has(name)) fields.set(name, match?.[2] ?? "");
  }
  return fields;
}

/** Returns what the fields say that the page does not. */
export function headerFacts(fields: Map<string, string>): HeaderFacts {
  const id = fields.get("message-id");
  const replyTo = addressList(fields.get("reply-to") ?? "");
  return {
    messageId: line(/<([^<>\s]+)>/.exec(id ?? "")?.[1] ?? id),
    occurredAt: readHeaderDate(fields.get("date") ?? null),
    list:
      ["list-id", "list-post", "mailing-list", "x-mailing-list", "x-beenthere"].some((name) =>
        fields.has(name),
      ) || /^(?:list|bulk)$/i.test(fields.get("precedence") ?? ""),
    ...(replyTo.length > 0 && { replyTo }),
  };
}

/**
 * Asks for the headers of one message.
 * @param message "<mailbox>/<uid>"
 * @returns null when the site does not answer with headers; aborting throws
 */
export async function fetchHeaders(
  top: Document,
  message: string,
  signal: AbortSignal,
): Promise<HeaderFacts | null> {
  const fields = parseHeaders(await headersPage(top, message, signal));
  const isThere = (some: Map<string, string>) => some.has("message-id") || some.has("date");
  if (isThere(fields)) return headerFacts(fields);
  // The skins before elastic have no page for headers.
  const source = parseSource(await sourceHead(top, message, signal));
  return isThere(source) ? headerFacts(source) : null;
}

/** One of Roundcube's own pages about a message; null when it is refused. */
async function ask(
  top: Document,
  message: string,
  action: Record<string, string>,
  signal: AbortSignal,
): Promise<Response | null> {
  const cut = message.lastIndexOf("/");
  const url = new URL(top.location.href);
  url.hash = "";
  url.search = new URLSearchParams({
    _task: "mail",
    _uid: message.slice(cut + 1),
    _mbox: message.slice(0, cut),
    ...action,
  }).toString();
  const answer = await fetch(url, { credentials: "same-origin", signal });
  return answer.ok ? answer : null;
}

async function headersPage(top: Document, message: string, signal: AbortSignal): Promise<string> {
  const answer = await ask(top, message, { _action: "headers", _framed: "1" }, signal);
  return answer !== null && (answer.headers.get("content-type") ?? "").includes("html")
    ? answer.text()
    : "";
}

/**
 * The beginning of a message's source, up to its first empty line: what follows is let go unread.
 */
async function sourceHead(top: Document, message: string, signal: AbortSignal): Promise<string> {
  const answer = await ask(top, message, { _action: "viewsource" }, signal);
  if (
    answer?.body == null ||
    !/^(?:text\/plain|message\/rfc822)/.test(answer.headers.get("content-type") ?? "")
  )
    return "";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    text += value ?? "";
    const end = /\r?\n\r?\n/.exec(text);
    if (!done && end === null && text.length < longest) continue;
    await reader.cancel();
    return text.slice(0, end?.index ?? longest);
  }
}
