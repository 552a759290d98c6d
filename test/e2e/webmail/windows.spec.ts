/** Roundcube's windows of their own: a message, and a composer in text and in HTML. */
import type { Page } from "@playwright/test";
import { preview, signInToMail } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { drivePanel } from "../panel.ts";
import { colleague, dana, messageOf, tom } from "../../rig/messages.ts";

/** The window that opens by what `opens` does, as wide as one with room for mail and panel. */
async function opened(desk: Desk, opens: () => Promise<void>): Promise<Page> {
  const [window] = await Promise.all([desk.context.waitForEvent("page"), opens()]);
  await window.setViewportSize({ width: 1360, height: 860 });
  return window;
}
const room = (page: Page) =>
  page.evaluate(() => {
    const panel = document.querySelector("regards-panel")?.getBoundingClientRect();
    const mail = document.querySelector("#layout-content")?.getBoundingClientRect();
    return {
      panel: Math.round(panel?.width ?? 0),
      over: Math.round(Math.max(0, (mail?.right ?? 0) - (panel?.left ?? 0))),
    };
  });

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});

test("message is the same log when it has an own window [roundcube: thread, identity · real]", async ({
  desk,
  worker,
}) => {
  const frame = await preview(desk.page, "window");
  const window = await opened(desk, async () => {
    await frame.locator("h2.subject").hover();
    await frame.locator("h2.subject a.extwin").click();
  });
  try {
    await expect(window).toHaveURL(/_extwin=1/);
    const panel = drivePanel(window);
    await panel.shows("Kestrel Foods");
    expect(await room(window)).toEqual({ panel: 320, over: 0 });
    const before = logs(worker, "R-2").length;
    await panel.click("button", /^Log email/);
    await panel.shows(/Logged/);
    await picture(window, "roundcube-window");
    expect(logs(worker, "R-2").at(-1)).toMatchObject({
      occurred_at: Date.parse(messageOf("window").date),
    });
    await desk.page.bringToFront();
    await preview(desk.page, "renewal");
    await preview(desk.page, "window");
    await desk.panel.shows(/Logged/);
    expect(logs(worker, "R-2")).toHaveLength(before + 1);
  } finally {
    await window.close();
    await desk.page.bringToFront();
  }
});

for (const kind of ["text", "HTML"] as const) {
  test(`recipients' cards show when ${kind} is composed in a window [roundcube: compose · real]`, async ({
    desk,
    rig,
  }) => {
    const window = await opened(desk, () =>
      desk.page.evaluate((address) => {
        open(address, "composer");
      }, `${rig.url}?_task=mail&_action=compose&_extwin=1`),
    );
    try {
      const panel = drivePanel(window);
      await panel.shows("Add a recipient");
      if (kind === "HTML") {
        await window.evaluate(() => {
          Reflect.get(window, "rcmail").command("toggle-editor", { id: "composebody", html: true });
        });
        await window.locator("#composebody_ifr").waitFor();
      }
      const to = window.locator("#compose_to input");
      await to.pressSequentially(`${tom.name} <${tom.address}>,`);
      await panel.shows("Kestrel Foods");
      await to.pressSequentially(`${dana.address}, ${colleague.address},`);
      await panel.get("button", dana.name);
      await panel.shows("+1 colleague");
      await panel.click("button", dana.name);
      await panel.shows("Harlow Marine");
      expect(await panel.find("button", /^Log email/)).toBeNull();
      expect(await room(window)).toEqual({ panel: 320, over: 0 });
      await window.locator("#compose-subject").fill(`Terms in ${kind}`);
      const body =
        kind === "HTML"
          ? window.frameLocator("#composebody_ifr").locator("body")
          : window.locator("#composebody");
      await body.click();
      await window.keyboard.type("With pleasure.");
      await picture(window, `roundcube-compose-${kind.toLowerCase()}`);
      await window.locator("a.send, button.send").first().click();
      await expect
        .poll(() => rig.sent.find((raw) => raw.includes(`Terms in ${kind}`)))
        .toBeTruthy();
      const sent = rig.sent.find((raw) => raw.includes(`Terms in ${kind}`)) ?? "";
      expect(sent).toContain("With pleasure.");
      expect(sent).toContain(kind === "HTML" ? "text/html" : "text/plain");
      // Nothing of ours goes out with a rep's mail.
      expect(sent).not.toMatch(/regards-|Harlow Marine|Kestrel Foods/);
    } finally {
      window.on("dialog", (dialog) => {
        void dialog.accept();
      });
      await window.close();
      await desk.page.bringToFront();
    }
  });
}
