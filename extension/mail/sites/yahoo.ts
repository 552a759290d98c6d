/**
 * Yahoo Mail, as others saw it: proved on pages of our own in that shape, on no capture and no live
 * mailbox. "2000-01" marks a shape whose source has no date. Not known: who the mailbox belongs to,
 * Cc, what marks one message of a conversation.
 */
import type { Description } from "../../../shared/contract/webmail.ts";

/**
 * An address alone, or the one in angle brackets at the end: what stands before it is a name, and a
 * name may be spelt as an address.
 */
const alone = "(?:^|<)([^<>\\s@]+@[^<>\\s@]+?)>?$";
const pill = "[data-test-id=email-pill]";

export const yahoo: Description = {
  webmail: "yahoo",
  version: 5,
  // AOL's mail is the same software under the same paths.
  hosts: ["mail.yahoo.com", "mail.aol.com"],
  bodies: [
    "[data-test-id=message-view-body]",
    "[data-test-id=message-view-body-content]",
    "[data-test-id=message-body]",
    ".msg-body",
    "[data-test-id=rte]",
  ],
  account: [],
  thread: {
    // The narrowest first, not the newest: its parent is what is watched.
    at: [
      { since: "2000-01", at: "[data-test-id=message-group-view-scroller]" },
      { since: "2026-02", at: "body:has([data-test-id=message-view])" },
    ],
    // The page's address is the only id that was seen, of the conversation: a message is told by
    // its sender and time, too.
    id: [{ since: "2000-01", at: ":location", take: "^https://[^/]+/[^?#]*/messages?/([^/?#]+)" }],
    subject: [{ since: "2000-01", at: "[data-test-id=message-group-subject-text]" }],
  },
  message: {
    at: [
      { since: "2026-02", at: "[data-test-id=message-view][data-test-expanded=true]" },
      { since: "2026-01", at: ".message-view" },
      { since: "2000-01", at: "[data-test-id=message-view]" },
    ],
    folded: [{ since: "2026-02", at: "[data-test-id=message-view][data-test-expanded=false]" }],
    id: [],
    occurredAt: [
      { since: "2026-09", at: "[data-test-id=message-date]", attribute: "title" },
      { since: "2026-09", at: "header time[datetime]", attribute: "datetime" },
      { since: "2026-09", at: "[data-test-id=message-date]" },
    ],
    from: [
      {
        since: "2026-01",
        at: "header [data-test-id=message-from]",
        name: [{ at: pill }],
        // The pill is the name, the address beside it; only a pill that stands all alone is the
        // address itself.
        address: [
          { at: pill, attribute: "title", take: alone },
          { at: `${pill} + span`, take: alone },
          { at: `${pill}:only-child`, take: "^<?([^<>\\s@]+@[^<>\\s@]+?)>?$" },
        ],
      },
      {
        since: "2000-01",
        at: "[data-test-id=message-from]",
        name: [{ at: pill }, { at: "span[title]" }],
        address: [
          { at: `${pill} + span`, take: alone },
          { at: "span[title]", attribute: "title", take: alone },
        ],
      },
    ],
    to: [
      {
        since: "2000-01",
        at: "[data-test-id=message-to]",
        // Its text may be the word "me" in the page's language.
        address: [
          { attribute: "title", take: alone },
          { at: pill, attribute: "title", take: alone },
        ],
      },
    ],
    cc: [],
    replyTo: [],
  },
  compose: {
    at: [{ since: "2026-01", at: ".compose-header" }],
    to: [
      {
        since: "2026-01",
        at: "[data-test-id=container-to] [data-test-id=pill]",
        address: [{ attribute: "title", take: alone }],
        name: [{}],
      },
    ],
    cc: [],
    subject: [{ since: "2000-01", at: "[data-test-id=compose-subject]", attribute: "value" }],
  },
  editors: [{ since: "2026-01", at: "[data-test-id=rte][contenteditable=true]" }],
  rows: {
    at: [{ since: "2026-09", at: "[data-test-id=message-list-item]" }],
    within: [
      { since: "2026-09", at: "[data-test-id=virtual-list]" },
      { since: "2026-09", at: "ul:has([data-test-id=message-list-item])" },
    ],
    person: [
      {
        since: "2026-09",
        at: "[id^=email-sender-]",
        address: [{ attribute: "title", take: alone }],
        name: [{}],
      },
    ],
    anchor: "[id^=email-sender-]",
  },
};
