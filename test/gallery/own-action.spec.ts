/** An action of the company's own: its words, and its text for the customer, to copy. */
import { expect, test } from "./open.ts";

test("own action is said in the company's words, with its text filled below it", async ({
  gallery,
}) => {
  const panel = await gallery.show("ownAction");
  await expect(panel.getByRole("heading", { name: "Invite them to the trade fair" })).toBeVisible();
  await expect(panel.locator(".next .reason")).toHaveText(/nobody has met them/);
  await expect(panel.locator(".tier").first()).toHaveText("Gold");
  await expect(panel.locator(".step-text p").first()).toHaveText(
    "Hello Dana Whitfield,\n\nit has been 40 days since your last order. May I invite Harlow Marine to our stand?\n\nRobin Vale",
  );
});

test("text of a step is copied, and says so, when Copy is pressed", async ({ gallery, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const panel = await gallery.show("ownAction");
  await panel.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(panel.locator(".step-text .copied")).toContainText("The text is copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("May I invite Harlow Marine to our stand?");
});

test("step says no text when the policy has none for it", async ({ gallery }) => {
  const panel = await gallery.show("ownAction", { words: undefined });
  await expect(panel.getByRole("heading", { name: "Get in touch" })).toBeVisible();
  await expect(panel.locator(".step-text")).toHaveCount(0);
});
