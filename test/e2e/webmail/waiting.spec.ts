/** Waiting logs in the popup: sent now, or discarded, as the person says. */
import { preview, signInToMail } from "../desk.ts";
import { liveSubjects, logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { messageOf } from "../../rig/messages.ts";

test("popup discards what the person throws away, and sends the rest when the Worker is back", async ({
  desk,
  rig,
  worker,
}) => {
  const kept = messageOf("kept-waiting").subject;
  const thrown = messageOf("thrown-away").subject;
  await signInToMail(desk.page, rig);
  for (const key of ["kept-waiting", "thrown-away"]) {
    await preview(desk.page, key);
    await desk.panel.get("button", /^Log email/);
  }
  const before = logs(worker, "R-2").length;
  await worker.stop();
  const popup = await desk.context.newPage();
  try {
    await desk.page.bringToFront();
    for (const key of ["kept-waiting", "thrown-away"]) {
      await preview(desk.page, key);
      await desk.panel.click("button", /^Log email/);
      await desk.panel.shows(/Waiting to be sent/);
    }
    await popup.setViewportSize({ width: 340, height: 620 });
    await popup.goto(`chrome-extension://${desk.extensionId}/popup.html`);
    const entries = popup.locator("ul.lines li");
    const entry = (subject: string) => entries.filter({ hasText: subject });
    await expect(entries).toHaveCount(2);
    await expect(entry(kept)).toContainText("Kestrel Foods");
    await picture(popup, "popup-waiting");

    // Asked once more first, and the way back is there.
    await entry(thrown).getByRole("button", { name: "Discard", exact: true }).click();
    await picture(popup, "popup-discarding");
    await entry(thrown).getByRole("button", { name: "Keep" }).click();
    await expect(entries).toHaveCount(2);
    await entry(thrown).getByRole("button", { name: "Discard", exact: true }).click();
    await entry(thrown).getByRole("button", { name: "Discard for good" }).click();
    await expect(entries).toHaveCount(1);

    // Still nobody there: it is tried, and stays.
    await entry(kept).getByRole("button", { name: "Try again" }).click();
    await expect(entry(kept)).toContainText(/Tried \d+ times/);
    expect(logs(worker, "R-2")).toHaveLength(before);
  } finally {
    await worker.start();
  }
  // It may have been sent by itself just before the press.
  await popup
    .getByRole("button", { name: "Try again" })
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await expect(popup.getByText("Everything is sent.")).toBeVisible({ timeout: 60_000 });
  await popup.close();
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
  const subjects = await liveSubjects(worker, "R-2");
  expect({ kept: subjects.includes(kept), thrown: subjects.includes(thrown) }).toEqual({
    kept: true,
    thrown: false,
  });
  // What was thrown away may be logged again.
  await desk.page.bringToFront();
  await preview(desk.page, "kept-waiting");
  await desk.panel.shows(/Logged/);
  await preview(desk.page, "thrown-away");
  await desk.panel.get("button", /^Log email/);
});
