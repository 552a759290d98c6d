/** What every content script does: runs in a webmail the person switched on, in its top frame, and joins mail and overlay. */
import type { ContentScriptContext } from "wxt/utils/content-script-context";
import type { Adapter } from "../../mail/adapter.ts";
import { takeTyping } from "../../overlay/guard.ts";
import type { HealthWord, Notice } from "../../sync/messages.ts";
import { join } from "./join.ts";
import { sayOrphaned } from "./orphaned.ts";

/** `adapterOf` says which webmail the loaded page is; null where it is none that is known. */
export async function run(ctx: ContentScriptContext, adapterOf: (document: Document) => Adapter | null | Promise<Adapter | null>): Promise<void> {
  // Before the page's first script, which could otherwise hear what is typed in the overlay.
  takeTyping(window);
  if (document.readyState === "loading") await new Promise((resolve) => { document.addEventListener("DOMContentLoaded", resolve, { once: true }); });
  const adapter = await adapterOf(document);
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
}
