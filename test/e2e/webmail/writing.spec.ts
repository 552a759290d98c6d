/** Writing mail in the real webmail: whom it goes to, and as whom it is sent. */
import type { Page } from "@playwright/test";
import type { Desk } from "../desk.ts";
import { leaveDraft, preview, signInToMail, stopServiceWorker } from "../desk.ts";
import { liveSubjects, logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { dana, freeStranger, lookAlike, tom } from "../../rig/messages.ts";
import type { Rig } from "../../rig/up.ts";

async function compose(page: Page, rig: Rig, to: string): Promise<void> {
  await page.goto(`${rig.url}?_task=mail&_action=compose&_to=${encodeURIComponent(to)}`);
  await page.locator("#compose-subject").waitFor();
}

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});
test.afterEach(async ({ desk, rig }) => {
  await leaveDraft(desk.page, rig);
});

test("caution is shown when a message is written to who poses as a customer, whoever's card is read", async ({
  desk,
  rig,
}) => {
  await compose(
    desk.page,
    rig,
    `"${dana.name}" <${dana.address}>, "${lookAlike.name}" <${lookAlike.address}>`,
  );
  await desk.panel.shows("Harlow Marine");
  await desk.panel.shows("looks like harlow-marine.example, but is not the same.");
  await picture(desk.page, "compose-caution");
});

test("company's card has no person's name when a message is written to a shared mailbox of theirs", async ({
  desk,
  rig,
}) => {
  await compose(desk.page, rig, `"Somebody Else" <orders@kestrel-foods.example>`);
  await desk.panel.shows("Kestrel Foods");
  await desk.panel.shows("orders@kestrel-foods.example");
  expect(await desk.panel.text()).not.toContain("Somebody Else");
  await picture(desk.page, "shared-mailbox");
});

test("mail from an alias is the owner's own when the composer has offered it, unreadable on disk", async ({
  desk,
  rig,
}) => {
  await preview(desk.page, "free-stranger");
  await desk.panel.get("button", "Add as a customer");
  await desk.page.goto(`${rig.url}?_task=settings&_action=add-identity&_framed=1`);
  await desk.page.fill("[name=_name]", freeStranger.name);
  await desk.page.fill("[name=_email]", freeStranger.address);
  await desk.page.locator("button.submit, button.save, input.submit").first().click();
  await compose(desk.page, rig, "");
  await expect(desk.page.locator("#_from option")).toHaveCount(2);
  await desk.panel.shows("Regards");
  await leaveDraft(desk.page, rig);
  await stopServiceWorker(desk);
  await preview(desk.page, "free-stranger");
  await desk.panel.click("button", /^Show Regards/);
  await desk.panel.shows("Only colleagues here");
  await picture(desk.page, "own-alias");
  const ours = await desk.context.newPage();
  await ours.goto(`chrome-extension://${desk.extensionId}/options.html`);
  const disk = await ours.evaluate(async () =>
    JSON.stringify(await chrome.storage.local.get(null)),
  );
  await ours.close();
  expect(disk).toContain("aliases");
  expect(disk).not.toContain(freeStranger.address);
});

/** Sends what is written, and waits until Roundcube has left the composer. */
async function send(page: Page): Promise<void> {
  // By key: leaving the field of recipients moves the button, from under a mouse that is down.
  await page.locator("button.send:visible, a.send:visible").first().press("Enter");
  await page.waitForURL(/_task=mail(?!.*_action=compose)/);
}

async function write(page: Page, rig: Rig, subject: string): Promise<void> {
  await compose(page, rig, `"${dana.name}" <${dana.address}>`);
  await page.fill("#compose-subject", subject);
  await page.fill("#composebody", "As agreed.");
}

/** Writes mail that is to be logged once it is sent. */
async function writeLogged(desk: Desk, rig: Rig, subject: string): Promise<void> {
  await write(desk.page, rig, subject);
  const choice = await desk.panel.get("checkbox", /^Log when sent/);
  if (choice.states["checked"] !== "true") await desk.panel.click("checkbox", /^Log when sent/);
  await expect
    .poll(async () => (await desk.panel.get("checkbox", /^Log when sent/)).states["checked"])
    .toBe("true");
}

/** Opens a mail of the folder of what was sent. */
async function openSent(page: Page, rig: Rig, subject: string): Promise<void> {
  await page.goto(`${rig.url}?_task=mail&_mbox=Sent`);
  const link = page.locator("#messagelist a[href*='_uid=']", { hasText: subject }).first();
  const uid = new URL((await link.getAttribute("href")) ?? "", page.url()).searchParams.get("_uid");
  await page.goto(`${rig.url}?_task=mail&_mbox=Sent&_uid=${uid}&_action=show`);
}

test("mail to a customer is logged once it is sent, and not when it is thrown away", async ({
  desk,
  rig,
  worker,
}) => {
  const { page, panel } = desk;
  await write(page, rig, "Not to be logged");
  await panel.get("checkbox", "Log when sent, for Harlow Marine");
  await send(page);
  expect(await liveSubjects(worker, "R-1")).not.toContain("Not to be logged");

  await write(page, rig, "Terms for 2027");
  await panel.click("checkbox", "Log when sent, for Harlow Marine");
  await picture(page, "compose-logs");
  await leaveDraft(page, rig);
  await write(page, rig, "Terms for 2028");
  await expect
    .poll(async () => (await panel.get("checkbox", /^Log when sent/)).states["checked"])
    .toBe("true");
  await send(page);
  await expect.poll(() => liveSubjects(worker, "R-1")).toContain("Terms for 2028");
  expect(await liveSubjects(worker, "R-1")).not.toContain("Terms for 2027");
  expect(logs(worker, "R-1").at(-1)).toMatchObject({ kind: "email", direction: "out" });
});

test("mail is logged for whom it went to when somebody is added just before it is sent", async ({
  desk,
  rig,
  worker,
}) => {
  const { page, panel } = desk;
  await writeLogged(desk, rig, "Rings and valves");
  await page.locator("#compose_to .recipient-input input").first().fill(`${tom.address},`);
  await send(page);
  for (const customer of ["R-1", "R-2"])
    await expect.poll(() => liveSubjects(worker, customer)).toContain("Rings and valves");

  const before = logs(worker, "R-1").length;
  await openSent(page, rig, "Rings and valves");
  await panel.shows("Logged");
  expect(await panel.find("button", /^Log email/)).toBeNull();
  await picture(page, "sent-copy-logged");
  expect(logs(worker, "R-1")).toHaveLength(before);
});

test("refused log of sent mail is said beside whom it was for, after the page was left", async ({
  desk,
  rig,
  worker,
}) => {
  const { page, panel } = desk;
  const allow = async (role: "rep" | "viewer") => {
    await worker.stop();
    worker.write("UPDATE users SET role = ? WHERE role IN ('rep', 'viewer')", role);
    await worker.start();
  };
  await writeLogged(desk, rig, "Refused terms");
  await allow("viewer");
  await send(page);
  await leaveDraft(page, rig);
  await preview(page, "outage");
  await panel.shows("Email not logged");
  await picture(page, "sent-refused");
  await allow("rep");
  expect(await liveSubjects(worker, "R-1")).not.toContain("Refused terms");
});
