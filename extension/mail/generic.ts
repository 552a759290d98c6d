/**
 * Any other webmail, where the person asked for it: sure only where the sender is announced as such; else it offers whom it
 * found, and the person says who it is. No marks in the list: rows of an unknown page cannot be told from anything else.
 */
import type { Adapter, Guess, OpenMessage, Participant } from "./adapter.ts";
import { seen } from "./digest.ts";
import type { Place } from "./generic-block.ts";
import { headOf, mainOf, type Head } from "./generic-head.ts";
import { safely } from "./signals.ts";
import { line } from "./text.ts";

/** How long an unknown page is left alone between two readings, milliseconds. */
const pause = 400;
const mostOffered = 6;

const idAttributes = ["data-message-id", "data-msgid", "data-msg-id", "data-mid", "data-uid", "data-mail-id", "data-id"];
/** What a message's id is called in an address; a conversation's is the same for all its messages. */
const idNames = /^_?(?:m(?:sg|ail|essage)?_?-?(?:id|uid)|m(?:sg|essage)|u?id)$/i;
const idSegment = /(?:^|\/)(m(?:sg|essage)s?|mail_?-?id|u?id|mid)\/([^/?&#]*\d[^/?&#]*)/gi;

/** What the page's address calls a message's id, among its parameters or in its path: other numbers are accounts, folders, sessions. */
function idInAddress({ pathname, search, hash }: Location): string | null {
  const fragment = hash.slice(1), ids = (text: string) => [...new URLSearchParams(text)].filter(([name, value]) => idNames.test(name) && /\d/.test(value));
  const named = [...ids(search), ...ids(fragment.slice(fragment.indexOf("?") + 1))];
  const parts = [pathname, fragment].flatMap((text) => Array.from(text.matchAll(idSegment), ([, name = "", value = ""]) => [name, value]));
  return line([...named, ...parts].map((pair) => pair.join("=")).join(" "), 450);
}

/** What tells this message from others: an id of the page, with what is seen of it, for many an id is a folder's or a reader's. */
function idOf(page: Document, head: Head, sender: string): string | null {
  let id = idInAddress(page.location);
  for (let at: Element | null = head.places[0]?.element ?? null; at !== null && at !== page.body; at = at.parentElement) {
    const value = idAttributes.map((name) => line(at?.getAttribute(name), 400)).find((one) => one !== null && /\d/.test(one));
    if (value === undefined) continue;
    id = value ?? id;
    break;
  }
  const known = head.occurredAt === null ? null : seen(sender, head.occurredAt, head.subject ?? head.heading ?? "");
  return [id, known].filter((one) => one !== null).join(" ") || null;
}

const isPerson = (label: Place["label"]): label is Participant["role"] => label !== null && label !== "subject" && label !== "date";

function messageOf(page: Document, head: Head, participants: Participant[]): OpenMessage {
  const message = idOf(page, head, participants.find(({ role }) => role === "from")?.address ?? "");
  return {
    kind: "message", account: null, participants, subject: head.subject ?? head.heading, occurredAt: head.occurredAt,
    identity: message === null ? null : { messageId: null, webmail: `generic@${page.location.host}`, account: null, thread: null, message },
    list: false,
  };
}

function readOpen(page: Document): OpenMessage | "unreadable" | null {
  const head = headOf(page);
  if (head.places.length === 0) return null;
  if (head.announced === null) return "unreadable";
  return messageOf(page, head, head.announced.flatMap(({ label, name, address }): Participant[] => (isPerson(label) ? [{ role: label, name, address }] : [])));
}

function guessOpen(page: Document): Guess | null {
  const head = headOf(page);
  // Where a list is open, addresses stand in it too: without anything like a subject or a sender it is no message.
  if (head.places.length === 0 || (head.heading === null && head.subject === null && !head.places.some(({ label }) => label === "from"))) return null;
  const found = new Map(head.places.map(({ name, address }) => [address, { role: "from" as const, name, address }]));
  return { kind: "guess", candidates: [...found.values()].slice(0, mostOffered), settle: (one) => messageOf(page, head, [one]) };
}

/** Reads a webmail that nobody has described. */
export const generic: Adapter = {
  webmail: "generic",
  matches: () => true,
  read: (page) => safely(() => readOpen(page), "unreadable"),
  guess: (page) => safely(() => guessOpen(page), null),
  place: (page) => ({ parent: page.body, mode: "fixed" }),
  mail: mainOf,
  // No `concerns`: of an unknown page any text may be the head, or the label before it; instead it is read now and then.
  watch(page) {
    const title = page.querySelector("title");
    return title === null ? [] : [{ target: title, options: { childList: true } }];
  },
  listen(page, changed) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => { timer ??= setTimeout(() => { timer = undefined; changed(); }, pause); };
    const observer = new MutationObserver(soon);
    observer.observe(page.body, { childList: true, subtree: true });
    return () => { clearTimeout(timer); observer.disconnect(); };
  },
  rows: () => [],
  health(page) {
    const head = safely(() => headOf(page), null);
    const by = (has: boolean, signal: string) => (has ? signal : null);
    return { webmail: "generic", facts: {
      open: by((head?.places.length ?? 0) > 0, "addresses above the body"), from: by(head?.announced != null, "label"),
      recipients: by(head?.announced?.some(({ label }) => label === "to") ?? false, "label"), subject: head?.subject ? "label" : by(head?.heading != null, "heading"),
      occurredAt: by(head?.occurredAt != null, "time"),
    } };
  },
};
