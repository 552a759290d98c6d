/** Answers of surveys held elsewhere: mapped, stored, undone, and those of nobody known joined. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, faults, picture, test } from "./book.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/surveys/${name}.csv`, import.meta.url), "utf8");
/** Opens a file on the page as the chooser gives it. */
const choose = (page: Page, name: string, text: string | Buffer) =>
  page.locator("input[type=file]").setInputFiles({
    name,
    mimeType: "text/csv",
    buffer: Buffer.isBuffer(text) ? text : Buffer.from(text),
  });
const own = (id: string, address: string) =>
  `Response ID,Email,Date,Recommend us? (0-10),Why?\n${id},${address},2026-11-05 10:00,3,Too slow\n`;

test("a file is mapped, stored, found the same when it comes again, and undone", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  const count = () => book.db("SELECT count(*) AS n FROM waiting_answers WHERE settled IS NULL");
  await page.goto(`${book.url}/import-answers`);
  await expect(page.getByText("No answer waits")).toBeVisible();
  await choose(page, "Customer survey.csv", fixture("surveymonkey"));
  await expect(page.getByRole("combobox", { name: /recommend us.*: read as/ })).toHaveValue("nps");
  await expect(page.getByText(/Looks like CSAT.*“Very satisfied”/)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Reversed item" }).nth(1)).toBeChecked();
  await expect(page.getByText(/Of 2 looked up, 0 are of people in the book; 2 will/)).toBeVisible();
  await picture(page, "import-answers-mapping");
  expect(await faults(page)).toEqual([]);

  const words = page.getByRole("combobox", { name: /satisfied are you.*: read as/ });
  await words.selectOption("csat");
  await expect(page.getByText(/cannot be read as that/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Store/ })).toBeDisabled();
  await words.selectOption("ignored");
  await page.getByRole("button", { name: "Store 2 answers" }).click();
  await expect(page.getByRole("heading", { name: "The answers are stored" })).toBeVisible();
  await expect(page.getByText(/2 answers wait below/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "2 waiting answers" })).toBeVisible();
  await picture(page, "import-answers-result");
  expect(await faults(page)).toEqual([]);
  expect(count()).toEqual([{ n: 2 }]);

  await page.getByRole("button", { name: "Import another file" }).click();
  await choose(page, "again.csv", fixture("surveymonkey"));
  await page.getByRole("button", { name: "Store 2 answers" }).click();
  await expect(page.getByText(/2 answers were in the book already/)).toBeVisible();
  expect(count()).toEqual([{ n: 2 }]);

  await page.getByRole("button", { name: "Import another file" }).click();
  await choose(page, "other.csv", own("o-1", "nobody@else.example"));
  await page.getByRole("button", { name: "Store 1 answer" }).click();
  await expect(page.getByRole("heading", { name: "3 waiting answers" })).toBeVisible();
  await page.getByRole("button", { name: "Undo this import" }).click();
  await expect(page.getByRole("heading", { name: /The import was undone/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "2 waiting answers" })).toBeVisible();
  for (const who of ["dana@harlow.example", "li@kestrel.example"])
    await page.getByRole("button", { name: `Dismiss the answer of ${who}` }).click();
  await expect(page.getByText("No answer waits")).toBeVisible();
});

test("a waiting answer is joined to a customer by keyboard, undone, and dismissed", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  const stored = () =>
    book.db(`SELECT count(*) AS n FROM answer_facts f WHERE NOT EXISTS
      (SELECT 1 FROM withdrawals w WHERE w.fact_id = f.fact_id)`);
  await page.goto(`${book.url}/customers`);
  const name = (await page.getByRole("row").nth(1).getByRole("link").first().innerText())
    .split("\n")
    .at(-1)!
    .trim();
  await page.goto(`${book.url}/import-answers`);
  await choose(page, "one.csv", own("j-1", "buyer@else.example"));
  await page.getByRole("button", { name: "Store 1 answer" }).click();
  await expect(page.getByText("Too slow")).toBeVisible();

  await page.getByRole("button", { name: "Choose the customer of buyer@else.example" }).focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Whose answer is it?" });
  await expect(sheet.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(name.slice(0, 12));
  await expect(sheet.getByRole("option").first()).toBeVisible();
  await picture(page, "import-answers-choose");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Joined to /)).toBeVisible();
  await expect(page.getByText("No answer waits")).toBeVisible();
  expect(stored()).toEqual([{ n: 1 }]);

  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("The answer waits again")).toBeVisible();
  expect(stored()).toEqual([{ n: 0 }]);
  await page.getByRole("button", { name: "Dismiss the answer of buyer@else.example" }).click();
  await expect(page.getByText(/^Dismissed\./)).toBeVisible();
  await expect(page.getByText("No answer waits")).toBeVisible();
});

test("other files are refused in words, and dates that may be two days are asked about", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.goto(`${book.url}/import-answers`);
  await choose(page, "book.xlsx", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
  await expect(page.getByText(/This is an Excel workbook/)).toBeVisible();
  await choose(page, "empty.csv", "");
  await expect(page.getByText(/The file is empty/)).toBeVisible();
  await choose(page, "two-ways.csv", own("d-1", "a@b.example").replace("2026-11-05", "05/11/2026"));
  const store = page.getByRole("button", { name: /^Store/ });
  await expect(store).toBeDisabled();
  await page.getByRole("radio", { name: /The day/ }).check();
  await expect(store).toBeEnabled();
  const chinese = Buffer.from([0xd3, 0xca, 0xcf, 0xe4, 0x2c, 0x4e, 0x50, 0x53, 0x0a]);
  await choose(page, "gbk.csv", chinese);
  await expect(page.getByText(/does not say its encoding/)).toBeVisible();
  await page.getByRole("combobox", { name: "Encoding" }).selectOption("gb18030");
  await expect(page.getByRole("combobox", { name: "邮箱: read as" })).toBeVisible();
});

for (const [name, look] of [
  ["dark", { theme: "dark" }],
  ["chinese", { language: "zh_CN" }],
  ["narrow", { width: 390 }],
] as const)
  test(`the page is drawn ${name}`, async ({ signedIn, book }) => {
    const page = await signedIn("manager", look);
    await page.goto(`${book.url}/import-answers`);
    await choose(page, "问卷.csv", fixture("google-sheet-zh"));
    await expect(page.locator(".confirm .primary")).toBeEnabled();
    await expect(page.locator(".confirm p").first()).toContainText("2");
    expect(await faults(page)).toEqual([]);
    await page.waitForTimeout(500);
    await picture(page, `import-answers-${name}`);
    await page.locator(".confirm .primary").click();
    await expect(page.locator(".waiting-list li")).toHaveCount(2);
    await picture(page, `import-answers-${name}-waiting`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
      true,
    );
    await page.locator(".result .button:not(.primary)").click();
    await expect(page.locator(".waiting-list li")).toHaveCount(0);
  });

test("reliability of the trust questions is shown once a review has seen two items each", async ({
  signedIn,
  book,
}) => {
  test.slow();
  const page = await signedIn("manager");
  const numbers = book.db(
    "SELECT external_id AS number FROM customers WHERE external_id IS NOT NULL LIMIT 40",
  );
  const rows = numbers.map(({ number }, at) => {
    const [level, other] = [2 + (at % 5), at % 3 === 0 ? 1 : 0];
    const pair = `${level},${8 - Math.min(7, level + other)}`;
    return `t-${at},${number},2026-11-06 10:00,${[pair, pair, pair, pair].join(",")}`;
  });
  const head = ["Professionalism", "Expertise", "Rapport", "Benefit"]
    .map((name) => `${name} 1,${name} 2 (R)`)
    .join(",");
  await page.goto(`${book.url}/import-answers`);
  await choose(page, "trust.csv", `Response ID,Customer ID,Date,${head}\n${rows.join("\n")}\n`);
  await page.getByRole("button", { name: "Store 40 answers" }).click();
  await expect(page.getByText("40 scores added")).toBeVisible();
  await page.goto(`${book.url}/review`);
  await page.getByRole("button", { name: "Review now" }).click();
  const unfinished = () =>
    book.db("SELECT count(*) AS n FROM reviews WHERE status IN ('fitting', 'scoring')");
  await expect.poll(unfinished, { timeout: 5000 }).toEqual([{ n: 1 }]);
  await expect.poll(unfinished, { timeout: 120_000 }).toEqual([{ n: 0 }]);
  await page.goto(`${book.url}/satisfaction`);
  const table = page.getByRole("table").filter({ hasText: "Spearman" });
  await expect(table.getByRole("row", { name: /^Overall 8 40 / })).toBeVisible();
  await expect(table.getByRole("row", { name: /^Expertise 2 40 0\.9/ })).toBeVisible();
  await table.scrollIntoViewIfNeeded();
  await picture(page, "reliability");
  expect(await faults(page)).toEqual([]);
});
