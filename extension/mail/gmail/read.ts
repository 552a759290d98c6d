/** Reads what is open in Gmail: a conversation, one that is being answered, or a compose. */
import { isAutomatic } from "../../../shared/people/address.ts";
import type { Open, OpenCompose, OpenMessage, Participant } from "../adapter.ts";
import { detailsOf } from "./details.ts";
import type { Facts } from "./facts.ts";
import { aliasesOf, ownerOf } from "./owner.ts";
import { conversationToken, threadOf } from "./place.ts";
import { whereIs } from "./writing.ts";
import { ask } from "../reading/signals.ts";

/**
 * The time a page may take to paint a message and its id (ms): until then it is not open yet,
 * neither unreadable nor without identity.
 */
export const paintTimeoutMs = 15_000;
const waiting = new WeakMap<Document, { token: string; since: number }>();

function isOverdue(page: Document, token: string): boolean {
  const before = waiting.get(page);
  const now = performance.now();
  const since = before?.token === token ? before.since : now;
  waiting.set(page, { token, since });
  return now - since > paintTimeoutMs;
}

/** The mailbox's owner, and their other addresses where a compose has shown them. */
function mailboxOf(page: Document, facts: Facts): { account: string | null; aliases?: string[] } {
  const account = ownerOf(page, facts);
  const aliases = aliasesOf(page, facts);
  return aliases.length > 0 ? { account, aliases } : { account };
}

const people = (page: Document, { to, cc }: Facts["compose"]): Participant[] => [
  ...(ask(page, to) ?? []),
  ...(ask(page, cc) ?? []),
];

function readThread(
  page: Document,
  facts: Facts,
  token: string,
): OpenMessage | "unreadable" | null {
  const thread = facts.thread(page);
  if (thread === null || !thread.hasChildNodes()) return null;
  const element = ask(page, facts.messages);
  const [from] = ask(page, facts.from) ?? [];
  const message = ask(page, facts.messageId);
  const isPainted = element !== null || thread.querySelector("[role=list] > :not(:empty)") !== null;
  // The conversation's id would not do in the place of the message's: it would be another one once
  // its own is painted.
  if ((!isPainted || (from !== undefined && message === null)) && !isOverdue(page, token))
    return null;
  if (element === null || from === undefined) return "unreadable";
  const mailbox = mailboxOf(page, facts);
  const { account } = mailbox;
  const details = detailsOf(element);
  const reply = people(page, facts.reply);
  const copied = new Set(details.cc.map((one) => one.address));
  const to = (ask(page, facts.to) ?? []).map((one): Participant =>
    copied.has(one.address) ? { ...one, role: "cc" } : one,
  );
  return {
    kind: "message",
    ...mailbox,
    ...(reply.length > 0 ? { reply } : {}),
    // The owner's name is the word "me" in the page's language.
    participants: [from, ...to, ...details["reply-to"], ...facts.earlier(page)].map((one) =>
      one.address === account ? { ...one, name: null } : one,
    ),
    subject: ask(page, facts.subject),
    occurredAt: ask(page, facts.occurredAt),
    identity:
      message === null
        ? null
        : {
            messageId: null,
            webmail: "gmail",
            account,
            thread: threadOf(token) ?? ask(page, facts.threadId) ?? token,
            message,
          },
    list: details.list || to.some((one) => one.role === "to" && isAutomatic(one.address)),
  };
}

/** Finds the compose or answer that `readOpen` tells of; null where nothing is written. */
export function writingIn(page: Document, facts: Facts): HTMLElement | null {
  const open = readOpen(page, facts);
  if (open === null || open === "unreadable") return null;
  return ask(page, open.kind === "compose" ? facts.composes : facts.replies);
}

/**
 * A compose with the person in it and somebody to write to comes before the conversation; an answer
 * in place stays the conversation.
 */
export function readOpen(page: Document, facts: Facts): Open | "unreadable" | null {
  const token = conversationToken(page.location);
  const element = ask(page, facts.composes);
  const writing = (): OpenCompose => ({
    kind: "compose",
    ...mailboxOf(page, facts),
    participants: people(page, facts.compose),
    subject: ask(page, facts.compose.subject),
  });
  if (token === null) return element === null ? null : writing();
  const compose = element?.contains(whereIs(page)) === true ? writing() : null;
  return compose !== null && compose.participants.length > 0
    ? compose
    : readThread(page, facts, token);
}
