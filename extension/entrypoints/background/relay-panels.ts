/**
 * The background between a docked panel and the reader of its tab, in Firefox: a frame in a page
 * has no `tabs.connect` there.
 */
import { dockedPort } from "../../protocol/tab.ts";

/** Hands everything that comes out of one port to the other, its end included. */
function pipe(from: chrome.runtime.Port, port: chrome.runtime.Port): void {
  from.onMessage.addListener((message: unknown) => port.postMessage(message));
  from.onDisconnect.addListener(() => port.disconnect());
}

/**
 * Joins the panel at the other end of `panel` with the reader in its tab, which knows its frame by
 * the key in the name.
 */
function join(panel: chrome.runtime.Port): void {
  const { name, sender } = panel;
  const isPanel =
    sender?.id === chrome.runtime.id &&
    sender.url?.startsWith(chrome.runtime.getURL("/panel.html")) === true;
  if (!isPanel || sender.tab?.id === undefined || !name.startsWith(dockedPort))
    return panel.disconnect();
  const reader = chrome.tabs.connect(sender.tab.id, { frameId: 0, name });
  pipe(panel, reader);
  pipe(reader, panel);
}

/** Joins panels with readers for as long as the background runs. */
export function relayPanels(): void {
  chrome.runtime.onConnect.addListener(join);
}
