/**
 * A webmail that nobody has described: nothing is read until the person asks for it, and nobody is
 * guessed.
 */
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
  await desk.context.route(`https://${host}/**`, (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: readFileSync(
        new URL(
          `../../fixtures/mail/generic/${new URL(route.request().url()).pathname.split("/")[1]}.html`,
          import.meta.url,
        ),
        "utf8",
      ),
      headers: {
        "content-security-policy":
          "require-trusted-types-for 'script'; script-src 'none'; object-src 'none'",
      },
    }),
  );
});
test.afterAll(async () => {
  await desk.context.close();
});

/**
 * Does what the popup's button does, from a page of the extension, for the tab that shows the
 * webmail.
 */
async function readAnyway(page: Page, on: boolean): Promise<void> {
  const own = await desk.context.newPage();
  await own.goto(`chrome-extension://${desk.extensionId}/popup.html`);
  await own.evaluate(
    async ({ address, host: asked, on: wanted }) => {
      const [tab] = await chrome.tabs.query({ url: `${address}*` });
      await chrome.runtime.sendMessage({
        call: "readAnyway",
        ask: { tab: tab?.id, host: asked, on: wanted },
      });
    },
    { address: page.url(), host, on },
  );
  await own.close();
  await page.bringToFront();
}

test("page is left alone when nobody asked for its webmail to be read", async () => {
  await desk.page.goto(`https://${host}/labels/7`);
  await desk.page.waitForTimeout(1000);
  expect(await desk.page.locator("regards-panel").count()).toBe(0);
});

const title = "Who is this message with?";

test("card logs once when the sender offered is chosen [any other: thread, people, identity · own page]", async ({
  worker,
}) => {
  await readAnyway(desk.page, true);
  await desk.panel.shows(title);
  expect(await desk.panel.text()).not.toContain("Harlow Marine");
  await picture(desk.page, "generic-offer-labels");
  await desk.panel.click("button", /dana@harlow-marine/);
  await desk.panel.shows("Harlow Marine");
  await picture(desk.page, "generic");
  const before = logs(worker, "R-1").length;
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  // It is offered by itself from now on, and its log is known once it is chosen again.
  await desk.page.reload();
  await desk.panel.click("button", /dana@harlow-marine/);
  await desk.panel.shows(/Logged/);
});

test("people are offered with their cautions when several are found [any other: people · own page]", async () => {
  await desk.page.goto(`https://${host}/unlabelled/8`);
  await desk.panel.shows(title);
  await picture(desk.page, "generic-offer");
  expect(await desk.panel.text()).toContain("May stand in the message's own text.");
  expect(await desk.panel.text()).not.toContain("Harlow Marine");
  await desk.panel.click("button", /Dana Whitfield/);
  await desk.panel.shows("Harlow Marine");
  await picture(desk.page, "generic-chosen");
  await desk.panel.click("button", "Someone else");
  await desk.panel.shows(title);
});

test("choice ends when the page goes on to another message under the same address", async () => {
  await desk.panel.click("button", /Dana Whitfield/);
  await desk.panel.shows("Harlow Marine");
  await desk.page.locator("h2").evaluate((heading) => {
    heading.textContent = "Another quote";
  });
  await desk.panel.shows(title);
  await desk.panel.hides("Harlow Marine");
});

test("nothing is shown when a list alone is open", async () => {
  await desk.page.goto(`https://${host}/list/9`);
  await desk.page.waitForTimeout(1500);
  await expect(desk.page.locator("regards-panel")).toBeHidden();
});

test("sender that stands where nobody sees it is not offered", async () => {
  await desk.page.goto(`https://${host}/hidden/10`);
  await desk.panel.shows(title);
  expect(await desk.panel.text()).not.toContain("trap");
});

test("panel goes when the person no longer wants the webmail read", async () => {
  await readAnyway(desk.page, false);
  await expect(desk.page.locator("regards-panel")).toBeHidden();
  await desk.page.reload();
  await desk.page.waitForTimeout(1000);
  await expect(desk.page.locator("regards-panel")).toBeHidden();
});
