/**
 * Any other webmail, where the person asked for it: sure only where the sender is announced as such; else it offers whom it
 * found, and the person says who it is. No marks in the list: rows of an unknown page cannot be told from anything else.
 */
import type { Adapter, Guess, OpenMessage, Participant } from "./adapter.ts";
import { headOf, mainOf, type Head, type Place } from "./generic-head.ts";
import { safely } from "./signals.ts";
import { line } from "./text.ts";

/** How long an unknown page is left alone between two readings, milliseconds. */
const pause = 400;
const mostOffered = 6;

const idAttributes = ["data-message-id", "data-msgid", "data-msg-id", "data-mid", "data-uid", "data-mail-id", "data-id"];
const idNames = /^_?(?:m(?:sg|ail|essage)?_?-?(?:id|uid)?|u?id|thread_?-?(?:id)?|conversation_?-?(?:id)?)$/i;

/** What tells this message from others in the page's address: an id among its parameters, or digits in its path or hash. */
function idInAddress({ pathname, search, hash }: Location): string | null {
  const named = [...new URLSearchParams(search)].filter(([name, value]) => idNames.test(name) && /\d/.test(value)).map(([name, value]) => `${name}=${value}`);
  const fragment = hash.replace(/[?&](?:sid|session|token|auth)[^&]*/gi, "");
  const parts = [/\d{2}/.test(pathname) ? pathname : "", named.join("&"), /\d/.test(fragment) ? fragment : ""].filter((part) => part !== "");
  return line(parts.join(" "), 500);
}

/** A short name of a text, the same for the same text (FNV-1a). */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16);
}

function idOf(page: Document, head: Head, sender: string): string | null {
  for (let at: Element | null = head.places[0]?.element ?? null; at !== null && at !== page.body; at = at.parentElement) {
    for (const name of idAttributes) {
      const value = line(at.getAttribute(name), 400);
      if (value !== null && /\d/.test(value)) return value;
    }
  }
  const inAddress = idInAddress(page.location);
  if (inAddress !== null) return inAddress;
  return head.occurredAt === null ? null : `seen ${digest(`${sender}\n${head.occurredAt}\n${head.subject ?? head.heading ?? ""}`)}`;
}

const isPerson = (label: Place["label"]): label is Participant["role"] => label !== null && label !== "subject" && label !== "date";

/** The sender, where the page leaves no doubt: announced as the sender, alone as such, and nobody unannounced before them. */
function announced({ places }: Head): Place | null {
  const senders = new Set(places.filter(({ label }) => label === "from").map(({ address }) => address));
  const first = places.findIndex(({ label }) => label === "from");
  return senders.size === 1 && places.slice(0, first).every(({ label }) => isPerson(label)) ? places[first] ?? null : null;
}

function messageOf(page: Document, head: Head, participants: Participant[]): OpenMessage {
  const sender = participants.find(({ role }) => role === "from")?.address ?? "";
  return {
    kind: "message", account: null, participants, subject: head.subject ?? head.heading, occurredAt: head.occurredAt,
    identity: { messageId: null, webmail: `generic@${page.location.host}`, account: null, thread: null, message: idOf(page, head, sender) },
    list: false,
  };
}

function readOpen(page: Document): OpenMessage | "unreadable" | null {
  const head = headOf(page);
  if (head.places.length === 0) return null;
  if (announced(head) === null) return "unreadable";
  return messageOf(page, head, head.places.flatMap(({ label, name, address }): Participant[] => (isPerson(label) ? [{ role: label, name, address }] : [])));
}

function guessOpen(page: Document): Guess | null {
  const head = headOf(page);
  // Where a list is open, addresses stand in it too: without anything like a subject it is no message.
  if (head.places.length === 0 || (head.heading === null && head.subject === null)) return null;
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
      open: by((head?.places.length ?? 0) > 0, "addresses above the body"), from: by(head !== null && announced(head) !== null, "label"),
      recipients: by(head?.places.some(({ label }) => label === "to") ?? false, "label"), subject: head?.subject ? "label" : by(head?.heading != null, "heading"),
      occurredAt: by(head?.occurredAt != null, "time"),
    } };
  },
};
