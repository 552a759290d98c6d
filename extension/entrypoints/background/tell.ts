/** Tells the extension's pages and the tabs of switched-on webmails that something changed. */
import type { Notice } from "../../sync/messages.ts";
import { switchedOn } from "./sites.ts";

/** Sends a notice to everyone. Nobody need be there to hear it. */
export function tell(notice: Notice): void {
  void chrome.runtime.sendMessage(notice).catch(() => undefined);
  void switchedOn().then(async (origins) => {
    const tabs = origins.length === 0 ? [] : await chrome.tabs.query({ url: origins });
    for (const tab of tabs) if (tab.id !== undefined) void chrome.tabs.sendMessage(tab.id, notice, { frameId: 0 }).catch(() => undefined);
  });
}
