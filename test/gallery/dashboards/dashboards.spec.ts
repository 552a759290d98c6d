/** Dashboards as built, over snapshots that the contract accepts: looks, words, states, links. */
import { customerFilter } from "../../../shared/contract/customer-filter.ts";
import { savedBy, tableOf, violations } from "../charts/open.ts";
import { months, snapshotOf } from "./book.ts";
import { expect, pageKeys, refuse, test } from "./open.ts";

const ready = ".chart-place > svg";

test.describe("with axe", () => {
  // axe puts itself into the page as text, which the page's policy forbids.
  test.use({ bypassCSP: true, reducedMotion: "reduce" });
  for (const theme of ["light", "dark"] as const) {
    test(`axe finds nothing on any dashboard when ${theme}`, async ({ dashboards, page }) => {
      test.slow();
      const found: Record<string, string[]> = {};
      for (const key of pageKeys) {
        await dashboards.open(`/${key}`, { theme, locale: theme === "dark" ? "zh_CN" : "en" });
        await page.locator(ready).first().waitFor();
        found[key] = await violations(page);
      }
      expect(found).toEqual(Object.fromEntries(pageKeys.map((key) => [key, []])));
    });
  }
});

/** A key of words, a gap with its name, a value that is none. */
const raw = /dashboards\.|charts\.|\b[a-z]+_[a-z_]+\b|\{\w+|undefined|NaN/;

for (const locale of ["en", "zh_CN"] as const) {
  test(`dashboards show no raw code and no error when ${locale}`, async ({ dashboards, page }) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    for (const key of pageKeys) {
      await dashboards.open(`/${key}`, { locale });
      await page.locator(ready).first().waitFor();
      for (const button of await page.locator(".chart-tools [aria-pressed]").all())
        await button.click();
      const text = await page.locator("main").innerText();
      expect(text, key).not.toMatch(raw);
      // A word without a sentence is an empty text.
      const empty = await page
        .locator("main :is(h1, h2, h3, dt, dd, button, option, th, figcaption p)")
        .evaluateAll((all) =>
          all.filter((one) => one.textContent?.trim() === "").map((one) => one.outerHTML),
        );
      expect(empty, key).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
}

test("dashboards fit a telephone when its page is 360 pixels wide", async ({
  dashboards,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  for (const key of pageKeys) {
    await dashboards.open(`/${key}`, { locale: "zh_CN" });
    await page.locator(ready).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), key).toBe(360);
  }
});

test("every figure that leads to a list carries a filter of the list's grammar", async ({
  dashboards,
  page,
}) => {
  for (const key of pageKeys) {
    await dashboards.open(`/${key}`);
    await page.locator(ready).first().waitFor();
    const links = await page
      .locator("main a[href^='/customers']")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    if (key !== "actions") expect(links.length, key).toBeGreaterThan(2);
    const body = JSON.stringify(snapshotOf(key).body);
    for (const link of links) {
      const filter = new URL(link, "https://regards.example").searchParams.get("filter") ?? "";
      expect(customerFilter.safeParse(JSON.parse(filter)).success, `${key} ${filter}`).toBe(true);
      expect(body, key).toContain(filter);
    }
  }
});

test("a bar opens the list of those behind it, by a click and by the Enter key", async ({
  dashboards,
  page,
}) => {
  const bar = page.getByRole("link", { name: /^Shipyards \(402\), £526k$/ });
  for (const press of ["click", "key"] as const) {
    await dashboards.open("/value");
    if (press === "click") await bar.click();
    else await bar.press("Enter");
    await page.waitForURL("**/customers?filter=*");
    const filter = new URL(page.url()).searchParams.get("filter");
    expect(JSON.parse(filter ?? "")).toEqual({ field: "segment", in: ["Shipyards"] });
  }
});

test("value has the figures of its snapshot in its tables", async ({ dashboards, page }) => {
  await dashboards.open("/value");
  const { body } = snapshotOf("value") as Extract<ReturnType<typeof snapshotOf>, { page: "value" }>;
  const classes = page.getByRole("figure", { name: "Classes A, B and C" });
  const [, ...rows] = await tableOf(classes);
  expect(rows).toEqual([
    ["Class A (610)", "21%", "80%"],
    ["Class B (540)", "18%", "15%"],
    ["Class C (1,800)", "61%", "5%"],
  ]);
  const spread = page.getByRole("figure", { name: "How the value is spread" });
  const counts = (await tableOf(spread)).slice(1).map((row) => Number(row.at(-1)));
  expect(counts).toEqual(body.histogram.map(({ customers }) => customers));
  await expect(page.getByText("80% interval £1.17m to £1.39m")).toBeVisible();
});

test("a chart is saved as a picture and as CSV under the portfolio's own policy", async ({
  dashboards,
  page,
}) => {
  await dashboards.open("/value", { locale: "zh_CN", theme: "dark" });
  const chart = page.getByRole("figure", { name: "A、B、C 三类" });
  const picture = await savedBy(page, chart.getByRole("button", { name: "存为 PNG" }));
  expect(picture.name).toBe("A、B、C 三类.png");
  expect(picture.content.subarray(1, 4).toString()).toBe("PNG");
  const csv = await savedBy(page, chart.getByRole("button", { name: "存为 CSV" }));
  expect(csv.content.toString("utf8").split("\n")[1]).toMatch(/^A 类（610）,0\.2067\d*,0\.8$/);
});

test("RFM shows the month chosen beside this one, and no list of earlier ones", async ({
  dashboards,
  page,
}) => {
  await dashboards.open("/rfm");
  const grid = page.getByRole("figure", { name: "Recency and frequency", exact: true });
  await expect(grid.locator("svg").getByText("October 2026")).toBeVisible();
  await page.getByLabel("Compare with").selectOption({ label: "May 2026" });
  await expect(grid.locator("svg").getByText("May 2026")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("with")).toBe("2026-05");
  await expect(grid.locator("svg a")).toHaveCount(25);
  const [head, ...rows] = await tableOf(grid);
  expect(head).toEqual([
    "Recency (5 is latest)",
    "Frequency (5 is most often)",
    "Segment",
    "May 2026",
    "November 2026",
  ]);
  for (const [at, month] of [
    [3, "2026-05"],
    [4, "2026-11"],
  ] as const) {
    const { body } = snapshotOf("rfm", month) as Extract<
      ReturnType<typeof snapshotOf>,
      { page: "rfm" }
    >;
    const counts = new Map(
      body.cells.map((one) => [`${one.recency} ${one.frequency}`, one.customers]),
    );
    for (const row of rows) expect(Number(row[at])).toBe(counts.get(`${row[0]} ${row[1]}`));
  }
});

test("an earlier month is named in the address, and its figures open no list", async ({
  dashboards,
  page,
}) => {
  await dashboards.open("/value");
  await page.getByLabel("Month", { exact: true }).selectOption("2026-05");
  await expect(page.getByText("figures of an earlier month")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("at")).toBe("2026-05");
  await expect(page.locator("main a[href^='/customers']")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText("figures of an earlier month")).toHaveCount(0);
  expect(months[0]).toBe("2026-11");
});

test("satisfaction says too few to say where fewer than ten answered", async ({
  dashboards,
  page,
}) => {
  await dashboards.open("/satisfaction");
  const nps = page.getByRole("figure", { name: "Would they recommend us (NPS)" });
  const rows = await tableOf(nps);
  expect(rows.filter(([, value]) => value === "too few to say")).toHaveLength(2);
  const tiers = await tableOf(page.getByRole("figure", { name: "NPS by tier" }));
  expect(tiers.find(([name]) => name?.startsWith("Potential"))?.[1]).toBe("too few to say");
});

test("actions keep effects and associations apart, and say which is which", async ({
  dashboards,
  page,
}) => {
  await dashboards.open("/actions");
  const effects = await tableOf(page.getByRole("figure", { name: "What actions brought" }));
  expect(effects.find(([name]) => name === "Win them back")?.[1]).toBe("+£61");
  const association = page.getByRole("figure", { name: "Association, not effect" });
  await expect(association).toContainText("nobody was held out");
  const rows = await tableOf(association);
  expect(rows.slice(1).map(([name]) => name)).toEqual([
    "Thank them and ask for a referral",
    "Arrange an executive review",
  ]);
  await page.getByRole("combobox", { name: "Tier" }).selectOption("high");
  await expect(page.getByRole("figure", { name: "Association, not effect" })).toHaveCount(0);
});

test("a measure's explanation is opened from its chart", async ({ dashboards, page }) => {
  for (const key of pageKeys) {
    await dashboards.open(`/${key}`);
    await page.locator(ready).first().waitFor();
    const anchors = await page
      .getByRole("link", { name: "How is this computed?" })
      .evaluateAll((all) => all.map((one) => new URL((one as HTMLAnchorElement).href).hash));
    expect(anchors.length, key).toBeGreaterThan(1);
    await page.getByRole("link", { name: "How is this computed?" }).first().click();
    await page.locator("article").waitFor();
    for (const anchor of new Set(anchors))
      expect(await page.locator(anchor).count(), `${key} ${anchor}`).toBe(1);
  }
});

test("measures are explained in Chinese alone when that is the reader's language", async ({
  dashboards,
  page,
}) => {
  const english: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/assets/en-")) english.push(request.url());
  });
  await dashboards.open("/measures#early-warning", { locale: "zh_CN" });
  const text = page.locator("article[lang=zh-CN]");
  const warning = text.locator("#early-warning");
  await expect(warning.getByRole("heading", { name: "预警" })).toBeInViewport();
  await expect(warning.getByText("代码示例")).toBeVisible();
  await page
    .getByRole("navigation", { name: "目录" })
    .getByRole("link", { name: "分级", exact: true })
    .click();
  await expect(text.locator("#tier").getByRole("heading")).toBeInViewport();
  expect(english).toEqual([]);
});

test("a manager starts the first review when there is none yet", async ({ dashboards, page }) => {
  let started = 0;
  await dashboards.open("/loyalty", { answer: refuse(404, "not_found") });
  await page.route("https://regards.example/v1/review", (route) => {
    started += 1;
    return route.fulfill({ status: 202, contentType: "application/json", body: "{}" });
  });
  await expect(page.getByRole("heading", { name: "No review yet" })).toBeVisible();
  await page.getByRole("button", { name: "Start a review" }).click();
  await expect(page.getByText("The review has started.")).toBeVisible();
  expect(started).toBe(1);
});

test("a dashboard that cannot be loaded says so and tries again", async ({ dashboards, page }) => {
  let isBroken = true;
  await dashboards.open("/resources", {
    answer: (route) =>
      isBroken
        ? refuse(503, "unavailable")(route)
        : route.fulfill({ contentType: "application/json", body: resources }),
  });
  await expect(page.getByRole("alert")).toContainText("The book is busy");
  isBroken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("figure", { name: "Time against value" })).toBeVisible();
});
const resources = JSON.stringify(snapshotOf("resources"));

test("a dashboard shows that it is loading until its figures are here", async ({
  dashboards,
  page,
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await dashboards.open("/resources", {
    answer: async (route) => {
      await held;
      await route.fulfill({ contentType: "application/json", body: resources });
    },
  });
  await expect(page.getByRole("status").filter({ hasText: "Loading" })).toBeVisible();
  release();
  await expect(page.getByRole("figure", { name: "Time against value" })).toBeVisible();
});
