/** Cases: followed up on the card and in Today, proved, taken back; by keys too. */
import { today } from "./cards.ts";
import { expect, test } from "./open.ts";

const dana = "dana@harlow-marine.example";
const id = "0199a1b2-7c3d-7e4f-8a5b-000000000070";
const one = {
  id,
  reason: "low_score" as const,
  metric: "nps" as const,
  score: 3,
  comment: "Late, twice",
  state: "new" as const,
  openedAt: "2026-11-18T09:00:00Z",
  dueAt: "2026-11-20T09:00:00Z",
  contactedAt: null,
  owner: "Robin",
};

test("a case says what they gave, in which words, and by when somebody is in touch", async ({
  gallery,
}) => {
  for (const look of [
    { theme: "light", locale: "en" },
    { theme: "dark", locale: "zh_CN" },
  ] as const)
    for (const state of ["followUp", "followUpOverdue", "followUpContacted"]) {
      const panel = await gallery.show(state, look);
      await expect(panel.locator(".cases .said")).toContainText("Two pallets came late");
      await panel.screenshot({ path: `.state/gallery/${state}-${look.theme}.png` });
      await gallery.remove(panel);
    }
  const panel = await gallery.show("followUp");
  await expect(panel.locator(".cases")).toContainText(
    "They gave 2 of 5 for satisfaction and asked to be called.",
  );
  await expect(panel.locator(".cases [data-due]")).toHaveText("Be in touch by tomorrow, 14:00");
  await expect(panel.getByText("There is nothing to do")).toHaveCount(0);
});

test("a case past its time says so in words", async ({ gallery }) => {
  const panel = await gallery.show("followUpOverdue");
  await expect(panel.locator(".cases [data-due]")).toHaveText(
    /^Overdue: somebody had to be in touch by .*, 14:00$/,
  );
});

/** Calls of a person: that the case was seen is told by itself, for the button's badge. */
const pressed = (calls: readonly unknown[]) =>
  calls.filter((call) => (call as readonly unknown[])[0] !== "sawCase");

test("a case is marked as contacted by one press, proved, and taken back", async ({ gallery }) => {
  const panel = await gallery.show("followUp");
  await panel.getByRole("button", { name: "In touch Dana Whitfield" }).click();
  expect(await gallery.calls()).toContainEqual(["sawCase", id]);
  await expect(panel.getByText("Noted that you were in touch").first()).toBeVisible();
  await expect(panel.locator("[data-proof=case]")).toBeFocused();
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.locator("[data-proof=case]")).toHaveCount(0);
  expect(pressed(await gallery.calls())).toEqual([
    ["caseStep", dana, id, "contacted", null],
    ["undoCaseStep", "fact-1"],
  ]);
});

test("a case that cannot be resolved asks why, by keys alone, and Escape goes back", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("followUpContacted");
  const button = panel.getByRole("button", { name: "Cannot… Dana Whitfield" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(panel.getByLabel("Why can it not be resolved?")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("alert")).toHaveText("Say in a few words why.");
  await page.keyboard.type(" They moved to another supplier ");
  await panel.screenshot({ path: ".state/gallery/followUp-form.png" });
  await page.keyboard.press("Enter");
  await expect(panel.getByText("Closed without a solution").first()).toBeVisible();
  expect(pressed(await gallery.calls())).toEqual([
    ["caseStep", dana, id, "cannot", "They moved to another supplier"],
  ]);
});

test("a step that waits to be sent is not asked for again", async ({ gallery }) => {
  const panel = await gallery.show("followUp");
  await gallery.answer({ ok: true, pending: true, id: "entry-1" });
  await panel.getByRole("button", { name: "In touch Dana Whitfield" }).click();
  await expect(panel.getByText("Waiting to be sent").first()).toBeVisible();
  await expect(panel.locator("[data-case]")).toHaveCount(0);
});

test("a viewer sees a case and takes no step", async ({ gallery }) => {
  const panel = await gallery.show("followUp", { isReadOnly: true });
  await expect(panel.locator(".cases .said")).toBeVisible();
  await expect(panel.locator(".cases button")).toHaveCount(0);
});

test("today lists cases first, and one is followed up there", async ({ gallery }) => {
  const customer = { ...today.customers[0]!.customer };
  const contact = { name: "Dana Whitfield", address: dana };
  const cases = [{ customer, contact, case: one }];
  await gallery.today({ ok: true, value: { ...today, cases, moreCases: false } });
  const panel = await gallery.show("home");
  const first = panel.getByRole("listitem").first();
  await expect(first).toContainText("Overdue");
  await panel.screenshot({ path: ".state/gallery/followUp-today.png" });
  await first.getByRole("button", { name: "Resolved… Harlow Marine", exact: true }).click();
  await panel.getByLabel("What was done?").fill("Sent a new one");
  await panel.getByRole("button", { name: "Resolved", exact: true }).click();
  await expect(panel.getByText("Resolved. They may be asked again.").first()).toBeVisible();
  expect((await gallery.calls()).at(-1)).toEqual([
    "caseStep",
    dana,
    id,
    "resolved",
    "Sent a new one",
  ]);
});
