/** Text from the panel in the draft of the real webmail: where it stands, undone, and sent. */
import type { Page } from "@playwright/test";
import PostalMime from "postal-mime";
import { tag } from "../../support-table.ts";
import { leaveDraft, rowOf, signInToMail } from "../desk.ts";
import { putIntoDraft, question, recordMessages, richQuestion, surveyLink } from "../drafts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { dana } from "../../rig/messages.ts";
import type { Rig } from "../../rig/up.ts";

const proved = tag("roundcube", ["draft"], "real");
const stepText = "Hello Dana Whitfield,";

/** Begins an answer to one of the rig's messages. */
async function answer(page: Page, rig: Rig, key: string): Promise<void> {
  const href = await rowOf(page, key).locator("a[href*='_uid=']").first().getAttribute("href");
  const uid = new URL(href ?? "", page.url()).searchParams.get("_uid");
  await page.goto(`${rig.url}?_task=mail&_action=compose&_mbox=INBOX&_reply_uid=${uid}`);
  await page.locator("#compose-subject").waitFor();
}

/** The text of the draft, as its person sees it. */
const plainDraft = (page: Page) => page.locator("#composebody").inputValue();

/** The body of the rich editor. */
const richBody = (page: Page) => page.frameLocator("#composebody_ifr").locator("body");

/** Sends what is written; answers the message as it arrived. */
async function send(page: Page, rig: Rig) {
  const before = rig.sent.length;
  await page.locator("button.send:visible, a.send:visible").first().press("Enter");
  await expect.poll(() => rig.sent.length).toBe(before + 1);
  await page.waitForURL(/_task=mail(?!.*_action=compose)/);
  return PostalMime.parse(rig.sent.at(-1) ?? "");
}

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});
test.afterEach(async ({ desk, rig }) => {
  rig.writeAs("plain");
  await leaveDraft(desk.page, rig);
});

test(`step's text stands above the quote, and Ctrl+Z takes it out, when the answer is plain ${proved}`, async ({
  desk,
  rig,
}) => {
  const { page, panel } = desk;
  await answer(page, rig, "updated");
  const before = await plainDraft(page);
  await panel.click("button", "Put into the draft");
  await panel.shows("In your draft. Nothing was sent.");
  const after = await plainDraft(page);
  expect(after.startsWith(stepText)).toBe(true);
  expect(after.endsWith(before)).toBe(true);
  await picture(page, "draft-plain");
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => plainDraft(page)).toBe(before);
});

test(`text stands in a line of its own when the person has begun to write ${proved}`, async ({
  desk,
  rig,
}) => {
  const { page } = desk;
  await answer(page, rig, "updated");
  await page.locator("#composebody").focus();
  await page.keyboard.type("Secret harbour 4711,");
  const read = await recordMessages(desk);
  expect(await putIntoDraft(page, { plain: "One line.\nTwo.", rich: null })).toEqual({
    inserted: true,
    as: "plain",
  });
  expect(await plainDraft(page)).toMatch(/^Secret harbour 4711,\n\nOne line\.\nTwo\.\n\nOn 2026/);
  const heard = await read();
  expect(heard).toContain("One line.");
  expect(heard).not.toContain("4711");
  expect(heard).not.toContain("With the harbour master");
});

test(`row of scores arrives with its links when a rich answer is sent ${proved}`, async ({
  desk,
  rig,
}) => {
  const { page, panel } = desk;
  rig.writeAs("html");
  await answer(page, rig, "updated");
  await expect(richBody(page)).toContainText("With the harbour master.");
  const before = await richBody(page).innerHTML();
  await panel.shows("Harlow Marine");
  expect(await putIntoDraft(page, richQuestion)).toEqual({ inserted: true, as: "html" });
  const text = await richBody(page).innerText();
  expect(text.indexOf("How likely")).toBeLessThan(text.indexOf("With the harbour"));
  expect(text).toContain("recommend us? <b>& co</b>");
  await picture(page, "draft-rich");
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => richBody(page).innerHTML()).toBe(before);

  await putIntoDraft(page, richQuestion);
  await page.locator("#compose-subject").fill("How are we doing?");
  const sent = await send(page, rig);
  for (let score = 0; score <= 10; score++)
    expect(sent.html).toContain(`href="${surveyLink}?score=${score}"`);
  expect(sent.html).toContain(`href="${surveyLink}"`);
  expect(sent.text).toContain(surveyLink);
  expect(sent.text).toContain("With the harbour master.");
});

test(`text stands above the signature when a new rich mail is begun ${proved}`, async ({
  desk,
  rig,
}) => {
  const { page, panel } = desk;
  rig.writeAs("html");
  await page.goto(`${rig.url}?_task=settings&_action=edit-identity&_iid=1&_framed=1`);
  await page.locator("textarea[name=_signature]").fill("Robin Vale\nHarbour Lane 1");
  await page.locator("button.submit, button.save, input.submit").first().click();
  await page.waitForLoadState();
  const to = encodeURIComponent(`"${dana.name}" <${dana.address}>`);
  await page.goto(`${rig.url}?_task=mail&_action=compose&_to=${to}`);
  await expect(richBody(page)).toContainText("Harbour Lane 1");
  await panel.click("button", "Put into the draft");
  await panel.shows("In your draft. Nothing was sent.");
  const text = await richBody(page).innerText();
  expect(text.indexOf(stepText)).toBeGreaterThanOrEqual(0);
  expect(text.indexOf(stepText)).toBeLessThan(text.indexOf("Harbour Lane 1"));
  await picture(page, "draft-signature");
});

test(`text is copied, and the panel says so, when the page lets nothing in ${proved}`, async ({
  desk,
  rig,
}) => {
  const { page, panel } = desk;
  await answer(page, rig, "updated");
  await panel.get("button", "Put into the draft");
  await page.evaluate(() => document.querySelector("#composebody")?.setAttribute("readonly", ""));
  await panel.click("button", "Put into the draft");
  await panel.shows("It could not be put into the draft, so the text is copied.");
  await picture(page, "draft-copied");
});

test("question's plain text names every link when a draft takes no rich text", () => {
  expect(richQuestion.plain).toContain(`Answer here: ${surveyLink}`);
  expect(question).toHaveLength(3);
});
