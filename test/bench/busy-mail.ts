/**
 * The Gmail-shaped page that is never at rest, in a real browser with the built extension and a
 * real local Worker.
 */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { launch } from "../../extension/commands/browser.ts";
import { builtExtension } from "../e2e/build.ts";
import { pair } from "../e2e/desk.ts";
import { drivePanel } from "../e2e/panel.ts";
import { address, serve } from "../fixtures/mail/gmail/busy.ts";
import { seedBook } from "../rig/book.ts";
import { startWorker } from "../rig/worker.ts";
import type { LocalWorker } from "../rig/worker.ts";

/** The same page at a host that the extension is not switched on for. */
export const elsewhere = address.replace("mail.google.com", "mail.google.example");
export const rows = 1000;

/**
 * A browser of its own, with an extension, the page served at both hosts; `flags` are more
 * arguments for it.
 */
export async function openBrowser(
  extension = builtExtension,
  flags: string[] = [],
): Promise<{ context: BrowserContext; page: Page; extensionId: string; close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), "regards-bench-"));
  const { context, extensionId } = await launch({ extension, profile, headless: true, flags });
  // Nothing leaves this machine, whatever an extension would like to tell its makers.
  await context.route(/^https:/, (route) => route.abort());
  await serve(context, rows);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, page: context.pages()[0] ?? (await context.newPage()), extensionId, close };
}

/**
 * The page in a browser whose extension, signed in nowhere, has this code at the end of its script:
 * what a figure must see if it is to be believed.
 */
export async function withCode<T>(
  code: string,
  flags: string[],
  measure: (page: Page) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "regards-bench-"));
  cpSync(builtExtension, folder, { recursive: true });
  appendFileSync(join(folder, "content-scripts/gmail.js"), `\n${code}`);
  const { page, close } = await openBrowser(folder, flags);
  try {
    await page.goto(`${address}#inbox`);
    await page.waitForTimeout(1000);
    return await measure(page);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Mailbox = {
  page: Page;
  worker: LocalWorker;
  shows: ReturnType<typeof drivePanel>["shows"];
  close(): Promise<void>;
};

/** The page with the extension signed in to a Worker that knows every second writer. */
export async function openMailbox(flags: string[] = []): Promise<Mailbox> {
  const worker = await startWorker();
  await seedBook(worker);
  const { context, page, extensionId, close } = await openBrowser(builtExtension, flags);
  const desk = { context, page, extensionId, profile: "", panel: drivePanel(page) };
  await pair(desk, worker, "rep@regards.example", "Robin Rep");
  return {
    page,
    worker,
    shows: desk.panel.shows,
    async close() {
      await close();
      await worker.remove();
    },
  };
}
