/** Views of the list: those that are always there, and saved ones, changed and undone. */
import { expect, faults, picture, test } from "./book.ts";

test("view is saved, changed, renamed, taken away and back when a rep works with it", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep");
  await page.goto(`${book.url}/customers`);
  const views = page.getByRole("navigation", { name: "Views of the list" });
  const status = page.locator(".page-head").getByRole("status");
  await expect(status).toHaveText("500 customers");

  await views.getByRole("link", { name: "High value at risk" }).click();
  expect(new URL(page.url()).search).toBe("?view=leaving");
  await expect(page.getByText("Tier: High value")).toBeVisible();
  const [{ n } = { n: 0 }] = book.db(
    "SELECT count(*) AS n FROM cards WHERE tier = 'high' AND stage = 'at_risk'",
  );
  await expect(status).toHaveText(new RegExp(`^${n} customer`));

  // A segment is chosen from those of the book.
  await views.getByRole("link", { name: "All" }).click();
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("combobox", { name: "Field" }).selectOption("segment");
  await page.getByRole("checkbox", { name: "Retail" }).check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Segment: Retail")).toBeVisible();
  await page.getByRole("button", { name: "Save as view" }).click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill("Retailers");
  await page.locator("label", { hasText: "For the team" }).click();
  await expect(page.getByRole("radio", { name: "For the team" })).toBeChecked();
  await picture(page, "view-save");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const retailers = views.getByRole("link", { name: "Retailers" });
  await expect(retailers).toHaveAttribute("aria-current", "page");
  expect(new URL(page.url()).search).toMatch(/^\?view=[\w-]{36}$/);

  // An owner is chosen by name; what differs from the view is marked, and can be put back.
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("combobox", { name: "Field" }).selectOption("owner");
  await page.getByRole("checkbox", { name: "Robin Vale (me)" }).check();
  await picture(page, "view-owner-choice");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Changed", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "As it was" }).click();
  await expect(page.getByText("Changed", { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: /Trust/ }).click();
  await page.getByRole("button", { name: "Update the view" }).click();
  await expect(page.getByText("View “Retailers” changed.")).toBeVisible();
  await expect(page.locator("th[aria-sort=descending]")).toContainText("Trust");
  await expect(page.getByText("Changed", { exact: true })).toHaveCount(0);
  expect(await faults(page)).toEqual([]);

  await page.getByRole("button", { name: "Edit the view" }).click();
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill("Shops");
  await page.keyboard.press("Enter");
  await expect(views.getByRole("link", { name: "Shops" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(retailers).toBeVisible();

  await page.getByRole("button", { name: "Edit the view" }).click();
  await page.getByRole("button", { name: "Take away", exact: true }).click();
  await expect(retailers).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(retailers).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("Segment: Retail")).toBeVisible();
  await picture(page, "view-back");
});

test("view is shown at once when the list of views is slow", async ({ signedIn, book }) => {
  const page = await signedIn("rep");
  await page.goto(`${book.url}/customers?view=quiet`);
  await page.getByRole("button", { name: /Trust/ }).click();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/v1/views", async (route) => {
    if (route.request().method() === "GET") await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Save as view" }).click();
  await page.keyboard.type("Quiet ones");
  await page.keyboard.press("Enter");
  const views = page.getByRole("navigation", { name: "Views of the list" });
  const saved = views.getByRole("link", { name: "Quiet ones" });
  await expect(saved).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.locator("th[aria-sort=descending]")).toContainText("Trust");
  release();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(saved).toHaveCount(0);
});

test("views are in Chinese and fit when a manager looks on a phone", async ({ signedIn, book }) => {
  const page = await signedIn("manager", { language: "zh_CN", width: 390, theme: "dark" });
  await page.goto(`${book.url}/customers?view=quiet`);
  await expect(page.getByRole("link", { name: "90 天未联系" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(page.locator("tbody th[scope=row]").first()).toBeVisible();
  await picture(page, "views-phone-chinese");
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await faults(page)).toEqual([]);
  await page.goto(`${book.url}/customers?view=0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b`);
  await expect(page.getByRole("alert")).toContainText("该视图已不存在");
});
