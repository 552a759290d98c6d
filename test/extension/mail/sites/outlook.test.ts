/**
 * Outlook on the web: pages of the project's own in the shape others described, in three languages.
 */
import type { OpenMessage, Participant } from "../../../../extension/mail/adapter.ts";
import { expect, test, vi } from "vitest";
import { described } from "../../../../extension/mail/described/described.ts";
import { seen } from "../../../../extension/mail/reading/digest.ts";
import { outlook } from "../../../../extension/mail/sites/outlook.ts";
import { fixture, pageAt } from "../page.ts";
import { specOf } from "../spec-of.ts";

const person = (role: Participant["role"], name: string | null, address: string): Participant => ({
  role,
  name,
  address,
});
const local = (...parts: [number, number, number, number, number]) =>
  new Date(...parts).toISOString();

/**
 * A message as Outlook shows it, told by its conversation's id, its sender and its time.
 * @param time as it is written, where it has two readings
 */
function message(
  thread: string,
  subject: string,
  occurredAt: string | null,
  participants: Participant[],
  account: string | null = null,
  time = "",
): OpenMessage {
  const own = seen(participants[0]?.address ?? "", occurredAt ?? time);
  return {
    kind: "message",
    account,
    participants,
    subject,
    occurredAt,
    identity: { messageId: null, webmail: "outlook", account, thread, message: own },
    list: false,
  };
}

const conversation = message(
  "AQQkADc1",
  "Refit of the Selkie",
  local(2026, 10, 2, 14, 2),
  [
    person("from", "Dana Harlow", "dana@harlow-marine.example"),
    person("to", "Kim Berg", "kim@fjord.example"),
    person("cc", "Ola", "ola@fjord.example"),
    // Of a folded message.
    { ...person("from", "Kim Berg", "kim@fjord.example"), earlier: 1 },
  ],
  "rep@regards.example",
);
const compose = {
  kind: "compose" as const,
  account: "rep@regards.example",
  subject: "Quote for the refit",
  withoutAddress: ["Kim Berg"],
  participants: [
    person("to", "Dana Harlow", "dana@harlow-marine.example"),
    person("cc", "Ola Nord", "ola@fjord.example"),
  ],
};
const read = "https://outlook.office.com/mail/inbox/id/AQQkADc1";

/** The newest message is another's, by name alone. */
function renamed(page: Document): void {
  for (const one of page.querySelectorAll("#MSG_2b_FROM [aria-label], #MSG_2b_FROM span.OZZZK")) {
    if (one.hasAttribute("aria-label")) one.setAttribute("aria-label", "From: Kim Berg");
    else one.textContent = "Kim Berg";
  }
}

specOf(outlook, {
  conversation: { at: read, open: conversation, rows: ["dana@harlow-marine.example"] },
  "a conversation whose row has left the virtualised list": {
    page: "conversation",
    at: "https://outlook.live.com/mail/0/id/AQQkADc1",
    open: conversation,
    rows: [],
    change: (page) => page.querySelector("#MailList [role=option]")?.remove(),
  },
  "a conversation that is answered in place": {
    page: "conversation",
    at: read,
    open: {
      ...conversation,
      reply: [
        person("to", null, "dana@harlow-rnarine.example"),
        person("cc", "Kim Berg", "kim@fjord.example"),
      ],
    },
    change: (page) =>
      page.querySelector("[aria-label='Email message']")?.insertAdjacentHTML(
        "afterbegin",
        `<div id="docking_InitVisiblePart_1">
      <div id="MSG_r_FROM"><span title="trap@reply.example">trap</span></div><div role="group" id="MSG_r_TO"><div contenteditable="true" aria-label="To">
      <span class="_EType_RECIPIENT_ENTITY" role="button" aria-label="dana@harlow-rnarine.example"></span></div></div>
      <div role="group" id="MSG_r_CC"><div contenteditable="true" aria-label="Cc"><span class="_EType_RECIPIENT_ENTITY" role="button" aria-label="Kim Berg &lt;kim@fjord.example&gt;">Kim Berg</span></div></div></div>`,
      ),
  },
  "a conversation with nothing but folded messages": {
    page: "conversation",
    at: read,
    open: null,
    change: (page) => page.querySelector(".aVla3")?.remove(),
  },
  german: {
    at: "https://outlook.office365.com/mail/id/AAkALgAA",
    open: message("AAkALgAA", "Umbau der Selkie", local(2026, 10, 2, 14, 2), [
      person("from", "chef@bank.example", "jan@werft.example"),
      person("to", null, "rep@regards.example"),
      person("cc", "Kim Berg", "kim@fjord.example"),
    ]),
  },
  chinese: {
    at: "https://outlook.cloud.microsoft/mail/inbox/id/AAQkAGU1?nativeVersion=1",
    open: message("AAQkAGU1", "<b>改装</b> trap@subject.example", local(2026, 10, 2, 14, 2), [
      person("from", "王丽", "wang@chuan.example"),
      person("to", "李雷", "lilei@chuan.example"),
      person("cc", null, "ola@fjord.example"),
      { ...person("from", "Kim Berg", "kim@fjord.example"), earlier: 1 },
    ]),
  },
  "a message whose sender's name ends in another address": {
    page: "german",
    at: "https://outlook.office365.com/mail/id/AAkALgAA",
    open: message("AAkALgAA", "Umbau der Selkie", local(2026, 10, 2, 14, 2), [
      person("from", null, "jan@werft.example"),
      person("to", null, "rep@regards.example"),
      person("cc", "Kim Berg", "kim@fjord.example"),
    ]),
    change(page) {
      const shown = page.querySelector("[aria-label^='Von: ']");
      shown?.setAttribute("aria-label", "Von: Bank <trap@bank.example><jan@werft.example>");
      shown?.replaceChildren("Bank <trap@bank.example><jan@werft.example>");
    },
  },
  "a message whose sender has a name alone, of any language": {
    page: "german",
    at: "https://outlook.office365.com/mail/id/AAkALgAA",
    open: "unreadable",
    change(page) {
      const shown = page.querySelector("[aria-label^='Von: ']");
      shown?.setAttribute("aria-label", "Von: Jan Werft jan@werft.example");
      shown?.replaceChildren("Jan Werft");
    },
  },
  // The day of the week tells which number is the month.
  popout: {
    at: "https://outlook.office.com/mail/deeplink/read/AAMkADA4?popoutv2=1&version=20230804005.07",
    open: message("AAMkADA4", "Refit", local(2026, 10, 2, 14, 2), [
      person("from", "Dana Harlow", "dana@harlow-marine.example"),
      person("to", "Kim Berg", "kim@fjord.example"),
    ]),
  },
  // A date of two readings is none, and still tells one message from another.
  "a message whose date has two readings": {
    page: "popout",
    change: (page) => page.querySelector("#MSG_p_DATETIME")?.replaceChildren("11/2/2026 2:02 PM"),
    at: "https://outlook.office.com/mail/deeplink/read/AAMkADA4?popoutv2=1&version=20230804005.07",
    open: message(
      "AAMkADA4",
      "Refit",
      null,
      [
        person("from", "Dana Harlow", "dana@harlow-marine.example"),
        person("to", "Kim Berg", "kim@fjord.example"),
      ],
      null,
      "11/2/2026 2:02 PM",
    ),
  },
  names: { at: read, open: "unreadable" },
  // The folder and the title say who that is.
  "own-newest": {
    at: read,
    open: message(
      "AQQkADc1",
      "Refit of the Selkie",
      local(2026, 10, 3, 9, 5),
      [
        person("from", null, "rep@regards.example"),
        person("to", "Dana Harlow", "dana@harlow-marine.example"),
        { ...person("from", "Dana Harlow", "dana@harlow-marine.example"), earlier: 1 },
        { ...person("from", "Kim Berg", "kim@fjord.example"), earlier: 2 },
      ],
      "rep@regards.example",
    ),
  },
  "own-newest by somebody whose address is not shown": {
    page: "own-newest",
    at: read,
    open: "unreadable",
    change: renamed,
  },
  compose: { at: "https://outlook.office.com/mail/0/deeplink/compose?popoutv2=1", open: compose },
  "compose in an older shape, labelled in German": {
    page: "compose",
    at: "https://outlook.live.com/mail/0/",
    open: compose,
    change(page) {
      for (const part of page.querySelectorAll("[id^=MSG_]")) part.removeAttribute("id");
      page.querySelector("[aria-label=To]")?.setAttribute("aria-label", "An");
      page.querySelector("[aria-label=Subject]")?.setAttribute("aria-label", "Betreff");
    },
  },
  list: {
    at: "https://outlook.office.com/mail/",
    open: null,
    rows: ["dana@harlow-marine.example", "kim@fjord.example", "lee@quay.example"],
  },
});

const at = (name: string, change: (page: Document) => void = () => undefined) => {
  const page = pageAt(fixture(`outlook/${name}.html`), read);
  change(page);
  return page;
};

test("outlook says whose address is missing, and shows no older message, when the newest is a name alone", () => {
  vi.useFakeTimers({ now: 1_790_000_000_000, toFake: ["Date", "setTimeout"] });
  const adapter = described(outlook);
  const page = at("own-newest", renamed);
  const again = vi.fn<() => void>();
  adapter.listen?.(page, again);
  expect(adapter.read(page)).toBe("unreadable");
  vi.advanceTimersByTime(700);
  expect(again).toHaveBeenCalled();
  expect(adapter.read(page)).toEqual({
    kind: "message",
    account: "rep@regards.example",
    subject: "Refit of the Selkie",
    occurredAt: local(2026, 10, 3, 9, 5),
    identity: null,
    list: false,
    participants: [person("to", "Dana Harlow", "dana@harlow-marine.example")],
    withoutAddress: ["Kim Berg"],
  });
  vi.useRealTimers();
});

test.each([
  ["en", "Tue 11/3/2026 9:05 AM", "Mon 11/2/2026 2:02 PM"],
  ["en-GB", "Tue 03/11/2026 09:05", "Mon 02/11/2026 14:02"],
  ["fr", "mar. 03/11/2026 09:05", "lun. 02/11/2026 14:02"],
])(
  "outlook reads the newest of two open messages when their dates are written as in %s",
  (lang, newest, older) => {
    const page = at("own-newest", ({ documentElement }) => {
      documentElement.lang = lang;
    });
    const [first, second] = page.querySelectorAll("[data-testid=SentReceivedSavedTime]");
    first?.replaceChildren(newest);
    second?.replaceChildren(older);
    expect(described(outlook).read(page)).toMatchObject({
      occurredAt: local(2026, 10, 3, 9, 5),
      participants: [{ role: "from", address: "rep@regards.example" }, {}, {}, {}],
    });
  },
);

test.each([
  [
    "no account is known",
    (page: Document) => page.querySelector("[id^=primaryMailboxRoot]")?.remove(),
  ],
  [
    "the title names somebody else",
    (page: Document) => {
      page.title = "Mail - Robin Rep-Vale - Outlook";
    },
  ],
])("outlook takes nobody for the mailbox's owner when %s", (_, change) => {
  expect(
    described(outlook).read(
      at("own-newest", (page) => {
        change(page);
      }),
    ),
  ).toBe("unreadable");
});

test("outlook knows the owner's own message when their name has a hyphen", () => {
  const page = at("own-newest", (one) => {
    one.title = "Mail - Robin Rep-Vale - Outlook";
    for (const each of one.querySelectorAll("#MSG_2b_FROM .OZZZK"))
      each.textContent = "Robin Rep-Vale";
  });
  expect(described(outlook).read(page)).toMatchObject({
    participants: [{ role: "from", address: "rep@regards.example" }, {}, {}, {}],
  });
});

test("outlook tells messages of a conversation apart by writer or time when each shows a full date", () => {
  const identity = (change: (page: Document) => void) =>
    (described(outlook).read(at("conversation", change)) as OpenMessage).identity;
  const time = (text: string) => (page: Document) => {
    page.querySelector("#MSG_1a_DATETIME div")?.replaceChildren(text);
  };
  const kim = (page: Document) => {
    page
      .querySelector("#MSG_1a_FROM [aria-label]")
      ?.setAttribute("aria-label", "From: Kim Berg<kim@fjord.example>");
  };
  const all = [
    identity(() => undefined),
    identity(time("Tue 2026-11-17 09:00")),
    identity(kim),
    identity(time("Tue 11/3/2026 2:02 PM")),
    identity(time("11/3/2026 2:02 PM")),
  ];
  expect(new Set(all.map((one) => one?.message)).size).toBe(5);
  expect(new Set(all.map((one) => one?.thread))).toEqual(new Set(["AQQkADc1"]));
  // The same time is the same message, however it is written.
  expect(identity(time("Mon 11/2/2026 2:02 PM"))).toEqual(all[0]);
  expect(identity(time("2:02 PM"))).toBeNull();
});
