/** Writing mail in Roundcube in Firefox: whom it goes to. */
import { colleague, dana, tom } from "../../rig/messages.ts";
import { expect, test } from "../fixtures.ts";
import { openDesk, pair, picture, signInToMail, switchOn } from "./desk.ts";

test("recipients' cards show and the text stays when a message is composed [firefox: compose · real]", async ({
  worker,
  rig,
}) => {
  test.slow();
  const desk = await openDesk();
  const { browser, panel } = desk;
  try {
    await switchOn(desk, "http://127.0.0.1/*");
    await pair(desk, worker, rig.user, "Robin Vale");
    await signInToMail(desk, rig);
    await browser.goTo(`${rig.url}?_task=mail&_action=compose`);
    await panel.shows("Add a recipient");
    await browser.click(await browser.find("#compose_to input"));
    await browser.type(`${tom.name} <${tom.address}>,`);
    await panel.shows("Kestrel Foods");
    await browser.type(`${dana.address}, ${colleague.address},`);
    await panel.get("button", dana.name);
    await panel.shows("+1 colleague");
    await panel.click("button", dana.name);
    await panel.shows("Harlow Marine");
    expect(await panel.find("button", /^Log email/)).toBeNull();
    await browser.click(await browser.find("#compose-subject"));
    await browser.type("Terms from Firefox");
    await browser.click(await browser.find("#composebody"));
    await browser.type("With pleasure.");
    await picture(desk, "firefox-compose");
    await browser.click(await browser.find("a.send, button.send"));
    await expect
      .poll(() => rig.sent.find((raw) => raw.includes("Terms from Firefox")))
      .toContain("With pleasure.");
    // Nothing of ours goes out with a rep's mail.
    expect(rig.sent.find((raw) => raw.includes("Terms from Firefox"))).not.toMatch(
      /regards-|Harlow Marine|Kestrel Foods/,
    );
  } finally {
    await browser.quit();
  }
});
