/** The row of logging buttons once the email is logged: one line, whole words, at every width. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./open.ts";

const shots = fileURLToPath(new URL("../../.state/screenshots", import.meta.url));

for (const locale of ["en", "zh_CN"] as const)
  for (const width of [320, 360, 420])
    test(`logging row is one line of whole words when it is ${width} px wide in ${locale}`, async ({
      gallery,
    }) => {
      const panel = await gallery.show("logged", { locale });
      await panel.evaluate((aside, to) => {
        const root = aside.getRootNode();
        // The docked panel is 320 wide; in the browser's own side panel the person sets the width.
        for (const box of root instanceof ShadowRoot ? [root.host, aside] : [])
          (box as HTMLElement).style.cssText += `;width:${to}px;max-width:none`;
      }, width);
      expect((await panel.boundingBox())?.width).toBe(width);
      const buttons = panel.locator(".foot .even .button");
      await expect(buttons).toHaveCount(4);
      const boxes = await buttons.evaluateAll((all) =>
        all.map((button) => ({
          top: button.getBoundingClientRect().top,
          height: button.getBoundingClientRect().height,
          isCut: button.scrollWidth > button.clientWidth,
          lines: button.querySelector("span")?.getClientRects().length,
        })),
      );
      const [first] = boxes;
      for (const box of boxes) expect(box).toEqual({ ...first, isCut: false, lines: 1 });
      expect(first?.height).toBeGreaterThanOrEqual(36);
      mkdirSync(shots, { recursive: true });
      await panel
        .locator(".foot")
        .screenshot({ path: join(shots, `log-row-${locale}-${width}.png`) });
    });
