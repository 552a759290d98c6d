/**
 * Fastmail, as others' extensions read it: proved on pages of our own in that shape, on no capture
 * and no live mailbox. "2000-01" marks a shape whose source has no date. Not known: who the mailbox
 * belongs to, Cc apart from To, an address behind a name that is being written to.
 */
import type { Description } from "../../../shared/contract/webmail.ts";

/**
 * An address alone, or the one in angle brackets at the end: what stands before it is a name, and a
 * name may be spelt as an address.
 */
const alone = "(?:^|<)([^<>\\s@]+@[^<>\\s@]+?)>?$";
/**
 * Of a field's tokens only those that are an address alone: the text of a token is a name or an
 * address, and its "Remove" button's.
 */
const tokens = (field: string) => ({
  since: "2000-01",
  at: `.v-EmailInput:has([id$=-${field}-input]) .v-EmailInput-tokens li`,
  address: [{ take: "^([^<>\\s@]+@[^<>\\s@]+)(?:\\s|$)" }],
});

export const fastmail: Description = {
  webmail: "fastmail",
  version: 4,
  hosts: ["app.fastmail.com", "www.fastmail.com"],
  bodies: [".v-Message-body", ".v-Message-bodyContents", ".v-MessageBody", ".v-RichText-input"],
  account: [],
  thread: {
    // The narrowest first, not the newest: its parent is what is watched.
    at: [
      { since: "2000-01", at: ".v-Thread" },
      { since: "2026-04", at: "#conversation:has(.v-Thread-title)" },
    ],
    // The page's address ends in a thread's id, or in a thread's and a message's with a dot
    // between, in either order.
    id: [
      {
        since: "2000-01",
        at: ":location",
        take: "^https://[^/]+/mail/[^/?#]+/(?:[^/.?#]+\\.)?(T[^/.?#]+)",
      },
      {
        since: "2000-01",
        at: ":location",
        take: "^https://[^/]+/mail/[^/?#]+/(?!compose)([^/?#]+)",
      },
    ],
    subject: [
      { since: "2026-04", at: ".v-Thread-title h1" },
      { since: "2026-04", at: ".v-Thread-title" },
    ],
  },
  message: {
    at: [
      { since: "2000-01", at: ".v-MessageCard.app-contentCard:not(.is-collapsed)" },
      { since: "2000-01", at: ".v-MessageCard:not(.is-collapsed)" },
    ],
    folded: [{ since: "2000-01", at: ".v-MessageCard.is-collapsed" }],
    id: [{ since: "2000-01", at: "[data-message-id]", attribute: "data-message-id" }],
    occurredAt: [{ since: "2000-01", at: ".v-MessageCard-time", attribute: "title" }],
    from: [
      {
        since: "2000-01",
        at: ".v-MessageCard-from",
        address: [{ attribute: "title", take: alone }],
        name: [{}],
      },
      {
        since: "2000-01",
        at: ".v-MessageCard-header",
        address: [{ at: ".v-MessageCard-unknownSender", take: alone }],
        name: [{ at: ".v-MessageCard-from" }],
      },
    ],
    to: [
      {
        since: "2000-01",
        at: ".v-Message-toName",
        address: [{ attribute: "title", take: alone }],
        name: [{}],
      },
    ],
    cc: [],
    replyTo: [],
  },
  compose: {
    at: [{ since: "2000-01", at: "body:has(.v-EmailInput [id$=-to-input])" }],
    to: [tokens("to")],
    cc: [tokens("cc")],
    subject: [{ since: "2000-01", at: "[id$=-subject-input]", attribute: "value" }],
  },
  editors: [{ since: "2026-04", at: ".v-RichText-input[contenteditable=true]" }],
  rows: {
    at: [{ since: "2000-01", at: ".v-MailboxItem" }],
    within: [
      { since: "2000-01", at: ".v-Mailbox" },
      { since: "2000-01", at: "ul:has(.v-MailboxItem)" },
    ],
    person: [
      {
        since: "2000-01",
        at: ".v-MailboxItem-from [title]",
        address: [{ attribute: "title", take: alone }],
        name: [{}],
      },
    ],
    anchor: ".v-MailboxItem-from",
  },
};
