/** The panel in a Firefox that is dark and Chinese; the picture is for looking at. */
import { test } from "../fixtures.ts";
import { openDesk, pair, picture, preview, signInToMail, switchOn } from "./desk.ts";

test("panel is in keeping with the person's browser when that is dark and Chinese", async ({
  worker,
  rig,
}) => {
  test.slow();
  const desk = await openDesk({ dark: true, language: "zh-CN" });
  try {
    await switchOn(desk, "http://127.0.0.1/*");
    await pair(desk, worker, rig.user, "Robin Vale");
    await signInToMail(desk, rig);
    await preview(desk, "outage");
    await desk.panel.shows("Harlow Marine");
    await desk.panel.get("button", "记录邮件");
    await picture(desk, "firefox-dark-chinese");
  } finally {
    await desk.browser.quit();
  }
});
