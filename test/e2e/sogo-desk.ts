/** Driving a real SOGo. */
import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { exactly } from "./desk.ts";
import { messageOf } from "../rig/messages.ts";
import type { Sogo } from "../rig/sogo.ts";
import type { Rig } from "../rig/up.ts";

const rows = "#messagesList md-list-item.sg-message-list-item:not(.ng-hide)";

/** Shows SOGo's inbox, signing in if need be; the newest first. */
export async function signInToSogo(
  page: Page,
  sogo: Sogo,
  { user, password }: Pick<Rig, "user" | "password">,
): Promise<void> {
  if (page.url().includes("/Mail/view") && page.url().startsWith(sogo.url)) {
    await scrollTo(page, 0);
    return;
  }
  await page.goto(sogo.url);
  const name = page.locator("form input[type=text]").first();
  await expect(name.or(page.locator(rows).first())).toBeVisible();
  if (await name.isVisible()) {
    await name.fill(user);
    await page.locator("input[type=password]").fill(password);
    await page.keyboard.press("Enter");
  }
  await page.locator(`${rows} .sg-tile-subject`).first().waitFor();
}

const list = "#messagesList .md-virtual-repeat-scroller";

/**
 * Scrolls the list there and waits until its rows are those of the place and show who wrote (a
 * subject they need not have): SOGo has rows for what is in view alone, and asks its server for
 * what they show.
 */
export async function scrollTo(page: Page, top: number): Promise<void> {
  await page.locator(list).evaluate((element, to) => {
    element.scrollTop = to;
  }, top);
  await expect
    .poll(
      () =>
        page.locator(list).evaluate((element, selector) => {
          const { top: from, bottom: to } = element.getBoundingClientRect();
          const inView = [...document.querySelectorAll<HTMLElement>(selector)].filter(
            (row) =>
              row.getBoundingClientRect().bottom > from && row.getBoundingClientRect().top < to,
          );
          const spans = inView.map((row) => row.getBoundingClientRect());
          const covered =
            Math.min(...spans.map((span) => span.top)) <= from + 60 &&
            Math.max(...spans.map((span) => span.bottom)) >= to - 60;
          return covered
            ? inView.filter(
                (row) => (row.querySelector(".sg-md-subhead")?.textContent ?? "").trim() === "",
              ).length
            : "not there yet";
        }, rows),
      { message: `how many rows of the list at ${top} px have no message yet` },
    )
    .toBe(0);
}

/** Scrolls the list from its top until the row is made. */
export async function bringIntoView(page: Page, row: Locator): Promise<void> {
  for (let top = 0; top < 6000 && (await row.count()) === 0; top += 280) await scrollTo(page, top);
}

/** The row of one of the rig's messages, if it is in view. */
export function sogoRow(page: Page, key: string): Locator {
  return page
    .locator(rows)
    .filter({ has: page.locator(".sg-tile-subject", { hasText: exactly(messageOf(key).subject) }) })
    .first();
}

/** Opens one of the rig's messages beside the list. */
export async function openInSogo(page: Page, key: string): Promise<void> {
  await bringIntoView(page, sogoRow(page, key));
  // A button lies over the whole row.
  await sogoRow(page, key).locator("button.md-no-style").click();
  await sogoShows(page, key);
}

/** Waits until the message is the one that is open. */
export async function sogoShows(page: Page, key: string): Promise<void> {
  await expect(page.locator(".view-detail:not(.ng-leave) h5.sg-md-headline")).toHaveText(
    messageOf(key).subject,
  );
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(resolve);
        });
      }),
  );
}
