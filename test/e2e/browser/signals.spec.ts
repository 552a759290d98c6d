/**
 * A webmail redesigned so that the built-in description fails, mended by signed data from the
 * company's Worker.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gmailDescription } from "../../../extension/mail/gmail/description.ts";
import { roundcubeDescription } from "../../../extension/mail/roundcube/description.ts";
import { sogoDescription } from "../../../extension/mail/sogo/description.ts";
import { proton } from "../../../extension/mail/sites/proton.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { newKeys } from "../../../shared/signals/signature.ts";
import { signFile } from "../../../extension/commands/signals.ts";
import { seedBook } from "../../rig/book.ts";
import { dana } from "../../rig/messages.ts";
import { call, startWorker } from "../../rig/worker.ts";
import type { LocalWorker } from "../../rig/worker.ts";
import { openDesk, openPaired, pair } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";

const at = "https://mail.proton.me/u/0/inbox/C-7==";
const redesigned = readFileSync(
  new URL("../../fixtures/mail/proton/conversation.html", import.meta.url),
  "utf8",
)
  .replaceAll("recipients:", "people:")
  .replaceAll("message-view-", "mail-card-")
  .replaceAll("item-container", "row-box");
const mended = JSON.parse(
  JSON.stringify(proton)
    .replaceAll("recipients:", "people:")
    .replaceAll("message-view-", "mail-card-"),
) as Description;

const keys = await newKeys();
let served: LocalWorker;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  served = await startWorker({ SIGNALS_PUBLIC_KEY: keys.public });
  await seedBook(served);
});
test.afterAll(async () => {
  await served.remove();
});

async function openMail(desk: Desk): Promise<void> {
  await desk.context.route("https://mail.proton.me/**", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: redesigned }),
  );
  await desk.page.goto(at);
}
async function openOptions(desk: Desk) {
  const page = await desk.context.newPage();
  await page.goto(`chrome-extension://${desk.extensionId}/options.html`);
  const technical = page.locator("details.panel");
  await expect(technical).toBeVisible();
  // It stands open by itself where something was refused.
  if ((await technical.getAttribute("open")) === null)
    await technical.getByText("Technical details").click();
  return page;
}

test("redesigned page has its card, also after a restart, when the company has published signals", async ({
  profile,
}) => {
  test.setTimeout(180_000);
  const folder = profile();
  const desk = await openPaired(folder, served);
  await openMail(desk);
  await desk.panel.shows(/cannot read this page/);
  const options = await openOptions(desk);
  await expect(options.getByRole("status")).toContainText("Signals: built in");

  const text = await signFile(
    JSON.stringify({ version: 7, sites: [{ ...mended, version: proton.version + 1 }] }),
    keys.secret,
    new Date(),
  );
  await call(served, "PUT", "/v1/webmail-signals", JSON.parse(text));
  await options.getByRole("button", { name: "Look for newer ones" }).click();
  await expect(options.getByRole("status")).toContainText("version 7 of your company, of today");
  await picture(options, "options-signals");
  await options.close();
  await desk.page.reload();
  await desk.panel.shows("Harlow Marine");
  await desk.context.close();

  await served.stop();
  const later = await openDesk(folder);
  await openMail(later);
  // Cards are kept in memory alone; who wrote is read all the same.
  await later.panel.shows(new RegExp(dana.address.split("@")[0] ?? "", "i"));
  const after = await openOptions(later);
  await expect(after.getByRole("status")).toContainText("version 7 of your company");
  await later.context.close();
  await served.start();
});

test("signals are ignored, in words, when nobody of the company signed what is in the database", async ({
  profile,
}) => {
  const desk = await openPaired(profile(), served);
  const options = await openOptions(desk);
  await expect(options.getByRole("status")).toContainText("version 7 of your company");
  const stranger = await newKeys();
  const evil = JSON.parse(
    await signFile(
      JSON.stringify({ version: 8, sites: [{ ...mended, version: proton.version + 2 }] }),
      stranger.secret,
      new Date(),
    ),
  ) as { payload: string; signature: string };
  await served.stop();
  served.write(
    "INSERT INTO webmail_signals (version, payload, signature, published_at, published_by) VALUES (8, ?, ?, 0, 'x')",
    evil.payload,
    evil.signature,
  );
  await served.start();
  await options.getByRole("button", { name: "Look for newer ones" }).click();
  await expect(options.locator(".notice")).toContainText(
    "signature is not the one this browser was paired with",
  );
  await expect(options.getByRole("status")).toContainText("version 7 of your company");
  await picture(options, "options-signals-refused");
  await desk.context.close();
});

test("webmail that nothing built in knows has its card when the company describes it", async ({
  profile,
}) => {
  const host = "webmail.unknown.example";
  const since = "2026-11";
  const own: Description = {
    webmail: "quayside",
    version: 1,
    hosts: [host],
    bodies: [".text"],
    account: [],
    thread: {
      at: [{ since, at: "#mail" }],
      id: [{ since, at: "#mail", attribute: "data-mail" }],
      subject: [{ since, at: "h2" }],
    },
    message: {
      at: [{ since, at: ".letter" }],
      id: [],
      occurredAt: [],
      from: [{ since, at: ".writer", address: [{ attribute: "title" }], name: [{}] }],
      to: [],
      cc: [],
      replyTo: [],
    },
    compose: null,
    rows: null,
  };
  const text = await signFile(
    JSON.stringify({ version: 9, sites: [own] }),
    keys.secret,
    new Date(),
  );
  await call(served, "PUT", "/v1/webmail-signals", JSON.parse(text));
  const desk = await openPaired(profile(), served);
  const options = await openOptions(desk);
  await expect(options.getByRole("status")).toContainText("version 9 of your company");
  await options.close();
  await desk.context.route(`https://${host}/**`, (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body:
        `<title>Quayside</title><div id="mail" data-mail="q7"><h2>Anchor chain</h2>` +
        `<div class="letter"><b class="writer" title="${dana.address}">Dana</b>` +
        `<div class="text">Hello</div></div></div>`,
    }),
  );
  await desk.page.goto(`https://${host}/m/7`);
  await desk.panel.shows("Harlow Marine");
  await desk.context.close();
});

test("redesigned Gmail has its card, by its own code, once the company has published signals", async ({
  profile,
}) => {
  const renamed = (text: string) =>
    text
      .replaceAll(/\bemail(?==\\?"|\])/g, "mail-of")
      .replaceAll('"attribute":"email"', '"attribute":"mail-of"')
      .replaceAll("data-hovercard-id", "data-card");
  const body = renamed(
    readFileSync(new URL("../../fixtures/mail/gmail/conversation.html", import.meta.url), "utf8"),
  );
  const desk = await openPaired(profile(), served);
  await desk.context.route("https://mail.google.com/**", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body }),
  );
  await desk.page.goto("https://mail.google.com/mail/u/0/#inbox/FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR");
  await desk.panel.shows("Who is this message with?");

  const site = JSON.parse(
    renamed(JSON.stringify({ ...gmailDescription, version: gmailDescription.version + 1 })),
  ) as Description;
  const text = await signFile(
    JSON.stringify({ version: 10, sites: [site] }),
    keys.secret,
    new Date(),
  );
  await call(served, "PUT", "/v1/webmail-signals", JSON.parse(text));
  const options = await openOptions(desk);
  await options.getByRole("button", { name: "Look for newer ones" }).click();
  await expect(options.getByRole("status")).toContainText("version 10 of your company");
  await options.close();
  await desk.page.reload();
  await desk.panel.shows("Harlow Marine");
  await desk.context.close();
});

test("browser goes back to what is built in, and no further, when published signals are withdrawn", async ({
  profile,
}) => {
  const folder = profile();
  const desk = await openDesk(folder);
  await pair(desk, served, "rep@example.com", "Robin Vale");
  const options = await openOptions(desk);
  await expect(options.getByRole("status")).toContainText("version 10 of your company");
  const key = join(mkdtempSync(join(tmpdir(), "regards-key-")), "key");
  writeFileSync(key, keys.secret);
  const withdraw = (webmail: string) =>
    promisify(execFile)(
      process.execPath,
      ["extension/commands/signals.ts", "withdraw", webmail, "--key", key, "--worker", served.url],
      { env: { ...process.env, REGARDS_TOKEN: served.adminKey } },
    );
  await expect(withdraw("proton")).rejects.toThrow(
    '"proton" is not published in version 10. There are: gmail.',
  );
  expect((await withdraw("gmail")).stdout).toContain("Version 11 is published");
  rmSync(dirname(key), { recursive: true });
  await options.getByRole("button", { name: "Look for newer ones" }).click();
  await expect(options.getByRole("status")).toContainText("Signals: built in");
  await expect(options.locator(".notice")).toHaveCount(0);
  await options.close();
  await desk.context.route("https://mail.google.com/**", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: readFileSync(
        new URL("../../fixtures/mail/gmail/conversation.html", import.meta.url),
        "utf8",
      ),
    }),
  );
  await desk.page.goto("https://mail.google.com/mail/u/0/#inbox/FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR");
  await desk.panel.shows("Harlow Marine");
  await desk.context.close();
});

/**
 * Webmails that anyone may run, redesigned, each with its page on the company's own host, and what
 * is said where it cannot be read.
 */
const anywhere = [
  {
    built: roundcubeDescription,
    page: "roundcube/show.html",
    path: "/?_task=mail&_uid=12&_mbox=INBOX&_action=show",
    version: 12,
    unread: "Who is this message with?",
    renamed: (text: string) =>
      text
        .replaceAll("rcmContactAddress", "person-link")
        .replaceAll("header-summary", "top-line")
        .replaceAll(/\bmessage-header\b/g, "mail-head"),
  },
  {
    built: sogoDescription,
    page: "sogo/message.html",
    path: "/SOGo/so/sam/Mail/view#!/Mail/0/INBOX/220",
    version: 13,
    unread: "cannot read this page",
    renamed: (text: string) =>
      text.replaceAll("from[0].email", "sender.mail").replaceAll("md-caption", "sg-caption"),
  },
];
for (const { built, page, path, version, unread, renamed } of anywhere)
  test(`redesigned ${built.webmail} on an own host has its card when the company has published signals`, async ({
    profile,
  }) => {
    const body = renamed(
      readFileSync(new URL(`../../fixtures/mail/${page}`, import.meta.url), "utf8"),
    );
    const desk = await openPaired(profile(), served);
    await desk.context.route("https://webmail.unknown.example/**", (route) =>
      route.fulfill({ contentType: "text/html; charset=utf-8", body }),
    );
    await desk.page.goto(`https://webmail.unknown.example${path}`);
    await desk.panel.shows(unread);

    const site = JSON.parse(
      renamed(JSON.stringify({ ...built, version: built.version + 1 })),
    ) as Description;
    const text = await signFile(
      JSON.stringify({ version, sites: [site] }),
      keys.secret,
      new Date(),
    );
    await call(served, "PUT", "/v1/webmail-signals", JSON.parse(text));
    const options = await openOptions(desk);
    await options.getByRole("button", { name: "Look for newer ones" }).click();
    await expect(options.getByRole("status")).toContainText(`version ${version} of your company`);
    await options.close();
    await desk.page.reload();
    await desk.panel.shows("Harlow Marine");
    await desk.context.close();
  });
