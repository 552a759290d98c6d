/**
 * Firefox's open tab when the add-on is switched off, on again, and removed: nothing of ours is
 * half-alive in it.
 */
import { logs } from "../facts.ts";
import { expect, test } from "../fixtures.ts";
import {
  inBrowser,
  marks,
  openDesk,
  pair,
  picture,
  preview,
  signInToMail,
  switchOn,
} from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
test.beforeAll(async ({ worker, rig }) => {
  test.setTimeout(120_000);
  desk = await openDesk();
  await pair(desk, worker, rig.user, "Robin Vale");
  await signInToMail(desk, rig);
  await preview(desk, "renewal");
});
test.afterAll(() => desk.browser.quit());

/** Returns what a person does on the browser's page of add-ons. */
function manage(what: "enable" | "disable" | "uninstall"): Promise<void> {
  return inBrowser(
    desk,
    `
    const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
    return AddonManager.getAddonByID(arguments[0]).then((addon) => addon[arguments[1]]()).then(() => null);
  `,
    desk.id,
    what,
  );
}

type Left = {
  seen: number;
  /** The page's own, of the message and of the whole: CSS pixels. */ mail: number;
  margin: string;
  /** The element that stands where the panel did. */ at: string;
};

/** Returns what of ours a person can see in the page, as its own scripts are told. */
const left = () =>
  desk.browser.run<Left>(`
  const seen = [...document.querySelectorAll("regards-panel, regards-mark")]
    .filter((one) => one.getClientRects().length > 0).length;
  const mail = document.querySelector("#messagecontframe").getBoundingClientRect().width;
  const margin = getComputedStyle(document.documentElement).marginInlineEnd;
  return { seen, mail, margin, at: document.elementFromPoint(innerWidth - 100, 300).localName };
`);

test("panel and marks are gone, and the page has its room back, when the add-on is switched off", async () => {
  const bare = await left();
  expect(bare).toMatchObject({ seen: 0, margin: "0px", at: "iframe" });
  await switchOn(desk, "http://127.0.0.1/*");
  await desk.panel.shows("Kestrel Foods");
  await expect.poll(async () => (await marks(desk)).length).toBeGreaterThan(5);
  const shown = await left();
  expect(shown.seen).toBeGreaterThan(5);
  expect(shown.at).toBe("regards-panel");
  expect(shown.mail).toBeLessThan(bare.mail - 200);
  await manage("disable");
  expect(await left()).toEqual(bare);
  await picture(desk, "firefox-switched-off");
});

test("one panel is there and logs once when the add-on is switched on again", async ({
  worker,
}) => {
  await manage("enable");
  await expect.poll(async () => (await left()).at).toBe("regards-panel");
  await preview(desk, "opened-after");
  await desk.panel.shows("Kestrel Foods");
  expect(await desk.browser.run("return document.querySelectorAll('regards-panel').length")).toBe(
    1,
  );
  const before = logs(worker, "R-2").length;
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
});

test("page cannot hide the panel, nor show it once the add-on is off, when its styles insist on it", async () => {
  const style = (rules: string) =>
    desk.browser.run(
      "document.head.append(Object.assign(document.createElement('style'), { textContent: arguments[0] }))",
      [rules],
    );
  await style("regards-panel, regards-mark { all: unset !important; display: none !important }");
  expect((await left()).seen).toBeGreaterThan(5);
  await style("regards-panel, regards-mark { display: block !important }");
  await manage("disable");
  expect(await left()).toMatchObject({ seen: 0, at: "iframe" });
  await manage("enable");
});

test("page's edge is its own again when the add-on is removed while the panel is docked there", async ({
  rig,
}) => {
  await desk.browser.reload();
  await signInToMail(desk, rig);
  // As in skins without columns.
  await desk.browser.run("document.querySelector('#layout').removeAttribute('id')");
  await preview(desk, "renewal");
  await expect.poll(async () => (await left()).margin).toBe("320px");
  await manage("uninstall");
  expect(await left()).toMatchObject({ seen: 0, margin: "0px" });
});
