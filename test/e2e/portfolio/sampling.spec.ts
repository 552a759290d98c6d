/** Sampling: who was drawn stands in Today, is asked or not, and the report says so. */
import { expect, faults, picture, test } from "./book.ts";

const whole = (page: import("@playwright/test").Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("person who was drawn is asked by a link from Today, and back when it is taken back", async ({
  signedIn,
  book,
}) => {
  test.slow();
  const page = await signedIn("admin");
  const section = page.getByRole("region", { name: "To be asked" });
  const people = section.getByRole("listitem");
  await expect(people.first()).toContainText("Drawn by lot this week from the tier");
  const count = await people.count();
  await picture(page, "today-to-ask");
  const asked = () =>
    book.db("SELECT count(*) AS n FROM proposals WHERE state = 'asked'")[0]?.["n"];
  const before = Number(asked());
  await people.first().getByRole("button", { name: "Make the link" }).click();
  const field = people.first().getByRole("textbox");
  await expect(field).toHaveValue(/\/s\/[\w-]{30}$/);
  await picture(page, "today-to-ask-link");
  expect(asked()).toBe(before + 1);
  // The server leaves them out by now; the link is shown once and must not go with them.
  const url = await field.inputValue();
  const read = page.waitForResponse(/\/v1\/today$/);
  await page.getByRole("button", { name: "Look again" }).click();
  await (await read).finished();
  await expect(field).toHaveValue(url);
  await expect(people).toHaveCount(count);
  await people.first().getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("Taken back. It no longer opens.").first()).toBeVisible();
  await expect(people).toHaveCount(count);
  expect(await faults(page)).toEqual([]);
});

test("person who was drawn is not asked for a reason, by the keyboard alone, and that is undone", async ({
  signedIn,
}) => {
  const page = await signedIn("admin");
  const people = page.getByRole("region", { name: "To be asked" }).getByRole("listitem");
  await expect(people.first()).toBeVisible();
  const count = await people.count();
  const name = (await people.first().locator(".strong").textContent())!;
  await people
    .first()
    .getByRole("button", { name: /^Not now/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Bad moment" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(people.first().getByRole("button", { name: /^Not now/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Not asked, and counted").first()).toBeVisible();
  await expect(people.filter({ hasText: name })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(people).toHaveCount(count);
});

for (const look of [{}, { theme: "dark" }, { language: "zh_CN" }, { width: 390 }] as const)
  test(`report of the asked is whole when it is shown ${JSON.stringify(look)}`, async ({
    signedIn,
    book,
  }) => {
    const page = await signedIn("admin", look);
    const name = Object.values(look).join() || "light";
    await expect(page.locator("[aria-labelledby='to-ask'] li").first()).toBeVisible();
    await picture(page, `today-to-ask-${name}`);
    expect(await whole(page)).toBeLessThanOrEqual(0);
    await page.goto(`${book.url}/surveys`);
    await page.locator("a[href='/asked']").click();
    await expect(page.locator("#sampling-reps")).toBeVisible();
    await page.setViewportSize({ width: "width" in look ? 390 : 1280, height: 1800 });
    await picture(page, `sampling-${name}`);
    expect(await whole(page)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
  });

test("report says that a rep's choice answered better than the lot when the answers do", async ({
  signedIn,
  book,
}) => {
  const month = new Date().getUTCMonth();
  const quarter = `${new Date().getUTCFullYear()}-Q${Math.floor(month / 3) + 1}`;
  const [rep] = book.db("SELECT owner_id AS id FROM customers WHERE owner_id IS NOT NULL LIMIT 1");
  const column = (isDrawn: number, sum: number, squares: number) =>
    `('${quarter}', '${String(rep?.["id"])}', 'high', ${isDrawn}, 60, 20, 20, ${sum}, ${squares}, 1)`;
  const tallies = [column(1, 130, 930), column(0, 178, 1604)].join(", ");
  const asked = `INSERT OR REPLACE INTO asking_tallies (quarter, rep_id, tier, is_drawn, asked,
    answered, nps_count, nps_sum, nps_squares, same_device) VALUES ${tallies}`;
  await book.stop();
  // Answers that other files gave in this book would stand beside them.
  book.write("DELETE FROM asking_tallies");
  book.write(asked);
  await book.start();
  // After the Worker's restart: a page that is open meanwhile complains that it is away.
  const page = await signedIn("admin");
  await page.goto(`${book.url}/asked`);
  await expect(page.getByText("Those chosen answered better than those drawn.")).toBeVisible();
  await expect(page.getByText("33% (23% to 46%)").first()).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 1500 });
  await picture(page, "sampling-answers");
  await page.setViewportSize({ width: 390, height: 1500 });
  await picture(page, "sampling-answers-390");
  expect(await whole(page)).toBeLessThanOrEqual(0);
});
