/** SOGo's adapter on pages of the project's own; the real SOGo is driven end to end. */
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type { OpenMessage } from "../../../extension/mail/adapter.ts";
import { recognise } from "../../../extension/mail/recognise.ts";
import {
  lastAddress,
  parseProperties,
  withAddresses,
} from "../../../extension/mail/sogo/headers.ts";
import { orderOf, shownBy } from "../../../extension/mail/sogo/records.ts";
import { pathOf, spotOf } from "../../../extension/mail/sogo/page.ts";
import { fixture, pageAt, sogo } from "./page.ts";

const base = "https://mail.ours.example/SOGo/so/sam/Mail/view";
const messagePage = (hash = "#!/Mail/0/INBOX/220") =>
  pageAt(fixture("sogo/message.html"), base + hash);
const answer = (fields: Record<string, string>) =>
  `<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:a="urn:schemas:mailheader:" xmlns:D="DAV:"><D:response><D:propstat><D:status>HTTP/1.1 200 OK</D:status><D:prop>${Object.entries(
    fields,
  )
    .map(
      ([name, value]) =>
        `<a:${name}>${value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</a:${name}>`,
    )
    .join("")}</D:prop></D:propstat></D:response></D:multistatus>`;
const facts = {
  "message-id": "<one@harlow.example>",
  from: "Dana Whitfield <dana@harlow-marine.example>",
  to: "Sam Ray <sam@ours.example>, Okafor, Tom <tom@kestrel.example>",
  cc: "li.na@mingtai.example",
  date: "Thu, 19 Nov 2026 10:00:30 GMT",
};
/** Runs with SOGo answering `replies` by the last part of what is asked for. */
function answering(page: Document, replies: Record<string, () => Response>) {
  vi.stubGlobal("DOMParser", page.defaultView?.DOMParser);
  const asked: { method: string; path: string; body: string }[] = [];
  vi.stubGlobal("fetch", async (url: URL, { method, body }: { method: string; body: string }) => {
    asked.push({ method, path: url.pathname, body });
    return replies[url.pathname.split("/").at(-1) ?? ""]?.() ?? new Response("", { status: 404 });
  });
  return asked;
}
const message = (page: Document) => sogo.read(page) as OpenMessage;
afterEach(() => {
  vi.unstubAllGlobals();
});

test("page is recognised when it is SOGo's mail", () => {
  expect(recognise(messagePage())).toBe("sogo");
  expect(recognise(pageAt(`<body ng-app="SOGo.SchedulerUI">`, base))).toBeNull();
});

test("message is read when it is open", () => {
  expect(sogo.read(messagePage())).toEqual({
    kind: "message",
    account: "sam@ours.example",
    subject: "Sizes for the spring order",
    occurredAt: "2026-11-19T10:00:00.000Z",
    list: false,
    withoutAddress: [],
    participants: [
      { role: "from", name: "Dana Whitfield", address: "dana@harlow-marine.example" },
      { role: "cc", name: null, address: "li.na@mingtai.example" },
    ],
    identity: {
      messageId: null,
      webmail: "sogo@mail.ours.example",
      account: "sam",
      thread: null,
      message: "0/INBOX/220",
    },
  });
});

test("account is that of the mailbox when there are several", () => {
  expect(message(messagePage("#!/Mail/1/INBOX/220")).account).toBe("sam@elsewhere.example");
});

test.each([
  ["Thursday, November 19, 2026 10:00 EST", "2026-11-19T15:00:00.000Z"],
  ["torstaina 19. marraskuuta 2026 10:00 EET", null],
  ["Thursday, soon", null],
  ["", null],
])("time is read in its zone, or not at all, when the page shows %j", (shown, instant) => {
  const page = pageAt(
    fixture("sogo/message.html").replace("Thursday, November 19, 2026 10:00 UTC", shown),
    `${base}#!/Mail/0/INBOX/220`,
  );
  expect(message(page).occurredAt).toBe(instant);
});

test("account is the signed-in one's when the window shows one message alone", () => {
  const page = pageAt(
    fixture("sogo/message.html").replaceAll(/<script.*?<\/script>/gs, ""),
    "https://mail.ours.example/SOGo/so/sam%40ours.example/Mail/UIxMailPopupView#!/Mail/0/INBOX/220",
  );
  expect(message(page)).toMatchObject({
    account: "sam@ours.example",
    identity: { account: "sam@ours.example", message: "0/INBOX/220" },
  });
});

test("nothing is open when the address names no message", () => {
  expect(sogo.read(messagePage("#!/Mail/0/INBOX"))).toBeNull();
});

test("addresses are put to the names when the site's properties were asked for", async () => {
  const page = messagePage();
  const asked = answering(page, { 220: () => new Response(answer(facts), { status: 207 }) });
  const told = vi.fn<() => void>();
  sogo.listen?.(page, told);
  expect(await sogo.headers?.(message(page), page, new AbortController().signal)).toEqual({
    messageId: "one@harlow.example",
    occurredAt: "2026-11-19T10:00:30.000Z",
    list: false,
  });
  expect(asked).toMatchObject([
    { method: "PROPFIND", path: "/SOGo/so/sam/Mail/0/folderINBOX/220" },
  ]);
  expect(told).toHaveBeenCalledOnce();
  expect(message(page)).toMatchObject({
    occurredAt: "2026-11-19T10:00:30.000Z",
    withoutAddress: [],
    participants: [
      { role: "from", address: "dana@harlow-marine.example" },
      { role: "to", name: "Sam Ray", address: "sam@ours.example" },
      { role: "to", name: "Okafor, Tom", address: "tom@kestrel.example" },
      { role: "cc", name: null, address: "li.na@mingtai.example" },
    ],
  });
});

test("names are left without an address when the site does not tell it", async () => {
  const page = messagePage();
  answering(page, {});
  expect(await sogo.headers?.(message(page), page, new AbortController().signal)).toBeNull();
  expect(message(page).withoutAddress).toEqual(["Okafor, Tom"]);
});

test("headers are not believed when they are another sender's", async () => {
  const page = messagePage();
  answering(page, {
    220: () =>
      new Response(answer({ ...facts, from: "Tom <tom@kestrel.example>" }), { status: 207 }),
  });
  expect(await sogo.headers?.(message(page), page, new AbortController().signal)).toBeNull();
  expect(message(page).participants).toHaveLength(2);
});

test("recipients are read as typed when a message is composed", () => {
  expect(sogo.read(pageAt(fixture("sogo/compose.html"), `${base}#!/Mail/0/INBOX`))).toEqual({
    kind: "compose",
    account: "sam@ours.example",
    subject: "Terms",
    participants: [
      { role: "to", name: "Dana Whitfield", address: "dana@harlow-marine.example" },
      { role: "to", name: null, address: "tom.okafor@kestrel-foods.example" },
      { role: "cc", name: null, address: "kim@x.example" },
    ],
  });
});

test("nobody is made up when a name pretends to be several people", () => {
  expect(
    withAddresses("to", [`A <a@x.example>, B`], "A <a@x.example>, B <mallory@y.example>"),
  ).toBeNull();
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 12 }), { maxLength: 4 }),
      fc.string({ maxLength: 60 }),
      (names, written) => {
        const people = withAddresses("to", names, written);
        return people === null || people.length === names.length;
      },
    ),
  );
});

test("sender is the address at the end when the name holds another", () => {
  expect(lastAddress("Dana <dana@harlow.example> <mallory@y.example>")).toBe("mallory@y.example");
  expect(lastAddress("mallory@y.example")).toBe("mallory@y.example");
});

test("answer is none when it is no list of properties", () => {
  const page = messagePage();
  vi.stubGlobal("DOMParser", page.defaultView?.DOMParser);
  expect(parseProperties("<html><body>Sign in</body></html>")).toBeNull();
  expect(parseProperties(answer({}))).toBeNull();
});

test.each([
  ["#!/Mail/0/INBOX/220", { account: "0", mailbox: "INBOX", uid: "220" }],
  ["#!/Mail/2/INBOX%252FAcme%2520Ltd/7", { account: "2", mailbox: "INBOX/Acme Ltd", uid: "7" }],
  ["#!/Mail/0/INBOX", { account: "0", mailbox: "INBOX", uid: null }],
  ["#!/Mail/0/INBOX/220/reply", { account: "0", mailbox: "INBOX", uid: "220" }],
  ["#!/Mail/0/new", null],
  ["#!/Mail", null],
  ["#!/Mail/0/INBOX/220/../../x", null],
  ["", null],
])("place in the address is told when it is %s", (hash, spot) => {
  expect(spotOf({ hash })).toEqual(spot);
});

test("path stays on the page's own site when a mailbox has an odd name", () => {
  const at = (mailbox: string) => pathOf(new URL(base), { account: "0", mailbox, uid: "1" })?.href;
  expect(at("INBOX/Acme Ltd.")).toBe(
    "https://mail.ours.example/SOGo/so/sam/Mail/0/folderINBOX/folderAcme_SP_Ltd_D_/1",
  );
  expect(
    pathOf(new URL("https://mail.ours.example/roundcube/"), {
      account: "0",
      mailbox: "INBOX",
      uid: "1",
    }),
  ).toBeNull();
  fc.assert(
    fc.property(
      fc.string(),
      (mailbox) =>
        at(mailbox)?.startsWith("https://mail.ours.example/SOGo/so/sam/Mail/0/folder") === true,
    ),
  );
});

const columns = ["To", "hasAttachment", "Subject", "From", "RelativeDate", "Size", "uid"];
const record = (uid: number, subject: string, address: string, date: string, size: string) => [
  [{ name: "Sam Ray", email: "sam@ours.example" }],
  0,
  subject,
  [{ name: "Dana Whitfield", email: address }],
  date,
  size,
  uid,
];

test("rows have the address of their own message when names are alike", async () => {
  const page = messagePage();
  const asked = answering(page, {
    view: () => Response.json({ uids: [1, 2, 30, 40, 50] }),
    headers: () =>
      Response.json([
        columns,
        record(30, "Sizes", "dana@harlow-marine.example", "Thursday 13:00", "347 B"),
        record(40, "Bank account", "dana@harlow-rnarine.example", "Thursday 12:00", "321 B"),
      ]),
  });
  expect(sogo.rows(page)).toEqual([]);
  await expect
    .poll(() => sogo.rows(page).map(({ address }) => address))
    .toEqual(["dana@harlow-marine.example", "dana@harlow-rnarine.example"]);
  expect(asked.map(({ path }) => path.split("/").at(-1))).toEqual(["view", "headers"]);
});

test("row is left alone when the message at its place is another and two are shown alike", async () => {
  const page = messagePage();
  answering(page, {
    view: () => Response.json({ uids: [30, 40] }),
    headers: () =>
      Response.json([
        columns,
        record(30, "Sizes", "dana@harlow-marine.example", "Thursday 13:00", "347 B"),
        record(40, "Sizes", "dana@harlow-rnarine.example", "Thursday 13:00", "347 B"),
      ]),
  });
  sogo.rows(page);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  expect(sogo.rows(page)).toEqual([]);
});

test("order is that of the uids when the list is threaded", () => {
  expect(
    orderOf({
      uids: [
        ["uid", "level", "first"],
        [7, -1, 0],
        [5, 0, 1],
      ],
    }),
  ).toEqual([7, 5]);
  expect(orderOf(null)).toEqual([]);
  expect(shownBy("nothing")).toEqual(new Map());
});

test("health says which signal answered when a message is open", () => {
  expect(sogo.health(messagePage()).facts).toMatchObject({
    from: "2022-11 :has(> a[ng-bind*='from[0].email'])",
    account: "2022-11 :code(mailbox)",
    message: "2022-11 :code(address)",
    recipients: "2022-11 md-chips[ng-model$='message.to'] .md-chip-content",
  });
});
