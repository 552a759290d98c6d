/** Every page in every look: nothing runs out of it, axe finds no fault, and a picture is kept. */
import { pages } from "../../../worker/portfolio/pages.ts";
import { expect, faults, picture, test, usualLook, type Look } from "./book.ts";

const looks: Record<string, Look> = {
  light: usualLook,
  dark: { ...usualLook, theme: "dark" },
  chinese: { ...usualLook, language: "zh_CN" },
  phone: { ...usualLook, width: 390 },
};

for (const [name, look] of Object.entries(looks))
  test(`every page is whole and without fault when it is shown: ${name}`, async ({
    signedIn,
    book,
  }) => {
    test.slow();
    const page = await signedIn("admin", look);
    const [{ id } = { id: "" }] = book.db(
      "SELECT customer_id AS id FROM cards WHERE tier = 'high' ORDER BY tier_score DESC LIMIT 1",
    ) as { id: string }[];
    for (const { key, path } of pages) {
      const one = path.startsWith("/surveys/") ? "relationship" : id;
      await page.goto(book.url + path.replace(":id", one));
      await expect(page.locator("main h1")).toBeVisible();
      await expect(page.locator(".loading, [aria-busy=true]")).toHaveCount(0);
      await picture(page, `${key}-${name}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${key} is wider than the window`).toBeLessThanOrEqual(0);
      expect(await faults(page), key).toEqual([]);
    }
  });
