/**
 * The customer's voice, from end to end: asked in a draft, sent, answered in another browser without
 * scripts, and heard in the rep's open panel.
 */
import { chromium, type Page } from "@playwright/test";
import PostalMime from "postal-mime";
import { findBrowser } from "../../../extension/commands/browser.ts";
import { reviewBook, seedBook } from "../../rig/book.ts";
import { dana } from "../../rig/messages.ts";
import type { Rig } from "../../rig/up.ts";
import { call, type LocalWorker, startWorker } from "../../rig/worker.ts";
import { type Desk, leaveDraft, openPaired, preview, rowOf, signInToMail } from "../desk.ts";
import { lookUp } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";

const dimensions = ["professionalism", "expertise", "rapport", "benefit"];
const restDays = 3;

/** A company that asks for trust before it sells, and that asks again after a few days. */
async function keepPolicy(worker: LocalWorker): Promise<void> {
  const { version, policy } = await call(worker, "GET", "/v1/policy");
  const { actions, surveys } = policy;
  const offered = new Set(["resolve_detractor", "solve_complaint", "ask_trust"]);
  const catalogue = actions.catalogue.filter(({ key }) => offered.has(key));
  await call(worker, "PUT", "/v1/policy", {
    ...policy,
    basedOn: version,
    actions: { ...actions, catalogue },
    surveys: { ...surveys, personDays: restDays, trustDays: restDays },
  });
  await reviewBook(worker);
}

/** Opens a mail in a browser of the customer's own, scripts switched off. */
async function asCustomer(html: string, run: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: findBrowser()?.path,
    args: ["--no-sandbox"],
  });
  try {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.setContent(html);
    await picture(page, "asking-2-delivered");
    await run(page);
  } finally {
    await browser.close();
  }
}

/** Answers the trust questionnaire as somebody who does not trust us, and asks for a call. */
async function answer(page: Page): Promise<void> {
  for (const dimension of dimensions)
    for (const [kind, score] of [
      ["direct", 2],
      ["reversed", 6],
    ] as const)
      await page.locator(`input[name=q_${dimension}_${kind}][value="${score}"]`).check();
  await page.getByRole("textbox").fill("Nobody called back");
  await page.getByRole("checkbox", { name: "Please call me" }).check();
  await picture(page, "asking-3-filled");
  await page.waitForTimeout(2100);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("link", { name: "Change my answer" })).toBeVisible();
  await picture(page, "asking-4-thanks");
}

/** The text of the mail that was sent last as a customer sees it, with the survey's link in both parts. */
async function mailSent(rig: Rig, worker: LocalWorker): Promise<string> {
  const { html = "", text, to } = await PostalMime.parse(rig.sent.at(-1) ?? "");
  const link = /http:\/\/127\.0\.0\.1:\d+\/s\/[\w-]{30}/.exec(html)?.[0] ?? "none";
  expect(link.startsWith(worker.url)).toBe(true);
  expect(text).toContain(link);
  expect(to?.map(({ address }) => address)).toEqual([dana.address]);
  return html;
}

const figuresOf = async (worker: LocalWorker) =>
  (await lookUp(worker, dana.address)).card?.scores.trust ?? null;

/** Opens an answer to Dana's message as a draft. */
async function openReply({ page }: Desk, rig: Rig): Promise<void> {
  const link = rowOf(page, "updated").locator("a[href*='_uid=']").first();
  const href = await link.getAttribute("href");
  const uid = new URL(href ?? "", page.url()).searchParams.get("_uid");
  await page.goto(`${rig.url}?_task=mail&_action=compose&_mbox=INBOX&_reply_uid=${uid}`);
  await page.locator("#compose-subject").waitFor();
}

test("toolbar button counts a customer's wish to be called until it is in sight [roundcube: thread · real]", async ({
  rig,
  profile,
}) => {
  test.setTimeout(240_000);
  const worker = await startWorker();
  await seedBook(worker);
  await keepPolicy(worker);
  const desk = await openPaired(profile(), worker, rig.user);
  rig.writeAs("html");
  try {
    await signInToMail(desk.page, rig);
    const html = await askInDraft(desk, rig, worker);
    await badgeUntilSeen(desk, rig, worker, html);
  } finally {
    rig.writeAs("plain");
    await desk.context.close();
    await worker.remove();
  }
});

test("customer is asked, answers without scripts, is heard, followed up and asked again [roundcube: thread · real]", async ({
  rig,
  profile,
}) => {
  test.setTimeout(240_000);
  // A book of its own: the answer changes what the panel says of her elsewhere.
  const worker = await startWorker();
  await seedBook(worker);
  await keepPolicy(worker);
  const desk = await openPaired(profile(), worker, rig.user);
  rig.writeAs("html");
  try {
    await signInToMail(desk.page, rig);
    const html = await askInDraft(desk, rig, worker);
    await answerAndHear(desk, rig, worker, html);
    await refuseWhileOpen(desk);
    await resolveInToday(desk, rig, worker);
    await askAgain(desk, rig, worker);
  } finally {
    rig.writeAs("plain");
    await desk.context.close();
    await worker.remove();
  }
});

async function askInDraft(desk: Desk, rig: Rig, worker: LocalWorker): Promise<string> {
  const { page, panel } = desk;
  await test.step("the next best action asks, and puts a link into the draft", async () => {
    await openReply(desk, rig);
    await panel.shows("Ask the four trust questions");
    await picture(page, "asking-0-action");
    await panel.click("button", "Ask");
    await expect
      .poll(async () => (await panel.get("radio", /^Trust/)).states["checked"])
      .toBe("true");
    await panel.click("button", "Put it into the draft");
    await panel.shows("In your draft. Nothing was sent.");
    await expect(page.frameLocator("#composebody_ifr").locator("a[href*='/s/']")).toHaveCount(1);
    await picture(page, "asking-1-draft");
  });
  return test.step("the mail goes out through SMTP when it is sent", async () => {
    const before = rig.sent.length;
    await page.locator("button.send:visible, a.send:visible").first().click();
    await expect.poll(() => rig.sent.length).toBe(before + 1);
    // Roundcube leaves the draft by itself: whoever leaves it too is in its way.
    await expect(page).not.toHaveURL(/_action=compose/);
    await page.waitForLoadState("load");
    return mailSent(rig, worker);
  });
}

async function answerAndHear({ page, panel }: Desk, rig: Rig, worker: LocalWorker, html: string) {
  await leaveDraft(page, rig);
  await preview(page, "updated");
  await panel.shows("Harlow Marine");
  await panel.hides("They asked to be called.");
  const before = await figuresOf(worker);
  await test.step("a second browser opens the link of the mail and answers without scripts", () =>
    asCustomer(html, async (customer) => {
      await customer.locator("a[href*='/s/']").click();
      await expect(customer.getByRole("button", { name: "Send" })).toBeVisible();
      await answer(customer);
    }));
  await test.step("the open panel changes by itself: trust, its interval, and a case", async () => {
    // Seldom asked, and yet within seconds: nobody touches the panel.
    await panel.shows("They asked to be called.", 20_000);
    const after = await figuresOf(worker);
    expect(after?.score).toBeLessThan(50);
    expect({ low: after?.low, high: after?.high }).not.toEqual({
      low: before?.low,
      high: before?.high,
    });
    await panel.shows(new RegExp(`^Trust\\n${Math.round(after?.score ?? -1)}`, "m"));
    const rows = worker.db("SELECT reason, state FROM cases");
    expect(rows).toMatchObject([{ reason: "wants_call", state: "new" }]);
    await picture(page, "asking-5-heard");
  });
}

/** The toolbar button of the extension: its number, and the words for those who hear it. */
const badgeOf = ({ context }: Desk) =>
  context.serviceWorkers()[0]?.evaluate(async () => ({
    text: await chrome.action.getBadgeText({}),
    title: await chrome.action.getTitle({}),
  }));

/** Has the extension ask for news now: its alarm rings every ten minutes. */
const ringForNews = ({ context }: Desk) =>
  context
    .serviceWorkers()[0]
    ?.evaluate(() => chrome.alarms.create("news", { when: Date.now(), periodInMinutes: 10 }));

async function badgeUntilSeen(desk: Desk, rig: Rig, worker: LocalWorker, html: string) {
  const { page, panel } = desk;
  await test.step("the toolbar button counts the follow-up until it is in sight", async () => {
    // No card of hers is open, and Today is folded.
    await leaveDraft(page, rig);
    await asCustomer(html, async (customer) => {
      await customer.locator("a[href*='/s/']").click();
      await answer(customer);
    });
    expect(worker.db("SELECT state FROM cases")).toMatchObject([{ state: "new" }]);
    await ringForNews(desk);
    await expect
      .poll(() => badgeOf(desk), { timeout: 20_000 })
      .toEqual({
        text: "1",
        title: "Regards: a customer of yours is unhappy, or wants a call",
      });
    await preview(page, "updated");
    await panel.shows("They asked to be called.");
    await expect.poll(() => badgeOf(desk)).toEqual({ text: "", title: "Regards" });
    await ringForNews(desk);
    await page.waitForTimeout(1000);
    expect(await badgeOf(desk)).toEqual({ text: "", title: "Regards" });
  });
}

async function refuseWhileOpen({ page, panel }: Desk): Promise<void> {
  await test.step("nobody is asked again while the follow-up is open", async () => {
    await panel.click("button", "Ask them…");
    await panel.shows("First bring the open follow-up to an end.");
    await picture(page, "asking-6-refused");
    await panel.click("button", "Cancel");
  });
}

async function resolveInToday({ page, panel }: Desk, rig: Rig, worker: LocalWorker) {
  await test.step("Today lists the follow-up, and it is resolved there", async () => {
    await leaveDraft(page, rig);
    await panel.click("button", /^Show Regards.*things? to do today/);
    await panel.get("heading", /^Follow-ups/);
    await panel.shows("They asked to be called.");
    await picture(page, "asking-7-today");
    await panel.click("button", /^Resolved…/);
    await page.keyboard.type("Called, and sent a new one");
    await panel.click("button", "Resolved");
    await panel.shows("Resolved. They may be asked again.");
    await expect
      .poll(() => worker.db("SELECT state FROM cases"))
      .toMatchObject([{ state: "resolved" }]);
    await picture(page, "asking-8-resolved");
  });
}

async function askAgain(desk: Desk, rig: Rig, worker: LocalWorker): Promise<void> {
  const { page, panel } = desk;
  await test.step("the rest between two askings still holds once it is resolved", async () => {
    await preview(page, "updated");
    await panel.click("button", "Ask them…");
    await panel.shows(/Asked on .*; again from /);
    await picture(page, "asking-9-rests");
  });
  await test.step("the customer is asked again when the rest is over", async () => {
    await worker.stop();
    await worker.start(restDays + 1);
    await openReply(desk, rig);
    await panel.click("button", "Ask them…");
    await panel.click("button", "Put it into the draft");
    await panel.shows("In your draft. Nothing was sent.");
    await picture(page, "asking-10-again");
    expect(worker.db("SELECT count(*) AS n FROM invitations")).toMatchObject([{ n: 2 }]);
    await leaveDraft(page, rig);
  });
}
