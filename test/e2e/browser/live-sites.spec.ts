/**
 * Webmails that move: the card is that of the mail on the page at each step, the marks those of the
 * rows, the recipients those typed.
 */
import type { Page } from "@playwright/test";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { tag } from "../../support-table.ts";
import { dana, lookAlike, tom } from "../../rig/messages.ts";
import { company, live, mailsOf, others, rightMarks, serve } from "./live.ts";

let desk: Desk;
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
});
test.afterAll(async () => {
  await desk.context.close();
});

for (const { site, at, language, marks, reopens } of live) {
  const { host, origin } = new URL(at);
  const mails = mailsOf(String(live.findIndex((one) => one.at === at)));
  /** Clicks the row of this mail, which is in sight. */
  const choose = (page: Page, n: number) => page.locator(`[data-mail="${mails[n]?.id}"]`).click();
  test.describe(`${site} at ${host}`, () => {
    test.beforeAll(async () => {
      await serve(desk.page, site, origin, language, mails);
      await desk.page.goto(at);
    });

    test(`card is the open mail's when painted late, at ${host} ${tag(site, ["thread", "people"], "own page")}`, async () => {
      const { page, panel } = desk;
      // 0 and 5 are Dana's, 2 and 7 Tom's, 3 Wang's, 1 a stranger's.
      for (const n of [0, 2, 3, 0, 7, 5]) {
        const address = mails[n]?.from[1] ?? "";
        await choose(page, n);
        await panel.shows(company.get(address) ?? "");
        const words = await panel.text();
        for (const name of others(address)) expect(words, `mail ${n}`).not.toContain(name);
      }
      await choose(page, 1);
      await panel.shows("nobody@stranger.example");
      for (const name of others("")) expect(await panel.text()).not.toContain(name);
      // Fast, through all of them: the last one's card, and no earlier one's after it.
      for (const n of [0, 1, 2, 3, 4, 5, 6, 2, 3, 7]) await choose(page, n);
      await panel.shows("Kestrel Foods");
      for (let looks = 0; looks < 10; looks++) {
        const words = await panel.text();
        for (const name of others(tom.address)) expect(words).not.toContain(name);
        await page.waitForTimeout(40);
      }
    });

    if (marks)
      test(`marks are the rows' own when the list scrolls, at ${host} ${tag(site, ["list"], "own page")}`, async () => {
        const { page } = desk;
        await rightMarks(page);
        for (const y of [700, 60, 1400]) {
          await page.locator(".scroller").evaluate((element, top) => {
            element.scrollTop = top;
          }, y);
          await rightMarks(page);
        }
        await page.click("#sort");
        await rightMarks(page);
        await page.locator(".scroller").evaluate((element) => {
          element.scrollTop = 0;
        });
        await page.click("#sort");
        await rightMarks(page);
      });

    test(`mail is logged once, with proof, when reloaded, at ${host} ${tag(site, ["identity"], "own page")}`, async ({
      worker,
    }) => {
      const { page, panel } = desk;
      // Not Dana's other mail before it, whose nodes it takes over.
      await choose(page, 0);
      await panel.shows("Harlow Marine");
      await choose(page, 5);
      await panel.shows("Harlow Marine");
      await page.waitForTimeout(400);
      const before = logs(worker, "R-1").length;
      await panel.click("button", /^(?:Log email|记录邮件)/);
      await panel.shows(/Logged|已于/);
      expect(logs(worker, "R-1")).toHaveLength(before + 1);
      // Some pages write the time with its zone, others in the reader's.
      expect(
        Math.abs(Number(logs(worker, "R-1").at(-1)?.["occurred_at"]) - Date.UTC(2026, 9, 6, 14, 5)),
      ).toBeLessThan(15 * 3_600_000);
      await picture(page, `live-${site}-${language}`);
      await choose(page, 0);
      await panel.hides(/Logged|已于/);
      await page.reload();
      if (reopens) await panel.shows("Harlow Marine");
      await choose(page, 5);
      await panel.shows(/Logged|已于/);
      expect(logs(worker, "R-1")).toHaveLength(before + 1);
      if (site !== "outlook") return;
      // A window of its own names neither the conversation nor the account: what was logged beside
      // the list is not known there.
      await page.goto(`${origin}/mail/deeplink/read/item-${mails[5]?.id}?popoutv2=1`);
      await panel.shows("Harlow Marine");
      await panel.shows(/Log email|记录邮件/);
      await page.goto(at);
    });

    if (site === "outlook" || site === "yahoo")
      test(`next mail logs by itself when one before it is, at ${host} ${tag(site, ["identity"], "own page")}`, async ({
        worker,
      }) => {
        const { page, panel } = desk;
        await choose(page, 0);
        await panel.shows(/Log email|记录邮件/);
        await choose(page, 5);
        await panel.shows(/Logged|已于/);
        const before = logs(worker, "R-1").length;
        await page.click("#next");
        await panel.hides(/Logged|已于/);
        await panel.click("button", /^(?:Log email|记录邮件)/);
        await panel.shows(/Logged|已于/);
        expect(logs(worker, "R-1")).toHaveLength(before + 1);
        await panel.click("button", /^(?:Undo|撤销)/);
        await panel.hides(/Logged|已于/);
        await choose(page, 0);
        await panel.shows(/Log email|记录邮件/);
        await choose(page, 5);
        await panel.shows(/Logged|已于/);
      });

    if (site === "yahoo" || site === "fastmail" || site === "proton")
      test(`recipient shows when a composer floats, at ${host} ${tag(site, ["thread", "people"], "own page")}`, async () => {
        const { page, panel } = desk;
        await choose(page, 2);
        await panel.shows("Kestrel Foods");
        await choose(page, 0);
        await panel.shows("Harlow Marine");
        await page.click("#answer");
        await page.fill("#to", lookAlike.address);
        await page.keyboard.press("Enter");
        await panel.shows(/looks like harlow/);
        await panel.get("button", /^(?:Log email|Undo)/);
        await picture(page, `live-${site}-${language}-reply`);
        await page.click("#answer");
        await panel.hides("harlow-rnarine");
        expect(await panel.text()).toContain("Harlow Marine");
      });

    if (!reopens)
      test(`card has no log when nothing tells the mail, at ${host} ${tag(site, ["people"], "own page")}`, async () => {
        const { page, panel } = desk;
        await choose(page, 10);
        await panel.shows(/Log email|记录邮件/);
        // As in the reader that fills the window: no list, no marked row.
        await page.evaluate(() => {
          for (const row of document.querySelectorAll(".mail-item-selected"))
            row.classList.remove("mail-item-selected");
        });
        await panel.shows(/does not say which email|没有标明打开的是哪一封/);
        expect(await panel.text()).toContain("Harlow Marine");
        expect(await panel.find("button", /^(?:Log email|记录邮件)/)).toBeNull();
        await picture(page, `live-${site}-unnamed`);
      });

    if (site === "outlook")
      test(`recipient shows when written in place, at ${host} ${tag(site, ["thread", "people"], "own page")}`, async () => {
        const { page, panel } = desk;
        // Not Dana's other mail before it.
        await choose(page, 2);
        await panel.shows("Kestrel Foods");
        await choose(page, 0);
        await panel.shows("Harlow Marine");
        await page.click("#reply");
        await page.fill("#more", lookAlike.address);
        await page.keyboard.press("Enter");
        await panel.shows(/harlow-rnarine/);
        await panel.get("button", /^(?:Log email|记录邮件|Undo|撤销)/);
        await picture(page, `live-${site}-${language}-reply`);
        await choose(page, 2);
        await panel.shows("Kestrel Foods");
        expect(await panel.text()).not.toContain("harlow-rnarine");
      });

    test(`recipients' cards show when typed, at ${host} ${tag(site, ["compose"], "own page")}`, async () => {
      const { page, panel } = desk;
      await page.click("#compose");
      await page.fill("#to", tom.address);
      await page.keyboard.press("Enter");
      await panel.shows("Kestrel Foods");
      expect(await panel.text()).not.toContain("Harlow Marine");
      await page.fill("#to", dana.address);
      await page.keyboard.press("Enter");
      await panel.shows(dana.name.split(" ")[0] ?? "");
      await picture(page, `live-${site}-${language}-compose`);
      await page.click("#back");
      await panel.hides("Kestrel Foods");
    });
  });
}
