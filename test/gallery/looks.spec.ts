/** Looks and words of every state: contrast, labels, nothing cut off, hostile text as text. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { hostile } from "./cards.ts";
import { expect, test } from "./open.ts";
import { states } from "./states.ts";

const names = Object.keys(states);

type Found = { id: string; nodes: { target: string[]; any: { message: string }[] }[] };
type Axe = {
  run(within: string, options: { resultTypes: string[] }): Promise<{ violations: Found[] }>;
};
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Lets axe look at one host; it is put into the page once, not for each state. */
async function violations(page: Page, host: string): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(
    async (id) =>
      (await (Reflect.get(window, "axe") as Axe).run(`#${id}`, { resultTypes: ["violations"] }))
        .violations,
    host,
  );
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join("; ")}`,
  );
}

test.describe("with axe", () => {
  // axe puts itself into the page as text, which the page's policy forbids.
  test.use({ bypassCSP: true, reducedMotion: "reduce" });
  const presses = [
    /^Explain trust: 72/,
    /^Explain our view 64/,
    /^Explain tier: High value/,
    /next 12 months/,
    /^Explain last order/,
    /^Explain stage/,
    /: 78 of 100/,
    /Brings about/,
    /^Email from them/,
    "Not useful",
    "Log a call",
    "Log a meeting",
    "Add a note",
    "Promise something",
    "Done",
    "2 more people",
  ];
  for (const theme of ["light", "dark"] as const) {
    test(`axe finds nothing in any state when the page is ${theme}`, async ({ gallery, page }) => {
      test.slow();
      const found: Record<string, string[]> = {};
      for (const name of names) {
        const panel = await gallery.show(name, { theme });
        found[name] = await violations(page, name);
        await gallery.remove(panel);
      }
      expect(found).toEqual(Object.fromEntries(names.map((name) => [name, []])));
    });
    test(`axe finds nothing in what a press opens when the page is ${theme}`, async ({
      gallery,
      page,
    }) => {
      test.slow();
      for (const press of presses) {
        const panel = await gallery.show("customer", { theme });
        await panel.getByRole("button", { name: press, exact: true }).click();
        expect(await violations(page, "customer"), String(press)).toEqual([]);
        await gallery.remove(panel);
      }
    });
  }
});

test("nothing sticks out of the panel, in any state and language", async ({ gallery }) => {
  for (const locale of ["en", "zh_CN"] as const) {
    for (const name of names) {
      const panel = await gallery.show(name, { locale });
      const out = await panel.evaluate((aside) => {
        const edge = aside.getBoundingClientRect();
        return [...aside.querySelectorAll("*")]
          .filter(
            (one) => one.closest(".hidden, .clip, .chip, .name, .company, .quote, .two") === null,
          )
          .filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && (box.right > edge.right + 0.5 || box.left < edge.left - 0.5);
          })
          .map((one) => `${one.tagName}.${one.getAttribute("class") ?? ""}`);
      });
      expect(out, `${name} ${locale}`).toEqual([]);
      await gallery.remove(panel);
    }
  }
});

test("foot keeps within the panel when that is as narrow as Firefox's sidebar", async ({
  gallery,
  page,
}) => {
  await page.setViewportSize({ width: 299, height: 800 });
  for (const locale of ["en", "zh_CN"] as const) {
    for (const name of ["logged", "proofs"]) {
      const panel = await gallery.show(name, { locale });
      await panel.evaluate((aside) => {
        const root = aside.getRootNode();
        if (root instanceof ShadowRoot) (root.host as HTMLElement).style.width = "252px";
      });
      expect((await panel.boundingBox())?.width).toBe(252);
      const out = await panel.evaluate((aside) => {
        const { right } = aside.getBoundingClientRect();
        return [...aside.querySelectorAll(".foot *")]
          .filter((one) => one.getBoundingClientRect().right > right)
          .map((one) => one.outerHTML.slice(0, 80));
      });
      expect(out, `${name} ${locale}`).toEqual([]);
      if (name === "logged" && locale === "en")
        await panel.screenshot({ path: ".state/screenshots/narrow-foot.png" });
      await gallery.remove(panel);
    }
  }
});

/** A code, a gap with its name or without a value inside a sentence, a value that is none. */
const raw = /\b[a-z]+_[a-z_]+\b|\{\w+|…(?!$)|undefined|NaN/m;

test("no state shows a raw code or an unfilled gap, in either language", async ({ gallery }) => {
  for (const locale of ["en", "zh_CN"] as const) {
    for (const name of names.filter((one) => !one.startsWith("attack"))) {
      const panel = await gallery.show(name, { locale });
      if (name === "customer") await panel.locator(".more summary").click();
      const measures = name === "customer" ? await panel.locator("[data-measure]").all() : [];
      for (const button of measures) {
        await button.click();
        expect(await panel.innerText(), `${name} ${locale}`).not.toMatch(raw);
      }
      expect(await panel.innerText(), `${name} ${locale}`).not.toMatch(raw);
      await gallery.remove(panel);
    }
  }
});

test("hostile names and subjects are shown as text, and cannot turn our sentences around", async ({
  gallery,
  page,
}) => {
  for (const name of ["attack", "attackStranger"]) {
    const panel = await gallery.show(name);
    await expect(panel.getByRole("heading", { level: 2 })).toContainText("<img src=x onerror=");
    expect(await panel.locator("img, script").count()).toBe(0);
    expect(await panel.innerText()).not.toContain("\u202e");
  }
  expect(hostile).toContain("\u202e");
  expect(await page.evaluate(() => window.pwned)).toBeUndefined();
});

test("the page's strictest policy refuses nothing of the panel", async ({ gallery, page }) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) refused.push(message.text());
  });
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: /^Explain trust: 72/ }).click();
  expect((await panel.boundingBox())?.width).toBe(320);
  expect(
    await panel
      .locator(".dot")
      .first()
      .evaluate((dot) => getComputedStyle(dot).insetInlineStart),
  ).not.toBe("auto");
  expect(refused).toEqual([]);
});

test("the page's own styles do not reach the panel", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  const style = await panel.evaluate((aside) => {
    const { textTransform, fontSize, color } = getComputedStyle(aside);
    return { textTransform, fontSize, color };
  });
  expect(style).toEqual({ textTransform: "none", fontSize: "13px", color: "rgb(28, 32, 36)" });
});

test("a low window scrolls the card and keeps the logging row in sight", async ({ gallery }) => {
  const panel = await gallery.show("customer", { height: "480px" });
  expect((await panel.boundingBox())?.height).toBe(480);
  const log = await panel.getByRole("button", { name: "Log email" }).boundingBox();
  expect((log?.y ?? 0) + (log?.height ?? 0)).toBeLessThan(24 + 480);
});

test("nothing moves when the person asked for less motion", async ({ gallery, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const panel = await gallery.show("loading");
  expect(
    await panel
      .locator(".ghost")
      .first()
      .evaluate((ghost) => getComputedStyle(ghost).animationName),
  ).toBe("none");
});

/** WCAG's relative luminance of a computed colour, and the contrast of two. */
const luminanceOf = (colour: string) => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? [])
    .map((part) => Number(part) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

for (const theme of ["light", "dark"] as const) {
  test(`the trust interval has a contrast of 3:1 to its track when the page is ${theme}`, async ({
    gallery,
  }) => {
    const panel = await gallery.show("customer", { theme });
    await panel.getByRole("button", { name: /^Explain trust: 72/ }).click();
    const [band = "", track = ""] = await panel.evaluate((aside) =>
      [".trust-interval .band", ".trust-interval .track"].map(
        (one) => getComputedStyle(aside.querySelector(one)!).backgroundColor,
      ),
    );
    expect(contrast(band, track)).toBeGreaterThanOrEqual(3);
  });
}

test("the trust interval is in the system's colours when the person forces colours", async ({
  gallery,
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: /^Explain trust: 72/ }).click();
  const [track, band, highlight, grey] = await panel.evaluate((aside) => {
    const probe = aside.appendChild(document.createElement("span"));
    const backgroundOf = (one: Element, colour?: string) => {
      if (colour !== undefined) (one as HTMLElement).style.background = colour;
      return getComputedStyle(one).backgroundColor;
    };
    return [
      backgroundOf(aside.querySelector(".trust-interval .track")!),
      backgroundOf(aside.querySelector(".trust-interval .band")!),
      backgroundOf(probe, "Highlight"),
      backgroundOf(probe, "GrayText"),
    ];
  });
  expect([track, band]).toEqual([grey, highlight]);
});

for (const locale of ["en", "zh_CN"] as const) {
  test(`the tier chip stands clear of name, company and trust when the language is ${locale}`, async ({
    gallery,
  }) => {
    for (const name of ["customer", "hostile", "logged"].filter((one) => names.includes(one))) {
      const panel = await gallery.show(name, { locale });
      const box = async (one: string) =>
        (await panel.locator(one).first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const chip = await box(".tier");
      const others = await Promise.all([".who .name", ".who .company", ".next"].map(box));
      for (const other of others) {
        const isClear =
          other.y >= chip.y + chip.height ||
          other.y + other.height <= chip.y ||
          other.x + other.width <= chip.x + 0.5;
        expect(isClear, `${name}: ${JSON.stringify([chip, other])}`).toBe(true);
      }
      expect(chip.height).toBe(24);
      await gallery.remove(panel);
    }
  });
}
