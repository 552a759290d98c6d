/** Today: steps for the person's own customers, answered in place, until nothing is left. */
import { pairingCode } from "../../rig/book.ts";
import { expect, test } from "./book.ts";

test("step leaves today's list when it is answered, and is back when that is undone", async ({
  book,
  chrome,
}) => {
  const page = await chrome.newPage();
  const code = await pairingCode(book, "you@example.com", "rep");
  await page.goto(`${book.url}/#${new URLSearchParams({ code })}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Today");
  const steps = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: "Done" }) });
  const first = (await steps.first().getByRole("link").textContent()) ?? "";
  const step = (await steps.first().locator(".strong").textContent()) ?? "";
  await steps.first().getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Noted as done.")).toBeVisible();
  const same = steps.filter({ hasText: first }).filter({ hasText: step });
  await expect(same).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(same).toHaveCount(1);
  await page.close();
});

test("today says that nothing is left when the person has no customers", async ({ signedIn }) => {
  const page = await signedIn("manager");
  await expect(page.getByRole("heading", { name: "Nothing left for today" })).toBeVisible();
});
