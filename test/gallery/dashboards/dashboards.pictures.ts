/**
 * Pictures of the dashboards in light, dark, Chinese and on a telephone, into
 * `.state/gallery/portfolio`. `npm run gallery`.
 */
import { fileURLToPath } from "node:url";
import { expect, pageKeys, test } from "./open.ts";

const folder = fileURLToPath(new URL("../../../.state/gallery/portfolio/", import.meta.url));
const looks = [
  { name: "light", theme: "light", locale: "en", width: 1280 },
  { name: "dark", theme: "dark", locale: "en", width: 1280 },
  { name: "chinese", theme: "light", locale: "zh_CN", width: 1280 },
  { name: "telephone", theme: "light", locale: "en", width: 360 },
  { name: "telephone-chinese-dark", theme: "dark", locale: "zh_CN", width: 360 },
] as const;

for (const { name, theme, locale, width } of looks)
  for (const key of pageKeys)
    test(`${key} is looked at when ${name}`, async ({ dashboards, page }) => {
      await page.setViewportSize({ width, height: 900 });
      await dashboards.open(`/${key}`, { theme, locale });
      await expect(page.locator(".chart-place > svg").first()).toBeVisible();
      await expect(page.locator(".loading")).toHaveCount(0);
      await page.screenshot({ path: `${folder}${key}-${name}.png`, fullPage: true });
    });
