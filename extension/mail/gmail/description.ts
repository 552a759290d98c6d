/**
 * Gmail: where its page shows each fact, newest first; the date is when that shape was seen. What
 * data cannot say stands in the other `gmail-*.ts`. Proved on pages of the project's own that
 * behave as others described it, and on captures of 2014 to 2017; never on a live mailbox.
 */
import type { Description, PersonWay } from "../../../shared/contract/webmail.ts";

/** A class of which a part of the users get a copy with a suffix ("Ht-<hash>"). */
const suffixed = (name: string) => `:is([class^='${name}-'], [class*=' ${name}-'])`;

const shown: Pick<PersonWay, "address" | "name"> = {
  address: [{ attribute: "email" }, { attribute: "data-hovercard-id" }],
  name: [{ attribute: "name" }, {}],
};
const chip: Pick<PersonWay, "address" | "name"> = {
  address: [{ attribute: "data-hovercard-id" }, { attribute: "email" }],
  name: [{ attribute: "data-name" }, { attribute: "name" }],
};
/** `"Harlow, Dana" <dana@harlow.example>` in a hidden field. */
const field: Pick<PersonWay, "address" | "name"> = {
  address: [{ attribute: "value", take: "<([^<>]+)>\\s*$" }, { attribute: "value" }],
  name: [{ attribute: "value", take: "^(.*\\S)\\s*<[^<>]+>\\s*$" }],
};

const written = (name: string): PersonWay[] => [
  { since: "2021-10", at: `[name=${name}] [role=option][data-hovercard-id]`, ...chip },
  { since: "2026-03", at: `[name=${name}] [data-hovercard-id]`, ...chip },
  { since: "2014-12", at: `input[type=hidden][name=${name}]`, ...field },
];

export const gmailDescription: Description = {
  webmail: "gmail",
  version: 2,
  hosts: ["mail.google.com"],
  bodies: [".ii", ".a3s", ".adP", "[g_editable]"],
  account: [
    {
      since: "2024-01",
      at: "a[href*='accounts.google.com/SignOutOptions'][aria-label]",
      attribute: "aria-label",
      take: "[(（]([^()（）\\s@]+@[^()（）\\s@]+)[)）]\\s*$",
    },
    // The subject stands before it, so only the last address, before the product's name, is Gmail's
    // own.
    { since: "2019-01", at: "title", take: " - ([^\\s@]+@[^\\s@]+) - [^@]*$" },
    { since: "2015-01", at: "[role=banner] [class^=gb_]:not(:has(*))" },
  ],
  thread: {
    at: [
      // Beside a list, or below it: the pane, without the list that stands in the same part of the
      // page.
      { since: "2023-11", at: ".ao9:has(.a98.iY, .apa)" },
      { since: "2023-11", at: ".a98.iY" },
      { since: "2022-10", at: "table.Bs" },
      { since: "2022-10", at: ".aia" },
      { since: "2015-01", at: "[role=main]" },
    ],
    id: [
      { since: "2025-11", at: "h2[data-legacy-thread-id]", attribute: "data-legacy-thread-id" },
      {
        since: "2024-04",
        at: "[data-legacy-thread-id]:not(tr.zA, tr.zA *)",
        attribute: "data-legacy-thread-id",
      },
      {
        since: "2026-09",
        at: "[data-thread-perm-id]:not(tr.zA, tr.zA *)",
        attribute: "data-thread-perm-id",
      },
    ],
    subject: [
      { since: "2026-09", at: "h2.hP" },
      { since: "2026-07", at: `h2${suffixed("hP")}` },
      { since: "2025-11", at: "h2[data-legacy-thread-id]" },
      { since: "2026-04", at: ".ha h2" },
    ],
  },
  message: {
    at: [
      { since: "2026-09", at: ".adn[data-message-id]" },
      { since: "2026-03", at: "[data-legacy-message-id]:not(.adf)" },
      { since: "2026-09", at: "[data-message-id]:not(.adf)" },
      { since: "2025-08", at: ".gs" },
      { since: "2026-07", at: suffixed("gs") },
      { since: "2026-09", at: "[role=listitem][aria-expanded=true]" },
      { since: "2026-07", at: ".h7" },
    ],
    id: [
      { since: "2026-03", at: "[data-legacy-message-id]", attribute: "data-legacy-message-id" },
      { since: "2026-09", at: "[data-message-id]", attribute: "data-message-id" },
    ],
    occurredAt: [
      { since: "2025-08", at: "span.g3[title]", attribute: "title" },
      { since: "2026-07", at: `span${suffixed("g3")}[title]`, attribute: "title" },
      { since: "2021-10", at: ".gK [title]", attribute: "title" },
    ],
    from: [
      { since: "2025-08", at: "span.gD[email]", ...shown },
      { since: "2026-07", at: `span${suffixed("gD")}[email]`, ...shown },
      { since: "2025-08", at: "h3 span[email]", ...shown },
      { since: "2023-11", at: "td.gF span[email]", ...shown },
      { since: "2021-10", at: ".gE span[email]", ...shown },
    ],
    // What tells "to" from "cc" are words of the page's language, and only in the details, which
    // are made when they are opened.
    to: [
      { since: "2025-08", at: ".hb span.g2[email]", ...shown },
      { since: "2023-11", at: ".hb span[email]", ...shown },
      { since: "2026-07", at: `${suffixed("hb")} span[email]`, ...shown },
      { since: "2026-03", at: "span.g2[email]", ...shown },
    ],
    cc: [],
    replyTo: [],
  },
  compose: {
    at: [
      { since: "2026-03", at: "[role=dialog]:has(.M9)" },
      { since: "2024-04", at: ".AD [role=dialog]" },
      { since: "2026-03", at: ".M9" },
      { since: "2024-04", at: "[role=dialog]:has(input[name=subjectbox])" },
    ],
    to: [...written("to"), { since: "2026-08", at: ".az9 span[email]", ...shown }],
    cc: ["cc", "bcc"].flatMap(written),
    subject: [
      { since: "2026-03", at: "input[name=subjectbox]", attribute: "value" },
      { since: "2026-03", at: "input[name=subject]", attribute: "value" },
    ],
    reply: [
      { since: "2026-03", at: ".ip.adB .M9" },
      { since: "2026-03", at: ".ip.adB" },
    ],
    from: [
      { since: "2019-05", at: "[role=menu] [value*='@']", address: [{ attribute: "value" }] },
      {
        since: "2026-03",
        at: "input[name=from]",
        address: [{ attribute: "value", take: "<([^<>]+)>\\s*$" }, { attribute: "value" }],
      },
    ],
  },
  editors: [
    { since: "2014-12", at: "[g_editable=true]" },
    { since: "2026-03", at: "[role=textbox][contenteditable=true]" },
  ],
  rows: {
    at: [
      { since: "2014-12", at: "tr.zA" },
      { since: "2026-07", at: `tr${suffixed("zA")}` },
    ],
    person: [
      { since: "2014-12", at: ".yW [email]", ...shown },
      { since: "2026-07", at: `${suffixed("yW")} [email]`, ...shown },
    ],
    anchor: `.yW, ${suffixed("yW")}`,
  },
};
