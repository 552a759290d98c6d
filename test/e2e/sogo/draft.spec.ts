/** Text from the panel in a draft of a real SOGo, in its plain and its rich editor. */
import type { Page } from "@playwright/test";
import PostalMime from "postal-mime";
import { tag } from "../../support-table.ts";
import { putIntoDraft, recordMessages, richQuestion, surveyLink } from "../drafts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { answerInSogo, leaveNoDraft, sendInSogo, writeAs, writeInSogo } from "../sogo-composer.ts";
import { openInSogo, signInToSogo } from "../sogo-desk.ts";
import { dana } from "../../rig/messages.ts";

const proved = tag("sogo", ["draft"], "real");
const quoted = "With the harbour master.";

const field = (page: Page) => page.locator("md-dialog textarea[name=content]");
const rich = (page: Page) => page.frameLocator("sg-ckeditor iframe").locator("body");

/** The words of the rich draft, without the characters of no width that CKEditor puts in. */
const words = async (page: Page) => (await rich(page).innerText()).replaceAll("\u200b", "").trim();

test.beforeEach(async ({ desk, sogo, rig }) => {
  await signInToSogo(desk.page, sogo, rig);
  await openInSogo(desk.page, "updated");
});
test.afterEach(async ({ desk }) => {
  await writeAs(desk.page, "text");
});

test(`step's text is put in, sent and undone, when SOGo writes plain text ${proved}`, async ({
  desk,
  rig,
}) => {
  const { page, panel } = desk;
  await writeAs(page, "text");
  await writeInSogo(page, dana.address, "Thank you");
  await panel.click("button", "Put into the draft");
  await panel.shows("In your draft. Nothing was sent.");
  await expect(field(page)).toHaveValue(/^Hello Dana Whitfield,/);
  await picture(page, "sogo-draft-plain");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field(page)).toHaveValue("");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(field(page)).toHaveValue(/^Hello Dana Whitfield,/);
  const before = rig.sent.length;
  await sendInSogo(page);
  await expect.poll(() => rig.sent.length).toBe(before + 1);
  const { text } = await PostalMime.parse(rig.sent.at(-1) ?? "");
  expect(text).toContain("I would be glad if you passed on my name.");
});

test(`row of scores stands above the quote and is undone when SOGo writes rich text ${proved}`, async ({
  desk,
  rig,
}) => {
  const { page, panel } = desk;
  await writeAs(page, "html");
  await answerInSogo(page);
  await expect(rich(page)).toContainText(quoted);
  await panel.shows("Harlow Marine");
  // SOGo puts the caret below the quote: the person answers above it.
  await rich(page).press("ControlOrMeta+Home");
  await page.keyboard.type("Secret harbour 4711");
  await page.keyboard.press("Enter");
  const before = await words(page);
  const read = await recordMessages(desk);
  expect(await putIntoDraft(page, richQuestion)).toEqual({ inserted: true, as: "html" });
  const text = await rich(page).innerText();
  expect(text.indexOf("4711")).toBeLessThan(text.indexOf("How likely"));
  expect(text.indexOf("How likely")).toBeLessThan(text.indexOf(quoted));
  await picture(page, "sogo-draft-rich");
  const heard = await read();
  expect(heard).toContain("How likely");
  expect(heard).not.toContain("4711");
  expect(heard).not.toContain(quoted);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => rich(page).innerText()).not.toContain("How likely");
  expect(await words(page)).toBe(before);

  await putIntoDraft(page, richQuestion);
  const sent = rig.sent.length;
  await sendInSogo(page);
  await expect.poll(() => rig.sent.length).toBe(sent + 1);
  const mail = await PostalMime.parse(rig.sent.at(-1) ?? "");
  expect(mail.html).toContain(`href="${surveyLink}?score=10"`);
  expect(mail.html).toContain(`href="${surveyLink}"`);
  expect(mail.html).toContain(quoted);
});

test(`text stands above the quote when nobody has written in the draft yet ${proved}`, async ({
  desk,
}) => {
  const { page, panel } = desk;
  await writeAs(page, "html");
  await answerInSogo(page);
  await expect(rich(page)).toContainText(quoted);
  await panel.shows("Harlow Marine");
  await rich(page).evaluate((body) => {
    // Above the quote, as SOGo leaves room for people who answer there.
    body.prepend(document.createElement("br"), document.createElement("br"));
    body.ownerDocument.getSelection()?.removeAllRanges();
  });
  expect(await putIntoDraft(page, { plain: "A line.", rich: null })).toMatchObject({
    inserted: true,
  });
  const text = await rich(page).innerText();
  expect(text.indexOf("A line.")).toBeGreaterThanOrEqual(0);
  expect(text.indexOf("A line.")).toBeLessThan(text.indexOf("On Thursday"));
  await leaveNoDraft(page);
});
