/**
 * QQ Mail, the new one at wx.mail.qq.com. The old framed mail.qq.com is `qq-framed`.
 * Proved on own pages in the shape that others describe; on no real page. Its address does not
 * change with the message, so which message is open is told by the one marked row of the list: in
 * the full-window reader nothing tells it, and the card comes without its log. Rows of the list
 * show names without addresses, so they carry no marks.
 */
import type { Description } from "../../../shared/contract/webmail.ts";

const address = { take: "^<?([^<>\\s]+@[^<>\\s]+?)>?$" };
const account = {
  address: [
    { at: ".cmp-account-email", ...address },
    { at: "[data-email]", attribute: "data-email" },
  ],
  name: [{ at: ".cmp-account-nick" }],
};
const chip = { address: [{ attribute: "data-email" }], name: [{ at: ".cmp-account-nick" }, {}] };
const selected = ".mail-list-page-item.mail-item-selected";
/** The mail's own id. Two marked rows tell nothing. */
const marked = {
  since: "2026-07",
  within: "page" as const,
  at: `${selected}:not(${selected} ~ ${selected}):not(:has(~ ${selected}))`,
  attribute: "data-mailid",
};
/** A line of the header, by what it says of itself. */
const line = (...says: string[]) => ({ around: ".basic-body-item", at: ".basic-item-name", says });
/** The recipients' field of these labels; the labels are those of the page's language. */
const field = (...labels: string[]) =>
  `.receiver-editor:has(${labels.map((label) => `[aria-label="${label}"]`).join()}) [data-email]`;

const to = line("收件人", "收件者", "To");
const cc = line("抄送", "抄送人", "副本", "Cc");

export const qq: Description = {
  webmail: "qq",
  version: 4,
  hosts: ["wx.mail.qq.com"],
  // A quick reply under the message shows whom it goes to in the same parts as the header.
  bodies: [
    ".mail-detail-content",
    ".mail-detail-reply",
    ".mail-detail-attaches",
    ".mail-compose-page",
    "[contenteditable]",
  ],
  account: [
    { since: "2026-07", at: ".frame-header .profile-user-info .user-email", take: "(\\S+@\\S+)" },
    { since: "2026-03", at: ".profile-user-info span.user-email", take: "(\\S+@\\S+)" },
  ],
  watch: [{ since: "2026-07", at: ".frame-main" }],
  thread: {
    // The narrowest first, not the newest: its parent is what is watched.
    at: [
      { since: "2026-07", at: ".mail-list-page-reader:has(.mail-detail-basic)" },
      { since: "2026-03", at: ".frame-main:has(.mail-detail-basic)" },
      { since: "2026-03", at: "body:has(.mail-detail-basic)" },
    ],
    open: "^(?!.*#/(?:compose|login))",
    id: [marked],
    subject: [
      { since: "2026-07", at: ".mail-detail-subject .mail-subject-text" },
      { since: "2026-05", at: ".mail-detail-subject" },
    ],
  },
  message: {
    at: [{ since: "2026-07", at: ".mail-detail-basic" }],
    id: [marked],
    occurredAt: [{ since: "2026-07", at: ".time-text" }],
    from: [{ since: "2026-07", at: ".basic-body-item:first-child", ...account }],
    to: [
      { since: "2026-07", at: ".basic-body-item .xmail-cmp-account", label: to, ...account },
      {
        since: "2026-07",
        at: ".basic-body-item .cmp-account-email",
        label: to,
        address: [address],
      },
    ],
    cc: [
      { since: "2026-07", at: ".basic-body-item .xmail-cmp-account", label: cc, ...account },
      {
        since: "2026-07",
        at: ".basic-body-item .cmp-account-email",
        label: cc,
        address: [address],
      },
    ],
    replyTo: [],
  },
  compose: {
    // It stays in the page for a while after it is left.
    open: "#/compose",
    at: [
      { since: "2026-09", at: ".mail-compose-draft" },
      { since: "2026-07", at: ".mail-compose-page" },
    ],
    to: [
      { since: "2026-07", at: field("收件人", "To"), ...chip },
      {
        since: "2026-03",
        at: ".mail-compose-receivers:not(:has(.receiver-editor)) [data-email]",
        ...chip,
      },
    ],
    cc: [{ since: "2026-07", at: field("抄送", "Cc"), ...chip }],
    subject: [
      {
        since: "2026-07",
        at: "input[aria-label='主题'], input[aria-label='Subject']",
        attribute: "value",
      },
      { since: "2026-05", at: ".mail-compose-subject input", attribute: "value" },
    ],
  },
  editors: [{ since: "2026-07", at: ".xmail-cmp-editor-content[contenteditable=true]" }],
  rows: null,
};
