/** The list's marks as they are painted, on every background that a row may have. */
import type { Page } from "@playwright/test";
import { expect, test } from "./open.ts";
import { scriptOf } from "./script-of.ts";

const tiers = ["high", "mid", "low", "potential", "former_high", "former_mid"];
/** Background and letters of rows: plain, and selected in the colours of webmails. */
const rows = {
  light: ["#ffffff", "#202124"],
  dark: ["#1b1b1f", "#e8eaed"],
  "selected, pale": ["#c2dbff", "#202124"],
  "selected, blue": ["#0078d4", "#ffffff"],
  "selected, violet": ["#6641bd", "#ffffff"],
  "selected, teal": ["#1a8fa6", "#ffffff"],
  "selected, grey": ["#6b6f78", "#ffffff"],
} as const;

const script = () =>
  scriptOf(new URL("../../extension/content/mark.ts", import.meta.url), "marks", {
    define: { "import.meta.env.FIREFOX": "false" },
  });

/** Returns the colours of the pixels where the row's mark stands, as [red, green, blue]. */
async function pixelsOf(page: Page, id: string): Promise<[number, number, number][]> {
  const box = await page.locator(`#${id} regards-mark`).boundingBox();
  if (box === null) throw new Error("no mark");
  const clip = { x: box.x - 2, y: box.y - 2, width: box.width + 4, height: box.height + 4 };
  const png = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data: all } = context.getImageData(0, 0, image.width, image.height);
    return Array.from(
      { length: all.length / 4 },
      (_, at) => [all[4 * at]!, all[4 * at + 1]!, all[4 * at + 2]!] as [number, number, number],
    );
  }, png);
}

/** WCAG's contrast of two colours. */
function contrast(one: number[], other: number[]): number {
  const luminance = (colour: number[]) => {
    const [red = 0, green = 0, blue = 0] = colour
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

test("marks show at 3:1 on every row, also a selected one, and tell tiers apart", async ({
  page,
}) => {
  await page.setContent("<main></main>");
  await page.addScriptTag({ content: await script() });
  for (const [name, [background, letters]] of Object.entries(rows)) {
    const painted: string[] = [];
    for (const tier of tiers) {
      await page.evaluate(
        ({ background, letters, tier }) => {
          const { newMark, paint } = Reflect.get(window, "marks");
          const row = document.createElement("div");
          row.id = "row";
          row.style.cssText = `background:${background};color:${letters};padding:8px;font:14px serif`;
          const mark = newMark(document);
          paint(mark, tier, { [tier]: tier });
          row.append(mark, "Order 48213");
          document.querySelector("main")!.replaceChildren(row);
        },
        { background, letters, tier },
      );
      const pixels = await pixelsOf(page, "row");
      const seen = pixels.filter((pixel) => contrast(pixel, rgb(background)) >= 3);
      expect(seen.length, `${tier} on ${name}`).toBeGreaterThanOrEqual(8);
      painted.push(JSON.stringify(pixels));
    }
    // Those who left are told from all others, and not from each other.
    expect(new Set(painted).size, name).toBe(tiers.length - 1);
  }
});

test("an empty mark keeps the place of a tier that is not known yet", async ({ page }) => {
  await page.setContent("<div id=row style='font:14px serif'></div>");
  await page.addScriptTag({ content: await script() });
  const offsets = await page.evaluate(() => {
    const { newMark, paint } = Reflect.get(window, "marks");
    const row = document.querySelector("#row")!;
    const mark = newMark(document);
    const word = document.createElement("span");
    word.textContent = "Order 48213";
    row.append(mark, word);
    const left = () => word.getBoundingClientRect().left;
    const before = left();
    paint(mark, "high", { high: "High value" });
    return [before, left()];
  });
  expect(offsets[0]).toBe(offsets[1]);
});
