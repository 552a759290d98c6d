/**
 * The panel's end of its connections: with the page it is docked in, with the open tab beside it,
 * or with nothing but a message.
 */
import { dockedPort, sidePort } from "../protocol/tab.ts";
import type { PageLink, PageState, ToPanel, ToReader } from "../protocol/tab.ts";
import { inFirefox } from "../program.ts";
import { ask } from "../sync/messages.ts";
import { lastingPort } from "./lasting-port.ts";
import type { Wire } from "./lasting-port.ts";

/**
 * A reader that does not answer a hit test in this time is taken for one that says no: its page may
 * be busy for a while.
 */
const hitTimeoutMs = 2000;

export type DockedLink = PageLink & {
  /**
   * Asks the reader whether a click at this point of the panel, in its pixels, meets the panel and
   * nothing of the page.
   */
  isHit(x: number, y: number): Promise<boolean>;
};

function linkOf(port: Wire): DockedLink {
  const waiting = new Map<number, (isHit: boolean) => void>();
  let asked = 0;
  return {
    send: (message: ToReader) => port.postMessage(message),
    listen(hear, closed) {
      port.onMessage.addListener((message: ToPanel) => {
        if (message.tell === "hit") waiting.get(message.id)?.(message.isHit);
        else hear(message);
      });
      port.onDisconnect.addListener(closed);
    },
    isHit(x, y) {
      const id = asked++;
      return new Promise((resolve) => {
        const done = (isHit: boolean) => {
          waiting.delete(id);
          resolve(isHit);
        };
        waiting.set(id, done);
        setTimeout(() => done(false), hitTimeoutMs);
        port.postMessage({ tell: "hit", id, x, y } satisfies ToReader);
      });
    },
    close: () => port.disconnect(),
  };
}

/**
 * Connects with the reader of the page that this panel is docked in.
 * @param key names our own frame to it
 */
export async function dockedLink(key: string): Promise<DockedLink | null> {
  // Firefox gives a frame in a page no `tabs`: there the background joins the two.
  if (inFirefox)
    return linkOf(lastingPort(() => chrome.runtime.connect({ name: dockedPort + key })));
  const tab = await ask("ownTab", null);
  return tab === null
    ? null
    : linkOf(chrome.tabs.connect(tab, { frameId: 0, name: dockedPort + key }));
}

/** Connects with the reader of a tab, from beside it. */
export const sideLink = (tab: number): PageLink =>
  linkOf(chrome.tabs.connect(tab, { frameId: 0, name: sidePort }));

/** Returns a link with nobody at its other end: the panel of one message, as in a popup. */
export function fixedLink(page: Pick<PageState, "webmail" | "shown">): PageLink {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stop = new AbortController();
  const state = (): PageState => ({
    ...page,
    host: location.host,
    isPainting: false,
    offered: [],
    headers: null,
    theme: dark.matches ? "dark" : "light",
    isNarrow: false,
  });
  return {
    send: () => undefined,
    listen(hear) {
      const tell = () => hear({ tell: "page", page: state() });
      dark.addEventListener("change", tell, { signal: stop.signal });
      queueMicrotask(tell);
    },
    close: () => stop.abort(),
  };
}
