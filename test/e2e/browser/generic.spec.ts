/** A webmail that nobody has described: nothing is read until the person asks for it, and nobody is guessed. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";

const host = "webmail.unknown.example";

let desk: Desk;
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
  await desk.context.route(`https://${host}/**`, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: readFileSync(new URL(`../../fixtures/mail/generic/${new URL(route.request().url()).pathname.split("/")[1]}.html`, import.meta.url), "utf8"),
    headers: { "content-security-policy": "require-trusted-types-for 'script'; script-src 'none'; object-src 'none'" },
  }));
});
test.afterAll(async () => { await desk.context.close(); });

/** What the popup's button does, from a page of the extension, for the tab that shows the webmail. */
async function readAnyway(page: Page, on: boolean): Promise<void> {
  const own = await desk.context.newPage();
  await own.goto(`chrome-extension://${desk.extensionId}/popup.html`);
  await own.evaluate(async ({ address, host: asked, on: wanted }) => {
    const [tab] = await chrome.tabs.query({ url: `${address}*` });
    await chrome.runtime.sendMessage({ call: "readAnyway", ask: { tab: tab?.id, host: asked, on: wanted } });
  }, { address: page.url(), host, on });
  await own.close();
  await page.bringToFront();
}

test("page is left alone when nobody asked for its webmail to be read", async () => {
  await desk.page.goto(`https://${host}/labels/7`);
  await desk.page.waitForTimeout(1000);
  expect(await desk.page.locator("regards-overlay").count()).toBe(0);
});

test("card of the announced sender is shown at once and logs once when the person asks for the webmail to be read [any other: thread, people, identity · own page]", async ({ worker }) => {
  await readAnyway(desk.page, true);
  await desk.overlay.shows("Harlow Marine");
  await picture(desk.page, "generic");
  const before = logs(worker, "R-1").length;
  await desk.overlay.click("button", "Log email");
  await desk.overlay.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  // From now on by itself.
  await desk.page.reload();
  await desk.overlay.shows(/Logged/);
});

test("people found are offered and one click shows the card when the page does not say who wrote [any other: people · own page]", async () => {
  await desk.page.goto(`https://${host}/unlabelled/8`);
  await desk.overlay.shows("Who wrote this message?");
  await picture(desk.page, "generic-offer");
  expect(await desk.overlay.text()).not.toContain("Harlow Marine");
  await desk.overlay.click("button", /Dana Whitfield/);
  await desk.overlay.shows("Harlow Marine");
  await picture(desk.page, "generic-chosen");
  await desk.overlay.click("button", "Someone else");
  await desk.overlay.shows("Who wrote this message?");
});

test("overlay goes when the person no longer wants the webmail read", async () => {
  await readAnyway(desk.page, false);
  await expect(desk.page.locator("regards-overlay")).toHaveCount(0);
  await desk.page.reload();
  await desk.page.waitForTimeout(1000);
  expect(await desk.page.locator("regards-overlay").count()).toBe(0);
});
