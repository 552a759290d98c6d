/** A rep's whole day without a mouse: read, step, log, undo, faces, add; and the tree as it is read. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./open.ts";

const folder = fileURLToPath(new URL("../../.state/screenshots/", import.meta.url));

/** Keeps the tree of a panel as a screen reader meets it, in order, for reading. */
async function keepTree(panel: Locator, name: string): Promise<string> {
  const tree = await panel.ariaSnapshot();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}tree-${name}.yml`, `${tree}\n`);
  return tree;
}

/** Presses Tab until the control of that name has the focus; fails where none comes. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press("Tab");
    if (await control.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one))
      return;
  }
  throw new Error(`Tab never comes to ${String(control)}`);
}

test("a day's work is done by keys alone", async ({ gallery, page }) => {
  const panel = await gallery.show("awaited", { laterDays: 7 });
  const button = (name: string | RegExp) => panel.getByRole("button", { name }).first();
  // Read: a figure, and its explanation.
  await tabTo(page, button(/^Explain next 12 months/));
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("group", { name: "What they are worth" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button(/^Explain next 12 months/)).toBeFocused();
  // Log, and undo.
  await tabTo(page, button(/^Log email/));
  await page.keyboard.press("Enter");
  await expect(panel.locator("[data-proof=email]")).toBeFocused();
  await tabTo(page, panel.locator("[data-proof=email]").getByRole("button", { name: "Undo" }));
  await page.keyboard.press("Enter");
  await expect(button(/^Log email/)).toBeFocused();
  // A face: arrows pass over faces, Enter on the line notes.
  const faces = panel.getByRole("radio");
  await faces.first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect((await gallery.calls()).map(([what]) => what)).not.toContain("noteSatisfaction");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(panel.locator("[data-proof=satisfaction]")).toBeFocused();
  const calls = await gallery.calls();
  expect(calls.map(([what]) => what)).toEqual(["log", "undoLog", "noteSatisfaction"]);
});

test("a step is done by keys alone", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await tabTo(page, panel.locator(".next").getByRole("button", { name: "Call", exact: true }));
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("Orders on Monday");
  await tabTo(page, panel.getByRole("button", { name: "Save" }));
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await gallery.calls()).map(([what]) => what))
    .toEqual(["log", "actionOutcome"]);
});

test("a stranger is added by keys alone", async ({ gallery, page }) => {
  const panel = await gallery.show("stranger");
  await tabTo(page, panel.getByRole("button", { name: "Add to Harlow Marine" }));
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await gallery.calls())[0]?.[0]).toBe("addContact");
});

test("the tree says who it is, what to do and why, before any figure", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  const tree = await keepTree(panel, "customer");
  const places = [
    'heading "Dana Whitfield"',
    "Explain tier: High value",
    'heading "Call before they lapse"',
    "No order for 41 days",
    'button "Call"',
    "Explain trust: 72 good",
    "They said",
    'heading "Last contacts"',
    'group "How satisfied do they seem?"',
    "More about them",
    'button "Log email',
  ].map((words) => ({ words, at: tree.indexOf(words) }));
  expect(places.filter(({ at }) => at === -1)).toEqual([]);
  expect(places.map(({ at }) => at)).toEqual(places.map(({ at }) => at).toSorted((a, b) => a - b));
});

test("the tree says that a sender is doubted before it says anything else of them", async ({
  gallery,
}) => {
  const panel = await gallery.show("caution");
  const tree = await keepTree(panel, "caution");
  expect(tree.indexOf("Do not answer yet")).toBeGreaterThan(-1);
  expect(tree.indexOf("Do not answer yet")).toBeLessThan(tree.indexOf("heading"));
});
