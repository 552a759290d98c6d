/**
 * Outlook on the web. Proved on pages of the project's own in the shape that others described in
 * 2026, and on two trimmed captures of November 2025 (a German reading pane, the owner's folder
 * root); never on a live mailbox. What tells roles apart is, newest first, the ends of ids (the
 * same in every language), then labels in English, German and Chinese. The page often shows names
 * alone, one's own always: those are nobody, but for the owner's, which the title has. A message
 * has no lasting id in the page: it is told by its conversation (the id in the page's address, for
 * its row leaves the virtualised list), its sender and its time. A window of its own names the
 * message otherwise and no account: there it is another.
 */
import type { Description, PersonWay } from "../../../shared/contract/webmail.ts";

/** Elements whose label begins with one of these words. */
const labelled = (words: readonly string[]) =>
  `:is(${words.map((word) => `[aria-label^='${word}']`).join(", ")})`;
const from = ["From:", "Von:", "发件人"];
const to = ["To:", "An:", "收件人"];
const cc = ["Cc:", "抄送"];

/**
 * The whole text is an address, or ends with one in angle brackets: a name that looks like an
 * address is not mistaken for one.
 */
const bare = "^<?([^<>\\s;]+@[^<>\\s;]+?)>?;?$";
const angled = "<([^<>\\s@]+@[^<>\\s]+)>;?$";
/** The same after a label ("Von: sender@…"), of one person alone. */
const said = "^[^:：@]+[:：]\\s*([^<>\\s;]+@[^<>\\s;]+)$";
const named = "^(?:[^:：@<>]+[:：])?([^<>]+)<[^<>]+>;?$";
const plain = "^([^<>;]*[^<>;\\s])\\s*;?$";

const chip: Pick<PersonWay, "address" | "name"> = {
  address: [
    { attribute: "aria-label", take: angled },
    { attribute: "aria-label", take: bare },
    { attribute: "aria-label", take: said },
    { attribute: "title", take: angled },
    { attribute: "title", take: bare },
    { take: angled },
    { take: bare },
    { at: "[title*='@']", attribute: "title", take: bare },
  ],
  name: [
    { attribute: "aria-label", take: named },
    { attribute: "title", take: named },
    { take: named },
    { at: "[class*=textContainer]" },
    { take: plain },
  ],
};
/** The sender: in the group of that id the label, a title, or the text "Name<address>". */
const group: Pick<PersonWay, "address" | "name"> = {
  address: [
    { at: "[aria-label*='@']", attribute: "aria-label", take: angled },
    { at: "[aria-label*='@']", attribute: "aria-label", take: said },
    { at: "[title*='@']", attribute: "title", take: angled },
    { at: "[title*='@']", attribute: "title", take: bare },
    { take: angled },
    { take: bare },
  ],
  name: [
    { at: "[aria-label*='@']", attribute: "aria-label", take: named },
    { at: "[title*='@']", take: named },
    { take: named },
    { at: "[title*='@']", take: plain },
    { take: plain },
  ],
};

/**
 * The ways to recipients: in the part of the header whose id ends so, else by the label, which may
 * be all there is.
 */
function recipients(end: string, words: readonly string[]): PersonWay[] {
  const chips = ":is([data-lpc-hover-target-id], [role=button], .pU1YL, [title*='@'])";
  const well = `^(?:${words.map((word) => word.replace(/:$/, "")).join("|")})[:：]`;
  return [
    { since: "2026-02", at: `[id^=MSG_][id$=${end}] ${chips}`, ...chip },
    { since: "2026-04", at: `${labelled(words)} ${chips}`, ...chip },
    {
      since: "2026-04",
      at: labelled(words),
      list: true,
      address: [{ attribute: "aria-label", take: `${well}(.+)$` }],
    },
    {
      since: "2025-11",
      at: "[data-testid=RecipientWell] > span",
      list: true,
      address: [{ take: `${well}(.+)$` }],
    },
  ];
}

const shown = ":has([role=document], [id^=UniqueMessageBody])";
/** Not what holds several messages: one that is folded shows when it was sent, too. */
const one = ":not(:has([aria-expanded=false] [data-testid=SentReceivedSavedTime]))";

export const outlook: Description = {
  webmail: "outlook",
  version: 6,
  hosts: [
    "outlook.office.com",
    "outlook.office365.com",
    "outlook.live.com",
    "outlook.cloud.microsoft",
    "partner.outlook.cn",
    "outlook.office365.us",
  ],
  // What is new and what is read come and go in the pane; the list beside it scrolls a great deal.
  watch: [{ since: "2025-11", at: "[role=main]" }],
  bodies: [
    "[role=document]",
    "[id^=UniqueMessageBody]",
    "[id*=mail-editor-reference-message-container]",
    "[contenteditable]:not([contenteditable=false])",
    "[id^=docking_InitVisiblePart]",
  ],
  account: [
    { since: "2025-11", at: "[id^=primaryMailboxRoot]", attribute: "title", take: bare },
    { since: "2025-11", at: "[id^=primaryMailboxRoot]", attribute: "data-folder-name", take: bare },
    { since: "2025-08", at: "#mectrl_currentAccount_secondary", take: bare },
  ],
  owner: [{ since: "2026-04", at: "title", take: "^.* [-–] (.+) [-–] Outlook$" }],
  thread: {
    // The pane stays when nothing is open in it, and while something new is written there.
    at: [
      { since: "2025-12", at: `#ReadingPaneContainerId${shown}` },
      { since: "2025-11", at: `[data-app-section=MailReadCompose]${shown}` },
      { since: "2025-11", at: `[role=main]${shown}` },
    ],
    id: [
      { since: "2026-04", at: ":location", take: "^[^?#]*/id/([^/?#]+)" },
      { since: "2023-08", at: ":location", take: "^[^?#]*/deeplink/read/([^/?#]+)" },
      { since: "2020-01", at: ":location", take: "[?&]ItemID=([^&#]+)" },
      { since: "2026-04", at: "[data-convid]", attribute: "data-convid" },
    ],
    subject: [
      { since: "2026-02", at: "[id^=CONV_][id$=_SUBJECT] [title]", attribute: "title" },
      { since: "2026-02", at: "[id$=_SUBJECT] [title]", attribute: "title" },
      { since: "2026-04", at: "[role=heading][title]", attribute: "title" },
      { since: "2026-02", at: "[id^=CONV_][id$=_SUBJECT]" },
    ],
  },
  message: {
    at: [
      { since: "2026-04", at: `[aria-label='Email message']${shown}${one}` },
      { since: "2026-03", at: `[aria-expanded=true]${shown}${one}` },
      { since: "2026-02", at: `div:has([id^=MSG_][id$=_FROM])${shown}${one}` },
      { since: "2025-11", at: `.aVla3${shown}${one}` },
    ],
    folded: [
      { since: "2026-03", at: "[aria-expanded=false]:has([data-testid=SentReceivedSavedTime])" },
    ],
    id: [],
    occurredAt: [
      { since: "2026-04", at: "[data-testid=SentReceivedSavedTime]", attribute: "title" },
      { since: "2026-04", at: "[data-testid=SentReceivedSavedTime]" },
      { since: "2026-02", at: "[id^=MSG_][id$=_DATETIME]" },
    ],
    from: [
      { since: "2026-02", at: "[id^=MSG_][id$=_FROM]", ...group },
      { since: "2026-04", at: labelled(from), ...chip },
    ],
    to: recipients("_TO", to),
    cc: recipients("_CC", cc),
    replyTo: [],
  },
  compose: {
    at: [
      { since: "2026-10", at: "[id^=docking_InitVisiblePart]" },
      { since: "2026-08", at: "[data-app-section=Form_Content]" },
      { since: "2026-10", at: "[role=main]:has([id^=MSG_][id$=_TO] [contenteditable=true])" },
    ],
    // Begun in the conversation it stands there as well.
    reply: [{ since: "2026-10", at: "[id^=docking_InitVisiblePart]" }],
    to: [
      { since: "2026-10", at: "[id^=MSG_][id$=_TO] ._EType_RECIPIENT_ENTITY", ...chip },
      {
        since: "2026-08",
        at: ":is([aria-label=To], [aria-label=An], [aria-label='收件人']) ._EType_RECIPIENT_ENTITY",
        ...chip,
      },
    ],
    cc: [
      { since: "2026-10", at: "[id^=MSG_][id$=_CC] ._EType_RECIPIENT_ENTITY", ...chip },
      {
        since: "2026-08",
        at: ":is([aria-label=Cc], [aria-label='抄送']) ._EType_RECIPIENT_ENTITY",
        ...chip,
      },
    ],
    subject: [
      { since: "2026-10", at: "input[id^=MSG_][id$=_SUBJECT]", attribute: "value" },
      {
        since: "2026-08",
        at: "input[aria-label=Subject], input[aria-label=Betreff], input[aria-label='主题']",
        attribute: "value",
      },
    ],
  },
  editors: [
    { since: "2026-08", at: "[id^=editorParent] [contenteditable=true]" },
    { since: "2026-08", at: "[aria-multiline=true][contenteditable=true]" },
  ],
  rows: {
    at: [{ since: "2026-08", at: "[role=option][data-convid]" }],
    within: [
      { since: "2025-11", at: "#MailList" },
      { since: "2026-08", at: "[role=listbox]:has([data-convid])" },
    ],
    // Never the row's own label nor any text: subject and preview stand there, and are the sender's
    // to write.
    person: [
      {
        since: "2026-04",
        at: ".S2NDX span[title]",
        address: [{ attribute: "title", take: bare }],
        name: [{ take: plain }],
      },
      {
        since: "2026-09",
        at: "span[role=img][aria-label]",
        address: [{ attribute: "aria-label", take: bare }],
      },
      {
        since: "2026-10",
        at: "span[title]:not(.TtcXM, ._rWRU)",
        address: [{ attribute: "title", take: bare }],
        name: [{ take: plain }],
      },
    ],
    anchor:
      "span[title]:not(.TtcXM, ._rWRU), [role=option]:not(:has(span[title]:not(.TtcXM, ._rWRU))) span[role=img]",
  },
};
