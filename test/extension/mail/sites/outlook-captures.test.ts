/**
 * Trimmed captures of Outlook made by others, where they are at hand, with the answers each must
 * give.
 */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { described } from "../../../../extension/mail/described/described.ts";
import { outlook } from "../../../../extension/mail/sites/outlook.ts";
import { tag } from "../../../support-table.ts";
import { pageAt } from "../page.ts";

type Person = { name: string | null; email: string };
type Thread = {
  id: string;
  subject: string | null;
  messages: { sender: Person; to: Person[]; cc: Person[] }[];
};
type Capture = {
  file: string;
  provider: string;
  expected: {
    account_owner: Person | null;
    thread: Thread | null;
    rows: { senders: Person[] | null }[];
  };
};

const folder = new URL("../../../../../shared/webmail/", import.meta.url);
const manifest = new URL("manifest.json", folder);
const captures = existsSync(manifest)
  ? (JSON.parse(readFileSync(manifest, "utf8")) as { files: Capture[] }).files.filter((one) =>
      one.file.startsWith("outlook-"),
    )
  : [];
if (captures.length === 0)
  test.skipIf(true)(
    "captures are not at hand (../shared/webmail): not checked [outlook: thread, people · capture]",
    () => undefined,
  );

test.each(
  captures.map((one) => ({
    ...one,
    proves: one.expected.thread === null ? "" : tag("outlook", ["thread", "people"], "capture"),
  })),
)(
  "outlook answers what stands in $file when that page is open $proves",
  ({ file, expected: { account_owner, thread, rows } }) => {
    // The captures say neither their own address nor a time: the conversation's id and a time are
    // put where Outlook has them.
    const page = pageAt(
      readFileSync(new URL(file, folder), "utf8"),
      `https://outlook.office.com/mail/${thread === null ? "" : `inbox/id/${thread.id}`}`,
    );
    page
      .querySelector("[role=document], [id^=UniqueMessageBody]")
      ?.insertAdjacentHTML(
        "beforebegin",
        `<div data-testid="SentReceivedSavedTime">2025-11-05 14:02</div>`,
      );
    const adapter = described(outlook);
    const { facts } = adapter.health(page);
    console.log(
      `${file}: ${Object.entries(facts)
        .map(([fact, signal]) => `${fact} ${signal ?? "not there"}`)
        .join("; ")}`,
    );
    const open = adapter.read(page);
    if (thread === null) expect(open).toBeNull();
    else {
      const last = thread.messages.at(-1);
      expect(open).toMatchObject({
        kind: "message",
        account: account_owner?.email ?? null,
        subject: thread.subject,
        identity: { thread: thread.id },
        participants: [
          { role: "from", name: last?.sender.name, address: last?.sender.email },
          ...(last?.to ?? []).map((one) => ({ role: "to", name: one.name, address: one.email })),
        ],
      });
    }
    expect(facts["account"] !== null).toBe(account_owner !== null);
    expect(adapter.rows(page).map((row) => row.address)).toEqual(
      rows.flatMap((row) => row.senders?.map((one) => one.email) ?? []),
    );
  },
);
