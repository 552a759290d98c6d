/**
 * Logs across tabs and people: one tab tells what another does to a log; one person's work is not
 * the next one's.
 */
import type { Page } from "@playwright/test";
import { openPaired, pair } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { drivePanel } from "../panel.ts";
import { ownPages, serve } from "../own-pages.ts";

const own = ownPages.find(({ site }) => site === "outlook");
if (own === undefined) throw new Error("no page of Outlook's shape");

let desk: Desk;
test.beforeEach(async ({ worker, profile }) => {
  desk = await openPaired(profile(), worker);
  await serve(desk.context, own);
  await desk.page.goto(own.at);
  await desk.panel.shows("Harlow Marine");
});
test.afterEach(async () => {
  await desk.context.close();
});

/** A page of the extension: what a person could do there is asked as the page does. */
async function extensionPage(): Promise<Page> {
  const page = await desk.context.newPage();
  await page.goto(`chrome-extension://${desk.extensionId}/options.html`);
  return page;
}
const remembered = (page: Page) =>
  page.evaluate(async () =>
    Object.keys(await chrome.storage.session.get(null)).filter((key) =>
      /^(card|newest|log|hint|proof):/.test(key),
    ),
  );

test("log made or undone in one tab shows in another, and may be undone there, when both have it open", async ({
  worker,
}) => {
  const other = await desk.context.newPage();
  await other.goto(own.at);
  const there = drivePanel(other);
  await there.get("button", /^Log email/);
  const before = logs(worker, "R-1").length;
  await desk.page.bringToFront();
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  await other.bringToFront();
  await there.shows(/Logged/);
  await there.get("button", "Edit");
  await picture(other, "logged-in-another-tab");
  await there.click("button", "Undo");
  await there.get("button", /^Log email/);
  await desk.page.bringToFront();
  await desk.panel.get("button", /^Log email/);
  await desk.panel.hides(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  expect(logs(worker, "R-1").at(-1)).toMatchObject({ withdrawn: 1, claimed: false });
});

test("log that waits is its writer's alone when somebody else pairs the browser", async ({
  worker,
}) => {
  test.setTimeout(120_000);
  const before = logs(worker, "R-1").length;
  await worker.stop();
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Waiting to be sent/);
  const page = await extensionPage();
  await page.evaluate(() => chrome.runtime.sendMessage({ call: "signOut", ask: null }));
  expect(await remembered(page)).toEqual([]);
  await page.close();
  await worker.start();
  await pair(desk, worker, "kim@example.com", "Kim Lund");
  await desk.panel.shows("Harlow Marine");
  await desk.panel.get("button", /^Log email/);
  await desk.panel.hides(/Waiting to be sent/);
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  await desk.panel.click("button", "Undo");
  await desk.panel.get("button", /^Log email/);
});

test("nothing of the book is left in memory when the Worker has ended the session", async ({
  worker,
}) => {
  test.setTimeout(120_000);
  const page = await extensionPage();
  expect(await remembered(page)).not.toEqual([]);
  await worker.stop();
  worker.write("UPDATE sessions SET revoked_at = 1 WHERE revoked_at IS NULL");
  await worker.start();
  await desk.page.bringToFront();
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Pair this browser/);
  await expect.poll(() => remembered(page)).toEqual([]);
  const known = (await page.evaluate(() =>
    chrome.runtime.sendMessage({
      call: "knownCards",
      ask: { addresses: ["dana@harlow-marine.example"] },
    }),
  )) as unknown;
  expect(known).toEqual({ answer: [null] });
});
