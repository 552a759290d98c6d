/** The content script: runs in a webmail the person switched on, in its top frame, and joins mail and overlay. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { adapterFor } from "../../mail/index.ts";
import { takeTyping } from "../../overlay/guard.ts";
import type { HealthWord, Notice } from "../../sync/messages.ts";
import { join } from "./join.ts";
import { sayOrphaned } from "./orphaned.ts";

export default defineContentScript({
  registration: "runtime",
  // The page need not hear that we are here.
  noScriptStartedPostMessage: true,
  async main(ctx) {
    // Before the page's first script, which could otherwise hear what is typed in the overlay.
    takeTyping(window);
    if (document.readyState === "loading") await new Promise((resolve) => { document.addEventListener("DOMContentLoaded", resolve, { once: true }); });
    const adapter = adapterFor(document);
    if (adapter === null) {
      chrome.runtime.onMessage.addListener((message: Notice, _sender, reply: (word: HealthWord) => void) => {
        if (message.notice === "health") reply("unknownSite");
      });
      return;
    }
    join({
      document, adapter, signal: ctx.signal,
      orphaned(locale) {
        if (ctx.signal.aborted) return;
        ctx.abort("the extension was reloaded");
        sayOrphaned(document, locale);
      },
    });
  },
});
