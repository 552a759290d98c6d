/** The marks in Roundcube's list stay their rows' when it is scrolled and sorted anew. */
import type { Page } from "@playwright/test";
import { signInToMail } from "../desk.ts";
import { expectedMarks } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { intervals } from "../intervals.ts";
import { markedRows } from "../panel.ts";

/** Every mark in the list is its sender's; answers the subjects of the rows that have one. */
async function areRight(page: Page, expected: Map<string, string[]>): Promise<string[]> {
  let marked: Awaited<ReturnType<typeof markedRows>> = [];
  await expect
    .poll(
      async () => {
        const rows = await markedRows(page, "message", "subject");
        marked = rows.filter(({ marks }) => marks.length > 0);
        return marked.filter(
          ({ subject, marks }) => String(marks) !== String(expected.get(subject)),
        );
      },
      { message: "marks are their senders'", intervals },
    )
    .toEqual([]);
  return marked.map(({ subject }) => subject);
}

test("rows have their senders' marks when the list is scrolled and sorted [roundcube: list · real]", async ({
  desk,
  rig,
  worker,
}) => {
  test.setTimeout(180_000);
  const { page } = desk;
  await signInToMail(page, rig);
  const expected = await expectedMarks(worker);
  const customers = [...expected]
    .filter(([, marks]) => marks.length > 0)
    .map(([subject]) => subject);
  await expect
    .poll(() => areRight(page, expected))
    .toEqual(expect.arrayContaining(customers.slice(-8)));
  await picture(page, "roundcube-list");
  const rows = page.locator("#messagelist tbody tr.message");
  const inAll = await rows.count();
  for (const [column, order] of [
    ["subject", "ASC"],
    ["from", "DESC"],
    ["size", "ASC"],
    ["arrival", "DESC"],
  ]) {
    const answered = page.waitForResponse((response) => response.url().includes("_action=list"));
    await page.evaluate(
      ([by, way]) => {
        Reflect.get(window, "rcmail").list_mailbox("", "", `${by}_${way}`);
      },
      [column, order],
    );
    await answered;
    // The list is empty from the asking until the answer is drawn.
    await expect(rows).toHaveCount(inAll);
    const seen = new Set<string>();
    const { height, page: step } = await page
      .locator("#messagelist-content")
      .evaluate((list) => ({ height: list.scrollHeight, page: list.clientHeight - 50 }));
    expect(step).toBeGreaterThan(300);
    for (let top = 0; top < height; top += step) {
      await page.locator("#messagelist-content").evaluate((list, to) => {
        list.scrollTop = to;
      }, top);
      await expect
        .poll(
          async () => {
            for (const subject of await areRight(page, expected)) seen.add(subject);
            return page.evaluate(() => {
              const rows = [...document.querySelectorAll("#messagelist tbody tr.message")].filter(
                (row) => {
                  const { top: y, bottom } = row.getBoundingClientRect();
                  return bottom > 100 && y < innerHeight;
                },
              );
              return rows.filter(
                (row) =>
                  row.querySelector(".fromto [title*='@']") !== null &&
                  row.querySelector("regards-mark") === null,
              ).length;
            });
          },
          { message: `rows in view are looked up, by ${column} from ${top}`, intervals },
        )
        .toBe(0);
    }
    expect([...seen].toSorted(), `by ${column}`).toEqual(customers.toSorted());
  }
});
