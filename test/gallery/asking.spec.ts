/** Asking: who may be asked what, handed over into the draft, by link and by QR code, and undone. */
import { expect, test } from "./open.ts";

const dana = "dana@harlow-marine.example";
const draft = { recipients: [dana], customerIds: [] };
const named = async (gallery: { calls(): Promise<unknown[][]> }, name: string) =>
  (await gallery.calls()).filter(([call]) => call === name);

test("survey is put into the open draft as a row of scores, and taken back", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer", { draft });
  await panel.getByRole("button", { name: "Ask them…" }).click();
  await expect(panel.getByRole("heading", { name: "Ask how they see us" })).toBeVisible();
  await expect(panel.getByRole("radio", { name: /^Trust/ })).toBeDisabled();
  await expect(panel.getByText(/Trust was asked on .* again from/)).toBeVisible();
  await panel.getByRole("radio", { name: "A row of scores" }).check();
  await panel.getByLabel("Language").focus();
  await page.keyboard.type("German");
  await page.screenshot({ path: ".state/screenshots/gallery-asking.png" });
  await panel.getByRole("button", { name: "Put it into the draft" }).click();
  await expect(panel.getByText("In your draft. Nothing was sent.").first()).toBeVisible();
  expect(await named(gallery, "invite")).toEqual([
    ["invite", dana, { surveyId: "after_contact", language: "de", via: "draft" }],
  ]);
  const [[, content] = []] = await named(gallery, "putIntoDraft");
  expect(JSON.stringify(content)).toContain("01234567?score=5");
  await page.screenshot({ path: ".state/screenshots/gallery-asked.png" });
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("button", { name: "Ask them…" })).toBeVisible();
  expect(await named(gallery, "withdrawInvitation")).toHaveLength(1);
});

test("reason and day are said instead of the surveys when nobody may be asked", async ({
  gallery,
}) => {
  const refusal = {
    code: "asked_recently" as const,
    askedAt: "2026-10-12T09:00:00Z",
    until: "2027-01-10T09:00:00Z",
  };
  const survey = { id: "effort", name: "Effort", languages: ["en"], isReady: true, hasRow: true };
  await gallery.askable({
    ok: true,
    value: { surveys: [{ ...survey, refusal }], last: null, isOptedOut: false },
  });
  const panel = await gallery.show("customer", { draft });
  await panel.getByRole("button", { name: "Ask them…" }).click();
  await expect(panel.getByText("Asked on 12 Oct; again from 10 Jan 2027.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Put it into the draft" })).toHaveCount(0);
  await panel.getByRole("button", { name: "Cancel" }).click();
  await expect(panel.getByRole("button", { name: "Ask them…" })).toBeFocused();
});

test("refusal is said when somebody else asked meanwhile", async ({ gallery }) => {
  const refusal = {
    code: "open_case" as const,
    askedAt: null,
    until: null,
  };
  await gallery.invited({ ok: true, value: { outcome: "refused", refusal } });
  const panel = await gallery.show("customer", { draft });
  await panel.getByRole("button", { name: "Ask them…" }).click();
  await panel.getByRole("button", { name: "Put it into the draft" }).click();
  await expect(panel.getByText("First bring the open follow-up to an end.").first()).toBeVisible();
  expect(await named(gallery, "putIntoDraft")).toEqual([]);
});

test("code of the link is shown when it is asked for across the table", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer", { theme: "dark", locale: "zh_CN" });
  await panel.getByRole("button", { name: "请对方答卷…" }).click();
  await panel.getByRole("button", { name: "显示二维码" }).click();
  await expect(panel.getByRole("img", { name: "链接的二维码" })).toBeVisible();
  await page.screenshot({ path: ".state/screenshots/gallery-qr.png" });
});

test("card is looked at again, seldom, when its customer was asked", async ({ gallery, page }) => {
  await page.clock.install();
  const panel = await gallery.show("customer", { draft });
  await panel.getByRole("button", { name: "Ask them…" }).click();
  await panel.getByRole("button", { name: "Put it into the draft" }).click();
  await expect(panel.getByText("In your draft. Nothing was sent.").first()).toBeVisible();
  await page.clock.runFor(11_000);
  expect(await named(gallery, "lookAgain")).toEqual([
    ["lookAgain", dana],
    ["lookAgain", dana],
  ]);
  await page.clock.runFor(3_600_000);
  expect((await named(gallery, "lookAgain")).length).toBeLessThan(90);
});
