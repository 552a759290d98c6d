/** Opens the portfolio as it is built, with its policy, over answers that the contract accepts. */
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, type Page, type Route } from "@playwright/test";
import { build } from "vite";
import type { SnapshotPage } from "../../../shared/contract/snapshot.ts";
import { meOf, modelsOf, snapshotOf } from "./book.ts";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const root = fileURLToPath(new URL("../../../", import.meta.url));
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
export const pageKeys: readonly SnapshotPage[] = [
  "value",
  "rfm",
  "loyalty",
  "satisfaction",
  "actions",
  "resources",
];

export type Scene = {
  theme?: "light" | "dark";
  locale?: "en" | "zh_CN";
  role?: "manager" | "admin";
  /** Answers snapshots in place of the book's. */
  answer?: (route: Route) => Promise<void>;
};

/** Builds the portfolio and returns its folder. */
export async function buildPortfolio(): Promise<string> {
  const outDir = join(root, ".state/gallery-portfolio");
  const configFile = join(root, "worker/portfolio/vite.config.ts");
  await build({ configFile, build: { outDir, emptyOutDir: true } });
  return outDir;
}

const json = (route: Route, body: unknown, status = 200) =>
  route.fulfill({ status, contentType: "application/json", body: JSON.stringify(body) });

/** Answers `code` as the Worker refuses. */
export const refuse = (status: number, code: string) => (route: Route) =>
  json(route, { error: { code, message: "", field: null } }, status);

/** Answers the API as a Worker with the book would. */
function answerFrom({ role = "manager", answer }: Scene) {
  return async (route: Route) => {
    const url = new URL(route.request().url());
    const page = pageKeys.find((one) => url.pathname === `/v1/snapshots/${one}`);
    if (url.pathname === "/v1/me") return json(route, meOf(role));
    if (url.pathname === "/v1/models") return json(route, modelsOf());
    if (page === undefined) return refuse(404, "not_found")(route);
    if (answer !== undefined) return answer(route);
    return json(route, snapshotOf(page, url.searchParams.get("at") ?? undefined));
  };
}

/** Serves the built files and the answers, under the headers of the Worker's assets. */
export async function open(page: Page, folder: string, path: string, scene: Scene = {}) {
  const policy = /Content-Security-Policy: (.*)/.exec(
    readFileSync(join(folder, "_headers"), "utf8"),
  )?.[1];
  await page.route("https://regards.example/**", (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(folder, pathname);
    const found = extname(pathname) !== "" && existsSync(file) ? file : join(folder, "index.html");
    return route.fulfill({
      body: readFileSync(found),
      contentType: types[extname(found)] ?? "application/octet-stream",
      headers: policy === undefined ? {} : { "content-security-policy": policy },
    });
  });
  await page.route("https://regards.example/v1/**", answerFrom(scene));
  const { theme = "light", locale = "en" } = scene;
  await page.addInitScript(
    ({ theme, locale }) =>
      localStorage.setItem("regards.settings", JSON.stringify({ theme, language: locale })),
    { theme, locale },
  );
  await page.goto(`https://regards.example${path}`);
}

type Dashboards = {
  open(path: string, scene?: Scene): Promise<void>;
};

export const test = base.extend<{ dashboards: Dashboards }, { folder: string }>({
  locale: "en-GB",
  timezoneId: "Europe/London",
  viewport: { width: 1280, height: 900 },
  launchOptions: [
    {
      args: ["--no-sandbox", "--disable-gpu"],
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
    },
    { scope: "worker" },
  ],
  folder: [async ({}, use) => use(await buildPortfolio()), { scope: "worker" }],
  dashboards: async ({ page, folder }, use) => {
    await page.clock.setFixedTime("2026-11-30T12:00:00Z");
    await use({ open: (path, scene) => open(page, folder, path, scene) });
  },
});

export { expect } from "@playwright/test";
