/**
 * The popup beside a webmail: how the page was read, in words, and a report of it that names
 * nobody.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openPaired } from "../desk.ts";
import type { Desk, Look } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import type { LocalWorker } from "../../rig/worker.ts";

const at = "https://mail.proton.me/u/0/inbox/C-7==";
const page = (name: string) =>
  readFileSync(new URL(`../../fixtures/mail/proton/${name}.html`, import.meta.url), "utf8");
const states: Record<string, { html: string; at?: string; words: RegExp }> = {
  reading: { html: page("conversation"), words: /Reads this page/ },
  // The newest shape of an open message is gone, an older one is there.
  fallback: {
    html: page("conversation").replaceAll("message-view-", "mail-card-"),
    words: /read another way than usual/,
  },
  unreadable: {
    html: page("conversation").replaceAll("recipients:", "people:"),
    words: /Cannot read this page/,
  },
  idle: {
    html: page("list"),
    at: "https://mail.proton.me/u/0/inbox",
    words: /Nothing is open here/,
  },
};

const desk = (profile: string, look: Look, worker: LocalWorker) =>
  openPaired(profile, worker, "rep@example.com", look);

async function mail({ context, page: tab }: Desk, html: string, address = at): Promise<void> {
  await context.unrouteAll();
  await context.route(`${new URL(address).origin}/**`, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: html }),
  );
  await tab.goto(address);
  await tab.waitForTimeout(1500);
}

/**
 * The popup as a page, over the tab that shows this address: a real one closes as soon as anything
 * else is looked at.
 */
async function popup({ context, extensionId }: Desk, address = at): Promise<Page> {
  const own = await context.newPage();
  await own.setViewportSize({ width: 340, height: 620 });
  await own.addInitScript(
    (url) => {
      const query = chrome.tabs.query.bind(chrome.tabs);
      Object.assign(chrome.tabs, { query: () => query({ url }) });
      // What the clipboard really took: it cannot be read without a permission of its own.
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      Object.assign(navigator.clipboard, {
        writeText: async (text: string) => {
          await write(text);
          document.documentElement.setAttribute("data-copied", text);
        },
      });
    },
    `${new URL(address).origin}/*`,
  );
  await own.goto(`chrome-extension://${extensionId}/popup.html`);
  return own;
}

const copied = async (own: Page) => (await own.locator("html").getAttribute("data-copied")) ?? "";

test("popup says how each fact was read, and copies a report that names nobody, when a page is open", async ({
  worker,
  profile,
}) => {
  test.setTimeout(120_000);
  const opened = await desk(profile(), {}, worker);
  for (const [name, state] of Object.entries(states)) {
    await mail(opened, state.html, state.at);
    const own = await popup(opened);
    await expect(own.locator("body")).toContainText(state.words);
    // By keys alone.
    await own.getByText("Technical details").focus();
    await own.keyboard.press("Enter");
    await expect(own.locator("details.reading")).toHaveAttribute("open", "");
    await expect(own.locator("details.reading")).toContainText(
      name === "idle" || name === "unreadable" ? /Sender\s*not found/ : /Sender\s*read/,
    );
    if (name === "reading")
      await expect(own.locator("body")).not.toContainText("another way than usual");
    if (name === "fallback")
      await expect(own.locator("details.reading")).toContainText(/Open message\s*read another way/);
    await own.keyboard.press("Tab");
    await own.keyboard.press("Enter");
    await expect(own.getByText("Copied, without any text")).toBeVisible();
    await picture(own, `popup-${name}`);
    const report = await copied(own);
    expect(report).toMatch(
      /webmail: proton\nhost: mail\.proton\.me\ndescription: version \d+, built in/,
    );
    expect(report).toContain("page:\n");
    expect(report.split("page:\n")[1]?.length).toBeGreaterThan(200);
    expect(report).not.toMatch(/dana|whitfield|robin|vale|[\w.]+@[\w-]+\.\w/i);
    await own.close();
  }
  await mail(opened, "<title>Nothing</title><h1>Hello Dana</h1>", "http://127.0.0.1:9/");
  const unknown = await popup(opened, "http://127.0.0.1:9/");
  await expect(unknown.locator("body")).toContainText("not a webmail that Regards knows");
  await unknown.getByText("Technical details").click();
  await unknown.getByRole("button", { name: "Copy a report" }).click();
  await expect(unknown.getByText("Copied, without")).toBeVisible();
  expect(await copied(unknown)).toMatch(/host: of its own \(left out\)/);
  await picture(unknown, "popup-unknown");
  await opened.context.close();
});

test("popup speaks Chinese in the dark when that is the reader's", async ({ worker, profile }) => {
  const opened = await desk(profile(), { locale: "zh-CN", colorScheme: "dark" }, worker);
  await mail(opened, states["fallback"]?.html ?? "");
  const own = await popup(opened);
  await own.getByText("技术细节").click();
  await expect(own.locator("details.reading")).toContainText("以备用方式读取");
  await picture(own, "popup-zh-dark");
  await opened.context.close();
});
