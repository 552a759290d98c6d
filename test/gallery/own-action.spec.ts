/** An action of the company's own: its words, and its text for the customer, to copy. */
import { expect, test } from "./open.ts";

test("own action is said in the company's words, with its text filled below it", async ({
  gallery,
}) => {
  const panel = await gallery.show("ownAction");
  await expect(panel.getByRole("heading", { name: "Invite them to the trade fair" })).toBeVisible();
  await expect(panel.locator(".next .reason")).toHaveText(/nobody has met them/);
  await expect(panel.locator(".tier").first()).toHaveText("Gold");
  await expect(panel.locator(".step-text p").first()).toHaveText(
    "Hello Dana Whitfield,\n\nit has been 40 days since your last order. May I invite Harlow Marine to our stand?\n\nRobin Vale",
  );
});

test("text of a step is copied, and says so, when Copy is pressed", async ({ gallery, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const panel = await gallery.show("ownAction");
  await panel.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(panel.locator(".step-text .copied")).toContainText("The text is copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("May I invite Harlow Marine to our stand?");
});

test("step says no text when the policy has none for it", async ({ gallery }) => {
  const panel = await gallery.show("ownAction", { words: undefined });
  await expect(panel.getByRole("heading", { name: "Get in touch" })).toBeVisible();
  await expect(panel.locator(".step-text")).toHaveCount(0);
});

const toDana = { recipients: ["dana@harlow-marine.example"], customerIds: [] };

test("text goes into the draft, and says that nothing was sent, when one to them is open", async ({
  gallery,
}) => {
  for (const look of [
    { theme: "light", locale: "en" },
    { theme: "dark", locale: "zh_CN" },
  ] as const) {
    const panel = await gallery.show("ownAction", { draft: toDana, ...look });
    const isEnglish = look.locale === "en";
    const button = panel.getByRole("button", {
      name: isEnglish ? "Put into the draft" : "放入草稿",
    });
    await button.first().focus();
    await button.first().press("Enter");
    await expect(panel.locator(".step-text .copied")).toHaveText(
      isEnglish ? "In your draft. Nothing was sent." : "已放入草稿，尚未发送。",
    );
    await expect(panel.getByRole("status")).toHaveText(/draft|草稿/);
    await panel.screenshot({ path: `.state/gallery/draft-${look.theme}-${look.locale}.png` });
    const [name, content] = (await gallery.calls()).at(-1) ?? [];
    expect(name).toBe("putIntoDraft");
    expect(content).toMatchObject({ rich: null });
    await gallery.remove(panel);
  }
});

test("text is copied instead, and says so, when the draft lets nothing in", async ({
  gallery,
  page,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const panel = await gallery.show("ownAction", { draft: toDana });
  await gallery.answer({ ok: false, code: "no_draft", message: "" });
  await panel.getByRole("button", { name: "Put into the draft" }).first().click();
  await expect(panel.locator(".step-text .copied")).toContainText("so the text is copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Harlow Marine");
});

test("text is copied when the open draft goes to somebody else", async ({ gallery }) => {
  const draft = { recipients: ["tom@kestrel.example"], customerIds: ["other"] };
  const panel = await gallery.show("ownAction", { draft });
  await expect(panel.getByRole("button", { name: "Copy", exact: true })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Put into the draft" })).toHaveCount(0);
});
