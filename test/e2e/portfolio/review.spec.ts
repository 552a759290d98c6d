/** The review: its moves by reason, as a manager goes through them and prints them. */
import { expect, test } from "./book.ts";

test("review shows who moved, by reason, and prints one list, when a manager opens it", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.goto(`${book.url}/review`);
  const [{ id } = { id: "" }] = book.db(
    "SELECT id FROM reviews WHERE status = 'finished' ORDER BY started_at DESC LIMIT 1",
  ) as { id: string }[];
  const groups = book.db(
    `SELECT direction, reason, moves FROM move_groups WHERE review_id = '${id}'`,
  ) as { direction: string; reason: string; moves: number }[];
  expect(groups.length).toBeGreaterThan(1);
  const sheets = page.locator("section.moves");
  await expect(sheets).toHaveCount(groups.length);
  for (const { direction, reason, moves } of groups) {
    const sheet = page.locator(`section.moves[aria-labelledby="${direction}-${reason}"]`);
    await expect(sheet.locator("tbody tr")).toHaveCount(Math.min(25, moves));
  }
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "true");
  });
  await page.getByRole("button", { name: "Print" }).click();
  await expect(page.locator("body[data-printed]")).toBeAttached();
  const all = groups.reduce((sum, { moves }) => sum + Math.min(225, moves), 0);
  await expect(page.locator("section.moves tbody tr")).toHaveCount(all);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Review now" })).toBeHidden();
  await expect(page.locator("section.moves tbody tr").first()).toBeVisible();
});
