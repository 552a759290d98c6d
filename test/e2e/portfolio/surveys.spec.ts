/** Surveys: made, previewed as customers see them, saved, and joined with what somebody else saved. */
import type { Page } from "@playwright/test";
import type { SurveyBody } from "../../../shared/contract/survey.ts";
import { expect, faults, picture, test } from "./book.ts";

const bodies = (book: { db(sql: string): Record<string, unknown>[] }, id: string) =>
  book
    .db(`SELECT version, body FROM survey_versions WHERE survey_id = '${id}' ORDER BY version`)
    .map(({ version, body }) => ({ version, body: JSON.parse(String(body)) as SurveyBody }));
const previewOf = (page: Page) => page.frameLocator("iframe[title=Preview]");
const text = (page: Page, group: string, language = "English") =>
  page
    .getByRole("group", { name: new RegExp(`^${group}`) })
    .getByRole("textbox", { name: new RegExp(language) });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();

test("survey is made, previewed, saved and taken back when a manager edits it", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.goto(`${book.url}/surveys`);
  await expect(page.getByRole("article")).toHaveCount(4);
  await picture(page, "surveys-list");
  await page.getByRole("button", { name: "New survey" }).click();
  await save(page);
  await expect(page.getByRole("textbox", { name: /^Name/ })).toBeFocused();
  await page.keyboard.type("Fair visitors");
  await text(page, "Title").fill("How was the fair?");
  await text(page, "Sentence in the message").fill("How was the fair for you?");
  await expect(previewOf(page).getByRole("heading", { level: 1 })).toHaveText("How was the fair?");
  await expect(previewOf(page).getByRole("radio")).toHaveCount(11);

  await page.getByRole("combobox", { name: "Add a question…" }).selectOption("driver");
  await save(page);
  await expect(text(page, "Question")).toBeFocused();
  await expect(page.getByRole("alert").first()).toContainText("3 things are to be put right");
  expect(await faults(page)).toEqual([]);
  await picture(page, "surveys-faults");
  await text(page, "Question").fill("The stand was easy to find.");
  await text(page, "Lowest end").fill("Not at all");
  await text(page, "Highest end").fill("Completely");
  // Up by keyboard, before the question of their own words.
  await page.getByRole("button", { name: /^3 · Driver/ }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("button", { name: /^2 · Driver/ })).toBeFocused();
  await save(page);
  await expect(page.getByText("Version 1 is saved. It is asked from now on.")).toBeVisible();
  const id = page.url().split("/").at(-1) ?? "";
  expect(bodies(book, id).map(({ body }) => body.questions.map((one) => one.key))).toEqual([
    ["nps", "driver", "why"],
  ]);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fair visitors");

  await text(page, "Title").fill("And the fair?");
  await page.getByRole("button", { name: "Undo step" }).click();
  await expect(text(page, "Title")).toHaveValue("How was the fair?");
  await page.getByRole("button", { name: "Redo step" }).click();
  await save(page);
  await expect(page.getByText("Version 2 is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(text(page, "Title")).toHaveValue("How was the fair?");
  expect(bodies(book, id).map(({ version }) => version)).toEqual([1, 2, 3]);
  await page.getByRole("link", { name: "Versions" }).click();
  await expect(page.getByText("Version 3")).toBeVisible();
  await expect(previewOf(page).getByRole("heading", { level: 1 })).toHaveText("How was the fair?");
  expect(await faults(page)).toEqual([]);
});

test("preview is the customer's page in each language, width and colour when it is chosen", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.goto(`${book.url}/surveys/relationship`);
  const heading = previewOf(page).getByRole("heading", { level: 1 });
  await expect(heading).toBeVisible();
  await picture(page, "surveys-editor");
  await page.getByRole("combobox", { name: "Language of the preview" }).selectOption("ar");
  await expect(previewOf(page).locator("html")).toHaveAttribute("dir", "rtl");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(previewOf(page).locator("html")).toHaveAttribute("dir", "rtl");
  await expect
    .poll(() =>
      previewOf(page)
        .locator("main")
        .evaluate((main) => getComputedStyle(main).backgroundColor),
    )
    .toBe("rgb(27, 30, 37)");
  await picture(page, "surveys-preview-arabic-dark");
  await page.getByRole("radio", { name: "Desktop" }).check();
  expect(
    await previewOf(page)
      .locator("html")
      .evaluate(() => innerWidth),
  ).toBeGreaterThan(900);
  await picture(page, "surveys-preview-desktop");
  const rep = await signedIn("rep");
  await rep.goto(`${book.url}/surveys/relationship`);
  await expect(previewOf(rep).getByRole("heading", { level: 1 })).toBeVisible();
  await expect(rep.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
});

test("survey keeps both people's work when somebody saved it meanwhile", async ({
  signedIn,
  book,
}) => {
  const [mine, theirs] = [await signedIn("manager"), await signedIn("admin")];
  await mine.goto(`${book.url}/surveys/effort`);
  await text(mine, "Title").fill("Was it easy for you?");
  await theirs.goto(`${book.url}/surveys/effort`);
  await text(theirs, "Introduction").fill("Ten seconds are enough.");
  await save(theirs);
  await expect(theirs.getByText("Version 2 is saved.")).toBeVisible();
  await save(mine);
  const alert = mine.getByRole("alert").filter({ hasText: "Nothing of yours is lost" });
  await expect(alert).toBeFocused();
  await picture(mine, "surveys-conflict");
  await alert.getByRole("button", { name: "Join both" }).click();
  await expect(text(mine, "Introduction")).toHaveValue("Ten seconds are enough.");
  await save(mine);
  await expect(mine.getByText("Version 3 is saved.")).toBeVisible();
  expect(bodies(book, "effort").at(-1)?.body).toMatchObject({
    title: { en: "Was it easy for you?" },
    intro: { en: "Ten seconds are enough." },
  });
});

test("survey is archived and restored, and a draft is discarded after asking", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.goto(`${book.url}/surveys`);
  await page.getByRole("button", { name: "Archive: Trust" }).click();
  await expect(page.getByRole("heading", { name: "Archived" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "Archived" })).toHaveCount(0);
  await page.getByRole("button", { name: "Duplicate: Trust" }).click();
  await expect(page.getByRole("textbox", { name: /^Name/ })).toHaveValue("Trust (copy)");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Surveys");
  await expect(page.getByRole("article", { name: "Trust (copy)" })).toHaveCount(0);
});
