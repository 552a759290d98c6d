/**
 * Senders and pages that mean harm: cautions, text that stays text, and a card that the page cannot
 * read.
 */
import { openPaired, preview, signInToMail } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { lookUp } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { panelFrame } from "../panel.ts";
import { dana, hostile, lookAlike, messageOf, spoofer, tom } from "../../rig/messages.ts";
import { gathered, plantSpy, searched } from "../spy.ts";

/** The letters that the spy saw pressed. */
function keysIn(found: string): string {
  return [...found.matchAll(/^event keydown: (.) /gm)].map(([, key]) => key).join("");
}

test.describe("sender", () => {
  test.beforeEach(async ({ desk, rig }) => {
    await signInToMail(desk.page, rig);
  });

  test("caution is shown when the display name holds another address", async ({ desk }) => {
    await preview(desk.page, "spoofed");
    await desk.panel.shows(/Caution:/);
    await desk.panel.shows(new RegExp(dana.address.replaceAll(".", "\\.")));
    await desk.panel.shows(new RegExp(spoofer.address.replaceAll(".", "\\.")));
    await picture(desk.page, "caution-name");
  });

  test("cautions of domain and name are shown when a fresh tab opens who poses as a customer", async ({
    desk,
  }) => {
    await preview(desk.page, "look-alike");
    await desk.panel.shows(
      "harlow-rnarine.example looks like harlow-marine.example, but it is not the same.",
    );
    // The address that the name is known by, and this one, one above the other.
    await desk.panel.shows(dana.address);
    await desk.panel.shows(lookAlike.address);
    await desk.panel.get("button", "Add as a customer");
    await picture(desk.page, "caution-look-alike");
  });

  test("caution is shown when answers go elsewhere", async ({ desk }) => {
    await preview(desk.page, "reply-to");
    await desk.panel.shows(/Caution:/);
    await desk.panel.shows(/freemail-desk\.example/);
    await picture(desk.page, "caution-reply-to");
  });

  test("no caution is shown when the sender is who it seems", async ({ desk }) => {
    await preview(desk.page, "outage");
    await desk.panel.hides(/Caution:/);
    await desk.panel.shows("Harlow Marine");
  });

  test("markup is shown as text when names and subjects hold it", async ({ desk, worker }) => {
    await preview(desk.page, "hostile");
    await desk.panel.shows(hostile.name);
    await picture(desk.page, "hostile");
    await desk.panel.click("button", "Add as a customer");
    await desk.panel.fill("Company", "<b>Odd</b> & Sons");
    await desk.panel.click("button", "Add");
    await desk.panel.shows("<b>Odd</b> & Sons");
    await expect.poll(async () => (await lookUp(worker, hostile.address)).status).toBe("customer");
    await desk.panel.click("button", /^Log email/);
    await desk.panel.shows(/Logged/);
    await desk.panel.shows(messageOf("hostile").subject);
    for (const frame of desk.page.frames())
      expect(await frame.evaluate(() => "pwned" in window)).toBe(false);
  });
});

test.describe("page", () => {
  let desk: Desk;
  test.beforeAll(async ({ worker, rig, profile }) => {
    test.setTimeout(120_000);
    desk = await openPaired(profile(), worker, rig.user);
    await signInToMail(desk.page, rig);
    await plantSpy(desk.page, rig.url);
    await desk.page.reload();
    await preview(desk.page, "renewal");
    await desk.panel.shows("Kestrel Foods");
  });
  test.afterAll(async () => {
    await desk.context.close();
  });

  test("script of the page finds nothing when a card is shown", async ({ worker }) => {
    const { card } = await lookUp(worker, tom.address);
    const found = await gathered(desk.page);
    // The spy works: it sees what is the page's own.
    expect(found).toContain("Roundcube");
    for (const secret of [
      "Kestrel Foods",
      card?.customer.id ?? "?",
      card?.contact?.id ?? "?",
      worker.url,
      "High value",
      "Mid value",
      "Low value",
      "Not useful",
    ]) {
      expect(found.includes(secret), `the page can read ${secret}`).toBe(false);
    }
  });

  test("script of the page finds no word of the card when it searches the page for it", async () => {
    const words = (await desk.panel.text())
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => /\p{L}{3}/u.test(line));
    expect(words).toContain("Kestrel Foods");
    // What the mail itself says may be found: its subject, and who wrote it.
    const mail = (
      await Promise.all(
        desk.page
          .frames()
          .filter((frame) => frame !== panelFrame(desk.page))
          .map((frame) => frame.evaluate(() => document.body.innerText)),
      )
    )
      .join("\n")
      .toLowerCase();
    const secrets = words.filter((line) => !mail.includes(line.toLowerCase()));
    expect(secrets.length).toBeGreaterThan(10);
    for (const secret of secrets)
      expect(await searched(desk.page, secret), `the page can search for ${secret}`).toBe(false);
    // The search works: it finds what is the page's own.
    expect(await searched(desk.page, messageOf("renewal").subject)).toBe(true);
  });

  test("script of the page sees no key when a note is typed", async () => {
    await desk.panel.click("button", "Log a call");
    await desk.panel.fill("Note", "zqj confidential zqj");
    await picture(desk.page, "typing");
    const found = await gathered(desk.page);
    expect(found).not.toContain("confidential");
    expect(keysIn(found)).not.toMatch(/[zqj]/);
    // The spy works: it sees what is typed into the page's own fields.
    await desk.page.locator("#mailsearchform").click();
    await desk.page.keyboard.type("qqq");
    expect(keysIn(await gathered(desk.page))).toContain("qqq");
  });

  test("script of the page presses nothing when it sends events to the panel", async ({
    worker,
  }) => {
    test.slow();
    const before = worker.db("SELECT count(*) AS n FROM interactions")[0]?.["n"];
    await desk.page.evaluate(() => {
      for (let x = 5; x < innerWidth; x += 15)
        for (let y = 5; y < innerHeight; y += 15) {
          const target = document.elementFromPoint(x, y);
          if (target?.tagName.includes("-") === true)
            target.dispatchEvent(
              new MouseEvent("click", { bubbles: true, composed: true, clientX: x, clientY: y }),
            );
        }
    });
    expect(worker.db("SELECT count(*) AS n FROM interactions")[0]?.["n"]).toBe(before);
  });
});

test("database holds no address, name or comment in clear when everything above was stored", async ({
  worker,
}) => {
  const dump = worker.dump().toString("latin1").toLowerCase();
  for (const secret of [
    dana.address,
    tom.address,
    "harlow-marine",
    "kestrel",
    "whitfield",
    "okafor",
    "as always",
    messageOf("renewal").subject,
  ]) {
    expect(dump.includes(secret.toLowerCase()), `the dump shows ${secret}`).toBe(false);
  }
});

test("log of the Worker names nobody when it has served all this", async ({ worker }) => {
  expect(worker.log()).not.toMatch(/harlow-marine|kestrel|whitfield|okafor|rep@example\.com/i);
});
