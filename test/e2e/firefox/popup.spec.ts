/**
 * The popup of real Firefox and the browser's real question: a site is switched on and off as a
 * person does it.
 */
import { expect, test } from "../fixtures.ts";
import { inBrowser, openDesk, pair, picture, preview, signInToMail } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { popup } from "./popup.ts";

let desk: Desk;
let own: ReturnType<typeof popup>;
test.beforeAll(async ({ worker, rig }) => {
  test.setTimeout(120_000);
  desk = await openDesk();
  own = popup(desk);
  await pair(desk, worker, rig.user, "Robin Vale");
  await signInToMail(desk, rig);
});
test.afterAll(() => desk.browser.quit());

const granted = () =>
  inBrowser<string[]>(
    desk,
    `
    const { patterns } = WebExtensionPolicy.getByID(arguments[0]).allowedOrigins;
    return patterns.map(({ pattern }) => pattern).filter((one) => one.startsWith("http"))`,
    desk.id,
  );

test("nothing is switched on, and the popup says so, when the browser's question is answered with no", async () => {
  await own.open();
  await own.shows("Regards is off for 127.0.0.1");
  await own.click("Switch on for this site");
  await own.answer("secondaryButton", "127.0.0.1");
  await own.shows("Nothing was switched on.");
  expect(await granted()).toEqual([]);
  await own.close();
});

test("panel comes into the open tab when the popup switches its site on [firefox: thread · real]", async () => {
  await preview(desk, "renewal");
  await own.open();
  await own.click("Switch on for this site");
  await own.answer("button", "127.0.0.1");
  await own.shows("Regards is on for 127.0.0.1");
  // This one host and no more.
  expect(await granted()).toEqual(["http://127.0.0.1/*"]);
  await own.close();
  await desk.panel.shows("Kestrel Foods");
});

test("popup says how the page was read when a message is open, and that nothing is when only the list is", async ({
  rig,
}) => {
  await own.open();
  await own.shows("Reads this page.");
  await own.click("Technical details");
  await own.shows("Message id");
  expect(await own.text()).toMatch(/Sender\s+read\b/);
  await picture(desk, "firefox-popup", own.screenshot);
  await own.close();
  await signInToMail(desk, rig);
  await own.open();
  await own.shows("Nothing is open here.");
  await own.close();
});

test("panel and marks go, and come back, when the popup switches the site off and on", async () => {
  await preview(desk, "renewal");
  await desk.panel.shows("Kestrel Foods");
  await own.open();
  await own.click("Switch off");
  await own.shows("Regards is off for 127.0.0.1");
  await own.close();
  await expect
    .poll(() =>
      desk.browser.run("return document.querySelectorAll('regards-panel, regards-mark').length"),
    )
    .toBe(0);
  expect(await granted()).toEqual([]);
  await own.open();
  await own.click("Switch on for this site");
  await own.answer("button", "127.0.0.1");
  await own.shows("Regards is on for 127.0.0.1");
  await own.close();
  await desk.panel.shows("Kestrel Foods");
  expect(await desk.browser.run("return document.querySelectorAll('regards-panel').length")).toBe(
    1,
  );
});
