/** Edits on a customer's page: in place, by keyboard, with faults in place, and undone. */
import { expect, faults, picture, test } from "./book.ts";

test("customer is edited in place, and undone, when a manager changes name, owner and notes", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  const [{ id } = { id: "" }] = book.db(
    "SELECT customer_id AS id FROM cards WHERE tier = 'high' ORDER BY tier_score DESC LIMIT 1 OFFSET 3",
  ) as { id: string }[];
  await page.goto(`${book.url}/customers/${id}`);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).not.toHaveText("Customer");
  const before = (await heading.textContent()) ?? "";
  const name = page.getByRole("textbox", { name: "Name" });
  const pencil = page.getByRole("button", { name: "Edit: Name" });

  await pencil.click();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue(before);
  await page.keyboard.press("Escape");
  await expect(pencil).toBeFocused();
  await page.keyboard.press("Enter");
  await name.fill("");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("Write something, or press Escape.");
  await name.fill("Kittiwake Cabinets");
  await picture(page, "customer-edit");
  await page.keyboard.press("Enter");
  await expect(heading).toHaveText("Kittiwake Cabinets");
  await expect(page.getByText("Name: Kittiwake Cabinets")).toBeVisible();

  await page.getByRole("button", { name: "Edit: Owner" }).click();
  await page.getByRole("combobox", { name: "Owner" }).selectOption({ label: "Robin Vale" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("header").getByText("Robin Vale’s customer")).toBeVisible();

  await page.getByRole("button", { name: "Edit: Notes" }).click();
  await page.getByRole("textbox", { name: "Notes" }).fill("Rings on Mondays.\nNever on Fridays.");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".details .notes")).toHaveText("Rings on Mondays.\nNever on Fridays.");
  expect(await faults(page)).toEqual([]);
  await picture(page, "customer-edited");

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".details .notes")).toHaveCount(0);
  await page.getByRole("button", { name: "Edits", exact: true }).click();
  await expect(page.locator(".fact.withdrawn").first()).toContainText("Notes: changed");

  await page.goto(`${book.url}/customers`);
  await expect(page.locator("tbody th[scope=row]").first()).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("kittiwake");
  await expect(page.getByRole("option").first()).toContainText("Kittiwake Cabinets");
});

test("customer has pencils for all but the owner when a rep looks, and Chinese words", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("rep", { language: "zh_CN", width: 390 });
  const [{ id } = { id: "" }] = book.db(
    "SELECT customer_id AS id FROM contacts GROUP BY customer_id ORDER BY count(*) DESC LIMIT 1",
  ) as { id: string }[];
  await page.goto(`${book.url}/customers/${id}`);
  await expect(page.getByRole("button", { name: "修改名称" })).toBeVisible();
  await expect(page.getByRole("button", { name: "修改负责人" })).toHaveCount(0);
  const pencil = page.locator(".contacts .pencil").first();
  await pencil.click();
  await page.locator(".contacts input").fill("not a number at all");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("请只写一个号码");
  await picture(page, "customer-edit-phone-chinese");
  await page.locator(".contacts input").fill("+44 20 7946 0018");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "+44 20 7946 0018" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
});
