/** Selecting customers and changing many at once, with progress, undo, and a file of them. */
import { readFileSync } from "node:fs";
import { expect, faults, picture, test } from "./book.ts";

test("many customers get an owner, and have theirs back, when a manager selects and undoes", async ({
  signedIn,
  book,
}) => {
  test.slow();
  const page = await signedIn("manager");
  await page.goto(`${book.url}/customers`);
  const me = await page.evaluate(async () => {
    const answer = await fetch("/v1/me", { headers: { "X-Regards": "portfolio" } });
    return ((await answer.json()) as { user: { id: string } }).user.id;
  });
  const owned = () =>
    Number(
      book.db("SELECT count(*) AS n FROM customer_list WHERE owner_id = ?", me)[0]?.["n"] ?? 0,
    );
  const before = owned();
  const boxes = page.locator("tbody").getByRole("checkbox");
  await boxes.nth(1).click();
  await boxes.nth(4).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Selected customers" });
  await expect(bar.getByText("4 customers selected")).toBeVisible();
  await picture(page, "bulk-selected");
  expect(await faults(page)).toEqual([]);

  await bar.getByRole("button", { name: "Set owner" }).click();
  await page.getByRole("combobox", { name: "Owner" }).selectOption({ label: "Robin Vale" });
  await picture(page, "bulk-owner");
  await page.getByRole("dialog").getByRole("button", { name: "Set owner" }).click();
  await expect(page.getByText("Owner set for 4 customers.")).toBeVisible();
  expect(owned()).toBe(before + 4);

  // All that meet the filter: more than a page, by the queue.
  await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await bar.getByRole("button", { name: "Select all 500" }).click();
  await expect(bar.getByText("500 customers selected")).toBeVisible();
  await bar.getByRole("button", { name: "Set segment" }).click();
  await page.getByRole("combobox", { name: "Segment" }).fill("Everybody");
  // The first news of it are held back until its progress has been looked at.
  const { promise: looked, resolve: letOn } = Promise.withResolvers<void>();
  await page.route(/\/v1\/bulk-actions\/[\w-]+$/, async (route) => {
    await looked;
    await route.continue();
  });
  await page.getByRole("dialog").getByRole("button", { name: "Set segment" }).click();
  await expect(page.getByText(/Setting the segment: \d+ of 500/)).toBeVisible();
  await picture(page, "bulk-progress");
  letOn();
  await expect(page.getByText("Segment set for 500 customers.")).toBeVisible({ timeout: 60_000 });
  const inSegment = () =>
    Number(
      book.db(
        `SELECT count(*) AS n FROM customer_list WHERE segment_index = (
          SELECT segment_index FROM customers WHERE id = (
            SELECT customer_id FROM customer_edits WHERE field = 'segment' LIMIT 1))`,
      )[0]?.["n"],
    );
  expect(inSegment()).toBe(500);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("500 customers are as before.")).toBeVisible({ timeout: 60_000 });
  expect(inSegment()).toBeLessThan(500);

  // What was done before is taken back later too.
  await page.getByRole("button", { name: "Bulk changes" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Segment of 500 customers")).toBeVisible();
  await expect(dialog.getByText(/undone$/)).toBeVisible();
  await picture(page, "bulk-recent");
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("4 customers are as before.")).toBeVisible();
  expect(owned()).toBe(before);
});

test("selected customers are saved as a file of the shown columns when a rep exports", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep", { language: "zh_CN", width: 390 });
  await page.goto(`${book.url}/customers`);
  const boxes = page.locator("tbody").getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  const bar = page.getByRole("region", { name: "已选客户" });
  await expect(bar.getByRole("button", { name: "设置负责人" })).toHaveCount(0);
  await picture(page, "bulk-phone-chinese");
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await faults(page)).toEqual([]);
  const coming = page.waitForEvent("download");
  await bar.getByRole("button", { name: "导出" }).click();
  const path = await (await coming).path();
  const [head, ...rows] = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\n");
  expect(head?.split(",").slice(0, 3)).toEqual(["客户", "id", "关系分级"]);
  const names = await page
    .locator("tbody th[scope=row] bdi")
    .evaluateAll((all) => all.slice(0, 2).map((one) => one.textContent));
  expect(rows.map((row) => row.split(",")[0])).toEqual(names);
});
