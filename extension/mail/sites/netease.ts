/**
 * NetEase's 163, 126 and Yeah mail, with their numbered hosts, VIP, 188 and the companies' mail
 * under /js6/ (of 188 no page was seen). Proved on own pages in the shape that others describe; on
 * no real page. Every opened message keeps its part of the page, the shown one alone without
 * "display: none"; the page's address names the message. Conversations shown in one part are not
 * known, and rows of the list show names without addresses: no marks.
 */
import type { Description, PersonWay } from "../../../shared/contract/webmail.ts";

const shown = (module: string) =>
  `[id^='_dvModuleContainer_${module}.']:not([style*='display: none'])`;
/** The part of a module that is shown; none where two claim it. */
function only(module: string): string {
  const part = shown(module);
  return `${part}:not(${part} ~ ${part}):not(:has(~ ${part}))`;
}

const person: Pick<PersonWay, "address" | "name"> = {
  address: [{ at: ".nui-addr-email", take: "^<?([^<>\\s]+@[^<>\\s]+?)>?$" }],
  name: [{ at: ".nui-addr-name" }],
};
const chip: Pick<PersonWay, "address" | "name"> = {
  ...person,
  name: [{ at: ".nui-addr-name" }, { attribute: "title", take: '^"?([^"<]+?)"?\\s*<' }],
};
/** A line of the header, by what it says of itself. */
const line = (...says: string[]) => ({ around: "li", at: ".fT", says });
/** The field of these recipients, told by what its input says of itself. */
const field = (label: string) => `.js-component-emailcontainer:has(input[aria-label^='${label}'])`;

/** The mail's own: its first number names a store of theirs, its colon written in two ways. */
const id = {
  since: "2026-04",
  at: ":location",
  take: '(?:%22|")id(?:%22|")(?::|%3A)(?:%22|")(?:\\d+:|\\d+%3A)?(.+?)(?:%22|")',
};

export const netease: Description = {
  webmail: "netease",
  version: 4,
  hosts: [
    ".mail.163.com",
    "email.163.com",
    ".mail.126.com",
    "mail.yeah.net",
    ".vip.163.com",
    "mail.188.com",
    "webmail.mail.188.com",
    "mailh.qiye.163.com",
    "mailhz.qiye.163.com",
  ],
  bodies: ["[id$='_dvContent']", "[id$='_dvAttach_reply']", "[contenteditable]"],
  account: [{ since: "2026-03", at: "#spnUid", take: "(\\S+@\\S+)" }],
  watch: [{ since: "2026-03", at: "#dvContainer" }],
  thread: {
    at: [{ since: "2026-03", at: only("read") }],
    open: "#module=read\\.ReadModule",
    id: [id],
    subject: [
      { since: "2026-02", at: "h1[id$='_h1Subject']" },
      { since: "2013-04", at: "h1[title='邮件标题'], h1[title='Mail subject']" },
    ],
  },
  message: {
    at: [{ since: "2026-02", at: "[id$='_ulFull']" }],
    id: [id],
    occurredAt: [
      { since: "2026-02", at: "li", take: "^(?:时\\s*间|時\\s*間|Time|Date)\\s*[：:]\\s*(\\d.+)$" },
      { since: "2013-04", at: "[id$='liTime']" },
    ],
    from: [
      { since: "2026-03", at: "li:first-child .nui-addr", ...person },
      { since: "2026-03", at: "li:first-child", ...person },
    ],
    to: [
      { since: "2026-03", at: "li .nui-addr", label: line("收件人", "To"), ...person },
      { since: "2013-04", at: "[id$='_dvReadto'] .nui-addr", ...person },
    ],
    cc: [
      { since: "2026-03", at: "li .nui-addr", label: line("抄送人", "抄送", "Cc"), ...person },
      { since: "2013-04", at: "[id$='_dvReadcc'] .nui-addr", ...person },
    ],
    replyTo: [],
  },
  compose: {
    open: "#module=compose\\.",
    at: [{ since: "2026-03", at: only("compose") }],
    to: [
      {
        since: "2026-03",
        at: `${field("收件人")} :is(.js-component-emailblock, .nui-editableAddr)`,
        ...chip,
      },
      {
        since: "2026-03",
        at: ".js-component-emailblock:not(.js-component-emailcontainer:has(input[aria-label]) *)",
        ...chip,
      },
      { since: "2013-04", at: "#divComposeto .nui-editableAddr", ...chip },
    ],
    cc: [
      {
        since: "2026-03",
        at: `${field("抄送")} :is(.js-component-emailblock, .nui-editableAddr)`,
        ...chip,
      },
      { since: "2013-04", at: "#divComposecc .nui-editableAddr", ...chip },
    ],
    subject: [
      { since: "2026-09", at: "input[id$='_subjectInput']", attribute: "value" },
      {
        since: "2021-06",
        at: "[aria-label^='邮件主题输入框'] input, input[aria-label^='邮件主题输入框']",
        attribute: "value",
      },
    ],
  },
  rows: null,
};
