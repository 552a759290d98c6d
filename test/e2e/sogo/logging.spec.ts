/** One message is one log, from whichever webmail it is logged. */
import { preview, signInToMail } from "../desk.ts";
import { liveSubjects, logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { openInSogo, signInToSogo } from "../sogo-desk.ts";
import { messageOf } from "../../rig/messages.ts";

test("email is stored once when Log email is pressed in SOGo [sogo: thread, identity · real]", async ({
  desk,
  sogo,
  rig,
  worker,
}) => {
  await signInToSogo(desk.page, sogo, rig);
  const before = logs(worker, "R-2").length;
  await openInSogo(desk.page, "renewal");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  await picture(desk.page, "sogo-logged");
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
  await desk.page.reload();
  await desk.panel.shows(/Logged/);
  await desk.panel.get("button", "Undo");
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
});

test("message is one log when opened in both [sogo: identity · real] [roundcube: identity · real]", async ({
  desk,
  sogo,
  rig,
  worker,
}) => {
  const both = ["reload", "worker-killed"];
  await signInToMail(desk.page, rig);
  await preview(desk.page, "reload");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  await signInToSogo(desk.page, sogo, rig);
  await openInSogo(desk.page, "worker-killed");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  const before = logs(worker, "R-1").length;
  await openInSogo(desk.page, "reload");
  await desk.panel.shows(/Logged/);
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
  await signInToMail(desk.page, rig);
  await preview(desk.page, "worker-killed");
  await desk.panel.shows(/Logged/);
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
  expect(logs(worker, "R-1")).toHaveLength(before);
  for (const key of both)
    expect(
      (await liveSubjects(worker, "R-1")).filter((subject) => subject === messageOf(key).subject),
    ).toHaveLength(1);
});
