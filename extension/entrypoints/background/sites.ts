/**
 * Which webmail hosts are switched on: exactly those the browser has granted. Registers the content
 * script for each.
 */
import pLimit from "p-limit";
import type { Notice } from "../../sync/messages.ts";
import { scriptOf, sheet } from "./scripts.ts";

const idOf = (origin: string) => `mail ${origin}`;

/** Returns the patterns granted, those of the manifest included. */
export async function switchedOn(): Promise<string[]> {
  return (await chrome.permissions.getAll()).origins ?? [];
}

/** Makes the registered content scripts those of the granted hosts. Safe to call at any time. */
export async function registerAll(): Promise<void> {
  const wanted = new Set(await switchedOn());
  const registered = await chrome.scripting.getRegisteredContentScripts();
  // A script of before an update may not be the one that this version has for the host.
  const isRight = (origin: string, file: string, css: string | null) =>
    wanted.has(origin) &&
    file.endsWith(scriptOf(origin)) &&
    (sheet === null || css?.endsWith(sheet) === true);
  const gone = registered
    .filter((each) => !isRight(each.matches?.[0] ?? "", each.js?.[0] ?? "", each.css?.[0] ?? null))
    .map((each) => each.id);
  if (gone.length > 0) await chrome.scripting.unregisterContentScripts({ ids: gone });
  const known = new Set(registered.map((each) => each.id).filter((id) => !gone.includes(id)));
  const missing = [...wanted].filter((origin) => !known.has(idOf(origin)));
  if (missing.length === 0) return;
  // A page that two patterns fit gets the script of the one that names its host.
  const narrower = (origin: string) =>
    origin.includes("://*/")
      ? { excludeMatches: [...wanted].filter((other) => !other.includes("://*/")) }
      : {};
  const seen = sheet === null ? {} : { css: [sheet], cssOrigin: "user" };
  await chrome.scripting.registerContentScripts(
    missing.map((origin) => ({
      id: idOf(origin),
      matches: [origin],
      ...narrower(origin),
      ...seen,
      js: [scriptOf(origin)],
      runAt: "document_start",
      allFrames: false,
      persistAcrossSessions: true,
    })),
  );
}

/**
 * Starts the content script in tabs of these hosts that are open already; a running one of an older
 * version ends itself.
 */
export async function startInOpenTabs(origins: string[]): Promise<void> {
  for (const origin of origins) {
    for (const tab of await chrome.tabs.query({ url: origin })) {
      if (tab.id === undefined || tab.discarded) continue;
      const target = { tabId: tab.id };
      // A tab that shows an error page takes no script; it gets it when it loads.
      if (sheet !== null)
        await chrome.scripting
          .insertCSS({ target, files: [sheet], origin: "USER" })
          .catch(() => undefined);
      await chrome.scripting
        .executeScript({ target, files: [scriptOf(origin)] })
        .catch(() => undefined);
    }
  }
}

/**
 * Ends the content scripts of tabs whose site is no longer switched on. Their addresses are hidden
 * from us by then: all others are told.
 */
async function stopElsewhere(): Promise<void> {
  const origins = await switchedOn();
  const on = new Set(
    (origins.length === 0 ? [] : await chrome.tabs.query({ url: origins })).map(({ id }) => id),
  );
  const stop: Notice = { notice: "stop" };
  for (const { id } of await chrome.tabs.query({})) {
    if (id !== undefined && !on.has(id))
      void chrome.tabs.sendMessage(id, stop, { frameId: 0 }).catch(() => undefined);
  }
}

/** Keeps registration in step with what is granted. `changed` is called after each change. */
export function followPermissions(changed: () => void): void {
  // One registration at a time: two at once would both find a script missing and the second fail.
  const queue = pLimit(1);
  const inTurn = (work: () => Promise<void>) =>
    queue(work).catch((error: unknown) =>
      console.error("registering the content script failed", error),
    );
  chrome.runtime.onInstalled.addListener(() => {
    void inTurn(async () => {
      await registerAll();
      await startInOpenTabs(await switchedOn());
    });
  });
  chrome.runtime.onStartup.addListener(() => {
    void inTurn(registerAll);
  });
  chrome.permissions.onAdded.addListener(({ origins = [] }) => {
    void inTurn(async () => {
      await registerAll();
      await startInOpenTabs(origins);
    }).then(changed);
  });
  chrome.permissions.onRemoved.addListener(() => {
    void inTurn(async () => {
      await registerAll();
      await stopElsewhere();
    }).then(changed);
  });
}
