/** People to be asked in Today: asked from their card, or not now with a reason, and undone. */
import { today } from "./cards.ts";
import { states } from "./states.ts";
import { expect, test } from "./open.ts";

const dana = "dana@harlow-marine.example";
const id = "0199a1b2-7c3d-7e4f-8a5b-0000000000d1";
const drawn = () => ({
  customer: today.customers[0]!.customer,
  contact: { name: "Dana Whitfield", address: dana },
  proposal: {
    id,
    contactId: "0199a1b2-7c3d-7e4f-8a5b-0000000000d2",
    surveyId: "relationship",
    survey: "Relationship",
    week: "2026-11-16",
    tier: "high" as const,
    endsAt: "2026-12-14T00:00:00Z",
  },
});
const withProposals = () => ({
  ok: true as const,
  value: { ...today, proposals: [drawn()], moreProposals: false },
});

test("person who was drawn is shown with survey and reason, and asked from the card", async ({
  gallery,
  page,
}) => {
  await gallery.today(withProposals());
  const panel = await gallery.show("home");
  const item = panel.getByRole("listitem").filter({ hasText: "Drawn by lot" });
  await expect(item).toContainText(
    "Relationship, a minute. Drawn by lot this week from the tier High value",
  );
  await page.screenshot({ path: ".state/screenshots/gallery-to-ask.png" });
  await item.getByRole("button", { name: "Ask: Dana Whitfield" }).focus();
  await page.keyboard.press("Enter");
  expect((await gallery.calls()).at(-1)).toEqual(["openCustomer", drawn().customer.id, dana]);
  // The card comes as the extension opens it, with the form and the survey that was drawn.
  await gallery.set(states["customer"]!);
  await expect(panel.getByRole("heading", { name: "Ask how they see us" })).toBeVisible();
  await expect(panel.getByRole("radio", { name: /^Relationship/ })).toBeChecked();
});

test("person who was drawn is not asked for a reason by keys alone, and that is undone", async ({
  gallery,
  page,
}) => {
  await gallery.today(withProposals());
  const panel = await gallery.show("home");
  const notNow = panel.getByRole("button", { name: "Not now: Dana Whitfield" });
  await notNow.focus();
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("group", { name: "Why not now?" })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.screenshot({ path: ".state/screenshots/gallery-to-ask-reasons.png" });
  await page.keyboard.press("Escape");
  await expect(notNow).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(panel.getByText("Not asked, and counted").first()).toBeVisible();
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("button", { name: "Ask: Dana Whitfield" })).toBeFocused();
  expect((await gallery.calls()).slice(1)).toEqual([
    ["answerProposal", id, "bad_moment"],
    ["answerProposal", id, null],
  ]);
});

test("refusal is said when a colleague settled the proposal meanwhile", async ({ gallery }) => {
  await gallery.today(withProposals());
  const panel = await gallery.show("home");
  await gallery.answer({ ok: false, code: "conflict", message: "" });
  await panel.getByRole("button", { name: "Not now: Dana Whitfield" }).click();
  await panel.getByRole("button", { name: "Something is open" }).click();
  await expect(panel.locator(".proof.failed")).toBeVisible();
});

test("people to be asked are whole when they are shown in dark colours and in Chinese", async ({
  gallery,
  page,
}) => {
  await gallery.today(withProposals());
  const panel = await gallery.show("home", { theme: "dark", locale: "zh_CN" });
  const item = panel.getByRole("listitem").filter({ hasText: "抽签" });
  await expect(item).toContainText("合作关系，一分钟。本周从“高价值”中抽签选出");
  await item.getByRole("button", { name: /^暂不/ }).click();
  await expect(panel.getByRole("group", { name: "为什么暂不？" })).toBeVisible();
  await page.screenshot({ path: ".state/screenshots/gallery-to-ask-dark.png" });
  const width = await item.evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(width).toBeLessThanOrEqual(0);
});
