/** The docked panel in a narrow window: what it changes of the page's own boxes, and gives back. */
import { chromium, expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { findBrowser } from "../../../extension/commands/browser.ts";
import { bundle } from "../../extension/sync/bundle.ts";

/** A bar whose last button lies under the panel, and a list with a link at the same height. */
const webmail = `<!doctype html><style>
  body { margin: 0; height: 100vh; overflow: hidden }
  #bar { height: 48px; overflow: hidden }
  #bar div { width: 780px; text-align: right }
  #list { position: absolute; top: 48px; left: 0; right: 0; height: 200px }
  #list p { height: 60px; margin: 0; text-align: right }
</style>
<div id="bar" style="overflow-x: hidden !important"><div><button>Next</button></div></div>
<div id="list" style="overflow-y: auto">
  ${'<p style="overflow: hidden"><a href="#one">A subject</a></p>'.repeat(20)}
</div>
<main id="mail">A message</main>`;

let browser: Browser;
let page: Page;
let script: string;
test.beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser()?.path });
  script = await bundle("../content/docking-harness.ts");
});
test.afterAll(() => browser.close());
test.beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 790, height: 600 } });
  await page.setContent(webmail);
  await page.evaluate(script);
});
test.afterEach(() => page.close());

/** The page's boxes as they are: how they cut off, how far they are scrolled, where the panel is. */
const look = () =>
  page.evaluate(() => {
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const list = find("#list");
    return {
      bar: find("#bar")?.style.cssText,
      list: list?.style.cssText,
      row: find("#list p")?.style.cssText,
      scrolled: list?.scrollTop,
      top: find("regards-panel")?.getBoundingClientRect().top,
    };
  });
const own = {
  bar: "overflow-x: hidden !important;",
  list: "overflow-y: auto;",
  row: "overflow: hidden;",
  scrolled: 600,
  top: 0,
};

async function open() {
  await page.evaluate(() => {
    const list = document.querySelector("#list");
    if (list !== null) list.scrollTop = 600;
    Object.assign(window, { docking: window.dockingHarness.open() });
  });
  await expect.poll(look).toMatchObject({ bar: "overflow: visible clip;" });
}
const docking = "docking" as keyof Window;

test("docking shows a bar in its whole length and leaves a scrolled list when a mail is narrow", async () => {
  await open();
  const { top = 0, ...boxes } = await look();
  expect(boxes).toEqual({
    bar: "overflow: visible clip;",
    list: own.list,
    row: own.row,
    scrolled: own.scrolled,
  });
  expect(top).toBeGreaterThan(10);
  expect(top).toBeLessThanOrEqual(48);
});

test("docking gives the page's boxes and its own place back when the mail is closed", async () => {
  await open();
  await page.evaluate((name) => {
    document.querySelector("#mail")?.remove();
    (window[name] as ReturnType<typeof window.dockingHarness.open>).keep();
  }, docking);
  await expect.poll(look).toEqual(own);
});

test("docking shows the bar again when another mail is opened after the list", async () => {
  await open();
  await page.evaluate((name) => {
    const docking = window[name] as ReturnType<typeof window.dockingHarness.open>;
    const mail = document.querySelector("#mail");
    mail?.remove();
    docking.keep();
    document.body.append(mail ?? "");
    docking.keep();
  }, docking);
  await expect.poll(look).toMatchObject({ bar: "overflow: visible clip;" });
  expect((await look()).top).toBeGreaterThan(10);
});

test("docking gives the page's own inline style back when it is removed", async () => {
  await open();
  await page.evaluate((name) => {
    (window[name] as ReturnType<typeof window.dockingHarness.open>).remove();
  }, docking);
  expect(await look()).toEqual({ ...own, top: undefined });
});
