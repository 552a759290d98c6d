/** Proton Mail on pages of our own. */
import { proton } from "../../../../extension/mail/sites/proton.ts";
import { specOf } from "../spec-of.ts";

const message = (account: string | null, id: string) => ({
  kind: "message" as const, account, list: false, identity: { messageId: null, webmail: "proton", account, thread: "C-7==", message: id },
});
const german = {
  ...message("rep@regards.example", "M-2=="), subject: "Überholung der Selkie <script>alert(1)</script>", occurredAt: "2026-11-02T14:02:00.000Z", withoutAddress: ["Einkauf"],
  participants: [
    { role: "from" as const, name: "boss@trap.example", address: "dana@harlow-marine.example" },
    { role: "to" as const, name: null, address: "rep@regards.example" }, { role: "cc" as const, name: "Kim Berg", address: "kim@fjord.example" },
  ],
};

specOf(proton, {
  conversation: { at: "https://mail.proton.me/u/0/inbox/C-7==", open: german, rows: ["other@fjord.example"] },
  "a conversation without its column": {
    page: "conversation", at: "https://mail.proton.me/u/12/all-mail/C-7==/M-2==#keyword=x", open: german,
    change: (page) => page.querySelector(".view-column-detail")?.removeAttribute("class"),
  },
  message: {
    at: "https://mail.proton.me/inbox/C-7==", open: { ...message(null, "M-9=="), subject: "报价", occurredAt: null, participants: [
      { role: "from", name: null, address: "meiling@harbour.example" }, { role: "to", name: "我", address: "rep@regards.example" },
      { role: "cc", name: "Kim Berg", address: "kim@fjord.example" },
    ] },
  },
  "names-only": { at: "https://mail.proton.me/u/0/inbox/C-7==", open: "unreadable" },
  compose: {
    at: "https://mail.proton.me/u/0/inbox", open: { kind: "compose", account: "rep@regards.example", subject: "Angebot", participants: [
      { role: "to", name: "boss@trap.example", address: "dana@harlow-marine.example" }, { role: "cc", name: "Kim Berg", address: "kim@fjord.example" },
    ] },
  },
  list: { at: "https://mail.proton.me/u/0/inbox", open: null, rows: ["kim@fjord.example", "dana@harlow-marine.example"] },
});
