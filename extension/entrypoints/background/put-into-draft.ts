/**
 * Puts text into the draft that is open in a tab. The script that can do it comes into the page
 * when it is asked for and leaves after one answer.
 */
import type { DraftContent, DraftEnd } from "../../protocol/draft.ts";
import type { Notice } from "../../sync/messages.ts";
import { draftScript } from "./scripts.ts";

/** Puts the content into the tab's draft; "no_draft" where the tab takes no script of ours. */
export async function putIntoDraft(
  tabId: number | undefined,
  content: DraftContent,
): Promise<DraftEnd> {
  const none: DraftEnd = { inserted: false, reason: "no_draft" };
  if (tabId === undefined) return none;
  const notice: Notice = { notice: "draft", content };
  try {
    await chrome.scripting.executeScript({ target: { tabId }, files: [draftScript] });
    const end = await chrome.tabs.sendMessage<Notice, DraftEnd | undefined>(tabId, notice, {
      frameId: 0,
    });
    return end ?? none;
  } catch {
    return none;
  }
}
