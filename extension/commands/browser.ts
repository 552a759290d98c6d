/**
 * Opens Chromium or Chrome with the built extension loaded: for `npm start`, the end-to-end tests
 * and development.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import type { BrowserContext } from "@playwright/test";

export type Browser = {
  path: string;
  /** Google's own build, which ignores `--load-extension`. */ branded: boolean;
};
export type Launched = { context: BrowserContext; extensionId: string };

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const macApplications = [
  "Chromium.app/Contents/MacOS/Chromium",
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
];

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds Chromium or Chrome: `REGARDS_BROWSER` first, else the usual places; null when there is
 * none.
 */
export function findBrowser(): Browser | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const applications = ["/Applications", join(homedir(), "Applications")];
  const places = [
    ...[process.env["REGARDS_BROWSER"]].filter((path) => path !== undefined),
    ...names.flatMap((name) => [...folders, "/usr/bin"].map((folder) => join(folder, name))),
    ...macApplications.flatMap((name) => applications.map((folder) => join(folder, name))),
  ];
  const path = places.find(runs);
  if (path === undefined) return null;
  return {
    path,
    branded: execFileSync(path, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).includes("Google Chrome"),
  };
}

const quiet = [
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function argumentsFor(browser: Browser, extension: string): string[] {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const load = browser.branded
    ? ["--enable-unsafe-extension-debugging"]
    : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`];
  return [...quiet, ...asRoot, ...load];
}

async function loadIntoBranded(context: BrowserContext, extension: string): Promise<string> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined)
    throw new Error(
      "Chrome gave no debugging session. Update Chrome, or install Chromium, and run this again.",
    );
  const { id } = await session.send("Extensions.loadUnpacked", { path: extension });
  await session.detach();
  return id;
}

/** Reads the id in the address of the extension's service worker; waits for its first start. */
async function idOfRunning(context: BrowserContext): Promise<string> {
  const worker =
    context.serviceWorkers()[0] ??
    (await context.waitForEvent("serviceworker", { timeout: 30_000 }));
  return new URL(worker.url()).host;
}

/**
 * Opens the browser on `profile` (a folder, made if absent) with the unpacked extension of the
 * folder `extension`. Throws a sentence for the person when there is no browser or no built
 * extension.
 */
export async function launch(options: {
  extension: string;
  profile: string;
  headless: boolean;
  locale?: string;
  colorScheme?: "light" | "dark";
  viewport?: { width: number; height: number } | null;
  /** More arguments for the browser itself. */
  flags?: string[];
}): Promise<Launched> {
  const browser = findBrowser();
  if (browser === null)
    throw new Error(
      "No Chromium or Chrome was found. " +
        "Install one, or name its program in REGARDS_BROWSER, and run this again.",
    );
  if (!existsSync(join(options.extension, "manifest.json")))
    throw new Error(`There is no built extension in ${options.extension}. Build it first.`);
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath: browser.path,
    headless: options.headless,
    args: [
      ...argumentsFor(browser, options.extension),
      ...(options.headless ? ["--disable-gpu"] : []),
      ...(options.flags ?? []),
    ],
    ignoreDefaultArgs: ["--disable-extensions"],
    viewport: options.viewport ?? (options.headless ? { width: 1360, height: 860 } : null),
    colorScheme: options.colorScheme,
    locale: options.locale,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const extensionId = browser.branded
    ? await loadIntoBranded(context, options.extension)
    : await idOfRunning(context);
  return { context, extensionId };
}
