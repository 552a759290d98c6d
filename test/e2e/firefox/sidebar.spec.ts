/** Firefox's sidebar: the same panel beside the page, for the open tab. */
import { logs } from "../facts.ts";
import { expect, test } from "../fixtures.ts";
import { inBrowser, openDesk, pair, picture, preview, signInToMail, switchOn } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { innerPage } from "./popup.ts";

let desk: Desk;
let sidebar: ReturnType<typeof innerPage>;
test.beforeAll(async ({ worker, rig }) => {
  test.setTimeout(120_000);
  desk = await openDesk();
  sidebar = innerPage(
    desk.browser,
    "sidebar",
    `SidebarController.browser?.contentDocument?.getElementById("webext-panels-browser") ?? null`,
  );
  await switchOn(desk, "http://127.0.0.1/*");
  await pair(desk, worker, rig.user, "Robin Vale");
  await signInToMail(desk, rig);
  // Of the mails that no other spec logs: the Worker is theirs too.
  await preview(desk, "kept-waiting");
  await desk.panel.shows("Kestrel Foods");
});
test.afterAll(() => desk.browser.quit());

/** Returns what the docked panel takes of the page, and what lies at its place. */
const docked = () =>
  desk.browser.run<{ isSeen: boolean; margin: string }>(`
  return {
    isSeen: document.elementFromPoint(innerWidth - 100, 300).localName === "regards-panel",
    margin: getComputedStyle(document.documentElement).marginInlineEnd,
  };`);

/** Opens or closes the extension's sidebar, as the browser's menu does. */
const toggle = () =>
  inBrowser(
    desk,
    `return SidebarController.toggle(arguments[0].replace(/[^a-z0-9_-]/g, "_") + "-sidebar-action").then(() => null)`,
    desk.id,
  );

test("sidebar stays closed when the add-on is installed", async () => {
  expect(await inBrowser(desk, "return SidebarController.isOpen")).toBe(false);
  expect(await docked()).toEqual({ isSeen: true, margin: "320px" });
});

test("card of the open mail is in the sidebar, and no panel is docked, when the sidebar is open", async ({
  worker,
}) => {
  const before = logs(worker, "R-2").length;
  await toggle();
  await sidebar.shows("Kestrel Foods");
  await expect.poll(docked).toEqual({ isSeen: false, margin: "0px" });
  await sidebar.click("Log email");
  await sidebar.shows("Logged");
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
  await picture(desk, "firefox-sidebar", sidebar.screenshot);
  await preview(desk, "outage");
  await sidebar.shows("Harlow Marine");
});

test("panel is docked again when the sidebar is closed", async () => {
  await toggle();
  await expect.poll(docked).toEqual({ isSeen: true, margin: "320px" });
  await desk.panel.shows("Harlow Marine");
});
