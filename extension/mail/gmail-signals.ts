/** Where Gmail's page shows each fact, newest first. The date in a name is when that shape was seen. */
import { normalise } from "../../shared/people/address.ts";
import type { Participant } from "./adapter.ts";
import { readDate } from "./dates.ts";
import { plainId } from "./gmail-place.ts";
import { safely } from "./signals.ts";
import type { Signal } from "./signals.ts";
import { displayName, line } from "./text.ts";

/** Never looked into: message bodies and quoted text. */
export const body = ".ii, .a3s, .adP, [g_editable]";
const outside = (element: Element) => element.closest(body) === null;
const some = (root: ParentNode, selector: string) => [...root.querySelectorAll<HTMLElement>(selector)].filter(outside);

/** What a conversation has and a list has not. */
const telling = "h2.hP, .adn, [data-legacy-message-id]";
const found = new WeakMap<Document, { at: string; main: Element }>();

/** The part of the page that shows the conversation. Sought once an address: the page is large and never at rest. */
export function threadOf(page: Document): Element | null {
  const known = found.get(page);
  if (known?.at === page.location.href && known.main.isConnected && known.main.role === "main" && known.main.querySelector(telling) !== null) return known.main;
  const mains = [...page.querySelectorAll("[role=main]")];
  const main = mains.find((one) => one.querySelector(telling) !== null);
  if (main !== undefined) found.set(page, { at: page.location.href, main });
  return main ?? mains[0] ?? null;
}

const containers: [name: string, selector: string][] = [
  ["2026-09 .adn[data-message-id]", ".adn[data-message-id]"], ["2026-03 .adn[data-legacy-message-id]", ".adn[data-legacy-message-id]"],
  ["2025-08 .gs", ".gs"], ["2026-09 listitem", "[role=listitem][aria-expanded=true]"], ["2026-07 .h7", ".h7"],
];
const senders = "span.gD[email], h3 span[email], td.gF span[email], .gE span[email]";

const opened: Signal<HTMLElement>[] = containers.map(([name, selector]) => ({
  name,
  // The last one that is open is the newest; collapsed ones show no sender's address in these places.
  read: (page) => some(threadOf(page) ?? page, selector).findLast((one) => one.querySelector(senders) !== null) ?? null,
}));
/** The newest message that is unfolded. */
export const openMessage: readonly Signal<HTMLElement>[] = opened;

const inOpen = <T>(name: string, read: (message: HTMLElement) => T | null): Signal<T> => ({
  name,
  read: (page) => {
    for (const signal of opened) {
      const found = safely(() => signal.read(page), null);
      if (found !== null) return read(found);
    }
    return null;
  },
});

function participant(element: Element | undefined, role: Participant["role"]): Participant | null {
  const address = normalise(element?.getAttribute("email") ?? element?.getAttribute("data-hovercard-id") ?? "")?.address;
  return element === undefined || address === undefined ? null : { role, name: displayName(element.getAttribute("name") ?? element.textContent, address), address };
}

const senderAt = (name: string, selector: string) => inOpen(name, (message) => participant(some(message, selector)[0], "from"));
export const from: readonly Signal<Participant>[] = [
  senderAt("2025-08 span.gD[email]", "span.gD[email]"), senderAt("2025-08 h3 span[email]", "h3 span[email]"),
  senderAt("2023-11 td.gF span[email]", "td.gF span[email]"), senderAt("2021-10 .gE span[email]", ".gE span[email]"),
];

const recipientsAt = (name: string, selector: string) => inOpen(name, (message) => {
  const found = some(message, selector).flatMap((element) => participant(element, "to") ?? []);
  return found.length > 0 ? found : null;
});
/** The page tells "to" from "cc" only by words of its language, so all count as "to". */
export const recipients: readonly Signal<Participant[]>[] = [
  recipientsAt("2025-08 .hb span.g2[email]", ".hb span.g2[email]"), recipientsAt("2023-11 .hb span[email]", ".hb span[email]"),
  recipientsAt("2026-03 span.g2[email]", "span.g2[email]"),
];

function withEmoji(element: Element | undefined): string | null {
  if (element === undefined) return null;
  const text = [...element.childNodes].map((node) => node.nodeType === 3 ? node.nodeValue
    : node.nodeName === "IMG" ? (node as Element).getAttribute("data-emoji") : node.textContent);
  return line(text.join(""));
}
const heading = (name: string, selector: string): Signal<string> => ({ name, read: (page) => withEmoji(some(threadOf(page) ?? page, selector)[0]) });
export const subject: readonly Signal<string>[] = [
  heading("2026-09 h2.hP", "h2.hP"), heading("2025-11 h2[data-legacy-thread-id]", "h2[data-legacy-thread-id]"), heading("2026-04 .ha h2", ".ha h2"),
];

const dateAt = (name: string, selector: string) => inOpen(name, (message) => readDate(some(message, selector)[0]?.getAttribute("title")));
export const occurredAt: readonly Signal<string>[] = [
  dateAt("2025-08 span.g3[title]", "span.g3[title]"), dateAt("2021-10 .gK [title]", ".gK [title]"),
];

const idAt = (name: string, selector: string, attribute: string): Signal<string> => ({
  name, read: (page) => plainId(some(threadOf(page) ?? page, selector).map((one) => plainId(one.getAttribute(attribute))).find((id) => id !== null)),
});
export const thread: readonly Signal<string>[] = [
  idAt("2025-11 h2[data-legacy-thread-id]", "h2[data-legacy-thread-id]", "data-legacy-thread-id"),
  idAt("2024-04 [data-legacy-thread-id]", ":not(tr)[data-legacy-thread-id]", "data-legacy-thread-id"),
  idAt("2026-09 h2[data-thread-perm-id]", "[data-thread-perm-id]", "data-thread-perm-id"),
];

const messageIdAt = (name: string, attribute: string) => inOpen(name, (message) =>
  plainId(message.getAttribute(attribute)) ?? plainId((message.querySelector(`[${attribute}]`) ?? message.closest(`[${attribute}]`))?.getAttribute(attribute)));
export const message: readonly Signal<string>[] = [
  messageIdAt("2026-03 data-legacy-message-id", "data-legacy-message-id"), messageIdAt("2026-09 data-message-id", "data-message-id"),
];

export const account: readonly Signal<string>[] = [
  { name: "2024-01 account button", read: (page) => {
    const label = page.querySelector("a[href*='accounts.google.com/SignOutOptions'][aria-label]")?.getAttribute("aria-label") ?? "";
    return normalise(/[(（]([^()（）\s]+@[^()（）\s]+)[)）]\s*$/.exec(label)?.[1] ?? "")?.address ?? null;
  } },
  // The subject stands before it, so only the last address, before the product's name, is Gmail's own.
  { name: "2019-01 title", read: (page) => normalise(/ - (\S+@\S+) - [^@]*$/.exec(page.title)?.[1] ?? "")?.address ?? null },
  { name: "2015-01 account menu", read: (page) => {
    const leaves = [...page.querySelectorAll("[role=banner] [class^=gb_]")].filter((one) => one.childElementCount === 0);
    return leaves.map((leaf) => normalise(leaf.textContent ?? "")?.address).find((found) => found !== undefined) ?? null;
  } },
];
