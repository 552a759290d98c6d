/** The first step beside a message that waits for us, and its ends. */
import { expect, test } from "./open.ts";

test("their unanswered message leads, with how long they have waited, and what it contradicts is gone", async ({
  gallery,
}) => {
  const panel = await gallery.show("awaited");
  await expect(panel.getByRole("heading", { name: "Answer this" })).toBeVisible();
  await expect(panel.getByText("They have been waiting for 3 days.")).toBeVisible();
  await expect(panel.getByText("Win them back")).toHaveCount(0);
  await panel.getByRole("button", { name: /^Next suggestion/ }).click();
  await expect(panel.getByRole("heading", { name: "Answer this" })).toHaveCount(0);
  const prospect = await gallery.show("awaitedProspect");
  await expect(prospect.getByText("They wrote today and are waiting for a reply.")).toBeVisible();
  await expect(prospect.getByText("Introduce yourself")).toHaveCount(0);
});

for (const [button, what, proof] of [
  ["I answered", "answered", "Marked as answered"],
  ["Tomorrow", "later", "Put off until tomorrow"],
  ["Not needed", "not_needed", "Marked as needing no answer"],
] as const)
  test(`the answer is ${what} in one press, by keyboard, and comes back when that is undone`, async ({
    gallery,
    page,
  }) => {
    const panel = await gallery.show("awaited");
    await panel.getByRole("button", { name: button, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(panel.getByText(proof, { exact: true }).first()).toBeVisible();
    await expect(panel.locator("[data-proof=answer]")).toBeFocused();
    await expect(panel.getByRole("heading", { name: "Answer this" })).toHaveCount(0);
    await panel.getByRole("button", { name: "Undo" }).click();
    await expect(panel.getByRole("heading", { name: "Answer this" })).toBeVisible();
    expect(await gallery.calls()).toEqual([
      ["decideAnswer", what],
      ["decideAnswer", null],
    ]);
  });

test("a viewer sees that they wait, and decides nothing", async ({ gallery }) => {
  const panel = await gallery.show("awaited", { isReadOnly: true });
  await expect(panel.getByRole("heading", { name: "Answer this" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "I answered" })).toHaveCount(0);
});
