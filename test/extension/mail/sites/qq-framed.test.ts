/** The old QQ Mail on pages of our own: in its frame, and in a window of its own. */
import { expect, test } from "vitest";
import type { OpenMessage } from "../../../../extension/mail/adapter.ts";
import { described } from "../../../../extension/mail/described/described.ts";
import { qqFramed } from "../../../../extension/mail/sites/qq-framed.ts";
import { tag } from "../../../support-table.ts";
import { fill, fixture, loadedAt } from "../page.ts";
import { specOf } from "../spec-of.ts";

const alone =
  "https://mail.qq.com/cgi-bin/readmail?folderid=1&t=readmail&mailid=ZC2201-aa&newwin=true";
const message: OpenMessage = {
  kind: "message",
  account: null,
  list: false,
  withoutAddress: ["张伟"],
  participants: [
    { role: "from", name: "王小明", address: "wang.xiaoming@haiyang.example" },
    { role: "to", name: "海港", address: "daibiao@haigang.example" },
    { role: "cc", name: "陈, 芳", address: "fang@xn--6orv52d.example" },
  ],
  subject: "回复：Selkie 号大修 <b>trap@subject.example</b>",
  occurredAt: new Date(2026, 10, 20, 14, 2).toISOString(),
  identity: {
    messageId: null,
    webmail: "qq-framed",
    account: null,
    thread: "ZC2201-aa",
    message: "ZC2201-aa",
  },
};

specOf(qqFramed, {
  message: { at: alone, open: message },
  "a message without the sender's line": {
    page: "message",
    at: alone,
    change: (page) => {
      const shown = page.querySelector(".readmailinfo #tipFromAddr_readmail");
      shown?.parentElement?.removeAttribute("e");
    },
    open: {
      ...message,
      participants: message.participants.map((one) =>
        one.role === "from" ? { ...one, name: null } : one,
      ),
    },
  },
  compose: {
    at: "https://mail.qq.com/cgi-bin/readtemplate?sid=z&t=compose",
    open: {
      kind: "compose",
      account: null,
      subject: "报价 2026",
      withoutAddress: ["不是地址"],
      participants: [
        { role: "to", name: "王小明", address: "wang.xiaoming@haiyang.example" },
        { role: "cc", name: null, address: "fang@xn--6orv52d.example" },
      ],
    },
  },
  frame: { at: "https://mail.qq.com/cgi-bin/frame_html?sid=z", open: null },
});

test(`read answers the frame when there are frames ${tag("qq-framed", ["people"], "own page")}`, async () => {
  const adapter = described({ ...qqFramed, thread: { ...qqFramed.thread, open: undefined } });
  const page = await loadedAt(
    fixture("qq-framed/frame.html").replace(/ src="[^"]*"/, ""),
    "https://mail.qq.com/cgi-bin/frame_html?sid=z",
  );
  const frame = page.querySelector("iframe") as HTMLIFrameElement;
  expect(adapter.read(page)).toBeNull();
  fill(frame, fixture("qq-framed/message.html"));
  const own = "daibiao@haigang.example";
  // A frame without an address of its own names the message by the sender's element.
  expect(adapter.read(page)).toEqual({
    ...message,
    account: own,
    identity: { ...message.identity, account: own },
    participants: message.participants.map((one) =>
      one.address === own ? { ...one, name: null } : one,
    ),
  });
  expect(adapter.mail?.(page)).toBe(frame);
  expect(adapter.watch(page).map(({ target }) => target.ownerDocument)).toContain(
    frame.contentDocument,
  );
});
