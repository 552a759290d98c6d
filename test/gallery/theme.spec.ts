/** The theme of the page beside the panel, as the browser really paints it. */
import type { Page } from "@playwright/test";
import { expect, test } from "./open.ts";
import { scriptOf } from "./script-of.ts";

const script = () =>
  scriptOf(new URL("../../extension/content/dress.ts", import.meta.url), "dress");

/** Follows the dress beside `#mail` of a page; returns what it is, whenever it is asked. */
async function follow(page: Page, html: string) {
  await page.setContent(html);
  await page.addScriptTag({ content: await script() });
  await page.evaluate(() => {
    const place = () => document.querySelector("#mail") ?? document.body;
    const { signal } = new AbortController();
    const dress = Reflect.get(window, "dress").openDress(document, place, signal, () => {});
    Reflect.set(window, "theme", () => dress.theme());
  });
  return () => page.evaluate(() => Reflect.get(window, "theme")() as string);
}
const pane = (style: string, sheet = "") =>
  `<!doctype html><head><style>${sheet}</style></head><body><main style="${style}"><div id=mail>Mail</div></main></body>`;

test("theme is light when the page is, whatever the person's system prefers", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const theme = await follow(page, pane("background:#fff"));
  await expect.poll(theme).toBe("light");
});

test("theme is that of the mail's pane when the rest of the page is otherwise", async ({
  page,
}) => {
  const theme = await follow(page, pane("background:#1b1b1f", "body{background:#fff}"));
  await expect.poll(theme).toBe("dark");
});

const switches: Record<string, (page: Page) => Promise<unknown>> = {
  "a class": (page) => page.evaluate(() => document.body.classList.add("night")),
  "an inline style": (page) =>
    page.evaluate(() => (document.body.style.background = "rgb(20, 20, 22)")),
  "another sheet": (page) => page.addStyleTag({ content: "body{background:#141416}" }),
  "a fade": (page) =>
    page.evaluate(() => {
      document.body.style.transition = "background-color .3s";
      document.body.classList.add("night");
    }),
};
for (const [name, darken] of Object.entries(switches))
  test(`theme follows the page when it turns dark by ${name}`, async ({ page }) => {
    const sheet = "body{background-color:#fff} body.night{background-color:#141416}";
    const theme = await follow(page, pane("", sheet));
    await expect.poll(theme).toBe("light");
    await darken(page);
    await expect.poll(theme).toBe("dark");
  });
