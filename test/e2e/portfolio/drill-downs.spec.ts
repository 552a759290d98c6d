/** Every figure that leads to a list: pressed, the list has its filter and its count. */
import type { Page } from "@playwright/test";
import { pageHeader } from "../../../shared/contract/headers.ts";
import { expect, test } from "./book.ts";

type Lead = { filter: string; customers: number };

/** Everything in a snapshot that opens a list, with the number of customers that it shows. */
function leadsOf(value: unknown): Lead[] {
  if (typeof value !== "object" || value === null) return [];
  const { filter, size, customers } = value as Record<string, unknown>;
  const own =
    filter === undefined
      ? []
      : [{ filter: JSON.stringify(filter), customers: Number(size ?? customers) }];
  const inner = Object.entries(value).filter(([name]) => name !== "filter");
  return [...own, ...inner.flatMap(([, part]) => leadsOf(part))];
}

const toLists = 'main a[href^="/customers?filter="]';
const filterOf = (href: string) => new URL(href, "http://x").searchParams.get("filter") ?? "";

type Link = Lead & { chart: string; href: string };

/** Links to lists as they are drawn, by the chart or row of figures that they stand in. */
async function linksOn(page: Page): Promise<{ chart: string; href: string }[]> {
  await expect(page.locator(toLists).first()).toBeVisible();
  return page.locator(toLists).evaluateAll((links) =>
    links.map((link) => ({
      chart: link.closest("section")?.querySelector("h3, h2")?.textContent ?? "",
      href: link.getAttribute("href") ?? "",
    })),
  );
}

/** Returns how many customers the Worker counts for a filter, asked by the page itself. */
const countOf = (page: Page, filter: string): Promise<unknown> =>
  page.evaluate(
    async ({ asked, header }) => {
      const query = new URLSearchParams({ filter: asked, limit: "1" });
      const headers = { [header]: "portfolio" };
      const answer = await fetch(`/v1/customers?${query}`, { headers });
      return ((await answer.json()) as { count: unknown }).count;
    },
    { asked: filter, header: pageHeader },
  );

/** Opens the list behind a mark, by the mouse where it is hit in its middle, else by the keyboard. */
async function press(page: Page, { chart, href, customers }: Link): Promise<void> {
  const link = page.locator(`${toLists}[href="${escaped(href)}"]`).first();
  const isHit = await link.evaluate((mark) => {
    mark.scrollIntoView({ block: "center" });
    const { left, top, width, height } = mark.getBoundingClientRect();
    return mark.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  await page.evaluate(() => Reflect.set(window, "isSamePage", true));
  if (isHit) await link.click();
  else {
    await link.focus();
    await page.keyboard.press("Enter");
  }
  const status = page.locator("main [role=status]").first();
  await expect(status, chart).toHaveText(
    new RegExp(`^${customers.toLocaleString("en")} customers?\\b`),
  );
  expect(filterOf(page.url()), chart).toBe(filterOf(href));
  expect(await page.evaluate(() => Reflect.get(window, "isSamePage")), chart).toBe(true);
  await page.goBack();
  await expect(page.locator(toLists).first()).toBeVisible();
}
const escaped = (text: string) => text.replaceAll('"', '\\"');

/** Checks the count of every link, and presses the largest and the smallest of each chart. */
async function checkLinks(page: Page, leads: readonly Lead[]): Promise<void> {
  const counts = new Map(leads.map(({ filter, customers }) => [filter, customers]));
  const links = (await linksOn(page)).map(({ chart, href }): Link => {
    const filter = filterOf(href);
    const customers = counts.get(filter);
    expect(customers, `${chart}: ${filter}`).toBeDefined();
    return { chart, href, filter, customers: customers ?? 0 };
  });
  const drawn = new Set(links.map(({ filter }) => filter));
  for (const filter of drawn)
    expect({ filter, count: await countOf(page, filter) }).toEqual({
      filter,
      count: { number: counts.get(filter), exact: true },
    });
  for (const own of Map.groupBy(links, ({ chart }) => chart).values()) {
    const ordered = own.toSorted((a, b) => b.customers - a.customers);
    for (const link of new Set([ordered[0], ordered.at(-1)])) if (link) await press(page, link);
  }
}

for (const name of ["value", "rfm", "loyalty", "satisfaction", "resources"] as const)
  test(`charts of ${name} open lists of their filter and count when they are pressed`, async ({
    signedIn,
    book,
  }) => {
    test.slow();
    const page = await signedIn("manager");
    const answer = page.waitForResponse((one) => one.url().includes(`/v1/snapshots/${name}`));
    await page.goto(`${book.url}/${name}`);
    const { body } = (await (await answer).json()) as { body: unknown };
    await checkLinks(page, leadsOf(body));
  });

test("flow of a review opens lists of those who moved so when it is pressed", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  const [{ id } = { id: "" }] = book.db(
    `SELECT review_id AS id FROM tier_moves GROUP BY review_id ORDER BY count(*) DESC LIMIT 1`,
  ) as { id: string }[];
  const moves = book.db(
    `SELECT from_tier AS "from", to_tier AS "to", count(*) AS customers FROM tier_moves
      WHERE review_id = ? GROUP BY from_tier, to_tier`,
    id,
  ) as { from: string; to: string; customers: number }[];
  expect(moves.length).toBeGreaterThan(1);
  await page.goto(`${book.url}/review?id=${id}`);
  await checkLinks(
    page,
    moves.map(({ from, to, customers }) => ({
      filter: JSON.stringify({ field: "moved", in: [`${id}:${from}:${to}`] }),
      customers,
    })),
  );
});

test("orders behind a figure are the timeline's alone when a factor of it is pressed", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  const id = String(
    book.db("SELECT customer_id AS id FROM customer_list WHERE frequency = 5 LIMIT 1")[0]?.["id"],
  );
  await page.goto(`${book.url}/customers/${id}`);
  await page.locator(".card-sheet [data-measure=rfm]").click();
  await page
    .locator(".card-sheet .why")
    .getByRole("button", { name: /orders? so far/ })
    .click();
  const timeline = page.getByRole("region", { name: "Everything we know" });
  await expect(timeline).toBeFocused();
  await expect(timeline.getByRole("button", { name: "Orders" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const facts = timeline.getByRole("listitem");
  await expect(facts.first()).toBeVisible();
  for (const words of await facts.locator(".strong").allTextContents())
    expect(words).toMatch(/^(Order|Return|Renewal)/);

  // The panel beside the mail leads to the same place by the address.
  await page.goto(`${book.url}/customers/${id}?facts=transaction`);
  await expect(timeline.getByRole("button", { name: "Orders" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});
