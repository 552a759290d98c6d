/** The review: its moves by reason, as a manager decides on them and prints them. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { answered, client, type Client } from "../../../worker/commands/client.ts";
import { expect, picture, test } from "./book.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
type Axe = { run(): Promise<{ violations: { id: string }[] }> };

/** Rules that axe finds broken. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () =>
    (await (Reflect.get(window, "axe") as Axe).run()).violations.map(({ id }) => id),
  );
}

test("review is decided on, undone and printed when a manager goes through it", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  // The newest may be one in which nobody moved.
  const [{ id } = { id: "" }] = book.db(
    `SELECT g.review_id AS id FROM move_groups g JOIN reviews r ON r.id = g.review_id
      WHERE r.status = 'finished' GROUP BY r.id ORDER BY sum(g.moves) DESC LIMIT 1`,
  ) as { id: string }[];
  await page.goto(`${book.url}/review?id=${id}`);
  const groups = book.db(
    `SELECT direction, reason, moves FROM move_groups WHERE review_id = '${id}'
      ORDER BY moves DESC`,
  ) as { direction: string; reason: string; moves: number }[];
  expect(groups.length).toBeGreaterThan(1);
  await expect(page.locator("section.moves")).toHaveCount(groups.length);
  for (const { direction, reason, moves } of groups) {
    const sheet = page.locator(`section.moves[aria-labelledby="${direction}-${reason}"]`);
    await expect(sheet.locator("tbody tr")).toHaveCount(Math.min(25, moves));
  }

  expect(await faults(page)).toEqual([]);

  const [{ direction, reason } = { direction: "", reason: "" }] = groups;
  const sheet = page.locator(`section.moves[aria-labelledby="${direction}-${reason}"]`);
  const [first, second, third] = [0, 1, 2].map((at) => sheet.locator("tbody tr").nth(at));
  await first!.getByRole("button", { name: /^Confirm/ }).click();
  await expect(first!.getByText("Confirmed", { exact: true })).toBeVisible();
  await expect(first!.getByText(/^Robin Vale, /)).toBeVisible();

  await second!.getByRole("checkbox").check();
  await third!.getByRole("checkbox").check();
  const bar = page.getByRole("region", { name: "Selected customers" });
  await expect(bar.getByText("2 selected")).toBeVisible();
  await bar.getByRole("button", { name: "Decline" }).click();
  const dialog = page.getByRole("dialog", { name: "Decline 2 moves" });
  expect(await faults(page)).toEqual([]);
  await picture(page, "review-decline");
  await dialog.getByRole("button", { name: "Decline" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(sheet.getByText("Declined", { exact: true })).toHaveCount(2);
  await expect(bar).toHaveCount(0);
  const overridden = () =>
    book.db("SELECT count(*) AS n FROM cards WHERE override_until IS NOT NULL")[0]?.["n"];
  expect(overridden()).toBe(2);
  await picture(page, "review-decided");
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await expect(sheet.getByText("Declined", { exact: true })).toHaveCount(0);
  expect(overridden()).toBe(0);
  await expect(first!.getByText("Confirmed", { exact: true })).toBeVisible();

  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "true");
  });
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect(page.locator("body[data-printed]")).toBeAttached();
  const all = groups.reduce((sum, { moves }) => sum + Math.min(225, moves), 0);
  await expect(page.locator("section.moves tbody tr")).toHaveCount(all);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Review now" })).toBeHidden();
  await expect(page.getByRole("checkbox").first()).toBeHidden();
  await expect(first!.getByText("Confirmed", { exact: true })).toBeVisible();
  await picture(page, "review-print");
});

test("review runs to its end, and its progress is seen, when a manager starts one", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.goto(`${book.url}/review`);
  const choice = page.getByRole("combobox", { name: "Review" });
  await expect(choice).toBeVisible();
  const before = await choice.locator("option").count();
  await page.getByRole("button", { name: "Review now" }).click();
  await expect(page.getByRole("progressbar", { name: "Progress of the review" })).toBeVisible();
  await expect(page.getByText(/^The review is over\./)).toBeVisible({ timeout: 60_000 });
  await expect(choice.locator("option")).toHaveCount(before + 1);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Nobody moved" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await picture(page, "review-nobody");
  await page.getByRole("link", { name: /^Show the review of/ }).click();
  await expect(page.locator("section.moves").first()).toBeVisible();
});

/** Large orders of the last weeks as a file of transactions. */
async function ordersOf(api: Client, customers: readonly string[]): Promise<string> {
  const lines = ["customer_id,order_id,date,amount,currency"];
  for (const id of customers) {
    const { customer } = await answered(
      api.v1.customers[":id"].$get({ param: { id }, query: { limit: "1" } }),
    );
    for (let at = 0; at < 8; at++) {
      const day = new Date(Date.now() - (1 + 9 * at) * 86_400_000).toISOString().slice(0, 10);
      lines.push(`${customer.externalId},W${id.slice(-4)}${at},${day},9000,GBP`);
    }
  }
  return lines.join("\n");
}

async function importFile(api: Client, csv: string): Promise<void> {
  const response = await api.v1.imports[":kind"].$post(
    { param: { kind: "transactions" }, query: {} },
    { headers: { "Content-Type": "text/csv; charset=utf-8" }, init: { body: csv } },
  );
  expect(await response.text()).toContain('"refused":0');
}

test("moves wait until they are confirmed, and again after undo, when the policy says so", async ({
  signedIn,
  book,
}) => {
  const low = book
    .db("SELECT customer_id AS id FROM cards WHERE tier = 'low' ORDER BY customer_id LIMIT 3")
    .map(({ id }) => String(id));
  const tiers = () =>
    book
      .db(
        `SELECT tier FROM cards WHERE customer_id IN (${low.map(() => "?").join()})
          ORDER BY customer_id`,
        ...low,
      )
      .map(({ tier }) => tier);
  const api = client(book.url, book.adminKey);
  await importFile(api, await ordersOf(api, low));
  const { policy, version } = await answered(api.v1.policy.$get());
  const review = { moves: "after_confirmation" } as const;
  const header = { "idempotency-key": crypto.randomUUID() };
  await answered(api.v1.policy.$put({ header, json: { ...policy, review, basedOn: version } }));

  const page = await signedIn("manager");
  await page.goto(`${book.url}/review`);
  await expect(page.getByText(/wait for a decision\. Until then/)).toBeVisible({
    timeout: 60_000,
  });
  expect(tiers()).toEqual(["low", "low", "low"]);
  const proposed = book
    .db(
      `SELECT to_tier AS tier FROM tier_moves WHERE status = 'pending'
        AND customer_id IN (${low.map(() => "?").join()}) ORDER BY customer_id`,
      ...low,
    )
    .map(({ tier }) => tier);
  expect(proposed).toHaveLength(3);
  const sheet = page.locator('section.moves[aria-labelledby="up-policy_changed"]');
  await expect(sheet.getByText("Waits for a decision").first()).toBeVisible();
  await picture(page, "review-waiting");
  await sheet.getByRole("button", { name: /^Confirm all/ }).click();
  await expect(sheet.getByText("All decided")).toBeVisible();
  await expect(sheet.getByText("Confirmed", { exact: true })).not.toHaveCount(0);
  expect(tiers()).toEqual(proposed);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await expect(sheet.getByText("Confirmed", { exact: true })).toHaveCount(0);
  expect(tiers()).toEqual(["low", "low", "low"]);
});
