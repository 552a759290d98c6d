/**
 * Proton Mail, by the test ids of its public source and of those who checked them live in 2026-10:
 * proved on pages of our own in that shape, on no capture and no live mailbox. "2000-01" marks a
 * shape whose source has no date. The message itself is in a frame of its own and is never read.
 * Not known: recipients' addresses while a draft's fields are folded (names only).
 */
import type { Description } from "../../../shared/contract/webmail.ts";

/** Attribute values are the recipient's address, or "Name <address>" with the address last. */
const alone = "(?:^|<)([^<>\\s@]+@[^<>\\s@]+?)>?$";
const items = "[data-testid^='recipients:item-']";
/**
 * Cc and Bcc stand under their names in the page's language; where that is not one of these they
 * count as To.
 */
const under = (...labels: string[]) =>
  `:is(${labels.map((label) => `[data-testid$=':${label}' i]`).join()})`;
const cc = under("CC", "抄送", "副本");
const bcc = under("BCC", "密送", "密件副本");
const person = {
  address: [
    { attribute: "data-testid", take: "^recipients:item-([^<>\\s@]+@[^<>\\s@]+)$" },
    { at: "[data-testid=recipient-address]", take: alone },
    { attribute: "title", take: alone },
  ],
  name: [{ at: "[data-testid=recipient-label]" }],
};
const written = (field: string) => ({
  since: "2000-01",
  at: `.composer-editor-${field} [data-testid=composer-addresses-item]`,
  address: [
    {
      at: "[data-testid^=remove-address-button-]",
      attribute: "data-testid",
      take: "^remove-address-button-(\\S+)$",
    },
    { at: "[data-testid=composer-addresses-item-label]", take: alone },
  ],
  name: [{ at: "[data-testid=composer-addresses-item-label]", take: "^(.*\\S)\\s*<[^<>]*>$" }],
});

export const proton: Description = {
  webmail: "proton",
  version: 4,
  hosts: ["mail.proton.me"],
  bodies: ["[data-testid='message-content:body']", ".message-content", ".message-iframe"],
  account: [
    { since: "2000-01", at: "[data-testid='userdropdown:label:email']", attribute: "title" },
    {
      since: "2000-01",
      at: "[data-testid='heading:userdropdown']",
      attribute: "title",
      take: alone,
    },
    { since: "2000-01", at: "[data-testid='heading:userdropdown'] .user-dropdown-email" },
  ],
  thread: {
    // The narrowest first, not the newest: its parent is what is watched.
    at: [
      { since: "2000-01", at: ".view-column-detail:has([data-shortcut-target=message-container])" },
      { since: "2026-10", at: "main:has([data-shortcut-target=message-container])" },
      { since: "2026-10", at: "body:has([data-shortcut-target=message-container])" },
    ],
    id: [
      {
        since: "2026-10",
        at: ":location",
        take: "^https://[^/]+(?:/u/\\d+)?/(?!u/)[^/?#]+/([^/?#]+)",
      },
    ],
    subject: [
      { since: "2026-10", at: "[data-testid='conversation-header:subject']", attribute: "title" },
      { since: "2026-10", at: "[data-testid='conversation-header:subject']" },
    ],
  },
  message: {
    at: [
      { since: "2026-10", at: "[data-testid^=message-view-][data-expanded=true]" },
      { since: "2000-01", at: "[data-shortcut-target=message-container].is-opened" },
      { since: "2000-01", at: "[data-shortcut-target=message-container]" },
    ],
    folded: [{ since: "2026-10", at: "[data-testid^=message-view-][data-expanded=false]" }],
    id: [
      { since: "2026-10", at: "[data-message-id]", attribute: "data-message-id" },
      {
        since: "2000-01",
        at: ":location",
        take: "^https://[^/]+(?:/u/\\d+)?/(?!u/)[^/?#]+/[^/?#]+/([^/?#]+)",
      },
    ],
    occurredAt: [
      { since: "2000-01", at: "time[data-testid^=item-date][datetime]", attribute: "datetime" },
      { since: "2000-01", at: "[data-testid=item-date-full]" },
    ],
    from: [{ since: "2026-10", at: "[data-testid='recipients:sender']", ...person }],
    to: [{ since: "2000-01", at: `${items}:not(${cc} *, ${bcc} *)`, ...person }],
    cc: [{ since: "2000-01", at: `${cc} ${items}`, ...person }],
    replyTo: [],
  },
  compose: {
    at: [
      { since: "2000-01", at: ".composer" },
      { since: "2000-01", at: "body:has([data-testid='composer:subject'])" },
    ],
    to: [written("to")],
    cc: [written("cc")],
    subject: [{ since: "2000-01", at: "[data-testid='composer:subject']", attribute: "value" }],
  },
  editors: [{ since: "2000-01", at: "iframe[data-testid=rooster-iframe]" }],
  rows: {
    within: [{ since: "2000-01", at: ".items-column-list" }],
    at: [
      { since: "2026-10", at: "[data-shortcut-target=item-container][data-element-id]" },
      { since: "2026-10", at: "[data-element-id]" },
    ],
    // All who wrote in the conversation, with commas between.
    person: [
      {
        since: "2026-10",
        at:
          "[data-testid='message-column:sender-address'], " +
          "[data-testid='message-row:sender-address']",
        list: "typed",
        address: [{ attribute: "title" }],
      },
    ],
    anchor:
      "[data-testid='message-column:sender-address'], [data-testid='message-row:sender-address']",
  },
};
