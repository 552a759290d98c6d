/** Readings of Thunderbird's answers, in the shapes its API gives them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MailAccount, MessageHeader } from "../../../extension/mail/thunderbird/messenger.ts";
import { openCompose } from "../../../extension/mail/thunderbird/compose.ts";
import { moreOf } from "../../../extension/mail/thunderbird/headers.ts";
import { openMessage, realMessageId } from "../../../extension/mail/thunderbird/message.ts";
import { thunderbird, withHeaders } from "../../../extension/mail/thunderbird/thunderbird.ts";

const accounts: MailAccount[] = [
  { id: "account1", identities: [] },
  {
    id: "account2",
    identities: [{ email: "Rep@example.com" }, { email: "fair@trade-fair.example" }],
  },
];
const header: MessageHeader = {
  id: 7,
  author: "Tom Okafor <tom.okafor@kestrel-foods.example>",
  recipients: ["Robin Vale <rep@example.com>"],
  ccList: [],
  bccList: [],
  subject: "Renewal for 2027",
  date: new Date("2026-11-19T09:00:00Z"),
  size: 900,
  headerMessageId: "renewal@rig.example.net",
  folder: { id: "account2://Inbox", accountId: "account2", specialUse: ["inbox"] },
};
/** This adapter looks at no page. */
const page = {} as Document;
const roles = (message: { participants: { role: string; address: string }[] }) =>
  message.participants.map(({ role, address }) => `${role} ${address}`);

describe("openMessage", () => {
  test("names people, account and Message-ID when the message is plain", () => {
    expect(openMessage(header, accounts)).toMatchObject({
      account: "rep@example.com",
      subject: "Renewal for 2027",
      occurredAt: "2026-11-19T09:00:00.000Z",
      participants: [
        { role: "from", name: "Tom Okafor", address: "tom.okafor@kestrel-foods.example" },
        { role: "to", name: "Robin Vale", address: "rep@example.com" },
      ],
      identity: {
        messageId: "renewal@rig.example.net",
        webmail: "thunderbird",
        thread: null,
        message: null,
      },
    });
  });

  test("takes commas, comments, groups and encoded words for what they are when names hold them", () => {
    const message = openMessage(
      {
        ...header,
        author: `"Okafor, Tom (sales) <x@y.example>" <tom@kestrel.example>`,
        recipients: [
          "Buyers: dana@harlow.example, =?utf-8?B?546L5pmT5piO?= <wang@mingtai.example>;",
          "undisclosed-recipients:;",
        ],
      },
      accounts,
    );
    expect(message.participants.map(({ name, address }) => [name, address])).toEqual([
      ["Okafor, Tom (sales) <x@y.example>", "tom@kestrel.example"],
      [null, "dana@harlow.example"],
      ["王晓明", "wang@mingtai.example"],
    ]);
  });

  test("makes one person of all own addresses when several are in the message", () => {
    const message = openMessage(
      { ...header, recipients: ["fair@trade-fair.example", "rep@example.com"] },
      accounts,
    );
    expect(message.account).toBe("fair@trade-fair.example");
    expect(new Set(roles(message).slice(1))).toEqual(new Set(["to fair@trade-fair.example"]));
  });

  test("takes the author for the person when the message lies among what they wrote", () => {
    const message = openMessage(
      {
        ...header,
        author: "catch-all@own.example",
        folder: { id: "x", accountId: "account2", specialUse: ["sent"] },
      },
      accounts,
    );
    expect(message.account).toBe("catch-all@own.example");
  });

  test("counts hidden recipients as recipients when one's own copy names them", () => {
    expect(roles(openMessage({ ...header, bccList: ["dana@harlow.example"] }, accounts))).toContain(
      "cc dana@harlow.example",
    );
  });

  test("is told by Thunderbird's own mark when the message has no Message-ID", () => {
    const { identity } = openMessage({ ...header, headerMessageId: "md5:abc" }, accounts);
    expect(identity).toMatchObject({ messageId: null, message: "md5:abc" });
    expect(openMessage({ ...header, headerMessageId: "" }, accounts).identity?.message).toContain(
      "900",
    );
  });

  test("knows no account and no date when the message was opened from a file without them", () => {
    const { folder: _, ...opened } = header;
    expect(openMessage({ ...opened, recipients: [], date: new Date(0) }, accounts)).toMatchObject({
      account: null,
      occurredAt: null,
    });
  });

  test("never throws and always tells the message when the fields hold anything", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.string(),
        fc.string(),
        (author, recipients, subject, headerMessageId) => {
          const { identity } = openMessage(
            { ...header, author, recipients, subject, headerMessageId },
            accounts,
          );
          expect(identity?.messageId ?? identity?.message).toBeTruthy();
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("headers", () => {
  test("give the whole subject, where the answer goes and the list when they name them", () => {
    const more = moreOf({
      subject: ["Re: Renewal"],
      "reply-to": ["Desk <desk@elsewhere.example>"],
      "list-id": ["<l.example>"],
      "message-id": ["<a@b>"],
    });
    expect(more).toMatchObject({ subject: "Re: Renewal", list: true, messageId: "a@b" });
    expect(roles(withHeaders(openMessage(header, accounts), more))).toContain(
      "reply-to desk@elsewhere.example",
    );
  });

  test("are asked for once and change what is read when they were not read with the message", async () => {
    const adapter = thunderbird(openMessage(header, accounts), async () =>
      moreOf({ subject: ["Re: Renewal for 2027"] }),
    );
    let changes = 0;
    adapter.listen?.(page, () => {
      changes++;
    });
    await adapter.headers?.(openMessage(header, accounts), page, AbortSignal.timeout(1000));
    expect(changes).toBe(1);
    expect(adapter.read(page)).toMatchObject({ subject: "Re: Renewal for 2027" });
  });
});

test("Message-ID is the same with brackets and without when it is real, and none when it was made up", () => {
  expect([
    realMessageId("<a@b>"),
    realMessageId("a@b"),
    realMessageId("md5:x"),
    realMessageId(""),
  ]).toEqual(["a@b", "a@b", null, null]);
});

test("recipients are read and own addresses left out when a message is written", () => {
  const open = openCompose(
    {
      from: "rep@example.com",
      to: ["Tom <tom@kestrel.example>", { nodeId: "7", type: "mailingList" }],
      bcc: ["fair@trade-fair.example"],
      subject: "Terms",
    },
    accounts,
  );
  expect(open).toEqual({
    kind: "compose",
    account: "rep@example.com",
    subject: "Terms",
    participants: [{ role: "to", name: "Tom", address: "tom@kestrel.example" }],
  });
});
