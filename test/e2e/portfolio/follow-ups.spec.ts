/** Follow-ups: an unhappy answer is listed, marked, closed with words, taken back, and counted. */
import { signIn } from "../../rig/book.ts";
import { call, type LocalWorker } from "../../rig/worker.ts";
import { expect, faults, picture, test } from "./book.ts";

/** Has a contact of the book answer a survey unhappily, as a browser without scripts does. */
async function unhappyAnswer(book: LocalWorker): Promise<string> {
  const token = await signIn(book, "you@example.com", "admin");
  const { user } = await call(book, "GET", "/v1/me", undefined, token);
  // One of their own: others' follow-ups stand in the Today of others.
  const [found] = book.db(
    `SELECT a.customer_id AS customer, a.contact_id AS contact FROM addresses a
      JOIN customers c ON c.id = a.customer_id WHERE c.owner_id = '${user.id}'
        AND c.id NOT IN (SELECT customer_id FROM invitations) LIMIT 1`,
  ) as { customer: string; contact: string }[];
  const invited = await call(
    book,
    "POST",
    "/v1/invitations",
    {
      surveyId: "after_contact",
      customerId: found!.customer,
      contactId: found!.contact,
      via: "link",
    },
    token,
  );
  if (invited.outcome !== "invited") throw new Error("not asked");
  const url = book.url + new URL(invited.url).pathname;
  const page = await (await fetch(url)).text();
  // Who answers faster than this has not read the question.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const form = {
    page: /name="page" value="([^"]*)"/.exec(page)?.[1] ?? "",
    do: "send",
    q_satisfaction: "1",
    q_why: "Two pallets came late",
  };
  await fetch(url, { method: "POST", body: new URLSearchParams(form) });
  return found!.customer;
}

test("unhappy answer is followed up from the list, and every step is taken back", async ({
  signedIn,
  book,
}) => {
  test.slow();
  const customer = await unhappyAnswer(book);
  const page = await signedIn("admin");
  await expect(page.getByRole("heading", { name: /^Follow-ups \(\d+\)$/ })).toBeVisible();
  await expect(page.getByText("Two pallets came late")).toBeVisible();
  await picture(page, "today-follow-up");
  await page.goto(`${book.url}/follow-ups`);
  const row = page
    .getByRole("listitem")
    .filter({ has: page.locator(`a[href="/customers/${customer}"]`) });
  await expect(row).toContainText("They gave 1 of 5 for satisfaction.");
  await expect(row).toContainText("Be in touch by");
  await row.getByRole("button", { name: /^In touch/ }).click();
  await expect(page.getByText("Noted that you were in touch").first()).toBeVisible();
  await expect(row.getByRole("button", { name: /^In touch/ })).toHaveCount(0);
  await picture(page, "follow-ups-contacted");
  await row.getByRole("button", { name: /^Resolved/ }).click();
  await page.keyboard.type("Sent new ones");
  await page.keyboard.press("Enter");
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("In touch");
  await row.getByRole("button", { name: /^Cannot/ }).click();
  await page.keyboard.type("They closed");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Closed", exact: true }).click();
  await expect(row).toContainText("They closed");
  await expect(page.getByText("Nobody who was unhappy has answered again yet.")).toBeVisible();
  expect(await faults(page)).toEqual([]);
});

for (const look of [{ theme: "dark" }, { language: "zh_CN" }, { width: 390 }] as const)
  test(`follow-ups are whole when they are shown ${JSON.stringify(look)}`, async ({
    signedIn,
    book,
  }) => {
    await unhappyAnswer(book);
    const page = await signedIn("admin", look);
    await page.goto(`${book.url}/follow-ups`);
    await expect(page.locator(".tasks > li").first()).toBeVisible();
    await picture(page, `follow-ups-${Object.values(look).join()}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
  });
