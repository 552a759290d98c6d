/**
 * The content script of every webmail: runs where the person switched it on, in the top frame, and
 * starts its reader.
 */
import type { Adapter } from "../mail/adapter.ts";
import type { Notice } from "../sync/messages.ts";
import { sayOrphaned } from "./orphaned.ts";
import { parsed, sayUnknown } from "./page.ts";
import { startReader } from "./reader.ts";
import { shareAdapter } from "./shared-adapter.ts";
import type { DrawPanel } from "./reader.ts";

/**
 * Runs until the end of `life`. `adapterOf` gives the adapter once the page is parsed; null where
 * the page is not the script's.
 */
export async function run(
  life: AbortController,
  adapterOf: (document: Document) => Adapter | null | Promise<Adapter | null>,
  drawPanel?: DrawPanel,
): Promise<void> {
  chrome.runtime.onMessage.addListener((message: Notice) => {
    if (message.notice === "stop") life.abort("the person switched it off");
  });
  await parsed(document);
  const adapter = await adapterOf(document);
  if (adapter === null) return sayUnknown();
  if (life.signal.aborted) return;
  // What the version before left behind: it noticed first that it is gone, or Firefox ended it
  // outright, its panel left dead.
  for (const left of document.querySelectorAll("regards-panel, regards-overlay, regards-mark"))
    left.remove();
  shareAdapter(adapter);
  startReader({
    document,
    adapter,
    drawPanel,
    signal: life.signal,
    orphaned(words) {
      if (life.signal.aborted) return;
      life.abort("the extension was reloaded");
      if (words !== null) sayOrphaned(document, words);
    },
  });
}
