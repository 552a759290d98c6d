/** Roundcube, on whatever host: list with preview, full view, own window, composer. Only the top document is read from; it reads its preview frame itself. */
import { normalise } from "../../shared/people/address.ts";
import type { Adapter, OpenCompose, OpenMessage, Row } from "./adapter.ts";
import { readDate } from "./dates.ts";
import { listenToFrame } from "./frame.ts";
import { fetchHeaders } from "./roundcube-headers.ts";
import { actionOf, headerOf, isRoundcube, messagePage, previewFrame, setting, settingsOf } from "./roundcube-page.ts";
import { linkedAddress, participantsOf, recipientsOf, withSentName } from "./roundcube-people.ts";
import { ask, healthOf, safely } from "./signals.ts";
import type { Signal } from "./signals.ts";
import { line } from "./text.ts";

const inHeader = (top: Document) => headerOf(messagePage(top));
const addressOf = (text: string | null | undefined) => normalise(/<([^<>]+)>\s*$/.exec(text ?? "")?.[1] ?? text ?? "")?.address ?? null;
/** A heading's own text, without the hidden label and the buttons in it. */
const ownText = (element: Element | null | undefined) =>
  line([...element?.childNodes ?? []].filter((node) => node.nodeType === 3).map((node) => node.nodeValue).join(""));

const account: Signal<string>[] = [
  { name: "1.4 .header-title.username", read: (top) => addressOf(top.querySelector(".header-title.username")?.textContent) },
  { name: "larry .username", read: (top) => addressOf(top.querySelector("#topnav .username, #header .username")?.textContent) },
  { name: "1.4 env.username", read: (top) => addressOf(setting(messagePage(top) ?? top, "username")) },
  // Last: what is chosen there may be an alias.
  { name: "1.4 #_from", read: (top) => addressOf(top.querySelector<HTMLSelectElement>("select#_from")?.selectedOptions[0]?.textContent) },
];
const subject: Signal<string>[] = [
  { name: "1.4 h2.subject", read: (top) => ownText(inHeader(top)?.querySelector("h2.subject")) },
  { name: "larry h2.subject", read: (top) => ownText(messagePage(top)?.querySelector("h2.subject")) },
];
const occurredAt: Signal<string>[] = [
  // The summary has the long form always; the table says "Today 14:02" for what is new.
  { name: "1.4 .header-summary", read: (top) => readDate(inHeader(top)?.querySelector(".header-summary .text-nowrap")?.textContent) },
  { name: "1.0 td.header.date", read: (top) => readDate(inHeader(top)?.querySelector("td.header.date")?.textContent) },
];
const message: Signal<string>[] = [
  { name: "1.0 address", read: (top) => {
    const asked = new URLSearchParams(messagePage(top)?.location?.search ?? "");
    return inMailbox(asked.get("_mbox"), asked.get("_uid"));
  } },
  { name: "1.0 env.uid", read: (top) => {
    const page = messagePage(top);
    return page === null ? null : inMailbox(setting(page, "mailbox"), setting(page, "uid"));
  } },
  { name: "1.4 a.extwin", read: (top) => {
    const link = new URLSearchParams(inHeader(top)?.querySelector("a.extwin")?.getAttribute("href")?.split("?")[1] ?? "");
    return inMailbox(link.get("_mbox"), link.get("_uid"));
  } },
];
function inMailbox(mailbox: string | null, uid: string | null): string | null {
  return mailbox !== null && mailbox !== "" && uid !== null && /^[\w.-]+$/.test(uid) ? line(`${mailbox}/${uid}`, 500) : null;
}

function readMessage(top: Document): OpenMessage | "unreadable" | null {
  const page = messagePage(top);
  if (page === null || page.body?.classList.contains("task-error")) return null;
  const header = headerOf(page);
  if (header === null) return page.readyState === "loading" ? null : "unreadable";
  const participants = withSentName(participantsOf(header), setting(page, "sender"));
  const id = ask(top, message);
  if (id === null || (participants.length === 0 && header.querySelector("td.header") === null)) return "unreadable";
  const own = ask(top, account);
  return {
    kind: "message", account: own, participants, subject: ask(top, subject), occurredAt: ask(top, occurredAt),
    // The sign-in name is the same in every view; the address is shown in some only.
    identity: { messageId: null, webmail: `roundcube@${top.location.host}`, account: line(setting(page, "username"), 320) ?? own, thread: null, message: id },
    list: settingsOf(page)["list_post"] === true || header.querySelector("td.header.mail-followup-to") !== null,
  };
}

function readCompose(top: Document): OpenCompose {
  const typed = top.querySelector<HTMLInputElement>("input#compose-subject, input[name=_subject]")?.value;
  const aliases = Array.from(top.querySelectorAll("select#_from option"), (option) => addressOf(option.textContent)).filter((address) => address !== null);
  return { kind: "compose", account: ask(top, account), ...(aliases.length > 0 && { aliases }), participants: recipientsOf(top), subject: line(typed) };
}

const row = "#messagelist tbody tr.message";
function rowOf(element: HTMLElement): Row | null {
  const person = element.querySelector<HTMLElement>(".fromto .rcmContactAddress, .fromto [title*='@']");
  const address = person === null ? null : linkedAddress(person);
  const anchor = person?.closest<HTMLElement>(".fromto");
  return person === null || address === null || anchor == null ? null : { element, address, anchor };
}

/** Roundcube 1.4 to 1.6; older skins as far as their signals agree. */
export const roundcube: Adapter = {
  webmail: "roundcube",
  matches: isRoundcube,
  read: (document) => safely(() => actionOf(document) === "compose" ? readCompose(document) : readMessage(document), "unreadable"),
  /** Elastic's columns are a flex row: a last child of fixed width makes the others narrower and covers nothing. Other skins have no row: the window's edge. */
  place(document) {
    const row = document.getElementById("layout");
    return row === null ? { parent: document.body, mode: "fixed" } : { parent: row, mode: "beside" };
  },
  mail: (document) => document.getElementById("layout-content") ?? previewFrame(document) ?? document.body,
  watch(document) {
    // Children alone: rows, their table's bodies and chips come and go as such, and our own marks inside a row are no news.
    const lists = [...document.querySelectorAll("#messagelist, #messagelist > tbody, #compose-headers .recipient-input")];
    const header = safely(() => inHeader(document), null);
    return [
      ...lists.map((target) => ({ target, options: { childList: true } })),
      ...(header === null ? [] : [{ target: header, options: { childList: true, subtree: true } }]),
    ];
  },
  listen: (top, changed) => listenToFrame(previewFrame(top), changed),
  rows: (document) => safely(() => Array.from(document.querySelectorAll<HTMLElement>(row), rowOf).filter((one) => one !== null), []),
  row: { at: row, attributes: ["title"], read: (element) => safely(() => rowOf(element), null) },
  headers: ({ identity }, document, signal) => (identity?.message == null ? Promise.resolve(null) : fetchHeaders(document, identity.message, signal)),
  messageId: async ({ identity }, document, signal) => (identity?.message == null ? null : (await fetchHeaders(document, identity.message, signal))?.messageId ?? null),
  health(document) {
    const from: Signal<true>[] = [{ name: "1.0 td.header.from", read: (top) => {
      const header = inHeader(top);
      return header !== null && participantsOf(header).some((one) => one.role === "from") ? true : null;
    } }];
    return { webmail: "roundcube", ...healthOf(document, { account, from, subject, occurredAt, message }) };
  },
};
