/** Today: steps for the person's own customers, answered in place, until nothing is left. */
import { pairingCode, signIn } from "../../rig/book.ts";
import { call } from "../../rig/worker.ts";
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

test("today says that nothing is left when the person has no customers", async ({
  book,
  chrome,
}) => {
  const page = await chrome.newPage();
  const code = await pairingCode(book, "newcomer@example.com", "rep");
  await page.goto(`${book.url}/#${new URLSearchParams({ code })}`);
  await expect(page.getByRole("heading", { name: "Nothing left for today" })).toBeVisible();
  await page.close();
});

test("promise is moved to another day, and is back on its own when that is undone", async ({
  book,
  chrome,
}) => {
  const page = await chrome.newPage();
  const code = await pairingCode(book, "you@example.com", "rep");
  const token = await signIn(book, "you@example.com", "rep");
  const customerId = String(book.db("SELECT customer_id AS id FROM cards LIMIT 1")[0]?.["id"]);
  const dueOn = new Date().toISOString().slice(0, 10);
  const made = { customerId, what: "Send the terms", dueOn, occurredAt: new Date().toISOString() };
  await call(book, "POST", "/v1/promises", made, token);
  await page.goto(`${book.url}/#${new URLSearchParams({ code })}`);
  const task = page.getByRole("listitem").filter({ hasText: "Send the terms" });
  await task.getByRole("button", { name: "Move" }).click();
  await page.keyboard.press("Escape");
  await task.getByRole("button", { name: "Move" }).click();
  const later = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await task.getByLabel("Until when").fill(later);
  await task.getByRole("button", { name: "Move to this day" }).click();
  // A promise of in three weeks is nothing for today.
  await expect(task).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(task).toHaveCount(1);
  await task.getByRole("button", { name: "Kept", exact: true }).click();
  await expect(task).toHaveCount(0);
  await page.close();
});
