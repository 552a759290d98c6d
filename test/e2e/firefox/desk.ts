/**
 * A rep's desk in Firefox: the extension as it is delivered, paired with the Worker, switched on
 * and signed in to the webmail.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { pairingCode } from "../../rig/book.ts";
import { drive } from "../../rig/marionette.ts";
import type { Driven } from "../../rig/marionette.ts";
import { messageOf } from "../../rig/messages.ts";
import type { Rig } from "../../rig/up.ts";
import type { LocalWorker } from "../../rig/worker.ts";
import { builtForFirefox } from "../build.ts";
import { drivePanel } from "./panel.ts";

export type Look = { language?: string; dark?: boolean };
export type Desk = {
  browser: Driven;
  panel: ReturnType<typeof drivePanel>;
  /** Of the extension, as its author gave it. */ id: string;
};

const shots = fileURLToPath(new URL("../../../.state/screenshots", import.meta.url));
const rows = "#messagelist tbody tr.message";

/** Opens Firefox with the extension; nothing is paired or switched on yet. */
export async function openDesk({ language = "en-GB", dark = false }: Look = {}): Promise<Desk> {
  const browser = await drive("firefox-esr", {
    "intl.accept_languages": language,
    "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
  });
  try {
    const id = await browser.install(builtForFirefox);
    await browser.resize(1280, 900);
    return { browser, panel: drivePanel(browser), id };
  } catch (error) {
    await browser.quit();
    throw error;
  }
}

/**
 * Runs in the browser's own process; what is asked of the page afterwards is asked of the page
 * again.
 */
export async function inBrowser<T>(
  { browser }: Desk,
  body: string,
  ...args: unknown[]
): Promise<T> {
  await browser.context("chrome");
  try {
    return await browser.run<T>(body, args);
  } finally {
    await browser.context("content");
  }
}

/**
 * Does what a person does by the popup's button and the browser's question, which nobody can answer
 * here.
 */
export async function switchOn(desk: Desk, origin: string): Promise<void> {
  await inBrowser(
    desk,
    `
    const { ExtensionPermissions } = ChromeUtils.importESModule(
      "resource://gre/modules/ExtensionPermissions.sys.mjs",
    );
    const { extension } = WebExtensionPolicy.getByID(arguments[0]);
    const granted = { permissions: [], origins: [arguments[1]] };
    return ExtensionPermissions.add(arguments[0], granted, extension).then(() => null);
  `,
    desk.id,
    origin,
  );
}

/**
 * Ends the background's page, as the browser does when it is idle. The next message starts a fresh
 * one.
 */
export async function stopBackground(desk: Desk): Promise<void> {
  await inBrowser(
    desk,
    `
    const { extension } = WebExtensionPolicy.getByID(arguments[0]);
    const options = { ignoreDevToolsAttached: true, disableResetIdleForTest: true };
    return extension.terminateBackground(options).then(() => null)`,
    desk.id,
  );
}

/**
 * Pairs through the welcome page, as the link of an administrator does, in a tab that is closed
 * after.
 */
export async function pair(
  desk: Desk,
  worker: LocalWorker,
  address: string,
  name: string,
): Promise<void> {
  const { browser } = desk;
  const code = await pairingCode(worker, address, "rep", name);
  const host = await inBrowser<string>(
    desk,
    "return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname",
    desk.id,
  );
  const before = Number(worker.db("SELECT count(*) AS n FROM sessions")[0]?.["n"]);
  const mail = await browser.newTab();
  await browser.window(await browser.newTab());
  await browser.goTo(
    `moz-extension://${host}/welcome.html#${new URLSearchParams({ worker: worker.url, code })}`,
  );
  await expect
    .poll(
      () =>
        browser.run<boolean>(
          "const form = document.querySelector('form'); form?.requestSubmit(); return form !== null",
        ),
      { message: "the welcome page asks" },
    )
    .toBe(true);
  await expect
    .poll(() => Number(worker.db("SELECT count(*) AS n FROM sessions")[0]?.["n"]), {
      message: "the welcome page pairs",
    })
    .toBe(before + 1);
  // The code was for one use: it must not stay in the address bar.
  await expect.poll(browser.url).not.toContain(code);
  await browser.closeTab();
  await browser.window(mail);
}

/** Shows the list of Roundcube's inbox, signing in if need be. */
export async function signInToMail({ browser }: Desk, rig: Rig): Promise<void> {
  await browser.goTo(rig.url);
  if ((await browser.findAll("#rcmloginuser")).length > 0) {
    await browser.click(await browser.find("#rcmloginuser"));
    await browser.type(rig.user);
    await browser.click(await browser.find("#rcmloginpwd"));
    await browser.type(rig.password);
    await browser.click(await browser.find("#rcmloginsubmit"));
  }
  await expect
    .poll(async () => (await browser.findAll(rows)).length, { message: "the list is there" })
    .toBeGreaterThan(0);
}

/**
 * Selects one of the rig's messages in the list by a real click, so that it opens in the preview.
 */
export async function preview({ browser }: Desk, key: string): Promise<void> {
  const { subject } = messageOf(key);
  const row = await browser.run<Parameters<Driven["click"]>[0] | null>(
    `
    const subjectOf = (one) => one.querySelector("td.subject .subject a")?.textContent.trim();
    const row = [...document.querySelectorAll(arguments[0])]
      .find((one) => subjectOf(one) === arguments[1]);
    row?.scrollIntoView({ block: "nearest" });
    return row?.querySelector("td.subject .subject") ?? null;
  `,
    [rows, subject],
  );
  if (row === null) throw new Error(`the list has no "${subject}"`);
  await browser.click(row);
  await expect
    .poll(() =>
      browser.run(
        `
        const { contentDocument } = document.querySelector("#messagecontframe");
        return contentDocument?.querySelector("#message-header h2.subject")?.textContent ?? ""`,
      ),
    )
    .toContain(subject);
}

/** Keeps a picture of a state, for looking at: of the page, unless it is another. */
export async function picture(
  { browser }: Desk,
  name: string,
  screenshot: () => Promise<Buffer> = browser.screenshot,
): Promise<void> {
  mkdirSync(shots, { recursive: true });
  writeFileSync(join(shots, `${name}.png`), await screenshot());
}

/**
 * The labels of the tier marks in the list, in the order of the page; a stranger's row has none.
 */
export function marks({ browser }: Desk): Promise<string[]> {
  return browser.run(
    `
    const labelOf = (one) => one.openOrClosedShadowRoot.querySelector("[role=img]")?.ariaLabel;
    return [...document.querySelectorAll("regards-mark")].flatMap((one) => labelOf(one) ?? [])`,
    [],
    "system",
  );
}
