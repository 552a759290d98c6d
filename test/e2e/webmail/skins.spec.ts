/**
 * Roundcube's older skins, larry and classic, whose pages are made of absolute boxes: the same facts as in elastic, and a panel that
 * covers nothing of the mail. Skipped where Debian's packages of the skins are missing.
 */
import { existsSync } from "node:fs";
import type { Page } from "@playwright/test";
import { rowOf, signInToMail } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { marks } from "../overlay.ts";

const skins = ["larry", "classic"] as const;
const isThere = (skin: string) => existsSync(`/var/lib/roundcube/skins/${skin}`);

/** How many pixels of the mail lie under the open panel, by hit tests: 0 where it stands beside. */
const underPanel = (page: Page, mail: string) => page.evaluate((at) => {
  const host = document.querySelector("regards-overlay"), part = document.querySelector(at);
  if (host === null || part === null) return -1;
  const { left, top, width, height } = host.getBoundingClientRect();
  let hits = 0;
  for (let x = left + 2; x < left + width; x += 40) {
    for (let y = top + 5; y < top + height; y += 25) if (document.elementsFromPoint(x, y).some((one) => part.contains(one))) hits++;
  }
  return width < 300 ? -2 : hits;
}, mail);

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

    test(`list has marks and the preview has its card in the skin ${skin} [roundcube: list, people · real]`, async ({ desk }) => {
      await expect.poll(async () => (await marks(desk.page)).length).toBeGreaterThan(0);
      await rowOf(desk.page, "reply-to").locator("td.subject").click();
      await desk.overlay.shows("Harlow Marine");
      await picture(desk.page, `skin-${skin}-preview`);
      await expect.poll(() => underPanel(desk.page, "#messagecontframe")).toBe(0);
    });

    test(`answers that go elsewhere are told in the skin ${skin} [roundcube: people · real]`, async ({ desk }) => {
      await desk.overlay.shows(/freemail-desk\.example/);
    });

    for (const width of [1360, 1024]) {
      test(`panel covers nothing of the mail when the window is ${width} px wide in the skin ${skin} [roundcube: thread · real]`, async ({ desk, rig }) => {
        await desk.page.setViewportSize({ width, height: 850 });
        await desk.page.goto(new URL("?_task=mail", rig.url).href);
        const href = await rowOf(desk.page, "reply-to").locator("a[href*='_uid=']").first().getAttribute("href");
        const uid = new URL(href ?? "", desk.page.url()).searchParams.get("_uid");
        await desk.page.goto(new URL(`?_task=mail&_mbox=INBOX&_uid=${uid}&_action=show`, desk.page.url()).href);
        await expect(desk.page.locator("regards-overlay")).toHaveCount(1);
        await desk.page.waitForTimeout(1500);
        await picture(desk.page, `skin-${skin}-${width}`);
        const under = await underPanel(desk.page, skin === "larry" ? "#mailview-right" : "#messageframe");
        // Folded where both have no room side by side.
        expect(under === 0 || (width < 1360 && under === -2), `${under}`).toBe(true);
      });
    }
  });
}
