/**
 * The panel beside the mail of webmails on the web: pages of our own in their place, nothing
 * leaves this machine.
 */
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { ownPages, serve } from "../own-pages.ts";

let desk: Desk;
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
});
test.afterAll(async () => {
  await desk.context.close();
});

for (const own of ownPages) {
  const { site, at } = own;
  test(`card of the writer is shown and logs once when a message is open in ${site}`, async ({
    worker,
  }) => {
    await serve(desk.context, own);
    await desk.page.goto(at);
    await desk.panel.shows("Harlow Marine");
    await picture(desk.page, site);
    const before = logs(worker, "R-1").length;
    await desk.panel.click("button", /^Log email/);
    await desk.panel.shows(/Logged/);
    expect(logs(worker, "R-1")).toHaveLength(before + 1);
    await desk.page.reload();
    await desk.panel.shows(/Logged/);
  });
}
