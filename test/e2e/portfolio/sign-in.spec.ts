/** Signing in to the portfolio: by a code, in the address or typed; and who sees which pages. */
import { pages } from "../../../worker/portfolio/pages.ts";
import { atLeast } from "../../../shared/contract/at-least.ts";
import { pairingCode } from "../../rig/book.ts";
import { expect, picture, test } from "./book.ts";

test("portfolio lets in and keeps nothing of the code when it stands in the address", async ({
  signedIn,
}) => {
  const page = await signedIn("manager");
  expect(page.url()).not.toContain("code");
  // Only the blank page that the tab began with stands before it.
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "Strict" });
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("portfolio asks for a code, says what is wrong with one, and lets in when it is typed", async ({
  book,
  chrome,
}) => {
  const page = await chrome.newPage();
  await page.goto(`${book.url}/customers`);
  const field = page.getByRole("textbox", { name: "Code" });
  await expect(field).toBeFocused();
  await picture(page, "sign-in");
  await field.fill("AAAA-AAAA-AA");
  await field.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Ask your administrator for a new one");
  await field.fill((await pairingCode(book, "typed@example.com", "rep", "Ida Lund")).toLowerCase());
  await field.press("Enter");
  // The page that was asked for is the one that is shown.
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await page.close();
});

for (const role of ["rep", "manager", "admin"] as const)
  test(`navigation offers the pages of the role and no other when a ${role} signs in`, async ({
    signedIn,
  }) => {
    const page = await signedIn(role);
    const links = await page
      .getByRole("navigation", { name: "Pages" })
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(links.toSorted()).toEqual(
      pages
        .filter((one) => one.isHidden !== true && atLeast(role, one.least))
        .map((one) => one.path)
        .toSorted(),
    );
  });

test("portfolio asks for a code again when the person has signed out", async ({ book, chrome }) => {
  const page = await chrome.newPage();
  const code = await pairingCode(book, "leaver@example.com", "rep", "Robin Vale");
  await page.goto(`${book.url}/#${new URLSearchParams({ code })}`);
  await page.getByRole("button", { name: /Robin Vale/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("textbox", { name: "Code" })).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);
  await page.close();
});
