/**
 * The customer's voice, from end to end: asked in a draft, sent, answered in another browser without
 * scripts, and heard in the rep's open panel.
 */
import { chromium } from "@playwright/test";
import PostalMime from "postal-mime";
import { findBrowser } from "../../../extension/commands/browser.ts";
import { seedBook } from "../../rig/book.ts";
import { startWorker, type LocalWorker } from "../../rig/worker.ts";
import type { Rig } from "../../rig/up.ts";
import { type Desk, leaveDraft, openPaired, preview, rowOf, signInToMail } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";

const dimensions = ["professionalism", "expertise", "rapport", "benefit"];

/** Answers the trust questionnaire as somebody who does not trust us, and asks for a call. */
async function answerAsCustomer(url: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: findBrowser()?.path,
    args: ["--no-sandbox"],
  });
  try {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(url);
    for (const dimension of dimensions)
      for (const [kind, score] of [
        ["direct", 2],
        ["reversed", 6],
      ] as const)
        await page.locator(`input[name=q_${dimension}_${kind}][value="${score}"]`).check();
    await page.getByRole("textbox").fill("Nobody called back");
    await page.getByRole("checkbox", { name: "Please call me" }).check();
    await page.waitForTimeout(2100);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("link", { name: "Change my answer" })).toBeVisible();
  } finally {
    await browser.close();
  }
}

/** The link of a survey in the mail that was sent last, in both of its parts. */
async function linkSent(rig: Rig, worker: LocalWorker): Promise<string> {
  const mail = await PostalMime.parse(rig.sent.at(-1) ?? "");
  const found = /http:\/\/127\.0\.0\.1:\d+\/s\/[\w-]{30}/.exec(mail.html ?? "")?.[0] ?? "";
  expect(found.startsWith(worker.url)).toBe(true);
  expect(mail.text).toContain(found);
  return found;
}

test("customer is asked in a draft, answers without scripts, and is heard in the open panel [roundcube: thread · real]", async ({
  rig,
  profile,
}) => {
  test.slow();
  // A book of its own: the answer changes what the panel says of her elsewhere.
  const worker = await startWorker();
  await seedBook(worker);
  const desk = await openPaired(profile(), worker, rig.user);
  try {
    await askAndHear(desk, rig, worker);
  } finally {
    await desk.context.close();
    await worker.remove();
  }
});

async function askAndHear(desk: Desk, rig: Rig, worker: LocalWorker): Promise<void> {
  const { page, panel } = desk;
  await signInToMail(page, rig);
  rig.writeAs("html");
  try {
    const href = await rowOf(page, "updated")
      .locator("a[href*='_uid=']")
      .first()
      .getAttribute("href");
    const uid = new URL(href ?? "", page.url()).searchParams.get("_uid");
    await page.goto(`${rig.url}?_task=mail&_action=compose&_mbox=INBOX&_reply_uid=${uid}`);
    await page.locator("#compose-subject").waitFor();
    await panel.click("button", "Ask them…");
    await panel.click("radio", /^Trust/);
    await panel.click("button", "Put it into the draft");
    await panel.shows("In your draft. Nothing was sent.");
    await picture(page, "asking-draft");
    const before = rig.sent.length;
    await page.locator("button.send:visible, a.send:visible").first().press("Enter");
    await expect.poll(() => rig.sent.length).toBe(before + 1);
  } finally {
    rig.writeAs("plain");
  }
  const url = await linkSent(rig, worker);

  await leaveDraft(page, rig);
  await preview(page, "updated");
  await panel.shows("Harlow Marine");
  const trust = async () =>
    worker.db(
      `SELECT l.trust FROM customer_list l JOIN invitations i ON i.customer_id = l.customer_id
        ORDER BY i.created_at DESC LIMIT 1`,
    )[0]?.["trust"];
  const trustBefore = await trust();
  await panel.hides("Nobody called back");
  await answerAsCustomer(url);
  // Seldom asked, and yet within seconds: nobody touches the panel.
  await panel.shows(/call/i, 20_000);
  await expect.poll(trust).not.toBe(trustBefore);
  await picture(page, "asking-heard");
  expect(
    worker.db("SELECT reason, state FROM cases ORDER BY opened_at DESC LIMIT 1"),
  ).toMatchObject([{ reason: "wants_call", state: "new" }]);
}
