/**
 * The reader's end of its connections with panels: the one docked in this page, and the browser's
 * side panel.
 */
import { dockedPort, sidePort } from "../protocol/tab.ts";
import type { PageLink, ToPanel, ToReader } from "../protocol/tab.ts";
import { inFirefox } from "../program.ts";

export type PanelPorts = {
  send(message: ToPanel): void;
  /** Connects the docked panel without a port, where it is drawn in the page itself. */
  join(): PageLink;
  hasSide(): boolean;
  close(): void;
};

export type PanelPortsContext = {
  /** Returns the key of the docked frame; null while there is none. */
  key(): string | null;
  hear(message: ToReader, answer: (message: ToPanel) => void): void;
  /** Called when a panel has come or gone. */
  changed(): void;
};

const isPage = (port: chrome.runtime.Port, page: string) =>
  port.sender?.id === chrome.runtime.id &&
  port.sender.url?.startsWith(chrome.runtime.getURL(page)) === true;
// Firefox gives a frame in a page no `tabs.connect`: its background connects in the frame's place.
const isDocked = (port: chrome.runtime.Port) =>
  isPage(port, "/panel.html") || (inFirefox && port.sender?.tab === undefined && isPage(port, ""));

/** One end of a connection: a port, or the panel itself. */
type End = { postMessage(message: ToPanel): void; disconnect(): void };

/** Connects a panel that is drawn in this document: its end, and the link that it is given. */
function joinDirectly(
  { hear, changed }: Pick<PanelPortsContext, "hear" | "changed">,
  left: (end: End) => void,
): { end: End; link: PageLink } {
  let tellPanel = (_message: ToPanel) => {};
  let closePanel = () => {};
  const end: End = {
    postMessage: (message) => tellPanel(message),
    disconnect: () => closePanel(),
  };
  const link: PageLink = {
    send: (message) => hear(message, end.postMessage),
    listen(hearReader, closed) {
      tellPanel = hearReader;
      closePanel = closed;
      queueMicrotask(changed);
    },
    close: () => left(end),
  };
  return { end, link };
}

/**
 * Accepts panels until it is closed. A page can embed `panel.html` as well: a docked panel must
 * name the key of our own frame, and there is one at a time. The side panel is no page's to embed.
 */
export function openPanelPorts({ key, hear, changed }: PanelPortsContext): PanelPorts {
  let docked: End | null = null;
  const sides = new Set<chrome.runtime.Port>();
  const ends = () => [...(docked === null ? [] : [docked]), ...sides];

  function accept(port: chrome.runtime.Port): boolean {
    if (port.name === sidePort && isPage(port, "/sidepanel.html")) {
      sides.add(port);
      return true;
    }
    if (docked !== null || port.name !== dockedPort + (key() ?? " ")) return false;
    if (!isDocked(port)) return false;
    docked = port;
    return true;
  }
  function leave(end: End): void {
    if (docked === end) docked = null;
  }
  const onConnect = (port: chrome.runtime.Port) => {
    if (!accept(port)) return port.disconnect();
    port.onMessage.addListener((message: ToReader) =>
      hear(message, (answer) => port.postMessage(answer)),
    );
    port.onDisconnect.addListener(() => {
      sides.delete(port);
      leave(port);
      changed();
    });
    changed();
  };
  chrome.runtime.onConnect.addListener(onConnect);
  return {
    join() {
      const { end, link } = joinDirectly({ hear, changed }, leave);
      docked = end;
      return link;
    },
    send(message) {
      for (const port of ends()) port.postMessage(message);
    },
    hasSide: () => sides.size > 0,
    close() {
      chrome.runtime?.onConnect?.removeListener(onConnect);
      for (const port of ends()) port.disconnect();
      sides.clear();
      docked = null;
    },
  };
}
