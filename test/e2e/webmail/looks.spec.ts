/**
 * The panel in the dark, in Chinese and in compose, against the real webmail; the pictures are
 * for looking at.
 */
import { leaveDraft, openPaired, preview, signInToMail } from "../desk.ts";
import { picture, test } from "../fixtures.ts";
import { pictures, plainLook } from "../pictures.ts";
import { dana } from "../../rig/messages.ts";

test("panel speaks Chinese when the browser does", async ({ worker, rig, profile }) => {
  const desk = await openPaired(profile(), worker, rig.user, { locale: "zh-CN" });
  try {
    await signInToMail(desk.page, rig);
    await preview(desk.page, "outage");
    await desk.panel.shows("Harlow Marine");
    await desk.panel.get("button", "记录邮件");
    await picture(desk.page, "chinese");
  } finally {
    await desk.context.close();
  }
});

test("panel is dark when the webmail is", async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
  await desk.page.evaluate(() => document.documentElement.classList.add("dark-mode"));
  await preview(desk.page, "outage-2");
  await desk.panel.shows("Harlow Marine");
  await picture(desk.page, "dark");
  await desk.page.evaluate(() => document.documentElement.classList.remove("dark-mode"));
});

test("panel shows the recipient's card when a message is composed [roundcube: compose · real]", async ({
  desk,
  rig,
}) => {
  await desk.page.goto(
    `${rig.url}?_task=mail&_action=compose&_to=${encodeURIComponent(dana.address)}`,
  );
  await desk.panel.shows("Harlow Marine");
  await picture(desk.page, "compose");
  await leaveDraft(desk.page, rig);
});

test("panel is beside the mail when Roundcube is wide, a slim tab when narrow [roundcube: thread · real]", async ({
  rig,
  worker,
  profile,
}) => {
  test.setTimeout(180_000);
  await pictures(
    "roundcube",
    { worker, profile, user: rig.user },
    async (page) => {
      // Anew each time: a second click on a row, soon after the first, opens the full view.
      await page.goto(rig.url);
      await signInToMail(page, rig);
      await preview(page, "outage");
    },
    plainLook,
  );
});
