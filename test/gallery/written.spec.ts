/** Logging of what is being written. */
import { expect, test } from "./open.ts";

test("logging when sent is chosen by keyboard, and names the customer and the draft", async ({
  gallery,
}) => {
  const panel = await gallery.show("composeLogs");
  const choice = panel.getByRole("checkbox", { name: "Log when sent, for Harlow Marine" });
  await expect(choice).toBeChecked();
  await expect(panel.getByText("“Terms for 2027”")).toBeVisible();
  await choice.press("Space");
  await expect(choice).not.toBeChecked();
  await choice.press("Space");
  await expect(choice).toBeChecked();
  expect(await gallery.calls()).toEqual([
    ["logWhenSent", false],
    ["logWhenSent", true],
  ]);
});

test("what was written is logged in one press when the page does not tell of sending", async ({
  gallery,
}) => {
  const panel = await gallery.show("composeUntold");
  await expect(panel.getByRole("checkbox")).toHaveCount(0);
  await expect(panel.getByText("“Terms for 2027”, for Harlow Marine, 哈洛亚洲")).toBeVisible();
  await panel.getByRole("button", { name: "Log what you sent" }).click();
  await expect(panel.getByText("Email logged").first()).toBeVisible();
  expect(await gallery.calls()).toEqual([["logWritten"]]);
});

test("a draft that is logged offers no second log", async ({ gallery }) => {
  const panel = await gallery.show("composeLogged");
  await expect(panel.getByText("“Terms for 2027”, logged for Harlow Marine")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Log what you sent" })).toHaveCount(0);
});

test("a sent mail's refused log says so beside the person it was for", async ({ gallery }) => {
  const panel = await gallery.show("sentRefused");
  await expect(
    panel.getByText(/^Email not logged: Your role does not allow this/).first(),
  ).toBeVisible();
  await expect(panel.getByText("Email logged")).toHaveCount(0);
});

test("a viewer is offered neither", async ({ gallery }) => {
  for (const name of ["composeLogs", "composeUntold"]) {
    const panel = await gallery.show(name, { isReadOnly: true });
    await expect(panel.getByRole("checkbox")).toHaveCount(0);
    await expect(panel.getByRole("button", { name: "Log what you sent" })).toHaveCount(0);
  }
});
