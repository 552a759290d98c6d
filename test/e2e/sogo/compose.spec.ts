/** Whom a new message in SOGo goes to, as they are typed in. */
import { dana, tom } from "../../rig/messages.ts";
import { expect, picture, test } from "../fixtures.ts";
import { openInSogo, signInToSogo } from "../sogo-desk.ts";

test("recipients' cards show as they are typed when a message is composed in SOGo [sogo: compose · real]", async ({
  desk,
  sogo,
  rig,
}) => {
  const { page } = desk;
  await signInToSogo(page, sogo, rig);
  await openInSogo(page, "undo");
  await page.locator("md-fab-speed-dial md-fab-trigger button").click();
  await page.locator("md-fab-speed-dial button[ng-click='mailbox.newMessage($event)']").click();
  const to = page.locator("md-dialog md-chips[ng-model$='editable.to'] input");
  const add = async (written: string) => {
    await to.fill(written);
    // Leaving the field makes it a recipient.
    await page.locator("md-dialog input[name=subject]").click();
    await expect(page.locator("md-dialog md-chip", { hasText: written })).toHaveCount(1);
  };
  await add(tom.address);
  await desk.panel.shows("Kestrel Foods");
  await add(`${dana.name} <${dana.address}>`);
  await desk.panel.get("button", dana.name);
  await desk.panel.click("button", dana.name);
  await desk.panel.shows("Harlow Marine");
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
  await picture(page, "sogo-compose");
  // Beside the composer, not over it.
  const edges = await page.evaluate(() => ({
    composer: document.querySelector("md-dialog")?.getBoundingClientRect().right ?? Infinity,
    panel: document.querySelector("regards-panel")?.getBoundingClientRect().left ?? 0,
  }));
  expect(edges.composer).toBeLessThanOrEqual(edges.panel);
  await page.locator("md-dialog button[ng-click='editor.cancel()']").click();
  await page.locator("md-dialog").waitFor({ state: "detached" });
  await desk.panel.hides("Harlow Marine");
});
