/** Tells the extension's pages and the tabs of switched-on webmails that something changed. */
import type { Notice } from "../../sync/messages.ts";
import { inFirefox, inThunderbird } from "../../program.ts";
import { switchedOn } from "./sites.ts";
import { messageTabs } from "./thunderbird.ts";

async function tabs(): Promise<number[]> {
  if (inThunderbird) return messageTabs();
  const origins = await switchedOn();
  return origins.length === 0
    ? []
    : (await chrome.tabs.query({ url: origins })).flatMap(({ id }) => id ?? []);
}

// Firefox tells a frame in a page nothing that is told to pages of the extension.
const whom = inFirefox ? {} : { frameId: 0 };

/** Sends a notice to everyone. Nobody need be there to hear it. */
export function tell(notice: Notice): void {
  void chrome.runtime.sendMessage(notice).catch(() => undefined);
  void tabs().then((all) => {
    for (const tab of all) void chrome.tabs.sendMessage(tab, notice, whom).catch(() => undefined);
  });
}
