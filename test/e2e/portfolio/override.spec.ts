/** A tier set by hand on the customer's page: with why and until when, undone, and ended. */
import { expect, picture, test } from "./book.ts";

test("tier is set by hand with a reason and a day, taken back, set again and ended", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  const id = String(
    book.db("SELECT customer_id AS id FROM cards WHERE tier = 'mid' ORDER BY 1 LIMIT 1")[0]?.["id"],
  );
  const tiers = () => book.db("SELECT tier FROM cards WHERE customer_id = ?", id)[0]?.["tier"];
  await page.goto(`${book.url}/customers/${id}`);
  const card = page.locator(".card-sheet");
  await expect(card.locator(".tier").first()).toHaveText("Mid value");
  await page.getByRole("button", { name: "Change tier" }).click();
  const dialog = page.getByRole("dialog", { name: "Set the tier by hand" });
  await expect(dialog.getByRole("radio", { name: "Mid value" })).toBeDisabled();
  await expect(dialog.getByRole("textbox", { name: /Why/ })).toBeFocused();
  await dialog.getByRole("button", { name: "Set the tier" }).click();
  await expect(dialog.getByText("Say why, so that others can follow it.")).toBeVisible();
  await dialog.getByRole("radio", { name: "High value" }).check();
  await dialog.getByRole("textbox", { name: /Why/ }).fill("They open a second plant");
  await dialog.getByRole("button", { name: "30 days" }).click();
  await picture(page, "override-dialog");
  await dialog.getByRole("button", { name: "Set the tier" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(card.locator(".tier").first()).toHaveText("High value");
  await expect(card.getByText(/by the figures: Mid value/)).toContainText(
    "They open a second plant",
  );
  await expect(page.getByText(/Tier set to High value until/)).toBeVisible();
  await picture(page, "override-card");
  expect(tiers()).toBe("high");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card.locator(".tier").first()).toHaveText("Mid value");
  expect(tiers()).toBe("mid");

  await page.getByRole("button", { name: "Change tier" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Change tier" }).click();
  await dialog.getByRole("textbox", { name: /Why/ }).fill("Strategic");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "End now" }).click();
  await expect(card.locator(".tier").first()).toHaveText("Mid value");
  await expect(page.getByRole("button", { name: "End now" })).toHaveCount(0);
});

test("tier cannot be set by hand by a rep", async ({ signedIn, book }) => {
  const page = await signedIn("rep");
  const id = String(book.db("SELECT customer_id AS id FROM cards LIMIT 1")[0]?.["id"]);
  await page.goto(`${book.url}/customers/${id}`);
  await expect(page.locator(".card-sheet .tier").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Change tier" })).toHaveCount(0);
});
