/**
 * The old QQ Mail at mail.qq.com and the companies' at exmail.qq.com, whose lists, messages and
 * composer are documents of a frame. Proved on own pages in the shape that others describe, the
 * newest of them of 2026 (the frame, the account) and 2015 (the header's lines); on no real page.
 * Not known: an address in the rows of the list, so they carry no marks.
 */
import type { Description } from "../../../shared/contract/webmail.ts";

/** Everybody of the header and of the composer is an element with the address in an attribute. */
const person = { address: [{ attribute: "e" }], name: [{ attribute: "n" }, { at: "b" }] };
const beside = (...says: string[]) => ({ around: "td", at: ".addrtitle", says });
const written = (field: string) => ({
  since: "2000-01",
  at: `#${field} .addr_base:not(#QMEditorArea *)`,
  address: [{ attribute: "addr" }],
  name: [{ at: "b" }, {}],
});

/** The mail's own. */
const ids = [
  { since: "2020-01", at: ":location", take: "[?&]mailid=([^&#]+)" },
  { since: "2015-01", at: "span[e][mailid]", attribute: "mailid" },
];

export const qqFramed: Description = {
  webmail: "qq-framed",
  version: 3,
  hosts: ["mail.qq.com", "exmail.qq.com", "en.exmail.qq.com"],
  frame: "#mainFrameContainer iframe[name=mainFrame], iframe#mainFrame",
  bodies: [
    "#contentDiv",
    "#mailContentContainer",
    "#qm_con_body",
    "#QMEditorArea",
    "#QuickReplyPart",
  ],
  account: [{ since: "2026-03", at: "#useraddr", take: "(\\S+@\\S+)" }],
  thread: {
    at: [
      { since: "2026-03", at: "#mainmail" },
      { since: "2015-01", at: "body:has(.readmailinfo)" },
    ],
    open: "/cgi-bin/readmail\\?",
    id: ids,
    subject: [
      { since: "2015-01", at: "span#subject" },
      { since: "2020-01", at: ".sub_title" },
    ],
  },
  message: {
    at: [
      { since: "2015-01", at: ".readmailinfo" },
      { since: "2026-03", at: "#mainmail" },
    ],
    id: ids,
    occurredAt: [{ since: "2015-01", at: ".settingtable", take: "^时\\s*间\\s*[：:]\\s*(\\d.+)$" }],
    from: [
      { since: "2015-01", at: "span[e]:has(#tipFromAddr_readmail)", ...person },
      { since: "2015-01", at: "#tipFromAddr_readmail", address: [{ attribute: "fromaddr" }] },
    ],
    to: [{ since: "2015-01", at: "span[e]", label: beside("收件人"), ...person }],
    cc: [{ since: "2015-01", at: "span[e]", label: beside("抄送"), ...person }],
    replyTo: [],
  },
  compose: {
    open: "/cgi-bin/readtemplate\\?.*t=compose|/cgi-bin/compose",
    at: [
      { since: "2026-03", at: "#frm:has(#toAreaCtrl)" },
      { since: "2020-01", at: "body:has(#toAreaCtrl)" },
    ],
    to: [written("toAreaCtrl")],
    cc: [written("ccAreaCtrl")],
    subject: [{ since: "2020-01", at: "input#subject", attribute: "value" }],
  },
  rows: null,
};
