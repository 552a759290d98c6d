/** Writing mail in the real webmail: whom it goes to, and as whom it is sent. */
import type { Page } from "@playwright/test";
import { preview, signInToMail, stopServiceWorker } from "../desk.ts";
import { liveSubjects, logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { dana, freeStranger, lookAlike } from "../../rig/messages.ts";
import type { Rig } from "../../rig/up.ts";

async function compose(page: Page, rig: Rig, to: string): Promise<void> {
  await page.goto(`${rig.url}?_task=mail&_action=compose&_to=${encodeURIComponent(to)}`);
  await page.locator("#compose-subject").waitFor();
}

/** Back to the list; nothing is lost by leaving an empty draft. */
async function leave(page: Page, rig: Rig): Promise<void> {
  const accept = (dialog: { accept(): Promise<void> }) => {
    void dialog.accept();
  };
  page.on("dialog", accept);
  await page.goto(rig.url);
  page.off("dialog", accept);
  await page.locator("#messagelist tbody tr.message").first().waitFor();
}

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});
test.afterEach(async ({ desk, rig }) => {
  await leave(desk.page, rig);
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
  await leave(desk.page, rig);
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

test("mail to a customer is logged once it is sent, and not when it is thrown away", async ({
  desk,
  rig,
  worker,
}) => {
  const { page, panel } = desk;
  const write = async (subject: string) => {
    await compose(page, rig, `"${dana.name}" <${dana.address}>`);
    await page.fill("#compose-subject", subject);
    await page.fill("#composebody", "As agreed.");
    await panel.get("checkbox", "Log when sent, for Harlow Marine");
  };
  const send = async () => {
    await page.locator("button.send:visible, a.send:visible").first().click();
    await page.waitForURL(/_task=mail(?!.*_action=compose)/);
  };
  await write("Not to be logged");
  await send();
  expect(await liveSubjects(worker, "R-1")).not.toContain("Not to be logged");

  await write("Terms for 2027");
  await panel.click("checkbox", "Log when sent, for Harlow Marine");
  await picture(page, "compose-logs");
  await leave(page, rig);
  await write("Terms for 2028");
  await expect
    .poll(async () => (await panel.get("checkbox", /^Log when sent/)).states["checked"])
    .toBe("true");
  await send();
  await expect.poll(() => liveSubjects(worker, "R-1")).toContain("Terms for 2028");
  expect(await liveSubjects(worker, "R-1")).not.toContain("Terms for 2027");
  expect(logs(worker, "R-1").at(-1)).toMatchObject({ kind: "email", direction: "out" });
});
