/** The telephone of the person shown: dialled from the first line and from the step, and changed. */
import type { Page } from "@playwright/test";
import { documentOf, bundle, policy } from "./build.ts";
import { cardLike, dana } from "./cards.ts";
import { expect, test } from "./open.ts";

const number = "+44 20 7946 0018 ext 12";
const withoutContact = cardLike((card) => {
  card.contact = null;
});
const named = (calls: unknown[][], name: string) => calls.filter(([what]) => what === name);

test("the number stands below the company as a link that dials it without its extension", async ({
  gallery,
}) => {
  const panel = await gallery.show("telephone");
  const link = panel.locator(".telephone").getByRole("link", { name: `Call ${number}` });
  await expect(link).toHaveText(number);
  await expect(link).toHaveAttribute("href", "tel:+442079460018");
  await expect((await gallery.show("customer")).locator(".telephone")).toHaveCount(0);
});

test("the number is changed in one field, and undone to what it was", async ({ gallery }) => {
  const panel = await gallery.show("telephone");
  await panel.getByRole("button", { name: "Change the number" }).click();
  const field = panel.getByRole("textbox", { name: "Telephone number" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(number);
  await field.fill("ask reception");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("alert")).toContainText("Write one number");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("  ０２０ 7946–0999 ");
  await field.press("Enter");
  await expect(panel.locator(".telephone")).toContainText("020 7946-0999");
  const proof = panel.locator("[data-proof=telephone]");
  await expect(proof).toContainText("Number saved");
  await expect(proof).toBeFocused();
  await proof.getByRole("button", { name: "Undo" }).click();
  await expect(panel.locator(".telephone")).toContainText(number);
  await expect(proof).toHaveCount(0);
  await expect(panel.getByRole("button", { name: "Change the number" })).toBeFocused();
  expect(named(await gallery.calls(), "setTelephone")).toEqual([
    ["setTelephone", dana.address, "020 7946-0999"],
    ["setTelephone", dana.address, number],
  ]);
});

test("an empty field takes the number away, and Undo brings it back", async ({ gallery }) => {
  const panel = await gallery.show("telephone");
  await panel.getByRole("button", { name: "Change the number" }).click();
  await panel.getByRole("textbox", { name: "Telephone number" }).fill("");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.locator(".telephone")).toHaveCount(0);
  await expect(panel.locator("[data-proof=telephone]")).toContainText("Number removed");
  await panel.locator("[data-proof=telephone]").getByRole("button", { name: "Undo" }).click();
  await expect(panel.locator(".telephone")).toContainText(number);
});

test("Escape, Cancel and an unchanged number save nothing and give the focus back", async ({
  gallery,
}) => {
  const panel = await gallery.show("telephone");
  const change = panel.getByRole("button", { name: "Change the number" });
  const field = panel.getByRole("textbox", { name: "Telephone number" });
  for (const end of [
    () => field.press("Escape"),
    () => panel.getByRole("button", { name: "Cancel" }).click(),
    () => field.press("Enter"),
  ]) {
    await change.click();
    await end();
    await expect(field).toHaveCount(0);
    await expect(change).toBeFocused();
  }
  expect(named(await gallery.calls(), "setTelephone")).toEqual([]);
});

test("a refused number says why and stays in its field", async ({ gallery }) => {
  const panel = await gallery.show("telephone");
  await gallery.answer({ ok: false, code: "forbidden", message: "" });
  await panel.getByRole("button", { name: "Change the number" }).click();
  const field = panel.getByRole("textbox", { name: "Telephone number" });
  await field.fill("020 7946 0999");
  await field.press("Enter");
  await expect(panel.locator(".proof.failed")).toBeVisible();
  await expect(field).toHaveValue("020 7946 0999");
});

test("Call dials the number and opens the form for the call", async ({ gallery, page }) => {
  const panel = await gallery.show("telephone");
  const call = panel.locator(".next").getByRole("link", { name: `Call ${number}` });
  await expect(call).toHaveAttribute("href", "tel:+442079460018");
  await call.click();
  await panel.getByRole("textbox", { name: "Note" }).fill("Will order on Monday");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(async () => (await gallery.calls()).map(([what]) => what))
    .toEqual(expect.arrayContaining(["log", "actionOutcome"]));
  expect(page.context().pages()).toHaveLength(1);
  await expect(panel.getByRole("button", { name: "Add a telephone number" })).toHaveCount(0);
});

test("a number is added in the flow of a call, and dialled by the next one", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  const add = panel.getByRole("button", { name: "Add a telephone number" });
  await expect(add).toHaveCount(0);
  await panel.locator(".next").getByRole("button", { name: "Call" }).click();
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeVisible();
  await add.click();
  await panel.getByRole("textbox", { name: "Telephone number" }).fill("020 7946 0018");
  await panel.locator(".next").getByRole("button", { name: "Save" }).click();
  await expect(panel.locator(".next [data-proof=telephone]")).toContainText("Number saved");
  await expect(
    panel.locator(".next").getByRole("link", { name: "Call 020 7946 0018" }),
  ).toBeVisible();
  await panel.locator(".next [data-proof=telephone]").getByRole("button", { name: "Undo" }).click();
  await expect(panel.locator(".telephone")).toHaveCount(0);
});

test("a viewer sees the number and cannot change it", async ({ gallery }) => {
  const panel = await gallery.show("telephone", { isReadOnly: true });
  await expect(panel.getByRole("link", { name: `Call ${number}` })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Change the number" })).toHaveCount(0);
});

test("somebody without a contact of their own is asked for no number", async ({ gallery }) => {
  const panel = await gallery.show("customer", { people: [{ ...dana, card: withoutContact }] });
  await panel.locator(".next").getByRole("button", { name: "Call" }).click();
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Add a telephone number" })).toHaveCount(0);
});

/** Shows the panel in a frame of a page that allows no frames but this one. */
async function framed(page: Page, html: string) {
  await page.route("https://frame.example/", (route) =>
    route.fulfill({
      body: html,
      contentType: "text/html",
      headers: { "content-security-policy": policy },
    }),
  );
  await page.route("https://strict.example/", (route) =>
    route.fulfill({
      body: `<iframe src="https://frame.example/" width="420" height="800"></iframe>`,
      contentType: "text/html",
      headers: { "content-security-policy": "frame-src https://frame.example" },
    }),
  );
  await page.goto("https://strict.example/");
  const frame = page.frames()[1]!;
  await frame.waitForFunction(() => "gallery" in window);
  await frame.evaluate(() => window.gallery.show("telephone"));
  return frame;
}

test("dialling leaves the panel in its frame when the page allows no other frames", async ({
  page,
}) => {
  const frame = await framed(page, documentOf(await bundle()));
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const links = frame.getByRole("link", { name: `Call ${number}` });
  await expect(links).toHaveCount(2);
  for (const link of await links.all()) await link.click();
  await expect(frame.getByRole("textbox", { name: "Note" })).toBeVisible();
  expect(frame.url()).toBe("https://frame.example/");
  expect(said.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
  expect(page.context().pages()).toHaveLength(1);
});
