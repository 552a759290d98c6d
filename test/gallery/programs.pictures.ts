/**
 * Pictures of the panel in Firefox and in Thunderbird: light and dark, English and Chinese, wide
 * and narrow. `npm run gallery`.
 */
import { expect, test } from "../e2e/fixtures.ts";
import { openDesk, pair, picture, preview, signInToMail, switchOn } from "../e2e/firefox/desk.ts";
import { deskOf } from "../e2e/thunderbird/desk.ts";
import { startThunderbird } from "../e2e/thunderbird/program.ts";
import { messageOf } from "../rig/messages.ts";

const looks = [false, true].flatMap((dark) => [
  {
    dark,
    language: "en-GB",
    languages: "en-GB, en",
    name: dark ? "english-dark" : "english-light",
    log: "Log email",
  },
  {
    dark,
    language: "zh-CN",
    languages: "zh-CN, zh",
    name: dark ? "chinese-dark" : "chinese-light",
    log: "记录邮件",
  },
]);
const wide = { width: 1360, height: 860 };
const narrow = { width: 800, height: 700 };

for (const { dark, language, languages, name, log } of looks) {
  test(`panel is looked at when Firefox is ${name}`, async ({ worker, rig }) => {
    test.setTimeout(120_000);
    const desk = await openDesk({ dark, language });
    try {
      await switchOn(desk, "http://127.0.0.1/*");
      await pair(desk, worker, rig.user, "Robin Vale");
      await signInToMail(desk, rig);
      for (const size of [wide, narrow]) {
        await desk.browser.resize(size.width, size.height);
        await preview(desk, "outage");
        if (size === wide) await desk.panel.get("button", log);
        else
          await expect
            .poll(() =>
              desk.browser.run(
                "return document.querySelector('regards-panel').getBoundingClientRect().width",
              ),
            )
            .toBe(36);
        await picture(desk, `firefox-${name}-${size.width}`);
      }
    } finally {
      await desk.browser.quit();
    }
  });

  test(`panel is looked at when Thunderbird is ${name}`, async ({ worker }) => {
    test.setTimeout(120_000);
    const program = await startThunderbird({
      "ui.systemUsesDarkTheme": dark ? 1 : 0,
      "intl.accept_languages": languages,
    });
    try {
      const desk = deskOf(program);
      await desk.pair(worker);
      await desk.folder("Inbox");
      for (const size of [wide, { width: 1000, height: 760 }]) {
        await program.resize(size.width, size.height);
        await desk.open(messageOf("outage").subject);
        if (size === wide) await desk.shows(log);
        else
          await expect
            .poll(() => desk.run<boolean>(`return shadow()?.querySelector(".regards.tab") != null`))
            .toBe(true);
        await desk.picture(`${name}-${size.width}`);
      }
    } finally {
      await program.quit();
    }
  });
}
