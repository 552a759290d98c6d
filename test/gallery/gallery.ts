/**
 * `node test/gallery/gallery.ts`: a PNG of every state in light, dark and Chinese, and the page
 * itself, into `.state/gallery`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { bundle, documentOf } from "./build.ts";
import { now } from "./cards.ts";
import { picture, situations } from "./situations.ts";
import { states } from "./states.ts";

const out = new URL("../../.state/gallery/", import.meta.url);
await mkdir(out, { recursive: true });
const html = documentOf(await bundle());
await writeFile(
  new URL("index.html", out),
  html.replace(
    "</body>",
    `<script nonce="gallery">for (const name of gallery.names) gallery.show(name)</script></body>`,
  ),
);

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({
  locale: "en-GB",
  timezoneId: "Europe/London",
  viewport: { width: 1480, height: 900 },
});
await page.clock.setFixedTime(now);
const looks = [
  { name: "light", theme: "light", locale: "en" },
  { name: "dark", theme: "dark", locale: "en" },
  { name: "chinese", theme: "light", locale: "zh_CN" },
] as const;
const names = Object.keys(states);
for (const look of looks) {
  for (let first = 0; first < names.length; first += 4) {
    await page.setContent(html);
    await page.evaluate(
      ({ names, theme, locale }) => {
        document.body.classList.toggle("dark", theme === "dark");
        for (const name of names) window.gallery.show(name, { theme, locale });
      },
      { ...look, names: names.slice(first, first + 4) },
    );
    await page.screenshot({
      path: new URL(`${look.name}-${first / 4 + 1}.png`, out).pathname,
      fullPage: true,
    });
  }
}
// What a press opens: four panels a sheet, each with its own presses (by accessible name).
const opened = [
  ["trust", /Explain trust/],
  ["our view", /Explain our view/],
  ["tier", /High value/],
  ["worth", /next 12 months/],
  ["stage", /stage: /],
  ["orders", /last order/],
  ["said", /78 of 100/],
  ["action", /Brings about/],
  ["colleagues", "2 more people"],
  ["not useful", "Not useful"],
  ["call", "Log a call"],
  ["meeting", "Log a meeting"],
  ["note", "Add a note"],
  ["face", "Satisfied"],
  ["done", "Done"],
  ["log", /^Log email/],
  ["stranger", "A different customer"],
  ["contact", /^Email from them/],
] as const;
for (const theme of ["light", "dark"] as const) {
  for (let first = 0; first < opened.length; first += 4) {
    await page.setContent(html);
    for (const [index, [scene, name]] of opened.slice(first, first + 4).entries()) {
      await page.evaluate(
        ({ theme, state, id }) => {
          window.gallery.show(state, { theme, id });
        },
        { theme, state: scene === "stranger" ? "stranger" : "customer", id: `p${index}` },
      );
      await page
        .locator(`#p${index}`)
        .getByRole(scene === "face" ? "radio" : "button", { name, exact: true })
        .click();
      if (scene === "call") await page.locator(`#p${index} .foot summary`).click();
    }
    await page.screenshot({
      path: new URL(`opened-${theme}-${first / 4 + 1}.png`, out).pathname,
      fullPage: true,
    });
  }
}
// The README's picture: what a rep meets first, in the looks there are.
await page.setContent(html);
await page.evaluate(() => {
  const panels = [
    ["customer", "light", "en"],
    ["caution", "light", "en"],
    ["customer", "dark", "zh_CN"],
    ["stranger", "dark", "en"],
  ] as const;
  for (const [index, [state, theme, locale]] of panels.entries())
    window.gallery.show(state, { theme, locale, id: `r${index}` });
});
await page.screenshot({ path: new URL("panel.png", import.meta.url).pathname, fullPage: true });
const written = await picture(page, html, new URL("situations/", out));
if (written !== situations.length)
  throw new Error("A situation is of a state that the gallery lacks.");
await browser.close();
console.log(`Gallery written to ${out.pathname}`);
