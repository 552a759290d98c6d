/** Opens the page of the charts in a real browser, under the portfolio's policy. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test as base, type Locator, type Page } from "@playwright/test";
import { bundle, documentOf, policy } from "./build.ts";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
type Look = { theme?: "light" | "dark"; locale?: "en" | "zh_CN" };
type Charts = {
  names(): Promise<string[]>;
  /** Shows charts by name, in place of those before; returns the first. */
  show(names: string | string[], look?: Look): Promise<Locator>;
};

export const test = base.extend<{ charts: Charts }, { chartHtml: string }>({
  locale: "en-GB",
  timezoneId: "Europe/London",
  viewport: { width: 760, height: 800 },
  launchOptions: [
    {
      args: ["--no-sandbox", "--disable-gpu"],
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
    },
    { scope: "worker" },
  ],
  chartHtml: [async ({}, use) => use(documentOf(await bundle())), { scope: "worker" }],
  charts: async ({ page, chartHtml }, use) => {
    await page.route("https://regards.example/**", (route) =>
      route.fulfill({
        body: chartHtml,
        contentType: "text/html",
        headers: { "content-security-policy": policy },
      }),
    );
    await page.goto("https://regards.example/");
    await use({
      names: () => page.evaluate(() => window.chartGallery.names),
      show: async (names, { theme = "light", locale = "en" } = {}) => {
        const list = [names].flat();
        await page.evaluate(
          ({ list, look }) => {
            window.chartGallery.show(list, look);
          },
          { list, look: { theme, locale } },
        );
        const first = page.locator(`[data-chart="${list[0]}"]`);
        await first.locator("svg, .chart-empty").first().waitFor();
        return first;
      },
    });
  },
});

type Found = { id: string; nodes: { target: string[]; any: { message: string }[] }[] };
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Returns what axe finds wrong in the page; the page's policy must be bypassed. */
export async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(
    async () =>
      (
        (await Reflect.get(window, "axe").run("main", { resultTypes: ["violations"] })) as {
          violations: Found[];
        }
      ).violations,
  );
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join("; ")}`,
  );
}

/** Presses the switch to the table and returns its rows, texts of cells. */
export async function tableOf(chart: Locator): Promise<string[][]> {
  await chart.getByRole("button", { name: /^(Table|表格)$/ }).click();
  return chart
    .getByRole("table")
    .evaluate((table) =>
      [...(table as HTMLTableElement).rows].map((row) =>
        [...row.cells].map((cell) => cell.textContent ?? ""),
      ),
    );
}

/** Presses a button that saves a file and returns its name and content. */
export async function savedBy(page: Page, button: Locator) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

export { expect } from "@playwright/test";
