/** SOGo, on whatever host: one page with list, message and composer, and windows of one message or draft. */
import { isAutomatic, normalise } from "../../shared/people/address.ts";
import type { Adapter, HeaderFacts, OpenCompose, OpenMessage, Participant } from "./adapter.ts";
import { readDate, readHeaderDate } from "./dates.ts";
import { ask, report, safely } from "./signals.ts";
import type { Signal } from "./signals.ts";
import { fetchHeaders, lastAddress, withAddresses } from "./sogo-headers.ts";
import type { Headers } from "./sogo-headers.ts";
import { listOf } from "./sogo-list.ts";
import { composerOf, isSogo, loginOf, messageOf, ownOf, pathOf, spotOf } from "./sogo-page.ts";
import { keepButton } from "./sogo-room.ts";
import { addressList, displayName, line } from "./text.ts";

/** What the headers of the open message said; one at a time. `null`: asked for, and not told. */
const heard = new WeakMap<Document, { key: string; headers: Headers | null }>();
const told = new WeakMap<Document, () => void>();

const keyOf = (page: Document) => page.location.hash;
const outside = (element: Element | null | undefined): element is Element => element != null && element.closest(".msg-body") === null;
const inMessage = (page: Document, selector: string) => [...messageOf(page)?.querySelectorAll(selector) ?? []].find(outside) ?? null;

const sender: Signal<Participant>[] = ["a[ng-bind*='from[0].email']", "a.md-caption"].map((selector) => ({
  name: `5.8 ${selector}`,
  read(page) {
    const shown = inMessage(page, selector);
    const address = normalise(shown?.textContent ?? "")?.address;
    return address === undefined ? null : { role: "from", name: displayName(shown?.previousElementSibling?.textContent, address), address };
  },
}));
const accountOf = (page: Document) => ownOf(page).accounts[Number(spotOf(page.location)?.account ?? 0)];
const account: Signal<string>[] = [
  { name: "5.8 mailAccounts", read: (page) => accountOf(page)?.addresses[0] ?? null },
  { name: "5.8 UserEmail", read: (page) => ownOf(page).address },
];
const subject: Signal<string>[] = ["h5.sg-md-headline", "[ng-bind='viewer.message.subject']"].map((selector) => ({
  name: `5.8 ${selector}`, read: (page) => line(inMessage(page, selector)?.textContent),
}));
const occurredAt: Signal<string>[] = [
  { name: "5.8 properties", read: (page) => learned(page)?.occurredAt ?? null },
  // SOGo shows its own time zone; that of the browser is the likelier the longer both are the same person's.
  { name: "5.8 time.msg-date", read: (page) => {
    const text = line(inMessage(page, "time.msg-date")?.textContent) ?? "";
    return / (?:UTC|GMT)$/.test(text) ? readHeaderDate(text.replace(/^[^,]*,/, "")) : readDate(text);
  } },
];
const message: Signal<string>[] = [
  { name: "5.8 address", read: ({ location }) => {
    const spot = spotOf(location);
    return spot?.uid == null ? null : line(`${spot.account}/${spot.mailbox}/${spot.uid}`, 500);
  } },
];

const learned = (page: Document) => (heard.get(page)?.key === keyOf(page) ? heard.get(page)?.headers ?? null : null);
/** The names of a field as its chips show them; where somebody has none it is their address. */
const chips = (page: Document, field: string) =>
  [...messageOf(page)?.querySelectorAll(`md-chips[ng-model$='message.${field}'] .md-chip-content`) ?? []].filter(outside).flatMap((chip) => line(chip.textContent, 500) ?? []);

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
    withoutAddress: heard.get(page)?.key === keyOf(page) ? [...to.nameless, ...cc.nameless] : [],
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
  heard.set(page, { key, headers });
  told.get(page)?.();
  return headers === null ? null : { messageId: headers.messageId, occurredAt: headers.occurredAt, list: false };
}

/** SOGo 5.8; other versions as far as their signals agree. */
export const sogo: Adapter = {
  webmail: "sogo",
  matches: isSogo,
  read: (page) => safely(() => { const composer = composerOf(page); return composer === null ? readMessage(page) : readCompose(page, composer); }, "unreadable"),
  // The window's edge: its columns are made anew with each message, and its composer stands over all of them.
  place: (page) => ({ parent: page.body, mode: "fixed" }),
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
  health: (page) => ({ webmail: "sogo", facts: report(page, { account, from: sender, subject, occurredAt, message, recipients: [
    { name: "5.8 properties", read: (document) => (learned(document) === null ? null : true) },
    { name: "5.8 md-chips", read: (document) => (chips(document, "to").length > 0 ? true : null) },
  ] }) }),
};
