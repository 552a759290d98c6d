/**
 * The background: owns the network, the outbox and which sites are switched on. The content script
 * owns the page.
 */
import { defineBackground } from "wxt/utils/define-background";
import type { Notice, Request } from "../../sync/messages.ts";
import { onWake } from "./alarm.ts";
import { showBadge } from "./badge.ts";
import { followGrants } from "./granted.ts";
import { handlers } from "./handlers.ts";
import { mayAsk } from "./may-ask.ts";
import { followNews } from "./news.ts";
import { parts } from "./parts.ts";
import { droppable } from "./running.ts";
import { followPermissions } from "./sites.ts";
import { tell } from "./tell.ts";
import { followMessages } from "./thunderbird.ts";
import { inFirefox, inThunderbird } from "../../program.ts";
import { relayPanels } from "./relay-panels.ts";

/** Returns what a request comes to; nothing where its sender may not ask it. */
async function answer(
  { call, ask, id }: Request,
  sender: chrome.runtime.MessageSender,
): Promise<{ answer: unknown } | undefined> {
  if (!(await mayAsk(call, sender))) return undefined;
  const handle = handlers[call] as (
    ask: Request["ask"],
    sender: chrome.runtime.MessageSender,
    left: AbortSignal,
  ) => Promise<unknown>;
  return { answer: await droppable(id, (left) => handle(ask, sender, left)) };
}

async function flush(): Promise<void> {
  const { outbox } = await parts();
  await outbox.flush();
  await showBadge(outbox);
}

async function command(name: string): Promise<void> {
  if (name !== "toggle-overlay" && name !== "log-email") return;
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const notice: Notice = { notice: "command", command: name };
  // A tab without our content script has no use for the shortcut.
  if (tab?.id !== undefined)
    await chrome.tabs.sendMessage(tab.id, notice, { frameId: 0 }).catch(() => undefined);
}

export default defineBackground({
  type: "module",
  main() {
    // Content scripts run beside pages; what is stored is none of theirs. Firefox cannot part them
    // here: what is personal is sealed.
    void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
    chrome.runtime.onMessage.addListener((request: Request, sender, reply) => {
      if (!Object.hasOwn(handlers, request.call)) return false;
      answer(request, sender).then(
        reply,
        // Without a reply the asker gets an error and says so; the reason is for whoever debugs.
        (error: unknown) => {
          console.error(`${request.call} failed`, error);
          reply(undefined);
        },
      );
      return true;
    });
    chrome.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === "install")
        void chrome.tabs.create({ url: chrome.runtime.getURL("welcome.html") });
    });
    chrome.commands.onCommand.addListener((name) => {
      void command(name);
    });
    if (inFirefox) relayPanels();
    if (inThunderbird) followMessages();
    else {
      followGrants();
      followPermissions(() => tell({ notice: "changed", what: "settings" }));
    }
    onWake(() => {
      void flush();
    });
    followNews();
    void flush();
    // Once a day at most, whenever the background starts.
    void parts().then(({ signals }) => signals.refresh(false));
  },
});
