/**
 * The number on the toolbar button: entries of the outbox that were refused, else those that wait.
 */
import type { Outbox } from "../../sync/outbox.ts";

/** Shows how the outbox stands. */
export async function showWaiting(outbox: Outbox): Promise<void> {
  const [entries, newer] = await Promise.all([outbox.list(), outbox.listNewer()]);
  const failed = entries.filter((entry) => entry.state === "failed").length;
  const count = failed > 0 ? failed : entries.length + newer.length;
  await chrome.action.setBadgeBackgroundColor({ color: failed > 0 ? "#c62a2f" : "#60646c" });
  await chrome.action.setBadgeText({ text: count === 0 ? "" : String(count) });
}
