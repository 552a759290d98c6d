/** Charts: their tables, files, links, and looks without colour and on a telephone. */
import { csvParseRows } from "d3-dsv";
import { cohorts, gridCells, npsPoints, valueBins } from "./figures.ts";
import { expect, savedBy, tableOf, test, violations } from "./open.ts";

const looks = (["light", "dark"] as const).flatMap((theme) =>
  (["en", "zh_CN"] as const).map((locale) => ({ theme, locale })),
);

/** Those in a frame; a sparkline stands beside its figure, without one. */
const framed = async (charts: { names(): Promise<string[]> }) =>
  (await charts.names()).filter((name) => !["sparks", "tierHistory"].includes(name));

test.describe("with axe", () => {
  // axe puts itself into the page as text, which the page's policy forbids.
  test.use({ bypassCSP: true, reducedMotion: "reduce" });
  for (const look of looks) {
    test(`axe finds nothing in charts and tables when ${look.theme} ${look.locale}`, async ({
      charts,
      page,
    }) => {
      test.slow();
      await charts.show(await charts.names(), look);
      expect(await violations(page)).toEqual([]);
      for (const button of await page.locator(".chart-tools [aria-pressed]").all())
        await button.click();
      expect(await violations(page)).toEqual([]);
    });
  }
});

test("line chart's table holds every figure, and says where too few answered", async ({
  charts,
}) => {
  const [head, ...rows] = await tableOf(await charts.show("nps"));
  expect(head).toEqual(["Month", "NPS", "NPS from (95%)", "NPS to (95%)", "NPS n"]);
  const whole = (value: number) => String(Math.round(value)).replace("-", "−");
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    npsPoints().map(({ value, low, high, n }) =>
      value === null
        ? ["too few to say", "–", "–", String(n)]
        : [value, low ?? 0, high ?? 0, n ?? 0].map(whole),
    ),
  );
  expect(rows.filter(([, value]) => value === "too few to say")).toHaveLength(2);
});

test("chart says that too little is known, and draws no axes, when no figure is", async ({
  charts,
}) => {
  const chart = await charts.show("nothingKnown");
  await expect(chart).toContainText("There is too little to say anything yet.");
  await expect(chart.locator("svg.chart-svg, .chart-body svg")).toHaveCount(0);
  await expect(chart.getByRole("button", { name: "Save as PNG" })).toHaveCount(0);
  const [, ...rows] = await tableOf(chart);
  expect(rows.every(([, value]) => value === "too few to say")).toBe(true);
});

test("line chart leaves a gap where too few answered", async ({ charts }) => {
  const chart = await charts.show("nps");
  const path = (await chart.locator(".line").getAttribute("d")) ?? "";
  expect(path.match(/M/g)).toHaveLength(2);
  await expect(chart.locator(".too-few")).toHaveCount(2);
});

test("every figure that leads to a list does so from chart and table alike", async ({ charts }) => {
  for (const name of await framed(charts)) {
    const chart = await charts.show(name);
    const linksIn = (part: string) =>
      chart
        .locator(part)
        .locator("a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? "").toSorted());
    const drawn = await linksIn("svg");
    await chart.getByRole("button", { name: "Table" }).click();
    expect(await linksIn("table"), name).toEqual(drawn);
  }
});

test("CSV holds the figures as numbers, a row for each of the table", async ({ charts, page }) => {
  const chart = await charts.show("distribution");
  const { name, content } = await savedBy(page, chart.getByRole("button", { name: "Save as CSV" }));
  expect(name).toBe("How the value is spread.csv");
  const text = content.toString("utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  const [head, none, ...rows] = csvParseRows(text.slice(1));
  expect(head).toEqual(["From", "Below", "Customers"]);
  expect(none).toEqual(["0", "0", "244"]);
  expect(rows).toEqual(
    valueBins().map(({ from, below, count }) => [String(from), String(below), String(count)]),
  );
});

test("CSV has as many rows and columns as the table of every chart", async ({ charts, page }) => {
  for (const name of await framed(charts)) {
    const chart = await charts.show(name, { locale: "zh_CN" });
    const saved = await savedBy(page, chart.getByRole("button", { name: "存为 CSV" }));
    const rows = csvParseRows(saved.content.toString("utf8").slice(1));
    const table = await tableOf(chart);
    expect(
      rows.map((row) => row.length),
      name,
    ).toEqual(table.map((row) => row.length));
    expect(rows[0], name).toEqual(table[0]);
  }
});

for (const theme of ["light", "dark"] as const) {
  test(`PNG is drawn in the colours of the page when ${theme}`, async ({ charts, page }) => {
    for (const name of await framed(charts)) {
      // Where nothing is known, nothing is drawn.
      if (name === "nothingKnown") continue;
      const chart = await charts.show(name, { theme });
      const saved = await savedBy(page, chart.getByRole("button", { name: "Save as PNG" }));
      const source = `data:image/png;base64,${saved.content.toString("base64")}`;
      const { corner, colours, width } = await page.evaluate(async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = image.width;
        canvas.height = image.height;
        const pen = canvas.getContext("2d")!;
        pen.drawImage(image, 0, 0);
        const { data } = pen.getImageData(0, 0, image.width, image.height);
        const colours: Record<string, number> = {};
        for (let at = 0; at < data.length; at += 4) {
          const key = `${data[at]},${data[at + 1]},${data[at + 2]}`;
          colours[key] = (colours[key] ?? 0) + 1;
        }
        return { corner: data.slice(0, 3).join(), colours, width: image.width };
      }, source);
      expect(corner, name).toBe(theme === "light" ? "255,255,255" : "24,25,27");
      expect(width, name).toBeGreaterThan(1400);
      // Ink of the words, and beside it more than the paper.
      expect(colours[theme === "light" ? "28,32,36" : "237,238,240"], name).toBeGreaterThan(100);
      expect(Object.keys(colours).length, name).toBeGreaterThan(20);
    }
  });
}

test("a mark says its figure on focus, and Escape takes that away", async ({ charts, page }) => {
  const chart = await charts.show("valueBySegment");
  const link = chart.getByRole("link", {
    name: /^Restaurants, £289k, 95% interval £248k to £338k/,
  });
  await link.focus();
  await expect(chart.locator(".chart-tip")).toContainText("95% interval £248k to £338k");
  await page.keyboard.press("Escape");
  await expect(chart.locator(".chart-tip")).toHaveCount(0);
});

test("sparkline has a table of its figures for a screen reader", async ({ charts }) => {
  const chart = await charts.show("sparks");
  await expect(chart.getByRole("img", { name: /^Trust: from \d+ to \d+$/ })).toBeVisible();
  await expect(chart.getByRole("table", { name: "Trust" }).getByRole("row")).toHaveCount(18);
});

test("sparkline places its points by time when their moments are known", async ({ charts }) => {
  const chart = await charts.show("tierHistory");
  const path = (await chart.locator(".line").getAttribute("d")) ?? "";
  const [start = 0, first = 0, second = 0] = [...path.matchAll(/[MLH]([\d.]+)/g)]
    .map((match) => Number(match[1]))
    .filter((x, at, all) => x !== all[at - 1]);
  const share = (first - start) / (second - start);
  const days = (Date.UTC(2025, 2, 10) - Date.UTC(2025, 0, 2)) / 86_400_000;
  expect(share).toBeCloseTo(
    days / ((Date.UTC(2026, 7, 20) - Date.UTC(2025, 0, 2)) / 86_400_000),
    2,
  );
});

test("cohorts show the interval on focus, and arrow keys go from cell to cell", async ({
  charts,
  page,
}) => {
  const chart = await charts.show("retention");
  const [first] = cohorts();
  await chart.getByRole("img", { name: /^2024-Q3 · 0/ }).focus();
  await page.keyboard.press("ArrowRight");
  const { low = 0, high = 0 } = first!.cells[1]!;
  const percent = (value: number | null) => `${Math.round((value ?? 0) * 100)}%`;
  await expect(chart.locator(".chart-tip")).toContainText(
    `95% interval ${percent(low)} to ${percent(high)}`,
  );
  await page.keyboard.press("ArrowDown");
  await expect(chart.locator(".chart-tip")).toContainText("2024-Q4 · 1");
  // One stop of the Tab key for all cells.
  expect(await chart.locator("svg [tabindex='0']").count()).toBe(1);
});

test("cohorts hatch the quarters that are not over, and the table says so", async ({ charts }) => {
  const chart = await charts.show("retention");
  const open = cohorts().flatMap(({ cells }) => cells.filter((cell) => cell.isUnfinished));
  await expect(chart.locator("rect[fill^='url(']")).toHaveCount(open.length);
  const rows = await tableOf(chart);
  expect(rows.filter((row) => row.at(-1) === "yes")).toHaveLength(open.length);
});

test("grid has the count of every cell at both dates in its table", async ({ charts }) => {
  const [, ...rows] = await tableOf(await charts.show("grid"));
  const [now, then] = [gridCells("en", 3), gridCells("en", 5)];
  expect(rows).toHaveLength(25);
  for (const [row, column, name, ...counts] of rows) {
    const at = (cells: typeof now) =>
      cells.find((one) => one.row === Number(row) && one.column === Number(column));
    expect([name, ...counts]).toEqual([
      at(now)?.name,
      String(at(now)?.count),
      String(at(then)?.count),
    ]);
  }
});

test("series differ in dash, mark or pattern when there is no colour", async ({ charts }) => {
  const lines = await charts.show("trustByTier");
  const dashes = await lines
    .locator("path.line")
    .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).strokeDasharray));
  expect(new Set(dashes).size).toBe(4);
  const bars = await charts.show("shares");
  const patterns = await bars
    .locator("svg a")
    .evaluateAll((links) =>
      links.slice(0, 3).map((link) => link.querySelector("rect[fill]")?.getAttribute("fill")),
    );
  expect(new Set(patterns).size).toBe(3);
});

for (const locale of ["en", "zh_CN"] as const) {
  test(`no chart or table makes a telephone's page wider when ${locale}`, async ({
    charts,
    page,
  }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await charts.show(await charts.names(), { locale });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(360);
    // No text of a picture is cut by the edge of its card.
    const out = await page.locator(".chart-place > svg text").evaluateAll((texts) =>
      texts
        .filter((text) => {
          const { left, right } = text.getBoundingClientRect();
          const card = text.closest("section")!.getBoundingClientRect();
          return left < card.left || right > card.right;
        })
        .map((text) => text.textContent),
    );
    expect(out).toEqual([]);
    for (const button of await page.locator(".chart-tools [aria-pressed]").all())
      await button.click();
    expect(await width()).toBe(360);
  });
}
