/** The background: owns the network, the outbox and which sites are switched on. The content script owns the page. */
import { defineBackground } from "wxt/utils/define-background";
import { openCalls } from "../../sync/messages.ts";
import type { Notice, Request } from "../../sync/messages.ts";
import { onWake } from "./alarm.ts";
import { showWaiting } from "./badge.ts";
import { handlers } from "./handlers.ts";
import { parts } from "./parts.ts";
import { droppable } from "./running.ts";
import { followPermissions } from "./sites.ts";
import { tell } from "./tell.ts";
import { followMessages } from "./thunderbird.ts";
import { inThunderbird } from "../../program.ts";

/** Our own pages may ask anything; our content script, in the top frame of a tab, only what it needs; nobody else anything. */
function mayAsk(request: Request, sender: chrome.runtime.MessageSender): boolean {
  if (sender.id !== chrome.runtime.id || !Object.hasOwn(handlers, request.call)) return false;
  if (sender.url?.startsWith(chrome.runtime.getURL("")) === true) return true;
  return sender.tab !== undefined && sender.frameId === 0 && openCalls.has(request.call);
}

async function flush(): Promise<void> {
  const { outbox } = await parts();
  await outbox.flush();
  await showWaiting(outbox);
}

async function command(name: string): Promise<void> {
  if (name !== "toggle-overlay" && name !== "log-email") return;
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const notice: Notice = { notice: "command", command: name };
  // A tab without our content script has no use for the shortcut.
  if (tab?.id !== undefined) await chrome.tabs.sendMessage(tab.id, notice, { frameId: 0 }).catch(() => undefined);
}

export default defineBackground({
  type: "module",
  main() {
    // Content scripts run beside pages; what is stored is none of theirs. Firefox cannot part them here: what is personal is sealed.
    void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
    chrome.runtime.onMessage.addListener((request: Request, sender, reply) => {
      if (!mayAsk(request, sender)) return false;
      const handle = handlers[request.call] as (ask: Request["ask"], sender: chrome.runtime.MessageSender, left: AbortSignal) => Promise<unknown>;
      droppable(request.id, (left) => handle(request.ask, sender, left)).then(
        (answer) => reply({ answer }),
        // Without a reply the asker gets an error and says so; the reason is for whoever debugs.
        (error: unknown) => { console.error(`${request.call} failed`, error); reply(undefined); },
      );
      return true;
    });
    chrome.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === "install") void chrome.tabs.create({ url: chrome.runtime.getURL("welcome.html") });
    });
    chrome.commands.onCommand.addListener((name) => { void command(name); });
    if (inThunderbird) followMessages();
    else followPermissions(() => tell({ notice: "changed", what: "settings" }));
    onWake(() => { void flush(); });
    void flush();
    // Once a day at most, whenever the background starts.
    void parts().then(({ signals }) => signals.refresh(false));
  },
});
