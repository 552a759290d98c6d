import type { OpenMessage } from "../../../../extension/mail/adapter.ts";
import { qq } from "../../../../extension/mail/sites/qq.ts";
import { specOf } from "../spec-of.ts";

const at = "https://wx.mail.qq.com/home/index?sid=zAbC#/list/1/1";
const account = "daibiao@haigang.example";
const message: OpenMessage = {
  kind: "message",
  account,
  list: false,
  withoutAddress: ["张伟"],
  participants: [
    { role: "from", name: "王小明 kim@trap.example", address: "wang.xiaoming@haiyang.example" },
    { role: "to", name: null, address: account },
    { role: "cc", name: "陈, 芳", address: "fang@xn--6orv52d.example" },
  ],
  subject: "回复：Selkie 号大修 <img src=x onerror=alert(1)>",
  occurredAt: new Date(2026, 10, 20, 14, 2).toISOString(),
  identity: {
    messageId: null,
    webmail: "qq",
    account,
    thread: "ZC0002-bb~22",
    message: "ZC0002-bb~22",
  },
};
const row = (page: Document) => page.querySelector(".mail-item-selected");

specOf(qq, {
  message: { at, open: message, rows: [] },
  "a message found by a search": {
    page: "message",
    at: at.replace("list/1/1", "search?searchKey=Selkie"),
    open: message,
  },
  "the list alone": {
    page: "message",
    at,
    open: null,
    change: (page) => page.querySelector(".mail-list-reader-wrap")?.remove(),
  },
  "a message in the whole window, which nothing names": {
    page: "message",
    at,
    open: { ...message, identity: null },
    change: (page) => row(page)?.remove(),
  },
  "a message with two rows marked": {
    page: "message",
    at,
    open: { ...message, identity: null },
    change: (page) => row(page)?.previousElementSibling?.classList.add("mail-item-selected"),
  },
  "a sender shown by name alone": {
    page: "message",
    at,
    open: "unreadable",
    change: (page) => page.querySelector(".cmp-account-email")?.remove(),
  },
  "a message of yesterday": {
    page: "message",
    at,
    open: { ...message, occurredAt: null },
    change: (page) => page.querySelector(".time-text")?.replaceChildren("昨天 14:02"),
  },
  "a message without its recipients' line, where the copies' line takes its place": {
    page: "message",
    at,
    change: (page) => page.querySelector(".basic-body-item:nth-child(2)")?.remove(),
    open: {
      ...message,
      withoutAddress: undefined,
      participants: message.participants.filter((one) => one.role !== "to"),
    },
  },
  "a compose that stays in the page after it is left": {
    page: "compose",
    at,
    open: "unreadable",
    change: (page) => page.querySelector(".cmp-account-email")?.remove(),
  },
  compose: {
    at: "https://wx.mail.qq.com/home/index?sid=zAbC#/compose/new",
    open: {
      kind: "compose",
      account,
      subject: "报价 2026",
      withoutAddress: ["不是地址"],
      participants: [
        { role: "to", name: "王小明", address: "wang.xiaoming@haiyang.example" },
        { role: "cc", name: null, address: "fang@xn--6orv52d.example" },
      ],
    },
  },
});
