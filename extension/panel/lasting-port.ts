/**
 * A connection through the background, which Firefox puts to sleep: it is made again while the
 * person can see the panel.
 */
import type { ToPanel, ToReader } from "../protocol/tab.ts";

/** The part of a port that is used. */
export type Wire = {
  postMessage(message: ToReader): void;
  onMessage: { addListener(hear: (message: ToPanel) => void): void };
  onDisconnect: { addListener(closed: () => void): void };
  disconnect(): void;
};

/** Connections in a row that bring nothing lead nowhere: after this many there is no other. */
const mostSilent = 3;

/**
 * Opens a connection, and opens it again when it ends. What is sent in between goes with the next
 * one.
 */
export function lastingPort(open: () => chrome.runtime.Port): Wire {
  const unsent: ToReader[] = [];
  const hearing: ((message: ToPanel) => void)[] = [];
  const closing: (() => void)[] = [];
  let port: chrome.runtime.Port | null = null;
  /** Connections, the last ones, that brought nothing. */
  let silent = 0;
  let isOver = false;

  function renew(): void {
    document.removeEventListener("visibilitychange", renew);
    if (isOver || port !== null) return;
    // A tab that nobody looks at lets the background sleep.
    if (document.hidden) return document.addEventListener("visibilitychange", renew);
    port = open();
    port.onMessage.addListener((message: ToPanel) => {
      silent = 0;
      for (const hear of hearing) hear(message);
    });
    port.onDisconnect.addListener(() => {
      port = null;
      if (++silent < mostSilent) return renew();
      isOver = true;
      for (const closed of closing) closed();
    });
    for (const message of unsent.splice(0)) port.postMessage(message);
  }
  renew();
  return {
    postMessage(message) {
      if (port === null) unsent.push(message);
      else port.postMessage(message);
    },
    onMessage: { addListener: (hear) => void hearing.push(hear) },
    onDisconnect: { addListener: (closed) => void closing.push(closed) },
    disconnect() {
      isOver = true;
      port?.disconnect();
    },
  };
}
