/**
 * Roundcube's older skins, larry and classic: the same facts as in elastic. Skipped where Debian's
 * packages of the skins are missing.
 */
import { existsSync } from "node:fs";
import { rowOf, signInToMail } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { marks } from "../panel.ts";

const skins = ["larry", "classic"] as const;
const isThere = (skin: string) => existsSync(`/var/lib/roundcube/skins/${skin}`);

for (const skin of skins) {
  test.describe(skin, () => {
    test.skip(!isThere(skin), `roundcube-skin-${skin} is not installed: its pages are not tested`);
    test.beforeAll(async ({ desk, rig }) => {
      rig.wear(skin);
      await desk.page.setViewportSize({ width: 1360, height: 850 });
      await desk.page.goto(rig.url);
      await signInToMail(desk.page, rig);
    });
    test.afterAll(async ({ desk, rig }) => {
      rig.wear("elastic");
      await desk.page.goto(new URL("?_task=mail", rig.url).href);
      await signInToMail(desk.page, rig);
    });

    test(`list has marks and the preview has its card in the skin ${skin} [roundcube: list, people · real]`, async ({
      desk,
    }) => {
      await expect.poll(async () => (await marks(desk.page)).length).toBeGreaterThan(0);
      await rowOf(desk.page, "reply-to").locator("td.subject").click();
      await desk.panel.shows("Harlow Marine");
      const covered = () =>
        desk.page.evaluate(() => {
          const panel = document.querySelector("regards-panel")?.getBoundingClientRect();
          const mail = document.querySelector("#messagecontframe")?.getBoundingClientRect();
          return Math.max(0, (mail?.right ?? Infinity) - (panel?.left ?? 0));
        });
      await expect.poll(covered).toBe(0);
      await picture(desk.page, `skin-${skin}-preview`);
    });

    test(`answers that go elsewhere are told in the skin ${skin} [roundcube: people · real]`, async ({
      desk,
    }) => {
      await desk.panel.shows(/freemail-desk\.example/);
    });
  });
}
