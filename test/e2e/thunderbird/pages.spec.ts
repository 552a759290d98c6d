/**
 * Thunderbird: the extension's own pages and popups, and the recipients' cards of what is being
 * written.
 */
import { dana, messageOf, tom } from "../../rig/messages.ts";
import { richQuestion, surveyLink } from "../drafts.ts";
import { deskOf } from "./desk.ts";
import type { MailDesk } from "./desk.ts";
import { expect, test } from "./fixtures.ts";
import { popupsOf } from "./popups.ts";
import { extensionId, startThunderbird } from "./program.ts";

let desk: MailDesk;
let popups: ReturnType<typeof popupsOf>;
test.beforeAll(async ({ worker }) => {
  test.setTimeout(120_000);
  // Nobody can click Thunderbird's own question.
  desk = deskOf(await startThunderbird({ "extensions.webextOptionalPermissionPrompts": false }));
  popups = popupsOf(desk);
  await desk.pair(worker);
  await desk.folder("Inbox");
});
test.afterAll(async () => {
  await desk.program.quit();
});

test("welcome page says who is signed in when Thunderbird is paired", async () => {
  await popups.page("welcome.html");
  await expect.poll(popups.words).toContain("Robin Vale");
  expect(await popups.words()).not.toMatch(/browser/i);
  await desk.picture("welcome");
});

test("popup shows the outbox and names no site when it is opened", async () => {
  await popups.page("popup.html");
  await expect.poll(popups.words).toContain("Everything is sent");
  expect(await popups.words()).not.toMatch(/browser|site/i);
  await desk.picture("popup");
});

test("recipients' cards are switched on and off when the button in the options is pressed", async () => {
  await popups.page("options.html");
  await expect.poll(popups.words).toContain("While you write");
  await desk.picture("options");
  const press = () => popups.press("#compose ~ div button");
  await press();
  await expect.poll(popups.words).toContain("Recipients’ cards are shown.");
  expect(
    await desk.run(
      `return WebExtensionPolicy.getByID(arguments[0]).hasPermission("compose")`,
      extensionId,
    ),
  ).toBe(true);
  await press();
  await expect
    .poll(() =>
      desk.run(
        `return WebExtensionPolicy.getByID(arguments[0]).hasPermission("compose")`,
        extensionId,
      ),
    )
    .toBe(false);
  await press();
  await expect.poll(popups.words).toContain("Recipients’ cards are shown.");
});

test("recipients' cards show when Regards is pressed in a compose [thunderbird: compose · real]", async () => {
  await popups.write(
    [`${tom.name} <${tom.address}>`, `${dana.name} <${dana.address}>`],
    "Both of you",
  );
  await popups.popup("composeAction");
  await expect.poll(popups.popupWords, { timeout: 20_000 }).toContain("Kestrel Foods");
  expect(await popups.popupWords()).toContain(dana.name);
  expect(await popups.popupWords()).not.toMatch(/Log email/);
  await popups.popupPicture("compose");
});

test("row of scores stands above the signature and is undone when it is put into a draft [thunderbird: draft · real]", async () => {
  await desk.closeOthers();
  await popups.write([`${dana.name} <${dana.address}>`], "How are we doing?");
  await desk.run(`
    const compose = Services.wm.getMostRecentWindow("msgcompose");
    const { contentDocument } = compose.GetCurrentEditorElement();
    const signature = contentDocument.createElement("div");
    signature.className = "moz-signature";
    signature.append("Robin, Harbour Lane");
    contentDocument.body.append(signature);`);
  await popups.popup("composeAction");
  await expect.poll(popups.popupWords, { timeout: 20_000 }).toContain("Put into the draft");
  const before = await popups.draft();
  await popups.putIntoDraft(richQuestion);
  await expect.poll(popups.draft).toContain(`${surveyLink}?score=10`);
  const after = await popups.draft();
  expect(after.indexOf("How likely")).toBeLessThan(after.indexOf("Harbour Lane"));
  await popups.command("cmd_undo");
  await expect.poll(popups.draft).not.toContain("How likely");
  expect(before).toContain("Harbour Lane");
});

test("plain text is put in when the draft is of plain text [thunderbird: draft · real]", async () => {
  await desk.closeOthers();
  await popups.write([`${dana.name} <${dana.address}>`], "How are we doing?", false);
  await popups.popup("composeAction");
  await expect.poll(popups.popupWords, { timeout: 20_000 }).toContain("Put into the draft");
  await popups.putIntoDraft(richQuestion);
  await expect.poll(popups.draft).toContain(`Answer here: ${surveyLink}`);
  expect(await popups.draft()).not.toContain("<table");
});

test("card of the message is shown when Regards is pressed on it", async () => {
  await desk.closeOthers();
  await desk.folder("Inbox");
  await desk.open(messageOf("renewal").subject);
  await desk.shows("Kestrel Foods");
  await popups.popup("messageDisplayAction");
  await expect
    .poll(popups.popupWords, { timeout: 20_000 })
    .toMatch(/Kestrel Foods[\s\S]*Log(?: email|ged)/);
  await popups.popupPicture("button");
});
