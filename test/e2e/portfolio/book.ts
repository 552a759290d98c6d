/** Fixtures of the portfolio's specs: a Worker with a demo book, and a browser that is signed in. */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, expect, test as base } from "@playwright/test";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { findBrowser } from "../../../extension/commands/browser.ts";
import type { Role } from "../../../shared/contract/fields.ts";
import { seedDemo } from "../../../worker/commands/seed.ts";
import { pairingCode } from "../../rig/book.ts";
import { startWorker } from "../../rig/worker.ts";
import type { LocalWorker } from "../../rig/worker.ts";

export type Look = { theme: "light" | "dark"; language: "en" | "zh_CN"; width: number };
export const usualLook: Look = { theme: "light", language: "en", width: 1280 };
type Shared = { book: LocalWorker; chrome: Browser };
type Own = {
  /** Opens a browser context signed in with a role; what its pages complain of fails the test. */
  signedIn(role: Role, look?: Partial<Look>): Promise<Page>;
};

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
type Axe = { run(options: unknown): Promise<{ violations: { id: string; nodes: unknown[] }[] }> };

const shots = fileURLToPath(new URL("../../../.state/screenshots/portfolio", import.meta.url));
const bookSize = 500;

/** Keeps a picture of a page, for looking at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** Faults that axe finds, each with its rule. */
export async function faults(page: Page): Promise<string[]> {
  // Put in by the debugger: the page's own policy lets no script of a test in.
  await page.evaluate(axe);
  return page.evaluate(async () =>
    (
      await (Reflect.get(window, "axe") as Axe).run({
        resultTypes: ["violations"],
        // It joins the lines of a chart's cell without a space, "30hibernating", which no name holds.
        rules: { "label-content-name-mismatch": { enabled: false } },
      })
    ).violations.map(({ id, nodes }) => `${id} ${JSON.stringify(nodes).slice(0, 300)}`),
  );
}

/** Puts language and colours into a context before any of its pages is drawn. */
async function dress(context: BrowserContext, { theme, language }: Look): Promise<void> {
  await context.addInitScript((settings) => {
    // The frame of a survey's preview has no origin, and so no storage.
    if (origin !== "null") localStorage.setItem("regards.settings", settings);
  }, JSON.stringify({ theme, language }));
}

export const test = base.extend<Own, Shared>({
  book: [
    async ({}, use) => {
      const worker = await startWorker();
      await seedDemo(worker.url, () => undefined, { size: bookSize, token: worker.adminKey });
      await use(worker);
      await worker.remove();
    },
    { scope: "worker", timeout: 240_000 },
  ],

  chrome: [
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: findBrowser()?.path,
        args: ["--no-sandbox"],
      });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],

  signedIn: async ({ book, chrome }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    await use(async (role, changes = {}) => {
      const look = { ...usualLook, ...changes };
      const context = await chrome.newContext({ viewport: { width: look.width, height: 900 } });
      contexts.push(context);
      await dress(context, look);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // Chromium logs a conflict too, which is an answer that the page has words for.
        const isFault = message.type() === "error" && !message.text().includes("status of 409");
        // A screenshot's own styles, which the frame of a survey's preview refuses.
        const isOfPicture =
          message.text().includes("inline style") &&
          message.location().url.includes("/survey-preview/");
        if (isFault && !isOfPicture) complaints.push(message.text());
      });
      // Who administers owns customers of the demo book, so that Today shows some.
      const address = role === "admin" ? "you@example.com" : `${role}@example.com`;
      const code = await pairingCode(book, address, role, "Robin Vale");
      await page.goto(`${book.url}/#${new URLSearchParams({ code })}`);
      await expect(page.locator("main h1")).toBeVisible();
      return page;
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

export { expect };
