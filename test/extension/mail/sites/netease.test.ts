import type { OpenMessage } from "../../../../extension/mail/adapter.ts";
import { netease } from "../../../../extension/mail/sites/netease.ts";
import { specOf } from "../spec-of.ts";

const account = "daibiao@haigang.example";
const module = (name: string, about: object) =>
  `https://mail.163.com/js6/main.jsp?sid=zAbC&df=mail163_letter#module=${name}%7C${encodeURIComponent(JSON.stringify(about))}`;
const at = module("read.ReadModule", {
  area: "normal",
  isThread: false,
  viewType: "",
  id: "15:1tbiDwsjWl+Asq",
  fid: 1,
});
const message: OpenMessage = {
  kind: "message",
  account,
  list: false,
  withoutAddress: ["张伟"],
  participants: [
    {
      role: "from",
      name: "王小明 时间：2020年1月1日 10:00",
      address: "wang.xiaoming@haiyang.example",
    },
    { role: "to", name: null, address: account },
    { role: "cc", name: "陈, 芳", address: "fang@xn--6orv52d.example" },
  ],
  subject: "回复：Selkie 号大修 <script>alert(1)</script>",
  occurredAt: new Date(2026, 10, 20, 14, 2).toISOString(),
  identity: {
    messageId: null,
    webmail: "netease",
    account,
    thread: "1tbiDwsjWl+Asq",
    message: "1tbiDwsjWl+Asq",
  },
};

specOf(netease, {
  message: { at, open: message, rows: [] },
  "a message at a numbered host": {
    page: "message",
    at: at.replace("mail.163.com", "cwebmail.mail.163.com"),
    open: message,
  },
  "a message of 126 with its colon unwritten": {
    page: "message",
    at: at.replace("mail.163.com", "mail.126.com").replace("15%3A", "15:"),
    open: message,
  },
  "the list, with messages open behind it": {
    page: "message",
    at: module("mbox.ListModule", { fid: 1, order: "date", desc: true }),
    open: null,
  },
  "two messages that both claim to be shown": {
    page: "message",
    at,
    open: null,
    change: (page) => page.querySelector("[id$='ReadModule_0']")?.removeAttribute("style"),
  },
  "a sender shown by name alone": {
    page: "message",
    at,
    open: "unreadable",
    change: (page) => page.querySelector("#dvContainer > [style=''] .nui-addr-email")?.remove(),
  },
  "a message without its time": {
    page: "message",
    at,
    open: { ...message, occurredAt: null },
    change: (page) => page.querySelector("[id$='_liTime']")?.remove(),
  },
  compose: {
    at: module("compose.ComposeModule", { type: "compose" }),
    open: {
      kind: "compose",
      account,
      subject: "报价 2026",
      participants: [
        { role: "to", name: "王小明", address: "wang.xiaoming@haiyang.example" },
        { role: "cc", name: "陈芳", address: "fang@xn--6orv52d.example" },
      ],
    },
  },
});
