/**
 * The marks in SOGo's list: its rows show names alone, and are made anew as the list is scrolled
 * and sorted.
 */
import type { Page } from "@playwright/test";
import { expectedMarks } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { markedRows } from "../panel.ts";
import { bringIntoView, scrollTo, signInToSogo, sogoRow } from "../sogo-desk.ts";

const rows = (page: Page) => markedRows(page, "sg-message-list-item", "sg-tile-subject");

/**
 * Each row in view has its sender's mark and no other; nobody else's messages have any. Answers how
 * many had one.
 */
async function areRight(page: Page, expected: Map<string, string[]>): Promise<number> {
  const wrong = async () =>
    (await rows(page)).filter(
      ({ subject, marks }) => String(marks) !== String(expected.get(subject) ?? []),
    );
  await expect.poll(wrong).toEqual([]);
  return (await rows(page)).filter(({ marks }) => marks.length > 0).length;
}

/** Sorts by a column, as the list's own menu does; SOGo remembers it. */
async function sort(page: Page, column: string, label: string): Promise<void> {
  await page.locator("md-toolbar md-menu button[aria-label=Sort]").click();
  await page.locator(`.md-open-menu-container button[ng-click*="sort('${column}')"]`).click();
  await expect(
    page.locator("#messagesList md-subheader, #messagesList .md-subheader").first(),
  ).toContainText(label);
  await page.locator(".md-open-menu-container.md-active").waitFor({ state: "hidden" });
}

test.afterEach(async ({ desk }) => {
  await sort(desk.page, "arrival", "Order Received");
});
test.beforeEach(async ({ desk, sogo, rig }) => {
  await signInToSogo(desk.page, sogo, rig);
});

test("rows have their senders' marks when the list is scrolled and sorted [sogo: list · real]", async ({
  desk,
  worker,
}) => {
  test.setTimeout(180_000);
  const { page } = desk;
  const expected = await expectedMarks(worker);
  expect(await areRight(page, expected)).toBeGreaterThan(8);
  await picture(page, "sogo-list");
  // The impostors, who have customers' names, are among these.
  await bringIntoView(page, sogoRow(page, "look-alike"));
  expect(await areRight(page, expected)).toBeGreaterThan(1);
  await scrollTo(page, 100 * 56);
  await areRight(page, expected);
  await scrollTo(page, 3 * 56);
  expect(await areRight(page, expected)).toBeGreaterThan(5);

  await sort(page, "size", "Size");
  for (const top of [40, 80, 120, 160, 200]) {
    await scrollTo(page, top * 56);
    await areRight(page, expected);
  }
  await scrollTo(page, 1e6);
  await areRight(page, expected);
  const seen = new Set<string>();
  const height = await page
    .locator("#messagesList .md-virtual-repeat-scroller")
    .evaluate((list) => list.scrollHeight);
  for (let top = 0; top < height; top += 10 * 56) {
    await scrollTo(page, top);
    await areRight(page, expected);
    for (const { subject, marks } of await rows(page)) if (marks.length > 0) seen.add(subject);
  }
  // All of the customers' messages were met somewhere.
  expect([...seen].toSorted()).toEqual(
    [...expected]
      .filter(([, marks]) => marks.length > 0)
      .map(([subject]) => subject)
      .toSorted(),
  );
});
