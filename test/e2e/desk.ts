/**
 * A rep's desk: a browser with the extension, paired with the Worker and signed in to the webmail.
 */
import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { BrowserContext, Frame, Page } from "@playwright/test";
import { launch } from "../../extension/commands/browser.ts";
import { pairingCode } from "../rig/book.ts";
import { messageOf } from "../rig/messages.ts";
import type { Rig } from "../rig/up.ts";
import type { LocalWorker } from "../rig/worker.ts";
import { builtExtension } from "./build.ts";
import { drivePanel } from "./panel.ts";
import type { Panel } from "./panel.ts";

export type Look = { locale?: string; colorScheme?: "light" | "dark" };
export type Desk = {
  context: BrowserContext;
  page: Page;
  extensionId: string;
  profile: string;
  panel: Panel;
};

/** Opens the browser on a profile folder; nothing is paired yet on a fresh one. */
export async function openDesk(profile: string, look: Look = {}): Promise<Desk> {
  const { context, extensionId } = await launch({
    extension: builtExtension,
    profile,
    headless: true,
    ...look,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page, extensionId, profile, panel: drivePanel(page) };
}

/** Pairs through the welcome page, as the link of an administrator does. */
export async function pair(
  desk: Desk,
  worker: LocalWorker,
  address: string,
  name?: string,
): Promise<void> {
  const code = await pairingCode(worker, address, "rep", name);
  const before = Number(worker.db("SELECT count(*) AS n FROM sessions")[0]?.["n"]);
  const welcome = await desk.context.newPage();
  await welcome.goto(
    `chrome-extension://${desk.extensionId}/welcome.html#${new URLSearchParams({ worker: worker.url, code })}`,
  );
  await welcome.getByRole("button", { name: /^(Pair|配对)$/ }).click();
  await expect
    .poll(() => Number(worker.db("SELECT count(*) AS n FROM sessions")[0]?.["n"]), {
      message: "the welcome page pairs",
    })
    .toBe(before + 1);
  // The code was for one use: it must not stay in the address bar.
  await expect.poll(() => welcome.url()).not.toContain(code);
  await welcome.close();
  // A page behind a closed one is drawn once a second until it is brought forward.
  await desk.page.bringToFront();
}

/** Opens the browser on a fresh profile folder, paired. */
export async function openPaired(
  profile: string,
  worker: LocalWorker,
  address = "rep@example.com",
  look: Look = {},
): Promise<Desk> {
  const desk = await openDesk(profile, look);
  try {
    await pair(desk, worker, address, "Robin Vale");
    return desk;
  } catch (error) {
    await desk.context.close();
    throw error;
  }
}

/** Address of the inbox's list: without the folder Roundcube shows the one that was open last. */
const inboxOf = (rig: Rig): string => `${rig.url}?_task=mail&_mbox=INBOX`;

/**
 * Shows the list of Roundcube's inbox, signing in if need be; a list that is open already stays as
 * it is.
 */
export async function signInToMail(page: Page, rig: Rig): Promise<void> {
  if ((await page.locator("#messagelist tbody tr.message").count()) > 0) return;
  await page.goto(inboxOf(rig));
  if ((await page.locator("#rcmloginuser").count()) > 0) {
    await page.fill("#rcmloginuser", rig.user);
    await page.fill("#rcmloginpwd", rig.password);
    await page.click("#rcmloginsubmit");
  }
  await page.locator("#messagelist tbody tr.message").first().waitFor();
}

/** The row of one of the rig's messages in the list. */
export function rowOf(page: Page, key: string) {
  const { subject } = messageOf(key);
  return page
    .locator("#messagelist tbody tr.message")
    .filter({ has: page.locator(`.subject a[href*="_uid="] span`, { hasText: exactly(subject) }) })
    .first();
}

/** The words and no others. */
export function exactly(words: string): RegExp {
  return new RegExp(`^\\s*${words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}

/**
 * Selects one of the rig's messages in the list, so that it opens in the preview, and answers the
 * preview's frame.
 */
export async function preview(page: Page, key: string): Promise<Frame> {
  await rowOf(page, key).locator("td.subject").click();
  const frame = page.frameLocator("#messagecontframe");
  await expect(frame.locator("#message-header h2.subject")).toContainText(messageOf(key).subject);
  const found = page.frames().find((f) => f.url().includes("_action=preview"));
  if (found === undefined) throw new Error("the preview has no frame");
  await found.waitForLoadState();
  // The panel reads the page at most once a frame: until then it shows the message before.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(resolve);
        });
      }),
  );
  return found;
}

/** Opens one of the rig's messages in full view. The list must be open. */
export async function fullView(page: Page, key: string): Promise<void> {
  const href = await rowOf(page, key).locator("a[href*='_uid=']").first().getAttribute("href");
  const uid = new URL(href ?? "", page.url()).searchParams.get("_uid");
  await page.goto(new URL(`?_task=mail&_mbox=INBOX&_uid=${uid}&_action=show`, page.url()).href);
  await expect(page.locator("#message-header h2.subject")).toContainText(messageOf(key).subject);
}

/**
 * Leaves a draft for the list. What Roundcube asks is answered here and nowhere later: the page is
 * shared, and a question that two answer fails the second.
 */
export async function leaveDraft(page: Page, rig: Rig): Promise<void> {
  const accept = (dialog: { accept(): Promise<void> }) => {
    void dialog.accept();
  };
  page.on("dialog", accept);
  await page.goto(inboxOf(rig));
  page.off("dialog", accept);
  await page.locator("#messagelist tbody tr.message").first().waitFor();
}

/**
 * Stops the extension's service worker, as the browser does when it is idle. The next message
 * starts a fresh one.
 */
export async function stopServiceWorker(desk: Desk): Promise<void> {
  const page = await desk.context.newPage();
  const session = await desk.context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await page.close();
}

/** Kills the browser outright, as a crash or a power cut does. */
export async function kill(desk: Desk): Promise<void> {
  // The lock of the profile names the browser's own process: host-pid.
  const pid = Number(readlinkSync(join(desk.profile, "SingletonLock")).split("-").at(-1));
  const closed = new Promise((resolve) => {
    desk.context.once("close", resolve);
  });
  process.kill(pid, "SIGKILL");
  await closed;
}
