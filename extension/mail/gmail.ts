/** Gmail's conversation view and lists. Every fact has several signals (see `gmail-signals.ts`), since its class names change without notice. */
import { isAutomatic, normalise } from "../../shared/people/address.ts";
import type { Adapter, Open, Participant, Row } from "./adapter.ts";
import { concerns } from "./concerns.ts";
import { conversationToken } from "./gmail-place.ts";
import * as facts from "./gmail-signals.ts";
import { ask, report, safely } from "./signals.ts";

/** Whether what the page shows is what its address says: after leaving a conversation its elements stay for a while. */
function isCurrent(token: string, thread: string | null): boolean {
  return thread === null || !/^[0-9a-f]{15,16}$/.test(token) || !/^[0-9a-f]{15,16}$/.test(thread) || token === thread;
}

function readOpen(page: Document): Open | "unreadable" | null {
  const token = conversationToken(page.location);
  const main = token === null ? null : facts.threadOf(page);
  if (token === null || main === null) return null;
  const from = ask(page, facts.from), message = ask(page, facts.message), thread = ask(page, facts.thread);
  if (!isCurrent(token, thread)) return null;
  if (from === null || message === null) return main.childElementCount === 0 ? null : "unreadable";
  const account = ask(page, facts.account);
  // The owner's name is the word "me" in the page's language.
  const participants: Participant[] = [from, ...ask(page, facts.recipients) ?? []].map((one) => one.address === account ? { ...one, name: null } : one);
  return {
    kind: "message", account, participants, subject: ask(page, facts.subject), occurredAt: ask(page, facts.occurredAt),
    identity: { messageId: null, webmail: "gmail", account, thread: thread ?? token, message },
    list: participants.some((one) => one.role === "to" && isAutomatic(one.address)),
  };
}

const row = "tr.zA";
const owners = new WeakMap<Document, string | null>();

/** The mailbox's owner, sought once a page. */
function ownerOf(page: Document): string | null {
  if (!owners.has(page)) owners.set(page, ask(page, facts.account));
  return owners.get(page) ?? null;
}

function rowOf(element: HTMLElement): Row | null {
  const own = ownerOf(element.ownerDocument);
  const anchor = element.querySelector<HTMLElement>(".yW");
  const people = anchor?.querySelectorAll("[email]") ?? [];
  // The last who wrote, and rather somebody else than the mailbox's owner.
  let address: string | undefined;
  for (let i = people.length - 1; i >= 0; i--) {
    const one = normalise(people[i]?.getAttribute("email") ?? "")?.address;
    if (one !== undefined && one !== own) return { element, address: one, anchor: anchor as HTMLElement };
    address ??= one;
  }
  return address === undefined || anchor === null ? null : { element, address, anchor };
}

export const gmail: Adapter = {
  webmail: "gmail",
  matches: (document) => document.location.hostname === "mail.google.com",
  read: (document) => safely(() => readOpen(document), "unreadable"),
  /**
   * The window's edge, with the page made narrower by the overlay's width (a margin on `body`, set by who mounts it), so
   * that nothing is covered: Gmail's own columns are named by classes that change, and are laid out by its scripts.
   */
  place: (document) => ({ parent: document.body, mode: "fixed" }),
  mail: (document) => safely(() => facts.threadOf(document), null) ?? document.body,
  watch(document) {
    const title = document.head?.querySelector("title") ?? null;
    return [
      ...(title === null ? [] : [{ target: title, options: { childList: true } }]),
      { target: document.body, options: {
        childList: true, subtree: true, attributes: true, attributeFilter: ["aria-expanded", "data-legacy-message-id", "data-legacy-thread-id", "role"],
      } },
    ];
  },
  // The title changes with the address, and is small.
  concerns: (record) => record.target.nodeName === "TITLE"
    || (conversationToken((record.target.ownerDocument ?? document).location) !== null && concerns(record, { open: "[role=main]", aside: `${row}, ${facts.body}` })),
  listen(document, changed) {
    const view = document.defaultView;
    view?.addEventListener("hashchange", changed);
    view?.addEventListener("popstate", changed);
    return () => { view?.removeEventListener("hashchange", changed); view?.removeEventListener("popstate", changed); };
  },
  rows: (document) => safely(() => Array.from(document.querySelectorAll<HTMLElement>(row), rowOf).filter((one) => one !== null), []),
  row: { at: row, read: (element) => safely(() => rowOf(element), null) },
  health: (document) => ({ webmail: "gmail", facts: report(document, {
    open: facts.openMessage, account: facts.account, from: facts.from, recipients: facts.recipients, subject: facts.subject,
    occurredAt: facts.occurredAt, thread: facts.thread, message: facts.message,
  }) }),
};
