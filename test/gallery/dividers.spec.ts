/** Lines between the sections of a card, beside a scrollbar that takes room. */
import { existsSync } from "node:fs";
import { expect, test } from "./open.ts";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
test.use({
  launchOptions: {
    args: ["--no-sandbox", "--disable-gpu"],
    ignoreDefaultArgs: ["--hide-scrollbars"],
    ...(existsSync(chromium) ? { executablePath: chromium } : {}),
  },
});

for (const height of ["", "480px"]) {
  test(`line ends as far from the left edge as from the right when the card is ${height || "tall"}`, async ({
    gallery,
  }) => {
    const panel = await gallery.show("customer", { height });
    const lines = await panel.locator(".scroll").evaluate((area: HTMLElement) => {
      const { left, right } = area.getBoundingClientRect();
      const gutter = area.offsetWidth - area.clientWidth;
      const ends = [...area.querySelectorAll<HTMLElement>(":scope > .section + .section")]
        .map((section) => ({ section, style: getComputedStyle(section) }))
        .filter(({ style }) => style.backgroundImage !== "none")
        .map(({ section, style }) => {
          // "calc(100% - 16px) 1px": the whole width but for so much.
          const less = Number(/calc\(100% - ([\d.]+)px\)/.exec(style.backgroundSize)?.[1]);
          const from = section.getBoundingClientRect().left + parseFloat(style.backgroundPositionX);
          return { before: from - left, after: right - (from + section.offsetWidth - less) };
        });
      return { gutter, ends };
    });
    expect(lines.gutter).toBeGreaterThan(0);
    expect(lines.ends.length).toBeGreaterThan(2);
    for (const { before, after } of lines.ends) {
      expect(before).toBe(12);
      expect(Math.abs(before - after)).toBeLessThanOrEqual(2);
    }
  });
}
