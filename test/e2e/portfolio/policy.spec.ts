/** The policy: changed with a preview, saved, compared with the version before, and undone. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { PolicyPreview } from "../../../shared/contract/answers.ts";
import { expect, picture, test } from "./book.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
type Axe = { run(): Promise<{ violations: { id: string }[] }> };

/** Rules of axe that a page breaks. */
async function faultsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () =>
    (await (Reflect.get(window, "axe") as Axe).run()).violations.map(({ id }) => id),
  );
}

test("policy is previewed, saved, compared and undone when an administrator changes a weight", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("admin");
  const versions = () => book.db("SELECT version, body FROM policies ORDER BY version");
  await page.goto(`${book.url}/policy`);
  const weight = page.getByRole("textbox", { name: "Expected worth", exact: true });
  await expect(weight).toHaveValue("25");

  // What is no number is said at the field, and not sent.
  await weight.fill("many");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(weight).toBeFocused();
  await expect(weight).toHaveAccessibleDescription(/Type a number from 0 to 1,000/);
  expect(await faultsIn(page)).toEqual([]);

  const answer = page.waitForResponse((response) => response.url().includes("/policy/preview"));
  await weight.fill("400");
  const preview = (await (await answer).json()) as PolicyPreview;
  expect(preview.moved).toBeGreaterThan(0);
  const shown = page.getByRole("region", { name: "Who would move" });
  await expect(shown.getByRole("status")).toContainText(`${preview.moved} of`);
  await expect(shown.getByRole("link")).toHaveCount(preview.customers.length);
  const changes = page.getByRole("region", { name: "1 change" });
  await expect(changes).toContainText("25 → 400");
  expect(await faultsIn(page)).toEqual([]);
  await picture(page, "policy-changed");

  // The draft waits while another page is looked at.
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await expect(page.getByText("Your changes to the policy are not saved yet.")).toBeVisible();
  await page.goBack();
  await expect(weight).toHaveValue("400");

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/Version 2 is saved\. A review/)).toBeVisible();
  expect(versions()).toHaveLength(1);
  await page.getByRole("link", { name: "Versions" }).click();
  await expect(page.getByRole("region", { name: "Difference" })).toContainText("25 → 400");
  expect(await faultsIn(page)).toEqual([]);
  await picture(page, "policy-versions");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(
    page.getByText(/Version 3 is saved: it holds the settings of version 1/),
  ).toBeVisible();
  await expect(weight).toHaveValue("25");
  const [, undone] = versions();
  expect(JSON.parse(String(undone?.["body"]))).toMatchObject({ tier: { weights: { value: 25 } } });
});

test("draft goes on from what somebody saved meanwhile when it is saved too late", async ({
  signedIn,
  book,
}) => {
  const [mine, theirs] = [await signedIn("admin"), await signedIn("admin")];
  const field = (page: typeof mine, name: string) =>
    page.getByRole("textbox", { name, exact: true });
  const save = (page: typeof mine) =>
    page.getByRole("button", { name: "Save", exact: true }).click();
  await mine.goto(`${book.url}/policy`);
  await field(mine, "Coming back").fill("7");
  await theirs.goto(`${book.url}/policy`);
  await field(theirs, "Margin").fill("9");
  await save(theirs);
  await expect(theirs.getByText(/is saved\. A review/)).toBeVisible();
  await save(mine);
  const alert = mine.getByRole("alert").filter({ hasText: "Nothing of yours is lost" });
  await expect(alert).toContainText("12 points → 9 points");
  await mine.getByRole("button", { name: "Join both" }).click();
  await expect(field(mine, "Margin")).toHaveValue("9");
  await save(mine);
  await expect(mine.getByText(/is saved\. A review/)).toBeVisible();
  const [newest] = book.db("SELECT body FROM policies ORDER BY version DESC LIMIT 1");
  expect(JSON.parse(String(newest?.["body"]))).toMatchObject({
    tier: { margin: 9, weights: { loyalty: 7 } },
  });
});

test("own action is offered in its own words when it is defined, saved and reviewed", async ({
  signedIn,
  book,
}) => {
  test.slow();
  const page = await signedIn("admin");
  await page.goto(`${book.url}/policy`);
  await page.getByRole("button", { name: "Add an action" }).click();
  const form = page.getByRole("group", { name: "A new action" });
  await expect(form.getByRole("textbox", { name: "Action in English" })).toBeFocused();
  await page.keyboard.type("Invite them to the fair");
  await form.getByRole("textbox", { name: "Reason in English" }).fill("They belong there.");
  await form.getByRole("combobox", { name: "Measure" }).selectOption("orders");
  // A condition without its number is not taken.
  await form.getByRole("button", { name: "Put into the draft" }).click();
  await expect(form.getByRole("textbox", { name: "Value" })).toBeFocused();
  expect(await faultsIn(page)).toEqual([]);
  await form.getByRole("textbox", { name: "Value" }).fill("2");
  // A form that is still open is not lost on the way to the versions, and not left out of a save.
  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(form.getByRole("textbox", { name: "Value" })).toHaveValue("2");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByRole("textbox", { name: "Action in English" })).toBeFocused();
  await form.getByRole("combobox", { name: "As pressing as" }).selectOption("leaving");
  await picture(page, "policy-own-action");
  await form.getByRole("button", { name: "Put into the draft" }).click();
  await expect(page.getByText("Orders: 2 or more").first()).toBeVisible();

  await page
    .getByRole("combobox", { name: "Action", exact: true })
    .selectOption("own_invite_them_to_the_fair");
  const text = page.getByRole("textbox", { name: "Text in English" });
  await text.fill("Hello {nmae}, see you at the fair?");
  await expect(text).toHaveAccessibleDescription(
    "Nothing fills {nmae}. Use one of the placeholders below.",
  );
  await text.fill("Hello {name}, see you at the fair?");
  await page.getByRole("textbox", { name: "High value: name in English" }).fill("Gold");
  expect(await faultsIn(page)).toEqual([]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/is saved\. A review/)).toBeVisible();

  const filter = JSON.stringify({ field: "action", in: ["own_invite_them_to_the_fair"] });
  const offered = () =>
    Number(
      book.db(
        "SELECT count(*) AS n FROM customer_list WHERE action = 'own_invite_them_to_the_fair'",
      )[0]?.["n"],
    );
  await expect.poll(offered, { timeout: 90_000, intervals: [1000] }).toBeGreaterThan(0);
  await expect
    .poll(
      () => book.db("SELECT status FROM reviews ORDER BY started_at DESC LIMIT 1")[0]?.["status"],
      {
        timeout: 90_000,
        intervals: [1000],
      },
    )
    .toBe("finished");
  await page.goto(`${book.url}/customers?${new URLSearchParams({ filter })}`);
  await expect(page.getByText("Next step: Invite them to the fair")).toBeVisible();
  await expect(page.getByRole("status").first()).toHaveText(new RegExp(`^${offered()} customer`));
  await page.locator("tbody th[scope=row] a").first().click();
  await expect(page.locator(".card-sheet .next h3")).toHaveText("Invite them to the fair");
  await expect(page.locator(".card-sheet .next")).toContainText("They belong there.");
  await page.goto(`${book.url}/customers?sort=-value`);
  await expect(page.locator("tbody .tier.high").first()).toHaveText("Gold");
});
