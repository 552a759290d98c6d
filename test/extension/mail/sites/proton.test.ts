/** Proton Mail on pages of our own. */
import { proton } from "../../../../extension/mail/sites/proton.ts";
import { specOf } from "../spec-of.ts";

const message = (account: string | null, id: string) => ({
  kind: "message" as const,
  account,
  list: false,
  identity: { messageId: null, webmail: "proton", account, thread: "C-7==", message: id },
});
const german = {
  ...message("rep@regards.example", "M-2=="),
  subject: "Überholung der Selkie <script>alert(1)</script>",
  occurredAt: "2026-11-02T14:02:00.000Z",
  withoutAddress: ["Einkauf"],
  participants: [
    { role: "from" as const, name: "boss@trap.example", address: "dana@harlow-marine.example" },
    { role: "to" as const, name: null, address: "rep@regards.example" },
    { role: "cc" as const, name: "Kim Berg", address: "kim@fjord.example" },
    { role: "from" as const, name: "Kim Berg", address: "kim@fjord.example", earlier: 1 },
  ],
};

const reply = [
  { role: "to" as "to" | "cc", name: "boss@trap.example", address: "dana@harlow-marine.example" },
  { role: "cc" as const, name: "Kim Berg", address: "kim@fjord.example" },
];

specOf(proton, {
  conversation: {
    at: "https://mail.proton.me/u/0/inbox/C-7==",
    open: german,
    rows: ["other@fjord.example"],
  },
  answering: { at: "https://mail.proton.me/u/0/inbox/C-7==", open: { ...german, reply } },
  "answering in one of two composers": {
    page: "answering",
    at: "https://mail.proton.me/u/0/inbox/C-7==",
    open: {
      ...german,
      reply: [
        reply[0] as (typeof reply)[0],
        { role: "to", name: "Look Alike", address: "dana@harlow-rnarine.example" },
        reply[1] as (typeof reply)[0],
      ],
    },
    change: (page) =>
      page.querySelector(".composer")?.insertAdjacentHTML(
        "afterend",
        `<div class="composer"><div class="composer-editor-to"><div data-testid="composer-addresses-item">
      <span data-testid="composer-addresses-item-label">Look Alike &lt;dana@harlow-rnarine.example&gt;</span><button data-testid="remove-address-button-dana@harlow-rnarine.example"></button></div></div></div>`,
      ),
  },
  // Whoever wrote a folded message is told by nothing else.
  "a conversation whose earlier writer has no copy": {
    page: "conversation",
    at: "https://mail.proton.me/u/0/inbox/C-7==",
    open: { ...german, participants: german.participants.filter(({ role }) => role !== "cc") },
    change: (page) => page.querySelector("[data-testid='message-header-expanded:CC']")?.remove(),
  },
  "a conversation without its column": {
    page: "conversation",
    at: "https://mail.proton.me/u/12/all-mail/C-7==/M-2==#keyword=x",
    open: german,
    change: (page) => page.querySelector(".view-column-detail")?.removeAttribute("class"),
  },
  message: {
    at: "https://mail.proton.me/inbox/C-7==",
    open: {
      ...message(null, "M-9=="),
      subject: "报价",
      occurredAt: null,
      participants: [
        { role: "from", name: null, address: "meiling@harbour.example" },
        { role: "to", name: "我", address: "rep@regards.example" },
        { role: "cc", name: "Kim Berg", address: "kim@fjord.example" },
      ],
    },
  },
  "names-only": { at: "https://mail.proton.me/u/0/inbox/C-7==", open: "unreadable" },
  compose: {
    at: "https://mail.proton.me/u/0/inbox",
    open: {
      kind: "compose",
      account: "rep@regards.example",
      subject: "Angebot",
      participants: reply,
    },
  },
  "a list whose rows begin with the mailbox's own address": {
    page: "list",
    at: "https://mail.proton.me/u/0/inbox",
    open: null,
    rows: ["dana@harlow-marine.example", "rep@regards.example"],
    change(page) {
      page.body.insertAdjacentHTML(
        "afterbegin",
        `<button data-testid="heading:userdropdown" title="Robin Rep &lt;Rep@Regards.example&gt;"></button>`,
      );
      const [one, two] = page.querySelectorAll("[data-testid$=sender-address]");
      one?.setAttribute("title", "rep@regards.example,dana@harlow-marine.example");
      two?.setAttribute("title", "rep@regards.example");
    },
  },
  "a list of nobody knows whose mailbox": {
    page: "list",
    at: "https://mail.proton.me/u/0/inbox",
    open: null,
    rows: ["rep@regards.example", "dana@harlow-marine.example"],
    change: (page) =>
      page
        .querySelector("[data-testid$=sender-address]")
        ?.setAttribute("title", "rep@regards.example,dana@harlow-marine.example"),
  },
  list: {
    at: "https://mail.proton.me/u/0/inbox",
    open: null,
    rows: ["kim@fjord.example", "dana@harlow-marine.example"],
  },
});
