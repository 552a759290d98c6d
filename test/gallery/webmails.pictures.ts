/** Pictures of the overlay beside each webmail's page of our own: light and dark, English and Chinese, wide and narrow. `npm run gallery`. */
import { test } from "../e2e/fixtures.ts";
import { ownPages, serve } from "../e2e/own-pages.ts";
import { pictures } from "../e2e/pictures.ts";

for (const own of ownPages) {
  test(`overlay is looked at when it stands beside ${own.site}`, async ({ worker, profile }) => {
    test.setTimeout(180_000);
    await pictures(`own-${own.site}`, { worker, profile, user: "rep@example.com" }, async (page) => {
      await page.context().unroute(`${new URL(own.at).origin}/**`);
      await serve(page.context(), own);
      await page.goto("about:blank");
      await page.goto(own.at);
    });
  });
}
