/** Roundcube in narrow windows: its own buttons stay in reach beside the panel, folded and open. */
import type { Page } from "@playwright/test";
import { fullView, leaveDraft, signInToMail } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";

/** Bars of the webmail's own buttons, in the list and message and in the composer. */
const bars = "#taskmenu, .header .toolbar, #messagelist-header, .formbuttons, #compose-headers";

const both = ["folded", "open"] as const;

/** Returns the names of visible buttons that a press at their middle does not reach. */
const outOfReach = (page: Page): Promise<{ seen: number; lost: string[] }> =>
  page.evaluate((selector) => {
    const buttons = [...document.querySelectorAll<HTMLElement>(selector)].flatMap((bar) => [
      ...bar.querySelectorAll<HTMLElement>("a, button"),
    ]);
    const seen = buttons.filter((button) => button.checkVisibility({ visibilityProperty: true }));
    const lost = seen.filter((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      if (width === 0 || height === 0) return false;
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      // What is cut off is hit in the page's own ground, which contains everything.
      const isGround = hit !== null && hit.getBoundingClientRect().width > 3 * width;
      return hit === null || isGround || !(button.contains(hit) || hit.contains(button));
    });
    return {
      seen: seen.length,
      lost: lost.map((button) => button.textContent.trim() || button.className),
    };
  }, bars);

/** Checks the page with the panel in these shapes. */
async function check(
  { page, panel }: Desk,
  name: string,
  shapes: readonly ("folded" | "open")[],
): Promise<void> {
  const isOpen = async () => (await panel.find("button", "Fold Regards away")) !== null;
  const turn = async (to: "folded" | "open") => {
    if ((await isOpen()) === (to === "open")) return;
    await panel.click("button", to === "open" ? /^Show Regards/ : "Fold Regards away");
    await expect.poll(isOpen).toBe(to === "open");
  };
  await panel.get("button", /^(Show Regards|Fold Regards away)/);
  const before = (await isOpen()) ? "open" : "folded";
  for (const shape of shapes) {
    await turn(shape);
    await expect.poll(async () => (await outOfReach(page)).lost, `${name}, ${shape}`).toEqual([]);
    expect((await outOfReach(page)).seen).toBeGreaterThan(5);
    await picture(page, `narrow-${name}-${shape}`);
  }
  // Each width keeps its choice, for the tests after this one too.
  await turn(before);
}

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});
test.afterEach(async ({ desk }) => {
  await desk.page.setViewportSize({ width: 1360, height: 860 });
});

for (const width of [1024, 800]) {
  test(`Roundcube's buttons are in reach beside the panel when a message is ${width} px wide`, async ({
    desk,
  }) => {
    await fullView(desk.page, "renewal");
    await desk.page.setViewportSize({ width, height: 700 });
    // In the narrowest it is folded until the person opens it, and then begins below the buttons.
    await desk.panel.get("button", width < 1024 ? /^Show Regards/ : /./);
    await check(desk, `message-${width}`, both);
    await desk.page.goBack();
  });

  test(`Roundcube's buttons are in reach beside the panel when a draft is ${width} px wide`, async ({
    desk,
    rig,
  }) => {
    await desk.page.goto(`${rig.url}?_task=mail&_action=compose`);
    await desk.page.locator("#compose-subject").waitFor();
    await desk.page.setViewportSize({ width, height: 700 });
    await check(desk, `compose-${width}`, both);
    await leaveDraft(desk.page, rig);
  });
}
