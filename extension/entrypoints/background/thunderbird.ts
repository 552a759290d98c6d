/**
 * Thunderbird's part of the background: tells scripts and popups what the tab they belong to shows.
 */
import { messenger } from "../../mail/thunderbird/messenger.ts";
import type { MessageHeader } from "../../mail/thunderbird/messenger.ts";
import { openCompose } from "../../mail/thunderbird/compose.ts";
import { moreOf } from "../../mail/thunderbird/headers.ts";
import { openMessage } from "../../mail/thunderbird/message.ts";
import { withHeaders } from "../../mail/thunderbird/thunderbird.ts";
import type { Answers, Asked } from "../thunderbird.content/displayed.ts";

/**
 * Up to this size, bytes, headers are read with the message. They lie before the body, but
 * Thunderbird reads through to its end.
 */
const soonRead = 1_000_000;

/** Returns the one message a tab shows, once it is loaded; null where none is shown, or several. */
async function shown(tab: number): Promise<MessageHeader | null> {
  const { messages } = await messenger().messageDisplay.getDisplayedMessages(tab);
  return messages.length === 1 ? (messages[0] ?? null) : null;
}

/** Reads the fields above the body and no more; `getFull` and `getRaw` would hand us the body. */
const headersOf = async ({ id }: MessageHeader) =>
  moreOf(await messenger().messages.getHeaders(id, { decodeHeaders: true }));

const answers: { [Name in keyof Answers]: (tab: number) => Promise<Answers[Name]> } = {
  async message(tab) {
    const [header, accounts] = await Promise.all([shown(tab), messenger().accounts.list(false)]);
    if (header === null) return null;
    const message = openMessage(header, accounts);
    const more = header.size > soonRead ? null : await headersOf(header).catch(() => null);
    return { message: more === null ? message : withHeaders(message, more), whole: more !== null };
  },
  async headers(tab) {
    const header = await shown(tab);
    return header === null ? null : headersOf(header);
  },
  /**
   * Reads the recipients of what is written; the text, which Thunderbird gives with them, is
   * dropped here.
   */
  async compose(tab) {
    const [{ from, to, cc, bcc, subject }, accounts] = await Promise.all([
      messenger().compose.getComposeDetails(tab),
      messenger().accounts.list(false),
    ]);
    return openCompose({ from, to, cc, bcc, subject }, accounts);
  },
};

/** Returns the tabs in which a message may be shown. */
export async function messageTabs(): Promise<number[]> {
  return (await messenger().tabs.query({ type: ["mail", "messageDisplay"] })).map(({ id }) => id);
}

/** Answers what is displayed, and starts the script beside messages that are open already. */
export function followMessages(): void {
  chrome.runtime.onMessage.addListener((asked: Asked, sender, reply) => {
    if (sender.id !== chrome.runtime.id || !Object.hasOwn(answers, asked.displayed)) return false;
    const ours = sender.url?.startsWith(chrome.runtime.getURL("")) === true;
    const tab = ours ? asked.tab : (sender.tab?.id ?? null);
    // What is being written is for our own popup, on a click.
    if (tab === null || (asked.displayed === "compose" && !ours)) return false;
    answers[asked.displayed](tab).then(reply, (error: unknown) => {
      console.error("asking Thunderbird failed", error);
      reply(null);
    });
    return true;
  });
  chrome.runtime.onInstalled.addListener(() => {
    void messageTabs().then(async (tabs) => {
      // A tab without a message takes no script.
      for (const tabId of tabs)
        await chrome.scripting
          .executeScript({ target: { tabId }, files: ["content-scripts/thunderbird.js"] })
          .catch(() => undefined);
    });
  });
}
