/** Permissions of pages and content scripts to call the background. */
import { openCalls, panelCalls } from "../../sync/messages.ts";
import { inThunderbird } from "../../program.ts";
import { isGranted } from "./granted.ts";

/**
 * Decides who may ask: our own pages anything; our content script, in the top frame of a tab whose
 * site is switched on, only what it needs; nobody else anything.
 */
export async function mayAsk(
  call: string,
  { id, url, origin, tab, frameId }: chrome.runtime.MessageSender,
): Promise<boolean> {
  if (id !== chrome.runtime.id) return false;
  if (url?.startsWith(chrome.runtime.getURL("")) === true) return true;
  if (tab === undefined || frameId !== 0) return false;
  // Thunderbird shows mail itself: there is no site to switch on.
  if (inThunderbird) return openCalls.has(call) || panelCalls.has(call);
  return openCalls.has(call) && isGranted(origin ?? url ?? "");
}
