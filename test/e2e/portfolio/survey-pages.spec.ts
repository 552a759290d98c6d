/** Survey pages as a customer sees them: with and without scripts, by keyboard, in every look. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import type { LocalWorker } from "../../rig/worker.ts";
import { expect, faults, picture, test } from "./book.ts";

/** A link to a survey for a contact who was not asked yet. */
async function linkTo(book: LocalWorker, surveyId: string, language = "en"): Promise<string> {
  const [contact] = book.db(
    `SELECT c.id, c.customer_id AS customerId FROM contacts c JOIN addresses a ON a.contact_id = c.id
      WHERE c.customer_id NOT IN (SELECT customer_id FROM invitations) LIMIT 1`,
  );
  const answer = await fetch(`${book.url}/v1/invitations`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${book.adminKey}`,
      "Content-Type": "application/json",
      "Idempotency-Key": randomUUID(),
    },
    body: JSON.stringify({
      surveyId,
      language,
      customerId: contact?.["customerId"],
      contactId: contact?.["id"],
      via: "link",
    }),
  });
  const { url } = (await answer.json()) as { url: string };
  return url;
}

/** A customer's browser, which knows nothing of us. */
async function customer(
  chrome: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  const context = await chrome.newContext({ viewport: { width: 900, height: 900 }, ...options });
  return context.newPage();
}

const counted = (book: LocalWorker) =>
  Number(book.db("SELECT count(*) AS n FROM survey_answers WHERE state = 'counted'")[0]?.["n"]);

test("survey is answered, changed and opted out of when scripts are off", async ({
  book,
  chrome,
}) => {
  const url = await linkTo(book, "relationship");
  const page = await customer(chrome, { javaScriptEnabled: false });
  const before = counted(book);
  await page.goto(`${url}?score=9`);
  const recommend = page.getByRole("group", { name: /How likely are you to recommend/ });
  await expect(recommend.getByRole("radio", { name: "9", exact: true })).toBeChecked();
  await page.getByRole("textbox").fill("They keep their word");
  await page.waitForTimeout(2100);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "It is good to hear that." })).toBeVisible();
  await picture(page, "survey-thanks");
  expect(counted(book)).toBe(before + 1);
  await page.getByRole("link", { name: "Change my answer" }).click();
  await page.locator("label").filter({ hasText: /^3$/ }).first().click();
  await page.waitForTimeout(2100);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: /We are sorry/ })).toBeVisible();
  expect(counted(book)).toBe(before + 1);
  await page.goto(`${url}/stop`);
  await page.waitForTimeout(1100);
  await page.getByRole("button", { name: "Do not ask me again" }).click();
  await expect(page.getByRole("heading", { name: "You will not be asked again." })).toBeVisible();
  await picture(page, "survey-stopped");
  await page.context().close();
});

test("arrows move between scores without choosing one when a survey is answered by keyboard", async ({
  book,
  chrome,
}) => {
  const page = await customer(chrome);
  await page.goto(await linkTo(book, "after_contact"));
  await page.keyboard.press("Tab");
  const radio = (score: number) => page.getByRole("radio", { name: new RegExp(`^${score}`) });
  await expect(radio(1)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(radio(3)).toBeFocused();
  await expect(page.locator("input:checked")).toHaveCount(0);
  await page.keyboard.press("Space");
  await expect(radio(3)).toBeChecked();
  await page.keyboard.press("ArrowLeft");
  await expect(radio(2)).toBeFocused();
  await expect(radio(3)).toBeChecked();
  await picture(page, "survey-keyboard");
  await page.waitForTimeout(2000);
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { name: "Thank you. Your answer has arrived." }),
  ).toBeVisible();
  await page.context().close();
});

test("page says what is missing and keeps what was typed when Send is pressed too early", async ({
  book,
  chrome,
}) => {
  const page = await customer(chrome, { viewport: { width: 390, height: 800 } });
  await page.goto(await linkTo(book, "after_contact"));
  await page.getByRole("textbox").fill("Typed before");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toContainText("Please answer this question");
  await expect(page.getByRole("textbox")).toHaveValue("Typed before");
  await picture(page, "survey-missing-phone");
  expect(await faults(page)).toEqual([]);
  await page.context().close();
});

const looks = [
  { name: "desktop", survey: "relationship", language: "en", width: 1100, scheme: "light" },
  { name: "phone", survey: "relationship", language: "en", width: 360, scheme: "light" },
  { name: "dark", survey: "after_contact", language: "en", width: 900, scheme: "dark" },
  { name: "trust-phone", survey: "trust", language: "en", width: 360, scheme: "light" },
  { name: "chinese", survey: "trust", language: "zh-CN", width: 900, scheme: "light" },
  { name: "right-to-left", survey: "relationship", language: "ar", width: 900, scheme: "light" },
  { name: "right-to-left-phone", survey: "effort", language: "ar", width: 360, scheme: "dark" },
] as const;
for (const { name, survey, language, width, scheme } of looks)
  test(`survey is whole and without fault when it is shown: ${name}`, async ({ book, chrome }) => {
    const page = await customer(chrome, {
      viewport: { width, height: 900 },
      colorScheme: scheme,
    });
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).origin));
    await page.goto(await linkTo(book, survey, language));
    await expect(page.locator("h1")).toBeVisible();
    await picture(page, `survey-${name}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    expect(new Set(loaded)).toEqual(new Set([new URL(book.url).origin]));
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });
