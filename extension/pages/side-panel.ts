/**
 * Opens the panel beside the page: Chrome's side panel, Firefox's sidebar. Must be called in a
 * click.
 */
import { inFirefox, inThunderbird } from "../program.ts";

type Sidebar = { sidebarAction: { open(): Promise<void> } };

/** True in programs that have a place beside the page. */
export const hasSidePanel: boolean = !inThunderbird;

/** Opens it in this window. Fails where the browser does not take the call for the person's own. */
export async function openSidePanel(windowId: number): Promise<void> {
  if (inFirefox) await (globalThis as unknown as { browser: Sidebar }).browser.sidebarAction.open();
  else await chrome.sidePanel.open({ windowId });
}
