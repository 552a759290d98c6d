/** Today beside the real inbox: its tab, unfolded by mouse and by keys, and the choice remembered. */
import { leaveDraft, preview, signInToMail } from "../desk.ts";
import { customerId } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { panelFrame } from "../panel.ts";
import { signIn } from "../../rig/book.ts";
import { call } from "../../rig/worker.ts";

const tab = /^Show Regards.*things? to do today/;

test.beforeAll(async ({ rig, worker }) => {
  const now = new Date().toISOString();
  const made = {
    customerId: customerId(worker, "R-2"),
    what: "Send the terms",
    dueOn: now.slice(0, 10),
    occurredAt: now,
  };
  await call(worker, "POST", "/v1/promises", made, await signIn(worker, rig.user, "rep"));
});
test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
  await leaveDraft(desk.page, rig);
});

test("today stands folded to its tab, with its count, when no mail is open", async ({ desk }) => {
  const { page, panel } = desk;
  await panel.get("button", tab);
  await expect
    .poll(() =>
      page.evaluate(() => document.querySelector("regards-panel")!.getBoundingClientRect().width),
    )
    .toBe(36);
  await picture(page, "inbox-today-folded");
  await preview(page, "renewal");
  await panel.shows("Kestrel Foods");
});

test("today stays open, or folded, in the next inbox when it was left so", async ({
  desk,
  rig,
}) => {
  const { page, panel } = desk;
  await panel.click("button", tab);
  await panel.get("heading", "Today");
  await panel.get("combobox", "Find a customer");
  await picture(page, "inbox-today-open");
  await leaveDraft(page, rig);
  await panel.get("heading", "Today");
  await panel.click("button", "Fold Regards away");
  await panel.get("button", tab);
  await leaveDraft(page, rig);
  await panel.get("button", tab);
});

test("today is unfolded and folded by keys when its tab has the focus", async ({ desk }) => {
  const { page, panel } = desk;
  await panel.get("button", tab);
  await panelFrame(page)!.getByRole("button", { name: tab }).focus();
  await page.keyboard.press("Enter");
  await panel.get("heading", "Today");
  const focused = () => panelFrame(page)!.evaluate(() => document.activeElement?.ariaLabel);
  await expect.poll(focused).toBe("Fold Regards away");
  await page.keyboard.press("Enter");
  await panel.get("button", tab);
});
