/**
 * The number on the toolbar button: entries of the outbox that were refused, else follow-ups of
 * one's own that were not in sight yet, else entries that wait.
 */
import * as en from "../../../shared/locales/en.yml";
import * as zh from "../../../shared/locales/zh_CN.yml";
import type { Outbox } from "../../sync/outbox.ts";
import { localeOf, readSettings } from "../../sync/settings.ts";
import { countUnseen, readNews } from "./unseen.ts";

const colours = { failed: "#c62a2f", unseen: "#3b5bcc", waiting: "#60646c" };

/** Shows how the outbox stands, and what is new of one's own customers. */
export async function showBadge(outbox: Outbox): Promise<void> {
  const [entries, newer, news, settings] = await Promise.all([
    outbox.list(),
    outbox.listNewer(),
    readNews(),
    readSettings(chrome.storage.local),
  ]);
  const failed = entries.filter((entry) => entry.state === "failed").length;
  const unseen = countUnseen(news);
  const what = failed > 0 ? "failed" : unseen > 0 ? "unseen" : "waiting";
  const count = { failed, unseen, waiting: entries.length + newer.length }[what];
  await chrome.action.setBadgeBackgroundColor({ color: colours[what] });
  await chrome.action.setBadgeText({ text: count === 0 ? "" : String(count) });
  const { content } = localeOf(settings, navigator.language) === "en" ? en : zh;
  // For those who hear the button: a number alone says nothing.
  const title = what === "unseen" ? `Regards: ${String(content["unseen"])}` : "Regards";
  await chrome.action.setTitle({ title });
}
