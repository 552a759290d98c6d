/** Logging in one click, the proof of it, and the way back: on the page and in the database. */
import { fullView, preview, signInToMail, stopServiceWorker } from "../desk.ts";
import { liveSubjects, logs, profile } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { colleague, messageIdOf, messageOf } from "../../rig/messages.ts";
import { signIn } from "../../rig/book.ts";
import { call } from "../../rig/worker.ts";
import { customerId } from "../facts.ts";

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});

test("email is stored once and proved when Log email is pressed [roundcube: identity · real]", async ({
  desk,
  worker,
}) => {
  const before = logs(worker, "R-2").length;
  await preview(desk.page, "renewal");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  await picture(desk.page, "logged");
  const stored = logs(worker, "R-2");
  expect(stored).toHaveLength(before + 1);
  expect(stored.at(-1)).toMatchObject({
    kind: "email",
    direction: "in",
    withdrawn: 0,
    claimed: true,
    occurred_at: Date.parse(messageOf("renewal").date),
  });
  expect(await liveSubjects(worker, "R-2")).toContain(messageOf("renewal").subject);
  await desk.panel.shows(messageOf("renewal").subject);
});

test("same message is not logged again when it is open in full view [roundcube: identity · real]", async ({
  desk,
  worker,
}) => {
  await preview(desk.page, "thread-2");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  const before = logs(worker, "R-2").length;
  await fullView(desk.page, "thread-2");
  await desk.panel.shows(/Logged/);
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
  expect(logs(worker, "R-2")).toHaveLength(before);
});

test("log is withdrawn, and can be made again, when Undo is pressed", async ({ desk, worker }) => {
  await preview(desk.page, "undo");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.click("button", "Undo");
  await desk.panel.get("button", /^Log email/);
  await expect
    .poll(() => logs(worker, "R-2").at(-1))
    .toMatchObject({ withdrawn: 1, claimed: false });
  expect(await liveSubjects(worker, "R-2")).not.toContain(messageOf("undo").subject);
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(
    (await liveSubjects(worker, "R-2")).filter((subject) => subject === messageOf("undo").subject),
  ).toHaveLength(1);
});

test("log is amended when Edit is saved", async ({ desk, worker }) => {
  await preview(desk.page, "edit");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.click("button", "Edit");
  await picture(desk.page, "editing");
  await desk.panel.fill("Note", "Prefers one o'clock");
  await desk.panel.click("button", "Save");
  await desk.panel.shows(/Logged/);
  await expect
    .poll(
      async () =>
        (await profile(worker, "R-2")).facts.items.filter(
          (f) => f.withdrawnAt === null && f.detail["note"] === "Prefers one o'clock",
        ).length,
    )
    .toBe(1);
  expect(logs(worker, "R-2").filter((row) => row["amends_id"] !== null)).toHaveLength(1);
  expect(
    (await liveSubjects(worker, "R-2")).filter((subject) => subject === messageOf("edit").subject),
  ).toHaveLength(1);
});

test("proof is still there when the page is reloaded [roundcube: identity · real]", async ({
  desk,
  rig,
}) => {
  await preview(desk.page, "reload");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  await signInToMail(desk.page, rig);
  await desk.page.reload();
  await preview(desk.page, "reload");
  await desk.panel.shows(/Logged/);
  await desk.panel.get("button", "Undo");
});

test("sign names the colleague when they have logged the message", async ({ desk, worker }) => {
  const token = await signIn(worker, colleague.address, "rep", colleague.name);
  const message = messageOf("other-user");
  await call(
    worker,
    "POST",
    "/v1/interactions",
    {
      customerId: customerId(worker, "R-1"),
      kind: "email",
      direction: "in",
      occurredAt: message.date,
      subject: message.subject,
      message: {
        messageId: messageIdOf("other-user"),
        webmail: "roundcube",
        account: null,
        thread: null,
        message: null,
      },
    },
    token,
  );
  await preview(desk.page, "other-user");
  await desk.panel.shows(/Logged by Priya Nair/);
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
  await picture(desk.page, "logged-by-other");
});

test("call is stored with its note when it is logged by hand", async ({ desk, worker }) => {
  await preview(desk.page, "renewal");
  // Before them another customer's card stood there, with the same button.
  await desk.panel.shows("Kestrel Foods");
  await desk.panel.click("button", "Log a call");
  await desk.panel.fill("Note", "Wants the terms by Monday");
  await desk.panel.click("button", "Save");
  await expect
    .poll(
      async () =>
        (await profile(worker, "R-2")).facts.items.filter(
          (f) => f.detail["kind"] === "call" && f.detail["note"] === "Wants the terms by Monday",
        ).length,
    )
    .toBe(1);
});

test("face and note are stored as the rep's own when they are saved", async ({ desk, worker }) => {
  await preview(desk.page, "reload");
  const row = `SELECT metric, value, source, (SELECT count(*) FROM withdrawals w
      WHERE w.fact_id = s.id) AS withdrawn FROM satisfaction_responses s WHERE customer_id = ?
      AND source = 'rep' ORDER BY recorded_at DESC`;
  await desk.panel.shows("Harlow Marine");
  await desk.panel.click("radio", "Very dissatisfied");
  await desk.panel.shows("Noted: Very dissatisfied");
  await desk.panel.click("button", "Add a line");
  await desk.panel.fill("One line, if you like", "Annoyed about the sizes");
  await picture(desk.page, "face");
  await desk.panel.click("button", "Save");
  await expect
    .poll(() => worker.db(row, customerId(worker, "R-1"))[0])
    .toMatchObject({ metric: "csat", value: 1, source: "rep", withdrawn: 0 });
  await desk.panel.shows("Annoyed about the sizes");
  await desk.panel.click("button", "Undo");
  await expect
    .poll(() => worker.db(row, customerId(worker, "R-1"))[0])
    .toMatchObject({ withdrawn: 1 });
});

test("email is stored once when the service worker was stopped before the click", async ({
  desk,
  worker,
}) => {
  await preview(desk.page, "worker-killed");
  await desk.panel.shows("Harlow Marine");
  const before = logs(worker, "R-1").length;
  await stopServiceWorker(desk);
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  await stopServiceWorker(desk);
  await desk.panel.click("button", "Undo");
  await desk.panel.get("button", /^Log email/);
  await expect.poll(() => logs(worker, "R-1").at(-1)).toMatchObject({ withdrawn: 1 });
});
