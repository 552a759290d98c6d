/** Pictures of every chart, into `.state/gallery/charts`. `npm run gallery`. */
import { fileURLToPath } from "node:url";
import { test } from "./open.ts";

const folder = fileURLToPath(new URL("../../../.state/gallery/charts/", import.meta.url));
const looks = [
  { name: "light", theme: "light", locale: "en", width: 760 },
  { name: "dark", theme: "dark", locale: "en", width: 760 },
  { name: "chinese", theme: "light", locale: "zh_CN", width: 760 },
  { name: "telephone", theme: "light", locale: "en", width: 360 },
] as const;

for (const { name, theme, locale, width } of looks)
  test(`charts are looked at when ${name}`, async ({ charts, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await charts.show(await charts.names(), { theme, locale });
    await page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
  });
