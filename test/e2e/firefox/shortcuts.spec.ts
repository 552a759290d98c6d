/** The browser's own shortcuts in Firefox, pressed on the mail page. */
import { keys } from "../../rig/marionette.ts";
import { logs } from "../facts.ts";
import { expect, test } from "../fixtures.ts";
import { openDesk, pair, preview, signInToMail, switchOn } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
test.beforeAll(async ({ worker, rig }) => {
  test.setTimeout(120_000);
  desk = await openDesk();
  await switchOn(desk, "http://127.0.0.1/*");
  await pair(desk, worker, rig.user, "Robin Vale");
  await signInToMail(desk, rig);
  await preview(desk, "window");
  await desk.panel.shows("Kestrel Foods");
});
test.afterAll(() => desk.browser.quit());

/**
 * Real keys, in the browser's own window: it hands them to the page that has the focus, and acts
 * where that does not cancel them.
 */
async function press(letter: string): Promise<void> {
  await desk.browser.context("chrome");
  await desk.browser.chord(keys.alt, keys.shift, letter);
  await desk.browser.context("content");
}

const width = () =>
  desk.browser.run<number>(
    "return document.querySelector('regards-panel')?.getBoundingClientRect().width ?? 0",
  );

test("panel is folded and unfolded when Alt+Shift+R is pressed", async () => {
  expect(await width()).toBe(320);
  await press("R");
  await expect.poll(width).toBeLessThan(60);
  await press("R");
  await expect.poll(width).toBe(320);
});

test("email is logged once, and the panel unfolds, when Alt+Shift+L is pressed on a folded panel", async ({
  worker,
}) => {
  const before = logs(worker, "R-2").length;
  await press("R");
  await expect.poll(width).toBeLessThan(60);
  await press("L");
  await desk.panel.shows(/Logged/);
  // What was done is seen.
  await expect.poll(width).toBe(320);
  await press("L");
  // By then the second is done with, too.
  await press("R");
  await expect.poll(width).toBeLessThan(60);
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
});
