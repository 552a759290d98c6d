/** Thunderbird: whose card it is, wherever a message is shown and whichever way it went. */
import { messageOf } from "../../rig/messages.ts";
import { logs } from "../facts.ts";
import { expect, test } from "./fixtures.ts";

test.afterEach(async ({ mail }) => {
  await mail.closeOthers();
  await mail.folder("Inbox");
});

for (const place of ["tab", "window"] as const) {
  test(`card logs the message when it has its own ${place} [thunderbird: thread, identity · real]`, async ({
    mail,
    worker,
  }) => {
    const { subject } = messageOf(place === "tab" ? "killed" : "worker-killed");
    const customer = place === "tab" ? "R-2" : "R-1";
    const before = logs(worker, customer).length;
    await mail.openIn(place, subject);
    await mail.shows(place === "tab" ? "Kestrel Foods" : "Harlow Marine");
    await mail.click("button", "Log email");
    await mail.shows(/Logged/);
    expect(logs(worker, customer)).toHaveLength(before + 1);
    await mail.picture(place);
  });
}

test("nobody's card is shown when several messages are selected [thunderbird: thread · real]", async ({
  mail,
}) => {
  await mail.open(messageOf("outage").subject);
  await mail.shows("Harlow Marine");
  await mail.open(messageOf("outage").subject, messageOf("renewal").subject);
  await expect
    .poll(() =>
      mail.run(`return tabs.currentAbout3Pane.messagePane.isMultiMessageBrowserVisible()`),
    )
    .toBe(true);
  await mail.picture("several");
  expect(
    await mail.run(
      `return tabs.currentAbout3Pane.multiMessageBrowser.contentDocument.querySelector("regards-panel")`,
    ),
  ).toBeNull();
  await mail.open(messageOf("renewal").subject);
  await mail.shows("Kestrel Foods");
});

test("recipient's card logs what goes out when the message is one's own [thunderbird: people · real]", async ({
  mail,
  worker,
}) => {
  await mail.folder("Sent");
  await mail.open("Terms for 2027");
  await mail.shows("Kestrel Foods");
  await mail.click("button", "Log email");
  await mail.shows(/Logged/);
  expect(logs(worker, "R-2").at(-1)).toMatchObject({
    kind: "email",
    direction: "out",
    claimed: true,
  });
});

test("message went out when it was written under another address of one's own [thunderbird: people · real]", async ({
  mail,
  worker,
}) => {
  await mail.folder("Sent");
  await mail.open("Good to meet you");
  await mail.shows("Harlow Marine");
  expect(await mail.text()).not.toContain("Robin at the fair");
  await mail.click("button", "Log email");
  await mail.shows(/Logged/);
  expect(logs(worker, "R-1").at(-1)).toMatchObject({ kind: "email", direction: "out" });
});

test("caution names where the answer would go when Reply-To is elsewhere [thunderbird: people · real]", async ({
  mail,
}) => {
  await mail.open(messageOf("reply-to").subject);
  await mail.shows("dana.whitfield@freemail-desk.example");
  await mail.shows(/Caution/);
  await mail.picture("caution");
});

test("spoofed name is met with a caution when Thunderbird shows it as written", async ({
  mail,
}) => {
  await mail.open(messageOf("spoofed").subject);
  await mail.shows(/Caution[\s\S]*billing@payments-desk\.example/);
});

test("list is nobody's card when the headers say that it is one [thunderbird: people · real]", async ({
  mail,
}) => {
  await mail.open(messageOf("list").subject);
  await mail.click("[data-fold]", "Show Regards");
  await mail.shows("No person to show");
});
