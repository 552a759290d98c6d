/**
 * Roundcube: where its pages show each fact, newest first; the date is that of the release which
 * brought the shape (1.4 with the skin elastic, 1.0, larry, and the classic skin before them). What
 * data cannot say stands in the other `roundcube*.ts`. Proved on a real Roundcube 1.6 in its three
 * skins and on pages of the project's own; older versions as far as their shapes agree. On whatever
 * host: code recognises the page.
 */
import type { Description, PersonWay } from "../../../shared/contract/webmail.ts";

const elastic = "2019-11";
const first = "2014-04";
const larry = "2012-09";
const classic = "2008-01";

/** The whole text is an address, or ends with one in angle brackets. */
const alone = "(?:^|<)([^<>\\s@]+@[^<>\\s@]+)>?$";
/**
 * The address behind a name: its tooltip, else its link. Where Roundcube is set to show the address
 * too, there is no tooltip.
 */
const shown: Pick<PersonWay, "address" | "name"> = {
  address: [{ attribute: "title" }, { attribute: "href", take: "^mailto:([^?]+)" }],
  name: [{}],
};
// Larry's short line of a preview shows the recipients of what was sent where the sender stands
// else.
const inHeader = (...names: string[]): PersonWay[] => [
  {
    since: first,
    at: `table:not(#preview-shortheaders) :is(${names.map((name) => `td.header.${name}`).join()}) .rcmContactAddress`,
    ...shown,
  },
];

/**
 * Those typed into these fields of the composer: chips, each an address with a comma behind it, and
 * without chips the field's text.
 */
const typed = (...fields: string[]): PersonWay[] => [
  {
    since: elastic,
    at: `:is(${fields.map((field) => `#compose_${field}`).join()}) li.recipient`,
    list: "typed",
    address: [{}],
  },
  {
    since: first,
    at: fields.map((field) => `textarea#_${field}, input#_${field}`).join(),
    list: "typed",
    address: [{ attribute: "value" }],
  },
];

export const roundcubeDescription: Description = {
  webmail: "roundcube",
  version: 3,
  hosts: [],
  frame: "iframe#messagecontframe",
  bodies: [
    "#messagebody",
    ".message-part",
    ".message-htmlpart",
    "#composebody",
    "#composebodycontainer",
  ],
  account: [
    { since: elastic, at: ".header-title.username", take: alone },
    { since: larry, at: "#topnav .username, #header .username", take: alone },
    { since: elastic, at: ":code(username)", take: alone },
    // Last: what is chosen there may be an alias.
    { since: elastic, at: "select#_from option:checked", take: alone },
  ],
  watch: [{ since: elastic, at: "#compose-headers .recipient-input" }],
  thread: {
    at: [
      { since: elastic, at: "#message-header" },
      { since: first, at: "#messageheader" },
      { since: classic, at: "table.headers-table" },
    ],
    // Its pages name messages alone.
    id: [{ since: first, at: ":code(address)" }],
    // Its own text: a hidden label and buttons stand in it.
    subject: [
      { since: elastic, at: "h2.subject", own: true },
      { since: larry, within: "page", at: "h2.subject", own: true },
      { since: larry, at: ":is(h2, h3).subject > span:has(> .voice)", own: true },
      { since: classic, at: "td.header.subject" },
    ],
    list: [{ since: first, at: "td.header.mail-followup-to" }],
  },
  message: {
    at: [
      { since: elastic, at: "#message-header:has(td.header)" },
      { since: first, at: "#messageheader:has(td.header)" },
      { since: classic, at: "table.headers-table:has(td.header)" },
    ],
    id: [
      { since: first, at: ":code(address)" },
      { since: first, at: ":code(settings)" },
      { since: elastic, at: ":code(window)" },
    ],
    // The summary has the long form always; the table says "Today 14:02" for what is new.
    occurredAt: [
      { since: elastic, at: ".header-summary .text-nowrap" },
      { since: first, at: "td.header.date" },
    ],
    from: inHeader("from"),
    to: inHeader("to"),
    cc: inHeader("cc"),
    replyTo: inHeader("replyto", "mail-reply-to"),
  },
  compose: {
    at: [
      { since: elastic, at: "#compose-headers" },
      { since: first, at: "body" },
    ],
    to: typed("to"),
    cc: typed("cc", "bcc"),
    subject: [
      { since: elastic, at: "input#compose-subject", attribute: "value" },
      { since: first, at: "input[name=_subject]", attribute: "value" },
    ],
    from: [{ since: first, at: "select#_from option", address: [{ take: alone }] }],
  },
  editors: [
    { since: first, at: "iframe#composebody_ifr" },
    { since: first, at: "textarea#composebody" },
  ],
  rows: {
    within: [{ since: first, at: "#messagelist, #messagelist > tbody" }],
    at: [{ since: first, at: "#messagelist tbody tr.message" }],
    person: [{ since: elastic, at: ".fromto .rcmContactAddress, .fromto [title*='@']", ...shown }],
    anchor: ".fromto",
  },
};
