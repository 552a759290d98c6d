/** First steps of every content script, before anything is known of its page. */
import type { HealthWord, Notice } from "../sync/messages.ts";

/** Settles once the page is parsed. */
export async function parsed(document: Document): Promise<void> {
  if (document.readyState === "loading")
    await new Promise((resolve) => {
      document.addEventListener("DOMContentLoaded", resolve, { once: true });
    });
}

/** Tells the popup, when it asks, that this is no webmail that is known. */
export function sayUnknown(): void {
  chrome.runtime.onMessage.addListener(
    (message: Notice, _sender, reply: (word: HealthWord) => void) => {
      if (message.notice === "health") reply("unknownSite");
    },
  );
}
