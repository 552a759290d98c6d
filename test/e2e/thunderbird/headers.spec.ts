/**
 * Thunderbird's own reading of odd and broken messages, and what is made of it: the same people as
 * the raw header names.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mailboxes } from "../../../shared/people/mailboxes.ts";
import { openMessage } from "../../../extension/mail/thunderbird/message.ts";
import type { MessageHeader } from "../../../extension/mail/thunderbird/messenger.ts";
import { sharedMail } from "../../rig/deliver.ts";
import { mbox } from "../../rig/mbox.ts";
import { expect, test } from "./fixtures.ts";
import { extensionId, startThunderbird } from "./program.ts";

const kinds = ["mime4j", "mail-gem"].filter((kind) => existsSync(join(sharedMail, kind)));

/** The raw value of a header field of a message, unfolded; null where it has none. */
function field(raw: string, name: string): string | null {
  const head = raw.split(/\r?\n\r?\n/)[0] ?? "";
  return (
    new RegExp(`^${name}:((?:.*)(?:\\r?\\n[ \\t].*)*)`, "im")
      .exec(head)?.[1]
      ?.replace(/\r?\n(?=[ \t])/g, "")
      .trim() ?? null
  );
}

/**
 * A From without angle brackets ("Big Bug bb@bug.com"): Thunderbird takes all before the @ for the
 * address, which is nobody's then.
 */
const misread = new Set([
  "plain_emails_mix_caps_content_type.eml",
  "plain_emails_raw_email_multiple_from.eml",
]);

/**
 * Has Thunderbird index each folder, and answers its first message as the extension's API gives it.
 */
const index = `
  const [id, count, done] = arguments;
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const { messageManager } = WebExtensionPolicy.getByID(id).extension;
  const root = MailServices.accounts.getAccount("account2").incomingServer.rootFolder;
  (async () => {
    const answers = [];
    for (let at = 0; at < count; at++) {
      const folder = root.getChildNamed("m" + at).QueryInterface(Ci.nsIMsgLocalMailFolder);
      await new Promise((resolve) => {
        const listener = { OnStartRunningUrl() {}, OnStopRunningUrl: resolve };
        try {
          folder.getDatabaseWithReparse(listener, null);
          resolve();
        } catch { /* It is being read: the listener hears of it. */ }
      });
      const [first] = folder.messages;
      answers.push(first ? JSON.parse(JSON.stringify(messageManager.convert(first))) : null);
    }
    return answers;
  })().then(done, (error) => done(String(error)));
`;

for (const kind of ["mime4j", "mail-gem"]) {
  test(`senders are the raw header's when read from ${kind} [thunderbird: people · real]`, async () => {
    test.skip(!kinds.includes(kind), "../shared/mail is not here");
    test.setTimeout(180_000);
    const files = readdirSync(join(sharedMail, kind))
      .filter((name) => name.endsWith(".eml"))
      .toSorted();
    // One folder a message: what a broken one does to its neighbours in an mbox is none of ours.
    const program = await startThunderbird(
      {},
      Object.fromEntries(
        files.map((name, at) => [`m${at}`, mbox([readFileSync(join(sharedMail, kind, name))])]),
      ),
    );
    try {
      const headers = await program.runAsync<(MessageHeader | null)[]>(
        index,
        [extensionId, files.length],
        "system",
      );
      const wrong = files.flatMap((name, at) => {
        const header = headers[at] ?? null;
        const senders =
          header === null
            ? []
            : openMessage(header, [])
                .participants.filter(({ role }) => role === "from")
                .map(({ address }) => address);
        const named = mailboxes(
          field(readFileSync(join(sharedMail, kind, name), "latin1"), "From") ?? "",
        ).map(({ address }) => address);
        return misread.has(name) || senders.join() === named.slice(0, 1).join()
          ? []
          : [`${name}: ${senders.join()} for ${named.join()} (${header?.author ?? "no message"})`];
      });
      expect(wrong).toEqual([]);
    } finally {
      await program.quit();
    }
  });
}
