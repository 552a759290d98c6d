/**
 * Opens the gallery in a real browser, under the policy of the extension's pages, at a fixed
 * moment.
 */
import { existsSync } from "node:fs";
import { test as base, type Locator } from "@playwright/test";
import type { Commands, Ended, PanelState } from "../../extension/panel/state.ts";
import { bundle, documentOf, policy } from "./build.ts";
import { now } from "./cards.ts";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
type Show = (
  name: string,
  part?: Partial<PanelState> & { mode?: ShadowRootMode; height?: string },
) => Promise<Locator>;
type Gallery = {
  /** Mounts a state; returns its panel. */
  show: Show;
  /** Changes the state of the panel mounted last. */
  set(part: Partial<PanelState>): Promise<void>;
  /** Takes a panel and its host away. */
  remove(panel: Locator): Promise<void>;
  /** Returns the commands that the panel has called so far. */
  calls(): Promise<unknown[][]>;
  /** Sets the answer of the next commands. */
  answer(ended: Ended): Promise<void>;
  /** Sets the answer of the next readings of today. */
  today(answer: Awaited<ReturnType<Commands["today"]>>): Promise<void>;
  /** Sets the answer of the next questions which surveys may be asked. */
  askable(answer: Awaited<ReturnType<Commands["askable"]>>): Promise<void>;
  /** Sets the answer of the next invitations. */
  invited(answer: Awaited<ReturnType<Commands["invite"]>>): Promise<void>;
  /** Sets the answer of the next searches for customers. */
  found(answer: Awaited<ReturnType<Commands["findCustomers"]>>): Promise<void>;
};

export const test = base.extend<{ gallery: Gallery }, { html: string }>({
  locale: "en-GB",
  timezoneId: "Europe/London",
  viewport: { width: 800, height: 900 },
  launchOptions: [
    {
      args: ["--no-sandbox", "--disable-gpu"],
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
    },
    { scope: "worker" },
  ],
  html: [async ({}, use) => use(documentOf(await bundle())), { scope: "worker" }],
  gallery: async ({ page, html }, use) => {
    await page.clock.setFixedTime(now);
    await page.route("https://mail.example/", (route) =>
      route.fulfill({
        body: html,
        contentType: "text/html",
        headers: { "content-security-policy": policy },
      }),
    );
    await page.goto("https://mail.example/");
    await use({
      show: async (name, part = {}) => {
        await page.evaluate(
          ({ name, part }) => {
            window.gallery.show(name, part);
          },
          { name, part },
        );
        return page.locator(`#${name}`).getByRole("complementary", { name: "Regards" });
      },
      set: (part) =>
        page.evaluate((part) => {
          window.gallery.set(part);
        }, part),
      remove: (panel) =>
        panel.evaluate((aside) => {
          const root = aside.getRootNode();
          if (root instanceof ShadowRoot) root.host.remove();
        }),
      calls: () => page.evaluate(() => window.gallery.calls),
      today: (today) =>
        page.evaluate((today) => {
          window.gallery.today = today;
        }, today),
      askable: (askable) =>
        page.evaluate((askable) => {
          window.gallery.askable = askable;
        }, askable),
      invited: (invited) =>
        page.evaluate((invited) => {
          window.gallery.invited = invited;
        }, invited),
      found: (found) =>
        page.evaluate((found) => {
          window.gallery.found = found;
        }, found),
      answer: (ended) =>
        page.evaluate((ended) => {
          window.gallery.answer = ended;
        }, ended),
    });
  },
});

export { expect } from "@playwright/test";
