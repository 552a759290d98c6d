/** Yahoo Mail on pages of our own. */
import { seen } from "../../../../extension/mail/reading/digest.ts";
import { yahoo } from "../../../../extension/mail/sites/yahoo.ts";
import { specOf } from "../spec-of.ts";

const conversation = "https://mail.yahoo.com/d/folders/1/messages/AKx9bQ?.intl=de&.lang=de-DE";
/** Told by its conversation, its sender and its time. */
const told = (address: string, at: string) => ({
  messageId: null,
  webmail: "yahoo",
  account: null,
  thread: "AKx9bQ",
  message: seen(address, at),
});
/** Where no time can be read nothing tells it. */
const message = { kind: "message" as const, account: null, list: false, identity: null };
const dana = {
  role: "from" as const,
  name: "boss@trap.example",
  address: "dana@harlow-marine.example",
};
const time = new Date(2026, 10, 2, 14, 2).toISOString();
const german = {
  ...message,
  identity: told(dana.address, time),
  subject: "Überholung der Selkie <img src=x onerror=alert(1)>",
  occurredAt: time,
  participants: [
    dana,
    { role: "to" as const, name: null, address: "rep@regards.example" },
    { role: "from" as const, name: "Kim Berg", address: "kim@fjord.example", earlier: 1 },
  ],
};
const rename = (page: Document, from: string, to: string) => {
  for (const one of page.querySelectorAll(`[data-test-id=${from}]`))
    one.setAttribute("data-test-id", to);
};

const reply = [
  { role: "to" as const, name: "Dana Harlow", address: "dana@harlow-marine.example" },
  { role: "to" as const, name: null, address: "kim@fjord.example" },
];

specOf(yahoo, {
  conversation: { at: conversation, open: german, rows: [] },
  answering: { at: conversation, open: { ...german, reply } },
  "without the thread's own part": {
    page: "conversation",
    at: conversation,
    change: (page) => rename(page, "message-group-view-scroller", "x"),
    open: german,
  },
  "folded, all of it": {
    page: "conversation",
    at: conversation,
    change: (page) => page.querySelector("[data-test-expanded=true]")?.parentElement?.remove(),
    open: {
      ...message,
      subject: german.subject,
      occurredAt: null,
      participants: [{ role: "from", name: "Kim Berg", address: "kim@fjord.example" }],
    },
  },
  message: {
    at: "https://mail.yahoo.com/n/inbox/all/messages/AKx9bQ",
    open: {
      ...message,
      identity: told("meiling@harbour.example", "2026-11-02T14:02:00.000Z"),
      subject: "報價單",
      occurredAt: "2026-11-02T14:02:00.000Z",
      participants: [{ role: "from", name: "陳美玲", address: "meiling@harbour.example" }],
    },
  },
  "one that shows an address and nothing else": {
    page: "names-only",
    at: conversation,
    change: (page) => {
      const pill = page.querySelector("[data-test-id=email-pill]");
      pill?.removeAttribute("title");
      if (pill) pill.textContent = "dana@harlow-marine.example";
    },
    open: {
      ...message,
      subject: "Hello",
      occurredAt: null,
      participants: [{ role: "from", name: null, address: "dana@harlow-marine.example" }],
    },
  },
  "the next of the same conversation": {
    page: "conversation",
    at: conversation,
    change: (page) =>
      page
        .querySelector("[data-test-id=message-date]")
        ?.setAttribute("title", "3. 11. 2026, 09:05"),
    open: {
      ...german,
      identity: told(dana.address, new Date(2026, 10, 3, 9, 5).toISOString()),
      occurredAt: new Date(2026, 10, 3, 9, 5).toISOString(),
    },
  },
  "names-only": { at: conversation, open: "unreadable" },
  "a conversation without an id in the address": {
    page: "conversation",
    at: "https://mail.yahoo.com/d/folders/1",
    open: { ...german, identity: null },
  },
  compose: {
    at: "https://mail.yahoo.com/d/compose/1",
    open: {
      kind: "compose",
      account: null,
      subject: "Angebot",
      withoutAddress: ["Ohne Adresse"],
      participants: reply,
    },
  },
  list: {
    at: "https://mail.yahoo.com/n/inbox/all",
    open: null,
    rows: ["kim@fjord.example", "dana@harlow-marine.example"],
  },
});
