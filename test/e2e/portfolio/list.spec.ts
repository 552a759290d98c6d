/** The list of customers: filtered, sorted and searched, and each leads to the customer's page. */
import { expect, test } from "./book.ts";

test("list holds the customers of the filter, and the address the filter, when one is added", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep");
  await page.goto(`${book.url}/customers`);
  const high = Number(
    book.db("SELECT count(*) AS n FROM cards WHERE tier = 'high'")[0]?.["n"] ?? 0,
  );
  expect(high).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Add a filter" }).click();
  await expect(page.getByRole("combobox", { name: "Field" })).toBeFocused();
  await page.getByRole("checkbox", { name: "High value" }).check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("status").first()).toHaveText(`${high} customers`);
  await expect(page.getByText("Tier: High value")).toBeVisible();
  const filtered = page.url();
  await page.goBack();
  await expect(page.getByRole("status").first()).toHaveText("500 customers");
  await page.goto(filtered);
  await expect(page.getByRole("status").first()).toHaveText(`${high} customers`);
  await page.getByRole("button", { name: "Take away: Tier: High value" }).click();
  await expect(page.getByRole("status").first()).toHaveText("500 customers");
});

test("focus stays in the bound of a filter while it is typed", async ({ signedIn, book }) => {
  const page = await signedIn("rep");
  await page.goto(`${book.url}/customers`);
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("combobox", { name: "Field" }).selectOption("trust");
  const from = page.getByRole("spinbutton").first();
  await from.focus();
  await page.keyboard.type("65");
  await expect(from).toBeFocused();
  await expect(from).toHaveValue("65");
});

test("list stands in the order of a column when its head is pressed, and turns it round", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep");
  await page.goto(`${book.url}/customers`);
  await page.getByRole("button", { name: /Last order/ }).click();
  const dates = () =>
    page.evaluate(async () => {
      const sort = new URLSearchParams(location.search).get("sort");
      const answer = await fetch(`/v1/customers?sort=${sort}&limit=5`, {
        headers: { "X-Regards": "portfolio" },
      });
      const { customers } = (await answer.json()) as { customers: { name: string }[] };
      return customers.map(({ name }) => name);
    });
  const shown = () =>
    page
      .locator("tbody th[scope=row] bdi")
      .evaluateAll((all) => all.slice(0, 5).map((one) => one.textContent));
  await expect(page.locator("th[aria-sort=descending]")).toContainText("Last order");
  await expect.poll(shown).toEqual(await dates());
  await page.getByRole("button", { name: /Last order/ }).click();
  await expect(page.locator("th[aria-sort=ascending]")).toContainText("Last order");
  await expect.poll(shown).toEqual(await dates());
});

test("list draws the rows in sight alone, and reaches the last one, when it is scrolled", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep");
  await page.goto(`${book.url}/customers`);
  const region = page.getByRole("region", { name: "List of customers" });
  await expect(page.locator("tbody th[scope=row]").first()).toBeVisible();
  expect(await page.locator("tbody th[scope=row]").count()).toBeLessThan(60);
  await expect
    .poll(async () => {
      await region.evaluate((one) => one.scrollTo({ top: one.scrollHeight }));
      return page.locator("tbody tr[aria-rowindex='501']").count();
    })
    .toBe(1);
});

test("customer is found by name from the keyboard alone, and back leads to the list", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep");
  await page.goto(`${book.url}/customers`);
  const name = (await page.locator("tbody th[scope=row] bdi").nth(3).textContent()) ?? "";
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: "Find by name" })).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole("option").first()).toContainText(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByRole("heading", { name: "Everything we know" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
});

test("step is answered on the customer's page, and taken back, when it is pressed", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep");
  const filter = JSON.stringify({ field: "action", known: true });
  await page.goto(`${book.url}/customers?${new URLSearchParams({ filter })}`);
  await page.locator("tbody th[scope=row] a").first().click();
  const step = page.locator(".card-sheet .next h3");
  const before = (await step.textContent()) ?? "";
  const outcomes = () => Number(book.db("SELECT count(*) AS n FROM action_outcomes")[0]?.["n"]);
  const count = outcomes();
  await page.getByRole("button", { name: "Later" }).click();
  await expect(page.getByText("Put off for later.")).toBeVisible();
  expect(outcomes()).toBe(count + 1);
  await expect(step.filter({ hasText: before })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(step).toHaveText(before);
});
