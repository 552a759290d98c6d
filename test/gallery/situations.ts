/**
 * Twenty situations of a rep's day, one picture each in `.state/gallery/situations`: for a pair of
 * fresh eyes with three questions. Who is it, what do I do, is it safe?
 */
import { mkdir } from "node:fs/promises";
import type { Page } from "@playwright/test";

export type Situation = {
  /** A state of the gallery. */
  state: string;
  theme: "light" | "dark";
  locale: "en" | "zh_CN";
  /** Pixels. */
  width: 320 | 420;
};

const situation = (
  state: string,
  theme: Situation["theme"],
  locale: Situation["locale"],
  width: Situation["width"],
): Situation => ({ state, theme, locale, width });

export const situations: Situation[] = [
  situation("customer", "light", "en", 320),
  situation("customer", "dark", "zh_CN", 420),
  situation("awaited", "light", "en", 320),
  situation("awaited", "light", "zh_CN", 320),
  situation("awaitedProspect", "dark", "en", 420),
  situation("complaint", "light", "en", 420),
  situation("noPurchases", "light", "zh_CN", 320),
  situation("notIdentified", "dark", "en", 320),
  situation("caution", "light", "en", 320),
  situation("caution", "dark", "zh_CN", 420),
  situation("cautionElsewhere", "light", "en", 420),
  situation("strangerDoubted", "dark", "en", 320),
  situation("stranger", "light", "zh_CN", 320),
  situation("strangerOfNoCompany", "light", "en", 320),
  situation("logged", "light", "en", 320),
  situation("offline", "dark", "en", 320),
  situation("compose", "light", "zh_CN", 420),
  situation("severalCustomers", "light", "en", 320),
  situation("silenced", "light", "en", 420),
  situation("collapsedCaution", "light", "en", 320),
];

/** Writes the pictures of the situations whose states the page has; returns how many. */
export async function picture(page: Page, html: string, folder: URL): Promise<number> {
  await mkdir(folder, { recursive: true });
  let written = 0;
  for (const [index, { state, theme, locale, width }] of situations.entries()) {
    await page.setContent(html);
    const isThere = await page.evaluate(
      ({ state, theme, locale, width }) => {
        if (!window.gallery.names.includes(state)) return false;
        document.body.classList.toggle("dark", theme === "dark");
        window.gallery.show(state, { theme, locale });
        const aside = document.getElementById(state)?.shadowRoot?.querySelector("aside");
        if (aside?.classList.contains("tab") === false) aside.style.width = `${width}px`;
        return true;
      },
      { state, theme, locale, width },
    );
    if (!isThere) continue;
    written += 1;
    const name = [String(index + 1).padStart(2, "0"), state, theme, locale, width].join("-");
    await page.locator(`#${state}`).screenshot({ path: new URL(`${name}.png`, folder).pathname });
  }
  return written;
}
