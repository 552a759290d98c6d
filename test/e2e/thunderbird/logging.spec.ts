/**
 * Thunderbird: the card beside a message, and one click that logs it under its real Message-ID,
 * once for every mail program.
 */
import { messageIdOf, messageOf } from "../../rig/messages.ts";
import { call } from "../../rig/worker.ts";
import { customerId, liveSubjects, logs } from "../facts.ts";
import { expect, test } from "./fixtures.ts";

/** The same message as Roundcube tells it, whose headers page gives the Message-ID. */
const inRoundcube = (key: string) => ({
  messageId: messageIdOf(key),
  webmail: "roundcube@mail.example.com",
  account: "rep",
  thread: null,
  message: "INBOX/7",
});

test("writer's card stands beside the message when selected [thunderbird: thread, people · real]", async ({
  mail,
}) => {
  await mail.open(messageOf("reload").subject);
  await mail.shows("Harlow Marine");
  await mail.picture("card");
  const stands = await mail.run<{ beside: boolean; inBody: number; right: number; width: number }>(`
    const box = host().getBoundingClientRect();
    return {
      beside: host().parentNode === page().documentElement,
      inBody: page().body.querySelectorAll("regards-panel").length,
      right: Math.round(page().body.getBoundingClientRect().right),
      width: Math.round(box.left),
    };`);
  expect(stands).toMatchObject({ beside: true, inBody: 0 });
  // Beside the mail, never over it.
  expect(stands.right).toBeLessThanOrEqual(stands.width);
});

test("email is logged once by Message-ID when Log email is pressed [thunderbird: identity · real]", async ({
  mail,
  worker,
}) => {
  const before = logs(worker, "R-2").length;
  await mail.open(messageOf("renewal").subject);
  await mail.click("button", "Log email");
  await mail.shows(/Logged/);
  await mail.picture("logged");
  const stored = logs(worker, "R-2");
  expect(stored).toHaveLength(before + 1);
  expect(stored.at(-1)).toMatchObject({
    kind: "email",
    direction: "in",
    withdrawn: 0,
    claimed: true,
    occurred_at: Date.parse(messageOf("renewal").date),
  });

  const message = inRoundcube("renewal");
  const { interactions } = await call(worker, "POST", "/v1/interactions/find", { message });
  expect(interactions[0]?.id).toBe(stored.at(-1)?.["id"]);
  const again = await call(worker, "POST", "/v1/interactions", {
    customerId: customerId(worker, "R-2"),
    kind: "email",
    direction: "in",
    occurredAt: messageOf("renewal").date,
    subject: messageOf("renewal").subject,
    message,
  });
  expect(again.interaction).toMatchObject({ id: stored.at(-1)?.["id"], alreadyLogged: true });
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
});

test("proof is there again when another message was open meanwhile [thunderbird: thread, identity · real]", async ({
  mail,
}) => {
  await mail.open(messageOf("edit").subject);
  await mail.click("button", "Log email");
  await mail.shows(/Logged/);
  await mail.open(messageOf("outage").subject);
  await mail.shows("Harlow Marine");
  expect(await mail.text()).not.toMatch(/Logged/);
  await mail.open(messageOf("edit").subject);
  await mail.shows(/Logged/);
});

test("message logged in Roundcube shows its proof when selected [thunderbird: identity · real]", async ({
  mail,
  worker,
}) => {
  const key = "undo";
  await call(worker, "POST", "/v1/interactions", {
    customerId: customerId(worker, "R-2"),
    kind: "email",
    direction: "in",
    occurredAt: messageOf(key).date,
    subject: messageOf(key).subject,
    message: inRoundcube(key),
  });
  await mail.open(messageOf(key).subject);
  await mail.shows(/Logged/);
});

test("answer is logged with the whole of its subject when Thunderbird shows it without its Re:", async ({
  mail,
  worker,
}) => {
  const { subject } = messageOf("thread-2");
  await mail.open(subject);
  expect(await mail.run<string>(`return about().gMessage.mime2DecodedSubject`)).not.toBe(subject);
  await mail.shows("Kestrel Foods");
  await mail.click("button", "Log email");
  await mail.shows(/Logged/);
  expect(await liveSubjects(worker, "R-2")).toContain(subject);
});
