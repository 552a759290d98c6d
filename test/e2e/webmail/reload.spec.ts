/**
 * Tabs that are open while the extension is updated, reloaded or taken away: they work on or say
 * so, and nothing is half-alive.
 */
import { openPaired, preview, signInToMail } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";

let desk: Desk;
test.beforeAll(async ({ worker, rig, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker, rig.user);
  await signInToMail(desk.page, rig);
  // Without it Chromium does not start an extension from a folder again.
  await manage("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })");
});
/** Does something on the browser's own page of extensions. */
async function manage(script: string): Promise<void> {
  const manager = await desk.context.newPage();
  await manager.goto("chrome://extensions");
  await manager.evaluate(script);
  await manager.close();
  await desk.page.bringToFront();
}

test.afterAll(async () => {
  await desk.context.close();
});

test("open tab shows one panel, of the new version, and logs once when the extension was reloaded", async ({
  worker,
}) => {
  await preview(desk.page, "updated");
  await desk.panel.shows("Harlow Marine");
  const before = logs(worker, "R-1").length;
  const own = await desk.context.newPage();
  await own.goto(`chrome-extension://${desk.extensionId}/options.html`);
  const gone = own.waitForEvent("close");
  await own
    .evaluate(() => {
      chrome.runtime.reload();
    })
    .catch(() => undefined);
  await gone;
  await desk.page.bringToFront();
  await expect(desk.page.locator("regards-panel")).toHaveCount(1);
  // Another message, so that what is shown is no leftover of before.
  await preview(desk.page, "undo");
  await desk.panel.shows("Kestrel Foods");
  await preview(desk.page, "updated");
  await desk.panel.shows("Harlow Marine");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  await expect(desk.page.locator("regards-panel")).toHaveCount(1);
  await desk.panel.click("button", "Undo");
  await desk.panel.get("button", /^Log email/);
});

test("open tab asks to be reloaded, and shows nothing else of ours, when the extension is switched off", async () => {
  await preview(desk.page, "renewal");
  await desk.panel.shows("Kestrel Foods");
  await manage(`chrome.management.setEnabled("${desk.extensionId}", false)`);
  await preview(desk.page, "undo");
  await expect
    .poll(() =>
      desk.page.evaluate(() => document.querySelectorAll("regards-panel, regards-mark").length),
    )
    .toBe(1);
  const session = await desk.page.context().newCDPSession(desk.page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  expect(nodes.map((node) => String(node.name?.value ?? "")).join("\n")).toMatch(
    /Reload this tab/i,
  );
  await picture(desk.page, "switched-off");
});
