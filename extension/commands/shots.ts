/** PNGs of the welcome page's live panel: light, dark and Chinese. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { launch } from "./browser.ts";

const looks = [
  { name: "light", locale: "en-GB", colorScheme: "light" },
  { name: "dark", locale: "en-GB", colorScheme: "dark" },
  { name: "chinese", locale: "zh-CN", colorScheme: "light" },
] as const;

/**
 * Waits until the panel shows a card: its region named Regards holds the tier and trust, read as
 * a screen reader would.
 */
export async function panelPainted(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (let tries = 0; tries < 100; tries++) {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const region = nodes.some(
      (node) => node.role?.value === "complementary" && node.name?.value === "Regards",
    );
    const buttons = nodes.filter((node) => node.role?.value === "button").length;
    if (region && buttons >= 8) return;
    await page.waitForTimeout(200);
  }
  throw new Error("The panel did not show a card within 20 seconds on the welcome page.");
}

/**
 * The pictures: the whole welcome page, or, in the stores' size, its sample thread with the panel
 * as high as the window, as in a webmail.
 */
const shots = {
  welcome: { width: 1280, height: 1240, style: "" },
  store: {
    width: 1280,
    height: 800,
    style: `
      .sheet { max-width: none; padding: 24px; }
      .sheet > :not(:last-child), .sheet .stack > :first-child { display: none; }
      .mail { height: 752px; }
      .mail .beside { display: flex; }
    `,
  },
};

/**
 * Writes one PNG a look into `folder` and answers their paths. `address` gives the welcome page
 * with a fresh pairing code.
 */
export async function takeShots(
  folder: string,
  extension: string,
  kind: keyof typeof shots,
  address: () => Promise<(id: string) => string>,
): Promise<string[]> {
  const { width, height, style } = shots[kind];
  mkdirSync(folder, { recursive: true });
  const written: string[] = [];
  for (const look of looks) {
    const profile = mkdtempSync(join(tmpdir(), "regards-shot-"));
    const { context, extensionId } = await launch({
      extension,
      profile,
      headless: true,
      locale: look.locale,
      colorScheme: look.colorScheme,
      viewport: { width, height },
    });
    try {
      const page = await context.newPage();
      await page.goto((await address())(extensionId));
      await page.locator("#pairing ~ form button[type=submit]").click();
      await panelPainted(page);
      if (style !== "") await page.addStyleTag({ content: style });
      const path = join(folder, `${kind}-${look.name}.png`);
      await page.screenshot({ path });
      written.push(path);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  }
  return written;
}
