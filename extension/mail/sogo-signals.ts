/** Where SOGo's page tells what of the open message. Facts of SOGo 5.8. */
import { normalise } from "../../shared/people/address.ts";
import type { Participant } from "./adapter.ts";
import { readHeaderDate } from "./dates.ts";
import type { Signal } from "./signals.ts";
import type { Headers } from "./sogo-headers.ts";
import { messageOf, ownOf, spotOf } from "./sogo-page.ts";
import { displayName, line } from "./text.ts";

/** What the headers of the open message said; one at a time. `null`: asked for, and not told. */
const heard = new WeakMap<Document, { key: string; headers: Headers | null }>();

/** What tells one open message of a page from another. */
export const keyOf = (page: Document) => page.location.hash;
/** Keeps what was answered for the message of this key. */
export const hear = (page: Document, key: string, headers: Headers | null) => { heard.set(page, { key, headers }); };
/** Whether the open message's headers were asked for and answered, well or not. */
export const isHeard = (page: Document) => heard.get(page)?.key === keyOf(page);
/** The open message's headers, as far as they are known. */
export const learned = (page: Document) => (isHeard(page) ? heard.get(page)?.headers ?? null : null);

const outside = (element: Element) => element.closest(".msg-body") === null;
/** All of the open message that match, none of its body. */
export const allInMessage = (page: Document, selector: string) => [...messageOf(page)?.querySelectorAll(selector) ?? []].filter(outside);
const inMessage = (page: Document, selector: string) => allInMessage(page, selector)[0] ?? null;

export const sender: Signal<Participant>[] = ["a[ng-bind*='from[0].email']", "a.md-caption"].map((selector) => ({
  name: `5.8 ${selector}`,
  read(page) {
    const shown = inMessage(page, selector);
    const address = normalise(shown?.textContent ?? "")?.address;
    return address === undefined ? null : { role: "from", name: displayName(shown?.previousElementSibling?.textContent, address), address };
  },
}));
/** The account whose mailbox is open. */
export const accountOf = (page: Document) => ownOf(page).accounts[Number(spotOf(page.location)?.account ?? 0)];
export const account: Signal<string>[] = [
  { name: "5.8 mailAccounts", read: (page) => accountOf(page)?.addresses[0] ?? null },
  { name: "5.8 UserEmail", read: (page) => ownOf(page).address },
];
export const subject: Signal<string>[] = ["h5.sg-md-headline", "[ng-bind='viewer.message.subject']"].map((selector) => ({
  name: `5.8 ${selector}`, read: (page) => line(inMessage(page, selector)?.textContent),
}));
export const occurredAt: Signal<string>[] = [
  { name: "5.8 properties", read: (page) => learned(page)?.occurredAt ?? null },
  // With its time zone, in the person's language: English is read, any other waits for the properties.
  { name: "5.8 time.msg-date", read: (page) => {
    const [, day] = /^[A-Z][a-z]+day, (.*)$/.exec(line(inMessage(page, "time.msg-date")?.textContent) ?? "") ?? [];
    return readHeaderDate(day ?? null);
  } },
];
export const message: Signal<string>[] = [
  { name: "5.8 address", read: ({ location }) => {
    const spot = spotOf(location);
    return spot?.uid == null ? null : line(`${spot.account}/${spot.mailbox}/${spot.uid}`, 500);
  } },
];
