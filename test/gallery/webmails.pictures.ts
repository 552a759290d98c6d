/**
 * Pictures of the panel beside each webmail's page of our own, and in real Roundcube and SOGo:
 * light and dark, English and Chinese, wide and narrow. `npm run gallery`.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { preview, signInToMail } from "../e2e/desk.ts";
import { test } from "../e2e/fixtures.ts";
import { ownPages, serve } from "../e2e/own-pages.ts";
import { pictures } from "../e2e/pictures.ts";
import { openInSogo, signInToSogo } from "../e2e/sogo-desk.ts";
import { dana } from "../rig/messages.ts";

const user = "rep@example.com";
const file = (name: string) =>
  readFileSync(new URL(`../fixtures/mail/${name}`, import.meta.url), "utf8");

/** Opens an address where each request is answered with the file that it asks for. */
async function open(page: Page, at: string, fileOf: (url: URL) => string): Promise<void> {
  const routes = `${new URL(at).origin}/**`;
  await page.context().unroute(routes);
  await page.context().route(routes, (route) => {
    const name = fileOf(new URL(route.request().url()));
    return route.fulfill({
      contentType: `text/${name.endsWith(".js") ? "javascript" : "html"}; charset=utf-8`,
      body: file(name).replaceAll("Wang.XiaoMing@haiyang.example", dana.address),
    });
  });
  await page.goto("about:blank");
  await page.goto(at);
}

for (const own of ownPages) {
  test(`panel is looked at when it stands beside ${own.site}`, async ({ worker, profile }) => {
    test.setTimeout(180_000);
    await pictures(`own-${own.site}`, { worker, profile, user }, async (page) => {
      await page.context().unroute(`${new URL(own.at).origin}/**`);
      await serve(page.context(), own);
      await page.goto("about:blank");
      await page.goto(own.at);
    });
  });
}

test("panel is looked at when it stands beside Gmail as it behaves", async ({
  worker,
  profile,
}) => {
  test.setTimeout(180_000);
  await pictures("own-gmail-mailbox", { worker, profile, user }, async (page) => {
    await open(
      page,
      "https://mail.google.com/mail/u/0/#inbox",
      ({ pathname }) => `gmail/${pathname.endsWith("mailbox.js") ? "mailbox.js" : "mailbox.html"}`,
    );
    await page
      .locator("tr.zA")
      .filter({ has: page.getByText("Refit of the Selkie 0", { exact: true }) })
      .click();
  });
});

test("panel is looked at when it stands beside the framed QQ Mail", async ({ worker, profile }) => {
  test.setTimeout(180_000);
  await pictures("own-qq-framed", { worker, profile, user }, async (page) => {
    await open(
      page,
      "https://mail.qq.com/cgi-bin/frame_html?sid=z",
      ({ pathname }) => `qq-framed/${pathname.endsWith("frame_html") ? "frame" : "message"}.html`,
    );
    await page
      .frame("mainFrame")
      ?.goto("https://mail.qq.com/cgi-bin/readmail?folderid=1&t=readmail&mailid=ZC-a");
  });
});

test("panel is looked at when it stands beside real Roundcube", async ({
  rig,
  worker,
  profile,
}) => {
  test.setTimeout(180_000);
  await pictures("roundcube", { worker, profile, user: rig.user }, async (page) => {
    // Anew each time: a second click on a row, soon after the first, opens the full view.
    await page.goto(rig.url);
    await signInToMail(page, rig);
    await preview(page, "outage");
  });
});

test("panel is looked at when it stands beside real SOGo", async ({
  sogo,
  rig,
  worker,
  profile,
}) => {
  test.setTimeout(180_000);
  await pictures("sogo", { worker, profile, user: rig.user }, async (page) => {
    await signInToSogo(page, sogo, rig);
    await openInSogo(page, "outage");
  });
});
