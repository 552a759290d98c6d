/** Logs made without the Worker arrive once, later, in order. */
import { kill, openDesk, openPaired, preview, signInToMail } from "../desk.ts";
import { liveSubjects, logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { messageOf } from "../../rig/messages.ts";

test("logs wait, then arrive once and in order when the Worker is down and comes back", async ({
  desk,
  rig,
  worker,
}) => {
  await signInToMail(desk.page, rig);
  await preview(desk.page, "outage-2");
  await desk.panel.shows("Harlow Marine");
  await preview(desk.page, "outage");
  await desk.panel.shows("Harlow Marine");
  const before = logs(worker, "R-1").length;
  await worker.stop();
  try {
    await desk.panel.click("button", /^Log email/);
    await desk.panel.shows(/Waiting to be sent/);
    await picture(desk.page, "waiting");
    await preview(desk.page, "outage-2");
    await desk.panel.click("button", /^Log email/);
    await desk.panel.shows(/Waiting to be sent/);
  } finally {
    await worker.start();
  }
  await expect.poll(() => logs(worker, "R-1").length, { timeout: 60_000 }).toBe(before + 2);
  await desk.panel.shows(/Logged/, 30_000);
  const subjects = (await liveSubjects(worker, "R-1")).filter((s) => s.includes("spring order"));
  expect(subjects.toSorted()).toEqual([messageOf("outage-2").subject, messageOf("outage").subject]);
  const [first, second] = logs(worker, "R-1").slice(-2);
  expect([first?.["occurred_at"], second?.["occurred_at"]]).toEqual([
    Date.parse(messageOf("outage").date),
    Date.parse(messageOf("outage-2").date),
  ]);
  await preview(desk.page, "outage");
  await desk.panel.shows(/Logged/);
});

test("card seen before is shown when the Worker is down", async ({ desk, rig, worker }) => {
  await signInToMail(desk.page, rig);
  await preview(desk.page, "renewal");
  await desk.panel.shows("Kestrel Foods");
  await preview(desk.page, "stranger");
  await worker.stop();
  try {
    await preview(desk.page, "renewal");
    await desk.panel.shows("Kestrel Foods");
    await picture(desk.page, "offline");
  } finally {
    await worker.start();
  }
});

test("log arrives once when the browser is killed right after the click", async ({
  rig,
  worker,
  profile,
}) => {
  const folder = profile();
  const desk = await openPaired(folder, worker, rig.user);
  await signInToMail(desk.page, rig);
  await preview(desk.page, "killed");
  await desk.panel.get("button", /^Log email/);
  const before = logs(worker, "R-2").length;
  await worker.stop();
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Waiting to be sent/);
  await kill(desk);
  await worker.start();
  expect(logs(worker, "R-2")).toHaveLength(before);
  const again = await openDesk(folder);
  try {
    await expect.poll(() => logs(worker, "R-2").length, { timeout: 60_000 }).toBe(before + 1);
    await signInToMail(again.page, rig);
    await preview(again.page, "killed");
    await again.panel.shows(/Logged/);
    expect(logs(worker, "R-2")).toHaveLength(before + 1);
    expect(
      (await liveSubjects(worker, "R-2")).filter((s) => s === messageOf("killed").subject),
    ).toHaveLength(1);
  } finally {
    await again.context.close();
  }
});
