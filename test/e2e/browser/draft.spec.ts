/**
 * Text from the panel in drafts of webmails on the web, on pages of our own in their place. Gmail's
 * page takes no markup from strings (Trusted Types), as the real one.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { tag } from "../../support-table.ts";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { putIntoDraft, recordMessages, richQuestion, surveyLink } from "../drafts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { dana, tom } from "../../rig/messages.ts";

const gmail = "https://mail.google.com";
const proved = tag("gmail", ["draft"], "own page");
const file = (name: string) =>
  readFileSync(new URL(`../../fixtures/mail/${name}`, import.meta.url), "utf8");
const strict =
  "require-trusted-types-for 'script'; script-src 'nonce-regards'; object-src 'none'; base-uri 'none'";

let desk: Desk;
let errors: string[] = [];
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
  desk.page.on("pageerror", (error) => {
    errors.push(error.message);
  });
  await desk.context.route(`${gmail}/**`, (route) => {
    const isScript = route.request().url().endsWith("/mailbox.js");
    return route.fulfill({
      contentType: isScript ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8",
      body: file(isScript ? "gmail/mailbox.js" : "gmail/mailbox.html"),
      headers: isScript ? {} : { "content-security-policy": strict },
    });
  });
});
test.beforeEach(() => {
  errors = [];
});
// Nothing of ours may break the page, its rules for scripts included.
test.afterEach(() => {
  expect(errors).toEqual([]);
});
test.afterAll(async () => {
  await desk.context.close();
});

async function openGmail(): Promise<void> {
  await desk.page.goto("about:blank");
  await desk.page.goto(`${gmail}/mail/u/0/#inbox`);
}

const editors = (page: Page) => page.locator("[g_editable]");

test(`step's text stands above signature and quote when an answer is open ${proved}`, async () => {
  const { page, panel } = desk;
  await openGmail();
  await page.locator("tr.zA", { hasText: "Refit of the Selkie 0" }).first().click();
  await panel.shows("Harlow Marine");
  await page.getByText("Reply", { exact: true }).click();
  await editors(page).evaluate((editor) => {
    const part = (name: string, words: string) => {
      const element = document.createElement("div");
      element.className = name;
      element.append(words);
      return element;
    };
    editor.append(part("", "Secret harbour 4711"), part("gmail_signature", "Robin, Harbour Lane"));
    editor.append(part("gmail_quote", "On Monday Dana wrote"));
  });
  // Whoever is at the recipients has left no caret in the text.
  await page.locator("[name=to] input").last().focus();
  const read = await recordMessages(desk);
  await panel.click("button", "Put into the draft");
  await panel.shows("In your draft. Nothing was sent.");
  const lines = (await editors(page).innerText()).split("\n").filter((line) => line !== "");
  expect(lines[0]).toBe("Secret harbour 4711");
  expect(lines[1]).toBe("Hello Dana Whitfield,");
  expect(lines.slice(-2)).toEqual(["Robin, Harbour Lane", "On Monday Dana wrote"]);
  await picture(page, "gmail-draft-answer");
  const heard = await read();
  expect(heard).toContain("Hello Dana Whitfield");
  expect(heard).not.toMatch(/4711|Harbour Lane|On Monday/);
});

test(`row of scores is put in and undone when the page takes no markup from strings ${proved}`, async () => {
  const { page, panel } = desk;
  await openGmail();
  await page.locator(".L3").click();
  await page.keyboard.type(dana.address);
  await page.keyboard.press("Enter");
  await panel.shows("Harlow Marine");
  await editors(page).click();
  await page.keyboard.type("Good morning,");
  expect(await putIntoDraft(page, richQuestion)).toEqual({ inserted: true, as: "html" });
  const links = editors(page).locator("a");
  await expect(links).toHaveCount(12);
  expect(await links.nth(10).getAttribute("href")).toBe(`${surveyLink}?score=10`);
  expect(await editors(page).innerText()).toMatch(/^Good morning,\s+How likely/);
  // What is typed next is no part of the link.
  await page.keyboard.type("Kind regards");
  await expect(links.last()).toHaveText("Answer here");
  await picture(page, "gmail-draft-scores");
  for (let steps = 0; steps < 2; steps++) await page.keyboard.press("ControlOrMeta+z");
  await expect(links).toHaveCount(0);
  expect((await editors(page).innerText()).trim()).toBe("Good morning,");
});

test(`text goes into the draft that the panel shows when two are open ${proved}`, async () => {
  const { page, panel } = desk;
  await openGmail();
  for (const { address } of [dana, tom]) {
    await page.locator(".L3").click();
    await page.keyboard.type(address);
    await page.keyboard.press("Enter");
  }
  await panel.shows("Kestrel Foods");
  await editors(page).first().click();
  await panel.shows("Harlow Marine");
  await panel.click("button", "Put into the draft");
  await panel.shows("In your draft. Nothing was sent.");
  expect(await editors(page).first().innerText()).toContain("Hello Dana Whitfield,");
  expect((await editors(page).last().innerText()).trim()).toBe("");
});

test(`nothing is put in when nothing is written ${proved}`, async () => {
  await openGmail();
  await desk.page.locator("tr.zA", { hasText: "Refit of the Selkie 0" }).first().click();
  await desk.panel.shows("Harlow Marine");
  expect(await putIntoDraft(desk.page, richQuestion)).toEqual({
    inserted: false,
    reason: "no_draft",
  });
});

const others = [
  { site: "outlook", at: "https://outlook.office.com/mail/", editor: "[aria-multiline=true]" },
  {
    site: "fastmail",
    at: "https://app.fastmail.com/mail/compose?u=a9c14066",
    editor: ".v-RichText-input",
  },
  {
    site: "yahoo",
    at: "https://mail.yahoo.com/d/compose/1?.intl=de",
    editor: "[data-test-id=rte]",
  },
  {
    site: "qq",
    at: "https://wx.mail.qq.com/home/index?sid=zAbC#/compose/1",
    editor: ".xmail-cmp-editor-content",
  },
];

for (const { site, at, editor } of others)
  test(`row of scores is put into a new mail and into no other field, in ${site} ${tag(site, ["draft"], "own page")}`, async () => {
    const { page } = desk;
    await desk.context.route(`${new URL(at).origin}/**`, (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: file(`${site}/compose.html`),
      }),
    );
    await page.goto(at);
    await expect
      .poll(() => putIntoDraft(page, richQuestion).catch(String), { timeout: 20_000 })
      .toEqual({ inserted: true, as: "html" });
    await expect(page.locator(`${editor} a`)).toHaveCount(12);
    await expect(page.locator("a")).toHaveCount(12);
    await picture(page, `${site}-draft`);
    await page.keyboard.press("ControlOrMeta+z");
    await expect(page.locator("a")).toHaveCount(0);
  });

test(`text is put into the frame of the editor in proton ${tag("proton", ["draft"], "own page")}`, async () => {
  const { page } = desk;
  await desk.context.route("https://mail.proton.me/**", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: file("proton/compose.html"),
    }),
  );
  await page.goto("https://mail.proton.me/u/0/inbox");
  const body = page.frameLocator("[data-testid=rooster-iframe]").locator("#rooster-editor");
  await page.locator("[data-testid=rooster-iframe]").evaluate((frame: HTMLIFrameElement) => {
    const inner = frame.contentDocument;
    const editor = inner?.createElement("div");
    if (!inner || !editor) return;
    editor.id = "rooster-editor";
    editor.contentEditable = "true";
    const quote = inner.createElement("div");
    quote.className = "protonmail_quote";
    quote.append("On Monday Dana wrote");
    editor.append(quote);
    inner.body.append(editor);
  });
  await expect
    .poll(() => putIntoDraft(page, { plain: "A line.", rich: null }).catch(String), {
      timeout: 20_000,
    })
    .toEqual({ inserted: true, as: "plain" });
  expect(await body.innerText()).toMatch(/^A line\.\s+On Monday Dana wrote$/);
});
