/** Fastmail on pages of our own. */
import { fastmail } from "../../../../extension/mail/sites/fastmail.ts";
import { specOf } from "../spec-of.ts";

const message = (id: string) => ({
  kind: "message" as const,
  account: null,
  list: false,
  identity: { messageId: null, webmail: "fastmail", account: null, thread: "T77xy", message: id },
});
const german = {
  ...message("M22bb"),
  subject: "Überholung der Selkie <b>trap@subject.example</b>",
  occurredAt: "2026-11-02T14:02:00.000Z",
  withoutAddress: ["Einkauf"],
  participants: [
    { role: "from" as const, name: "Dana Harlow", address: "dana@harlow-marine.example" },
    { role: "to" as const, name: "Robin Rep", address: "rep@regards.example" },
    { role: "to" as const, name: "Kim Berg", address: "kim@fjord.example" },
    { role: "from" as const, name: "Kim Berg", address: "kim@fjord.example", earlier: 1 },
    { role: "from" as const, name: "Gefaltet", address: "folded@fjord.example", earlier: 1 },
  ],
};

const reply = [
  { role: "to" as const, name: null, address: "dana@harlow-marine.example" },
  { role: "to" as const, name: null, address: "kim@fjord.example" },
  { role: "cc" as const, name: null, address: "ada@fjord.example" },
];

specOf(fastmail, {
  conversation: {
    at: "https://app.fastmail.com/mail/Inbox/T77xy?u=a9c14066",
    open: german,
    rows: [],
  },
  answering: { at: "https://app.fastmail.com/mail/Inbox/T77xy", open: { ...german, reply } },
  "a conversation with the message in the address": {
    page: "conversation",
    at: "https://www.fastmail.com/mail/Inbox/M22bb.T77xy?u=a9c14066",
    open: german,
  },
  "a conversation of another name": {
    page: "conversation",
    at: "https://app.fastmail.com/mail/search:dana/T77xy.M22bb",
    open: german,
    change: (page) => {
      page.querySelector(".v-Thread")?.classList.remove("v-Thread");
    },
  },
  "one whose card has the id": {
    page: "conversation",
    at: "https://app.fastmail.com/mail/Inbox/T77xy",
    open: german,
    change: (page) => {
      const of = page.querySelector("#v92 .v-Message");
      of?.removeAttribute("data-message-id");
      page.querySelector("#v92")?.setAttribute("data-message-id", "M22bb");
    },
  },
  "unknown-sender": {
    at: "https://app.fastmail.com/mail/Inbox/T77xy?u=a9c14066",
    // Neither its own id nor its time: nothing tells it from others of the conversation.
    open: {
      ...message(""),
      identity: null,
      subject: "报价",
      occurredAt: null,
      participants: [
        { role: "from", name: "boss@trap.example", address: "meiling@harbour.example" },
      ],
    },
  },
  "names-only": { at: "https://app.fastmail.com/mail/Inbox/T77xy", open: "unreadable" },
  compose: {
    at: "https://app.fastmail.com/mail/Inbox/compose?u=a9c14066",
    open: { kind: "compose", account: null, subject: "报价", participants: reply },
  },
  list: {
    at: "https://app.fastmail.com/mail/Inbox/?u=a9c14066",
    open: null,
    rows: ["kim@fjord.example", "dana@harlow-marine.example"],
  },
});
