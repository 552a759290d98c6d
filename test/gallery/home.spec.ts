/** Home: anybody is found by name or address, and today's list is answered in place; by keys too. */
import { expect, test } from "./open.ts";

const found = (...names: string[]) => ({
  ok: true as const,
  value: {
    customers: names.map((name, at) => ({
      id: `0199a1b2-7c3d-7e4f-8a5b-00000000000${at + 1}`,
      name,
      kind: "company" as const,
      externalId: null,
      tier: "high" as const,
      same: false,
    })),
    more: false,
  },
});

test("a slash looks for somebody, and Escape goes back to the mail", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Log a call" }).focus();
  await page.keyboard.press("/");
  expect(await gallery.calls()).toEqual([["goHome", true]]);
  await gallery.set({ screen: "home", email: null, home: { canLeave: true, isAsked: true } });
  await expect(panel.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  expect((await gallery.calls()).at(-1)).toEqual(["goHome", false]);
});

test("a slash is a letter where it is typed into a field", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Add a note" }).click();
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("24/11");
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveValue("24/11");
  expect((await gallery.calls()).map(([name]) => name)).not.toContain("goHome");
});

test("a customer is found by name and opened by keys alone", async ({ gallery, page }) => {
  const panel = await gallery.show("homeOverMail");
  await gallery.found(found("Harlow Marine", "Harlow Asia"));
  await expect(panel.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("harl");
  await expect(panel.getByRole("option")).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect((await gallery.calls()).at(-1)).toEqual([
    "openCustomer",
    "0199a1b2-7c3d-7e4f-8a5b-000000000002",
    null,
  ]);
});

test("Enter opens the first customer found, and says why one cannot be opened", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("homeOverMail");
  await gallery.found(found("Harlow Marine"));
  await expect(panel.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("harlow");
  await expect(panel.getByRole("option")).toHaveCount(1);
  await gallery.answer({ ok: false, code: "no_address", message: "" });
  await page.keyboard.press("Enter");
  await expect(panel.getByText("No address of theirs is in the book.").first()).toBeVisible();
});

test("an address that is typed is looked up, and not searched for by name", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("homeOverMail");
  await expect(panel.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("dana@harlow-marine.example");
  await expect(
    panel.getByRole("button", { name: "Look up dana@harlow-marine.example" }),
  ).toBeVisible();
  await page.keyboard.press("Enter");
  expect((await gallery.calls()).at(-1)).toEqual(["openAddress", "dana@harlow-marine.example"]);
});

test("today's step is done in place, and taken back", async ({ gallery }) => {
  const panel = await gallery.show("home");
  const step = panel.getByRole("listitem").filter({ hasText: "Resolve their complaint" });
  await step.getByRole("button", { name: "Done: Harlow Marine" }).click();
  const answered = panel.getByRole("listitem").filter({ hasText: "Marked as done" });
  await expect(answered).toBeVisible();
  await answered.getByRole("button", { name: "Undo" }).click();
  await expect(step.getByRole("button", { name: "Done: Harlow Marine" })).toBeFocused();
  expect((await gallery.calls()).slice(1)).toEqual([
    ["actionOutcome", "dana@harlow-marine.example", "a:solve_complaint", "done", null],
    ["undoOutcome", "fact-1"],
  ]);
});

test("today's step says why it is not useful, and a promise is moved", async ({ gallery }) => {
  const panel = await gallery.show("home");
  await panel.getByRole("button", { name: "Not useful: 哈洛亚洲" }).click();
  await panel.getByRole("button", { name: "Not the right time" }).click();
  await expect(panel.getByText("Noted as not useful").first()).toBeVisible();
  await panel.getByRole("button", { name: "Move: Send the terms" }).click();
  await panel.getByRole("button", { name: "Move to this day" }).click();
  await expect(panel.getByText("Promise moved").first()).toBeVisible();
  expect((await gallery.calls()).slice(1)).toEqual([
    ["actionOutcome", "", "a:call_before_lapse", "not_useful", "wrong_time"],
    [
      "markPromise",
      "dana@harlow-marine.example",
      "0199a1b2-7c3d-7e4f-8a5b-000000000060",
      "moved",
      "2026-11-22",
    ],
  ]);
});

test("today opens the card of whom it names", async ({ gallery }) => {
  const panel = await gallery.show("home");
  await panel.getByRole("button", { name: "哈洛亚洲", exact: true }).click();
  expect((await gallery.calls()).at(-1)).toEqual([
    "openCustomer",
    "0199a1b2-7c3d-7e4f-8a5b-000000000003",
    null,
  ]);
});

test("today says that nothing is left when there is nothing to do", async ({ gallery }) => {
  const value = { customers: [], promises: [], moreCustomers: false, morePromises: false };
  await gallery.today({ ok: true, value });
  const panel = await gallery.show("home");
  await expect(panel.getByText("Nothing left for today.")).toBeVisible();
});

test("today says why it cannot be read, and is read again", async ({ gallery }) => {
  await gallery.today({ ok: false, failure: { code: "offline" } });
  const panel = await gallery.show("home");
  await expect(panel.getByRole("status").filter({ hasText: "offline" })).toBeVisible();
  await panel.getByRole("button", { name: "Read again" }).click();
  await expect
    .poll(async () => (await gallery.calls()).map(([name]) => name))
    .toEqual(["today", "today"]);
});

test("a card that was found leads back to today", async ({ gallery }) => {
  const panel = await gallery.show("found");
  await panel.getByRole("button", { name: "Back to today" }).click();
  expect(await gallery.calls()).toEqual([["goHome", true]]);
  await expect(panel.getByRole("button", { name: "Log email" })).toHaveCount(0);
});
