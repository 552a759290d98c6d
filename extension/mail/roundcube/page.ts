/**
 * Which of Roundcube's documents holds what, and what they say of themselves. Facts of Roundcube
 * 1.6, skins elastic, larry and classic.
 */
import { safely } from "../reading/signals.ts";

/**
 * Returns whether a page is Roundcube's and shows mail. A framed view is the top document's
 * business.
 */
export function isRoundcube(page: Document): boolean {
  if (page.documentElement.classList.contains("iframe")) return false;
  const mail =
    page.body?.classList.contains("task-mail") === true ||
    new URLSearchParams(page.location.search).get("_task") === "mail" ||
    settingsOf(page)["task"] === "mail";
  return (
    mail &&
    page.querySelector(
      "script[src*='program/js/app'], #messagelist.messagelist, #message-header, " +
        "#messageheader, table.headers-table, #compose-content",
    ) !== null
  );
}

/**
 * Returns what a page is for: "show", "preview", "compose", "none" (the list). Address first, body
 * class for documents without one.
 */
export function actionOf(page: Document): string | null {
  const asked = new URLSearchParams(page.location?.search ?? "").get("_action");
  return asked ?? /(?:^|\s)action-([a-z-]+)/.exec(page.body?.className ?? "")?.[1] ?? null;
}

/**
 * The document that shows a message: the page itself in full view and own windows, the preview
 * frame's beside the list. Code, for the same shapes stand in other documents too, and a frame
 * without a message is no message.
 */
export function messagePage(top: Document, frame: HTMLIFrameElement | null): Document | null {
  const shows = (page: Document) => actionOf(page) === "show" || actionOf(page) === "preview";
  if (shows(top)) return top;
  const framed = safely(() => frame?.contentDocument ?? null, null);
  return framed !== null && shows(framed) ? framed : null;
}

const settings = new WeakMap<Document, Record<string, unknown>>();

/**
 * Returns what a page's own script sets up: the object in `rcmail.set_env({…})` of its head; empty
 * when it cannot be read.
 */
export function settingsOf(page: Document): Record<string, unknown> {
  const known = settings.get(page);
  if (known !== undefined) return known;
  for (const script of page.head?.querySelectorAll("script:not([src])") ?? []) {
    const json = /\.set_env\((\{.*\})\);?[ \t]*$/m.exec(script.textContent ?? "")?.[1];
    const found: unknown =
      json === undefined ? null : safely(() => JSON.parse(json) as unknown, null);
    if (typeof found === "object" && found !== null) {
      settings.set(page, found as Record<string, unknown>);
      return found as Record<string, unknown>;
    }
  }
  return {};
}

/**
 * One setting as text; null when it is not there. Only these: among the others are the page's
 * secrets.
 */
export function setting(
  page: Document,
  name: "username" | "mailbox" | "uid" | "sender",
): string | null {
  const value = settingsOf(page)[name];
  return typeof value === "string" && value !== ""
    ? value
    : typeof value === "number"
      ? String(value)
      : null;
}
