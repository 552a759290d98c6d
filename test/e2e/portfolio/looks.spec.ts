/** Every page in every look: nothing runs out of it, axe finds no fault, and a picture is kept. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { pages } from "../../../worker/portfolio/pages.ts";
import { expect, picture, test, usualLook, type Look } from "./book.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
type Axe = { run(options: unknown): Promise<{ violations: { id: string; nodes: unknown[] }[] }> };

const looks: Record<string, Look> = {
  light: usualLook,
  dark: { ...usualLook, theme: "dark" },
  chinese: { ...usualLook, language: "zh_CN" },
  phone: { ...usualLook, width: 390 },
};

/** Faults that axe finds, each with its rule. */
async function faults(page: Page): Promise<string[]> {
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

for (const [name, look] of Object.entries(looks))
  test(`every page is whole and without fault when it is shown: ${name}`, async ({
    signedIn,
    book,
  }) => {
    test.slow();
    const page = await signedIn("admin", look);
    const [{ id } = { id: "" }] = book.db(
      "SELECT customer_id AS id FROM cards WHERE tier = 'high' ORDER BY tier_score DESC LIMIT 1",
    ) as { id: string }[];
    for (const { key, path } of pages) {
      await page.goto(book.url + path.replace(":id", id));
      await expect(page.locator("main h1")).toBeVisible();
      await expect(page.locator(".loading, [aria-busy=true]")).toHaveCount(0);
      await picture(page, `${key}-${name}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${key} is wider than the window`).toBeLessThanOrEqual(0);
      expect(await faults(page), key).toEqual([]);
    }
  });
