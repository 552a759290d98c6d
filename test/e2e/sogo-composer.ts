/** Writing mail in a real SOGo. */
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";

/** Begins a message to one person; a message must be open beside the list. */
export async function writeInSogo(page: Page, to: string, subject: string): Promise<void> {
  await page.locator("md-fab-speed-dial md-fab-trigger button").click();
  await page.locator("md-fab-speed-dial button[ng-click='mailbox.newMessage($event)']").click();
  await page.locator("md-dialog md-chips[ng-model$='editable.to'] input").fill(to);
  await chooseSender(page);
  // Leaving the field makes it a recipient.
  await page.locator("md-dialog input[name=subject]").fill(subject);
  await expect(page.locator("md-dialog md-chip", { hasText: to })).toHaveCount(1);
}

/** Chooses as whom it is sent, where SOGo leaves that open. */
async function chooseSender(page: Page): Promise<void> {
  const from = page.locator("md-dialog input[name=from]");
  if ((await from.inputValue()) !== "") return;
  await from.click();
  await page.locator(".md-autocomplete-suggestions li").first().click();
}

/** Sends what is written, and waits until its composer has closed. */
export async function sendInSogo(page: Page): Promise<void> {
  await page.locator("md-dialog button[ng-click='editor.send()']").click();
  await page.locator("md-dialog").waitFor({ state: "detached" });
}

/** Throws away what is written. */
export async function leaveNoDraft(page: Page): Promise<void> {
  await page.locator("md-dialog button[ng-click='editor.cancel()']").click();
  await page.locator("md-dialog").waitFor({ state: "detached" });
}

type Injected = { defaults: { SOGoMailComposeMessageType: string } };
type AngularWindow = {
  angular: { element(of: Element): { injector(): { get(name: string): Injected } } };
};

/** Has SOGo write mail as rich or plain text from now on, as its person chooses in the settings. */
export async function writeAs(page: Page, format: "html" | "text"): Promise<void> {
  await page.evaluate((format) => {
    const { angular } = window as unknown as AngularWindow;
    const { defaults } = angular.element(document.body).injector().get("Preferences");
    defaults.SOGoMailComposeMessageType = format;
  }, format);
}

/** Begins an answer to the open message. */
export async function answerInSogo(page: Page): Promise<void> {
  await page.locator("[ng-click='viewer.reply($event)']").first().click();
  await page.locator("md-dialog input[name=subject]").waitFor();
}
