/** The overlay in a page shaped like Gmail, served in Gmail's place: nothing leaves this machine. */
import { readFileSync } from "node:fs";
import { openDesk, pair } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { logs } from "../facts.ts";

const conversation = readFileSync(new URL("../../fixtures/mail/gmail/conversation.html", import.meta.url), "utf8");
const address = "https://mail.google.com/mail/u/0/";

test("card of the last writer is shown and logs once when a Gmail conversation is open", async ({ worker, profile }) => {
  const desk = await openDesk(profile());
  try {
    await pair(desk, worker, "rep@example.com", "Robin Vale");
    await desk.context.route("https://mail.google.com/**", (route) => route.fulfill({
      contentType: "text/html", body: conversation,
      // As strict as Gmail's own: no string may become script or markup.
      headers: { "content-security-policy": "require-trusted-types-for 'script'; script-src 'none'; object-src 'none'" },
    }));
    await desk.page.goto(`${address}#inbox/FMfcgzQXkVzLPRwrBtqFxjhLDnbmkxcV`);
    await desk.overlay.shows("Harlow Marine");
    await picture(desk.page, "gmail");
    const before = logs(worker, "R-1").length;
    await desk.overlay.click("button", "Log email");
    await desk.overlay.shows(/Logged/);
    expect(logs(worker, "R-1")).toHaveLength(before + 1);
    await desk.page.reload();
    await desk.overlay.shows(/Logged/);
  } finally {
    await desk.context.close();
  }
});
