/**
 * The right card for the right person in SOGo, at once; its chips show names alone, and nobody is
 * made up.
 */
import { bringIntoView, openInSogo, signInToSogo, sogoRow, sogoShows } from "../sogo-desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { drivePanel } from "../panel.ts";
import { dana, hostile, li, tom, wang } from "../../rig/messages.ts";

const properties = /\/folderINBOX\/\d+$/;

test.beforeEach(async ({ desk, sogo, rig }) => {
  await signInToSogo(desk.page, sogo, rig);
});

test("card names the sender when a message is opened in SOGo [sogo: thread, people · real]", async ({
  desk,
}) => {
  await openInSogo(desk.page, "renewal");
  await desk.panel.shows(tom.name);
  await desk.panel.shows("Kestrel Foods");
  await picture(desk.page, "sogo-message");
});

test("card is the last message's when several are clicked one after the other [sogo: thread · real]", async ({
  desk,
}) => {
  for (const key of ["outage", "renewal", "outage-2", "killed", "reload", "undo"])
    await sogoRow(desk.page, key).locator("button.md-no-style").click();
  await sogoShows(desk.page, "undo");
  await desk.panel.shows("Kestrel Foods");
  await desk.panel.hides("Harlow Marine");
  await openInSogo(desk.page, "reload");
  await desk.panel.shows("Harlow Marine");
  await desk.panel.hides("Kestrel Foods");
});

test("people in copy are known by address when the page shows names alone [sogo: people · real]", async ({
  desk,
}) => {
  await openInSogo(desk.page, "thread");
  await desk.panel.shows("Harlow Marine");
  await desk.panel.shows("+1 colleague");
  await desk.panel.click("button", tom.name);
  await desk.panel.shows("Kestrel Foods");
  await picture(desk.page, "sogo-several-people");
  await openInSogo(desk.page, "chinese");
  await desk.panel.get("button", li.name);
  await desk.panel.get("button", wang.name);
  await desk.panel.hides("does not show");
});

test("people without an address are counted when the site does not tell them [sogo: people · real]", async ({
  desk,
}) => {
  await desk.page.route(properties, (route) =>
    route.request().method() === "PROPFIND" ? route.abort() : route.fallback(),
  );
  try {
    await desk.page.reload();
    await openInSogo(desk.page, "thread");
    await desk.panel.shows("Harlow Marine");
    await desk.panel.shows("2 more whose address this page does not show");
    expect(await desk.panel.find("button", tom.name)).toBeNull();
    await picture(desk.page, "sogo-names-alone");
  } finally {
    await desk.page.unroute(properties);
  }
});

test("no body is fetched by us when a message is open [sogo: identity · real]", async ({
  desk,
}) => {
  const asked: string[] = [];
  const answers: Promise<string>[] = [];
  desk.page.on("response", (response) => {
    const request = response.request();
    if (!/\/Mail\/0\/folderINBOX/.test(request.url())) return;
    asked.push(`${request.method()} ${new URL(request.url()).pathname.split("/folderINBOX/")[1]}`);
    if (request.method() === "PROPFIND") answers.push(response.text());
  });
  await openInSogo(desk.page, "free-stranger");
  await desk.panel.shows("Sam Lowe");
  await expect.poll(() => asked.filter((one) => one.startsWith("PROPFIND"))).toHaveLength(1);
  // The site itself asks for the message once; we do not.
  expect(asked.filter((one) => /^GET \d+\/view/.test(one))).toHaveLength(1);
  const [answer] = await Promise.all(answers);
  expect(answer).toContain("sam.lowe@gmail.com");
  expect(answer).not.toContain("Thanks.");
});

test("markup is shown as text when names and subjects hold it in SOGo [sogo: people · real]", async ({
  desk,
}) => {
  const subject = desk.page
    .locator("#messagesList .sg-tile-subject", { hasText: "window.pwned" })
    .first();
  await bringIntoView(desk.page, subject);
  await subject.locator("xpath=ancestor::md-list-item").locator("button.md-no-style").click();
  await desk.panel.shows(hostile.name);
  await picture(desk.page, "sogo-hostile");
  expect(await desk.page.evaluate(() => "pwned" in window)).toBe(false);
});

test("card is shown in a window of its own when a message is opened in one [sogo: thread · real]", async ({
  desk,
}) => {
  await openInSogo(desk.page, "outage");
  const [window] = await Promise.all([
    desk.context.waitForEvent("page"),
    desk.page.locator("button[ng-click='viewer.openInPopup()']").click(),
  ]);
  try {
    await window.locator("h5.sg-md-headline").waitFor();
    const panel = drivePanel(window);
    // Such a window is narrow: the slim tab, until there is room.
    await panel.shows("DW");
    await picture(window, "sogo-window-narrow");
    await window.setViewportSize({ width: 1100, height: 700 });
    await panel.shows(dana.name);
    await panel.shows("Harlow Marine");
    await picture(window, "sogo-window");
  } finally {
    await window.close();
    await desk.page.bringToFront();
  }
});
