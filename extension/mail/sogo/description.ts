/**
 * SOGo: where its one page shows each fact; the date is that of the release whose shapes these are,
 * 5.8. What data cannot say stands in the other `sogo-*.ts`. Proved on a real SOGo 5.8 and on pages
 * of the project's own; other versions as far as their shapes agree. On whatever host: code
 * recognises the page.
 */
import type { Description, PersonWay } from "../../../shared/contract/webmail.ts";

const since = "2022-11";

/** A field of the open message, whose chips show names; addresses alone for who has none. */
const chips = (field: string): PersonWay => ({
  since,
  at: `md-chips[ng-model$='message.${field}'] .md-chip-content`,
  address: [{}],
  name: [{}],
});
/**
 * The same in the composer. The button that opens a list of people says how many they are: it is no
 * part of the words.
 */
const inTile = { at: ".sg-tile-content", own: true as const };
const typed = (...fields: string[]): PersonWay => ({
  since,
  at: `:is(${fields.map((field) => `md-chips[ng-model$='editable.${field}']`).join()}) .md-chip-content`,
  address: [inTile, { own: true as const }].flatMap((part) => [
    { ...part, take: "<([^<>]+)>[,\\s]*$" },
    { ...part, take: "^([^<>,\\s@]+@[^<>,\\s]+)[,\\s]*$" },
  ]),
  name: [
    { ...inTile, take: "^([^<>]*[^<>\\s])\\s*<[^<>]+>[,\\s]*$" },
    { own: true, take: "^([^<>]*[^<>\\s])\\s*<[^<>]+>[,\\s]*$" },
  ],
});

export const sogoDescription: Description = {
  webmail: "sogo",
  version: 2,
  hosts: [],
  bodies: [".msg-body"],
  account: [
    { since, at: ":code(mailbox)" },
    { since, at: ":code(user)" },
  ],
  // Dialogs come and go as the body's own children, columns as their row's.
  watch: [
    { since, at: "body" },
    { since, at: "div:has(> .view-detail)" },
    { since, at: "md-dialog.sg-mail-editor md-chips-wrap" },
  ],
  thread: {
    // While SOGo moves from one message to the next, both stand in the page; the last is the one
    // that comes.
    at: [{ since, at: ".view-detail:not(.ng-leave) .sg-face md-card-content" }],
    // The page names messages alone.
    id: [{ since, at: ":code(address)" }],
    subject: [
      { since, at: "h5.sg-md-headline" },
      { since, at: "[ng-bind='viewer.message.subject']" },
    ],
  },
  message: {
    at: [{ since, at: "md-card-content:has(.sg-md-headline, .msg-body)" }],
    id: [{ since, at: ":code(address)" }],
    // With its time zone, in the person's language: English is read, any other waits for the
    // headers.
    occurredAt: [
      { since, at: ":code(headers)" },
      { since, at: "time.msg-date", take: "^[A-Z][a-z]+day, (.*)$" },
    ],
    from: ["a[ng-bind*='from[0].email']", "a.md-caption"].map((at) => ({
      since,
      at: `:has(> ${at})`,
      address: [{ at }],
      name: [{ at: `:has(+ ${at})` }],
    })),
    to: [chips("to")],
    cc: [chips("cc")],
    replyTo: [],
  },
  compose: {
    // It stands over the rest of the page.
    at: [{ since, at: "md-dialog.sg-mail-editor" }],
    to: [typed("to")],
    cc: [typed("cc", "bcc")],
    subject: [{ since, at: "input[name=subject]", attribute: "value" }],
  },
  editors: [
    { since, at: "sg-ckeditor iframe" },
    { since, at: "textarea[name=content]" },
  ],
  rows: {
    within: [{ since, at: "#messagesList .md-virtual-repeat-offsetter" }],
    at: [{ since, at: "md-list-item.sg-message-list-item:not(.ng-hide)" }],
    person: [],
    // Who wrote, subject, date and size, in this order.
    told: [
      ".sg-md-subhead > div > span:last-of-type",
      ".sg-tile-subject",
      ".sg-tile-date",
      ".sg-tile-size",
    ].map((at) => ({ at })),
    // The name itself: when SOGo writes another into the row, the mark before it goes with it.
    anchor: ".sg-md-subhead > div > span:last-of-type",
  },
};
