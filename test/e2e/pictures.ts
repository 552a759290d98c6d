/**
 * Pictures of the panel in a webmail, for looking at: light and dark, English and Chinese, wide
 * and narrow.
 */
import type { Page } from "@playwright/test";
import type { LocalWorker } from "../rig/worker.ts";
import { openPaired } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { expect, picture } from "./fixtures.ts";

const languages = [
  { locale: "en-GB", words: "Log email", language: "english" },
  { locale: "zh-CN", words: "记录邮件", language: "chinese" },
] as const;
const themes = ["light", "dark"] as const;
type Looks = { languages: readonly (typeof languages)[number][]; themes: readonly Theme[] };
type Theme = (typeof themes)[number];
/** One look, where a test is of the panel's place and not of how it is drawn. */
export const plainLook: Looks = { languages: [languages[0]], themes: ["light"] };
const windows = [
  { width: 1360, height: 860 },
  { width: 760, height: 700 },
];

/** Chooses the panel's own theme, as on the options page. */
async function choose(desk: Desk, theme: Theme): Promise<void> {
  const options = await desk.context.newPage();
  await options.goto(`chrome-extension://${desk.extensionId}/options.html`);
  await options.evaluate(
    (chosen) => chrome.runtime.sendMessage({ call: "set", ask: { theme: chosen } }),
    theme,
  );
  await options.close();
  await desk.page.bringToFront();
}

/** Opens a customer's message by `opens` in each look, wide and narrow. */
export async function pictures(
  name: string,
  { worker, profile, user }: { worker: LocalWorker; profile: () => string; user: string },
  opens: (page: Page) => Promise<void>,
  looks: Looks = { languages, themes },
): Promise<void> {
  for (const { locale, words, language } of looks.languages) {
    const desk = await openPaired(profile(), worker, user, { locale });
    try {
      for (const theme of looks.themes) {
        await choose(desk, theme);
        for (const size of windows) {
          await desk.page.setViewportSize({ width: 1360, height: 860 });
          await opens(desk.page);
          await desk.panel.get("button", words);
          await desk.page.setViewportSize(size);
          const tab = size.width < 1000 ? { width: 36 } : { width: 320 };
          await expect
            .poll(() =>
              desk.page.evaluate(() => ({
                width: document.querySelector("regards-panel")?.getBoundingClientRect().width,
              })),
            )
            .toEqual(tab);
          await picture(desk.page, `${name}-${language}-${theme}-${size.width}`);
        }
      }
    } finally {
      await desk.context.close();
    }
  }
}
