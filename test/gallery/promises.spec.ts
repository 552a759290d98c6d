/** Promises: made in the foot, marked on their day, moved, taken back; by keys too. */
import { expect, test } from "./open.ts";

const dana = "dana@harlow-marine.example";

test("a promise is made with what and until when, proved, and taken back", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Promise something" }).click();
  const what = panel.getByLabel("What do we do for them?");
  await expect(what).toBeFocused();
  await what.fill("  Send the terms ");
  await panel.getByRole("radio", { name: "Friday" }).check();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText("Promise noted").first()).toBeVisible();
  await expect(panel.locator("[data-proof=promise]")).toBeFocused();
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.locator(".proof")).toHaveCount(0);
  await expect(panel.getByRole("button", { name: "Promise something" })).toBeFocused();
  expect(
    (await gallery.calls()).filter(([name]) => name !== "keepForm" && name !== "dropForm"),
  ).toEqual([
    ["promise", dana, "Send the terms", "2026-11-27"],
    ["undoPromise", "made", "fact-1"],
  ]);
});

test("a promise is made by keys alone, for a date of one's own", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Promise something" }).focus();
  await page.keyboard.press("Enter");
  await expect(panel.getByLabel("What do we do for them?")).toBeFocused();
  await page.keyboard.type("Call the workshop");
  await page.keyboard.press("Tab");
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowRight");
  await expect(panel.getByRole("radio", { name: "A date" })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("alert")).toHaveText("Choose a day from today on.");
  await panel.getByLabel("Date", { exact: true }).focus();
  await page.keyboard.type("12122026");
  await panel.getByRole("button", { name: "Save" }).press("Enter");
  await expect(panel.getByText("Promise noted").first()).toBeVisible();
  expect((await gallery.calls()).find(([name]) => name === "promise")).toEqual([
    "promise",
    dana,
    "Call the workshop",
    "2026-12-12",
  ]);
});

test("nothing is promised when nothing is written", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Promise something" }).click();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("alert")).toHaveText("Write what was promised.");
  expect(await gallery.calls()).toEqual([]);
});

test("what was typed is there again when the form was left by Escape", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Promise something" }).click();
  await panel.getByLabel("What do we do for them?").fill("Send the terms");
  await page.keyboard.press("Escape");
  await expect(panel.getByRole("button", { name: "Promise something" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.getByLabel("What do we do for them?")).toHaveValue("Send the terms");
});

test("a promise of a later day is kept or moved early, and not broken yet", async ({ gallery }) => {
  const panel = await gallery.show("promised");
  const first = panel.getByRole("listitem").filter({ hasText: "Send the terms" });
  await expect(first).toContainText("by Tuesday, Robin");
  await expect(panel.getByText("by 4 Dec")).toBeVisible();
  await expect(panel.getByRole("button", { name: /^Not kept/ })).toHaveCount(0);
  await first.getByRole("button", { name: "Kept: Send the terms", exact: true }).click();
  await expect(panel.getByText("Promise kept: it counts").first()).toBeVisible();
  await panel.getByRole("button", { name: "Undo" }).click();
  expect(await gallery.calls()).toEqual([
    ["markPromise", dana, "0199a1b2-7c3d-7e4f-8a5b-000000000060", "kept", null],
    ["undoPromise", "kept", "fact-1"],
  ]);
});

test("a promise past its day says so and is marked as not kept, or moved", async ({ gallery }) => {
  const panel = await gallery.show("promiseDue");
  const [late, today] = ["Send the terms", "Ask the workshop"].map((what) =>
    panel.getByRole("listitem").filter({ hasText: what }),
  );
  await expect(late!).toContainText("was due 19 Nov");
  await expect(late!).toContainText("You have been in touch since. Was it kept?");
  await expect(today!).toContainText("by today");
  await expect(today!).not.toContainText("in touch since");
  await today!.getByRole("button", { name: /^Move/ }).click();
  await today!.getByRole("radio", { name: "Next week" }).check();
  await today!.getByRole("button", { name: "Move to this day" }).click();
  await expect(panel.getByText("Promise moved").first()).toBeVisible();
  await late!.getByRole("button", { name: /^Not kept/ }).click();
  await expect(panel.getByText("Promise not kept: it counts").first()).toBeVisible();
  expect((await gallery.calls()).map((call) => call.slice(2))).toEqual([
    ["0199a1b2-7c3d-7e4f-8a5b-000000000061", "moved", "2026-11-23"],
    ["0199a1b2-7c3d-7e4f-8a5b-000000000060", "not_kept", null],
  ]);
});

test("focus stays in the date that a promise moves to while it is typed", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("promiseDue");
  await panel.getByRole("button", { name: /^Move: Ask the workshop/ }).click();
  const form = panel.getByRole("form", { name: "Move to this day" });
  await expect(form.getByRole("radio", { name: "Tomorrow" })).toBeFocused();
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowRight");
  await form.getByLabel("Date", { exact: true }).focus();
  await page.keyboard.type("12122026");
  await expect(form.getByLabel("Date", { exact: true })).toBeFocused();
  await expect(form.getByLabel("Date", { exact: true })).toHaveValue("2026-12-12");
});

test("a mark that waits to be sent is not asked for again", async ({ gallery }) => {
  const panel = await gallery.show("promiseDue");
  await gallery.answer({ ok: true, pending: true, id: "entry-1" });
  await panel.getByRole("button", { name: "Kept: Send the terms", exact: true }).click();
  await expect(panel.getByText("Waiting to be sent").first()).toBeVisible();
  await expect(panel.getByRole("listitem").filter({ hasText: "Send the terms" })).toHaveCount(0);
});

test("a viewer sees promises and marks none", async ({ gallery }) => {
  const panel = await gallery.show("promiseDue", { isReadOnly: true });
  await expect(panel.getByText("Send the terms")).toBeVisible();
  await expect(panel.getByRole("button", { name: /Kept|Promise something/ })).toHaveCount(0);
});
