/** SOGo, on whatever host: one page with list, message and composer, and windows of one message or draft. */
import { isAutomatic, normalise } from "../../shared/people/address.ts";
import type { Adapter, HeaderFacts, OpenCompose, OpenMessage, Participant } from "./adapter.ts";
import { ask, healthOf, safely } from "./signals.ts";
import { fetchHeaders, lastAddress, withAddresses } from "./sogo-headers.ts";
import { listOf } from "./sogo-list.ts";
import { composerOf, isSogo, loginOf, messageOf, pathOf, spotOf } from "./sogo-page.ts";
import { keepButton } from "./sogo-room.ts";
import { account, accountOf, allInMessage, hear, isHeard, keyOf, learned, message, occurredAt, sender, subject } from "./sogo-signals.ts";
import { addressList, line } from "./text.ts";

const told = new WeakMap<Document, () => void>();

/** The names of a field as its chips show them; where somebody has none it is their address. */
const chips = (page: Document, field: string) =>
  allInMessage(page, `md-chips[ng-model$='message.${field}'] .md-chip-content`).flatMap((chip) => line(chip.textContent, 500) ?? []);

/** The people of one field, and the names among them without an address. */
function fieldOf(page: Document, role: "to" | "cc"): { people: Participant[]; nameless: string[] } {
  const names = chips(page, role);
  const people = withAddresses(role, names, learned(page)?.[role] ?? "");
  if (people !== null) return { people, nameless: [] };
  const alone = names.flatMap((name) => { const address = normalise(name)?.address; return address === undefined ? [] : [{ role, name: null, address }]; });
  const own = accountOf(page)?.names ?? [];
  return { people: alone, nameless: names.filter((name) => normalise(name) === null && !own.includes(name)) };
}

function readMessage(page: Document): OpenMessage | "unreadable" | null {
  const shown = messageOf(page), id = ask(page, message);
  if (shown === null || id === null || shown.querySelector(".sg-md-headline, .msg-body") === null) return null;
  const from = ask(page, sender);
  if (from === null) return "unreadable";
  const to = fieldOf(page, "to"), cc = fieldOf(page, "cc");
  const participants = [from, ...to.people, ...cc.people];
  return {
    kind: "message", account: ask(page, account), participants, subject: ask(page, subject), occurredAt: ask(page, occurredAt),
    identity: { messageId: null, webmail: `sogo@${page.location.host}`, account: loginOf(page.location), thread: null, message: id },
    list: participants.some((one) => one.role === "to" && isAutomatic(one.address)),
    // Until they were asked for, nobody is missing.
    withoutAddress: isHeard(page) ? [...to.nameless, ...cc.nameless] : [],
  };
}

function readCompose(page: Document, composer: HTMLElement): OpenCompose {
  const typed = (field: string) => [...composer.querySelectorAll(`md-chips[ng-model$='editable.${field}'] .md-chip-content`)].flatMap((chip) => {
    // The button that opens a list of people says how many they are.
    const words = [...(chip.querySelector(".sg-tile-content") ?? chip).childNodes].filter((node) => node.nodeType === 3).map((node) => node.nodeValue).join("");
    return addressList(words.replace(/[,\s]+$/, "")).slice(-1);
  });
  return {
    kind: "compose", account: ask(page, account), subject: line(composer.querySelector<HTMLInputElement>("input[name=subject]")?.value),
    participants: [...typed("to").map((one) => ({ role: "to" as const, ...one })), ...[...typed("cc"), ...typed("bcc")].map((one) => ({ role: "cc" as const, ...one }))],
  };
}

/** The open message's headers; the same sender must stand on the page, or they are another's. */
async function headersOf(page: Document, signal: AbortSignal): Promise<HeaderFacts | null> {
  const key = keyOf(page), spot = spotOf(page.location), path = spot === null ? null : pathOf(page.location, spot);
  const shown = ask(page, sender)?.address;
  const found = path === null ? null : await fetchHeaders(path, signal).catch(() => null);
  if (signal.aborted) return null;
  const headers = found !== null && lastAddress(found.from) === shown ? found : null;
  hear(page, key, headers);
  told.get(page)?.();
  return headers === null ? null : { messageId: headers.messageId, occurredAt: headers.occurredAt, list: false };
}

/** SOGo 5.8; other versions as far as their signals agree. */
export const sogo: Adapter = {
  webmail: "sogo",
  matches: isSogo,
  read: (page) => safely(() => { const composer = composerOf(page); return composer === null ? readMessage(page) : readCompose(page, composer); }, "unreadable"),
  // The window's edge: its columns are made anew with each message, and its composer stands over all of them. Outside the body,
  // whose other children the composer hides from screen readers.
  place: (page) => ({ parent: page.documentElement, mode: "fixed" }),
  mail: (page) => composerOf(page) ?? page.querySelector(".view-detail:not(.ng-leave)") ?? page.body,
  watch(page) {
    const detail = messageOf(page), composer = composerOf(page), list = page.querySelector("#messagesList .md-virtual-repeat-offsetter");
    const columns = page.querySelector(".view-detail")?.parentElement;
    const below = { childList: true, subtree: true };
    return [
      // Dialogs come and go as the body's own children, columns as their row's.
      { target: page.body, options: { childList: true } },
      ...(columns == null ? [] : [{ target: columns, options: { childList: true } }]),
      ...(list === null ? [] : [{ target: list, options: below }]),
      ...[...detail?.children ?? []].filter((part) => part.querySelector(".msg-body") === null).map((target) => ({ target, options: { ...below, characterData: true } })),
      ...(composer === null ? [] : [...composer.querySelectorAll("md-chips-wrap")].map((target) => ({ target, options: { childList: true } }))),
    ];
  },
  listen(page, changed) {
    told.set(page, changed);
    const release = keepButton(page);
    return () => { release(); told.delete(page); };
  },
  rows: (page) => safely(() => listOf(page, () => told.get(page)?.()), []),
  headers: (_open, page, signal) => headersOf(page, signal),
  messageId: async (_open, page, signal) => (await headersOf(page, signal))?.messageId ?? null,
  health: (page) => ({ webmail: "sogo", ...healthOf(page, { account, from: sender, subject, occurredAt, message, recipients: [
    { name: "5.8 properties", read: (document) => (learned(document) === null ? null : true) },
    { name: "5.8 md-chips", read: (document) => (chips(document, "to").length > 0 ? true : null) },
  ] }) }),
};
