/** Corrections of who somebody is, and the way back. */
import { expect, test } from "./open.ts";

test("a colleague is said to be none, a person to be a list, and both are taken back, by keyboard", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("corrected");
  await panel.getByRole("button", { name: "+3 others" }).press("Enter");
  await panel.getByRole("button", { name: "Correct who is who" }).press("Enter");
  const list = panel.getByRole("list", { name: "Correct who is who" });
  const press = (name: string) => list.getByRole("button", { name }).press("Enter");
  await press("Dana Whitfield: A list or a machine");
  await press("Sam Okoro: Not a colleague: look them up");
  await press("News: Undo");
  await expect(list.getByText("counts as outside, as you said")).toBeVisible();
  await press("Sam Okoro: Undo");
  await expect(list.getByText("counts as outside, as you said")).toHaveCount(0);
  expect(await gallery.calls()).toEqual([
    ["decidePerson", "dana@harlow-marine.example", "machine"],
    ["decidePerson", "sam@ours.example", "outside"],
    ["decidePerson", "news@ours.example", null],
    ["decidePerson", "sam@ours.example", null],
  ]);
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(panel.getByRole("button", { name: "Correct who is who" })).toBeFocused();
});

test("who is shown alone can be corrected too", async ({ gallery }) => {
  const panel = await gallery.show("awaited");
  await panel.getByRole("button", { name: "Correct who is who" }).click();
  await panel.getByRole("button", { name: "Dana Whitfield: A list or a machine" }).click();
  expect(await gallery.calls()).toEqual([
    ["decidePerson", "dana@harlow-marine.example", "machine"],
  ]);
});

test("the chip of who is shown opens the corrections when it is pressed again", async ({
  gallery,
}) => {
  const panel = await gallery.show("cautionElsewhere");
  await panel.locator("[data-chip=person][aria-pressed=true]").click();
  await expect(panel.getByRole("list", { name: "Correct who is who" })).toBeVisible();
  expect(await gallery.calls()).toEqual([]);
});
