/** The overlay in Firefox, dark and in Chinese; the pictures are for looking at. */
import { test } from "../fixtures.ts";
import { openDesk, pair, picture, preview, signInToMail, switchOn } from "./desk.ts";
import type { Look } from "./desk.ts";

const looks: { name: string; look: Look; log: string }[] = [
  { name: "dark", look: { dark: true }, log: "Log email" },
  { name: "chinese", look: { language: "zh-CN" }, log: "记录邮件" },
];

for (const { name, look, log } of looks) {
  test(`overlay is in keeping with the person's browser when that is ${name}`, async ({
    worker,
    rig,
  }) => {
    test.slow();
    const desk = await openDesk(look);
    try {
      await switchOn(desk, "http://127.0.0.1/*");
      await pair(desk, worker, rig.user, "Robin Vale");
      await signInToMail(desk, rig);
      await preview(desk, "outage");
      await desk.overlay.shows("Harlow Marine");
      await desk.overlay.get("button", log);
      await picture(desk, `firefox-${name}`);
    } finally {
      await desk.browser.quit();
    }
  });
}
