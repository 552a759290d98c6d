/**
 * Pages and popups of the extension in Thunderbird, and a window to write in. They run in a process
 * of their own.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { DraftContent } from "../../../extension/protocol/draft.ts";
import { shots } from "./desk.ts";
import type { MailDesk } from "./desk.ts";
import { extensionId } from "./program.ts";

/**
 * The browser element of the page in the tab, and of the popup that is open in whichever window.
 */
const inTab = `const frame = tabs.selectedBrowser;`;
const inPopup = `const frame = [...Services.wm.getEnumerator(null)]
  .map((one) => one.document.querySelector("browser.webextension-popup-browser"))
  .find((one) => one);`;
/**
 * Runs `arguments[0]` with the document, in the process of the page, and answers what it returns.
 */
const inside = `
  return new Promise((resolve) => {
    if (!frame?.messageManager) return resolve(null);
    const { messageManager } = frame;
    messageManager.addMessageListener("Test:Answer", function hear({ data }) {
      messageManager.removeMessageListener("Test:Answer", hear);
      resolve(data);
    });
    const script = "sendAsyncMessage('Test:Answer', ((document) => { " + arguments[0] + " })(content.document))";
    messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(script), false);
  });`;
const allWords = `
  const panel = document.querySelector(".card")?.shadowRoot?.querySelector("[role=complementary]");
  return [document.body?.innerText ?? "", panel?.innerText ?? ""].join("\\n");`;

export function popupsOf({ run, program }: MailDesk) {
  /** Opens one of the extension's pages in a tab. */
  const page = (name: string) =>
    run(
      `
    while (tabs.tabInfo.length > 1) tabs.closeTab(tabs.tabInfo[1]);
    const { mozExtensionHostname } = WebExtensionPolicy.getByID(arguments[0]);
    const url = "moz-extension://" + mozExtensionHostname + "/" + arguments[1];
    const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
    tabs.openTab("contentTab", { url, linkHandler: "single-page", triggeringPrincipal });`,
      extensionId,
      name,
    );

  /** The words of the page, or of the popup; those of the card in it included. */
  const words = async () => (await run<string | null>(inTab + inside, allWords)) ?? "";
  const popupWords = async () => (await run<string | null>(inPopup + inside, allWords)) ?? "";

  /** A real click on an element of the page. */
  async function press(css: string): Promise<void> {
    const box = await run<{ x: number; y: number }>(
      inTab + inside,
      `
      const element = document.querySelector(${JSON.stringify(css)});
      element.scrollIntoView({ block: "nearest" });
      const box = element.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };`,
    );
    const frame = await run<{ x: number; y: number }>(
      `const box = tabs.selectedBrowser.getBoundingClientRect(); return { x: box.x, y: box.y };`,
    );
    await program.click({ x: Math.round(frame.x + box.x), y: Math.round(frame.y + box.y) });
  }

  /** Opens a window to write in, with these recipients. */
  async function write(to: string[], subject: string, isHtml = true): Promise<void> {
    await run(
      `
      const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
      const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
      fields.to = arguments[0].join(", ");
      fields.subject = arguments[1];
      const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
      params.composeFields = fields;
      params.type = Ci.nsIMsgCompType.New;
      params.format = arguments[2] ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText;
      params.identity = MailServices.accounts.getAccount("account2").defaultIdentity;
      MailServices.compose.OpenComposeWindowWithParams(null, params);`,
      to,
      subject,
      isHtml,
    );
    await expect
      .poll(
        () =>
          run<number>(
            `
            const pills = "#toAddrContainer mail-address-pill";
            const compose = Services.wm.getMostRecentWindow("msgcompose");
            return compose?.document.querySelectorAll(pills).length ?? 0`,
          ),
        { timeout: 20_000 },
      )
      .toBe(to.length);
  }

  /** A real click on the extension's button, on a message or in the window one writes in. */
  async function popup(kind: "composeAction" | "messageDisplayAction"): Promise<void> {
    const handles = await program.windows();
    await program.window((kind === "composeAction" ? handles.at(-1) : handles[0]) ?? "");
    await program.click(
      await run<{ x: number; y: number }>(
        `
      const where = arguments[0] === "composeAction"
        ? Services.wm.getMostRecentWindow("msgcompose")
        : about();
      const id = "thunderbird_regards_example-" + arguments[0] + "-toolbarbutton";
      const box = where.document.getElementById(id).getBoundingClientRect();
      const { top } = where;
      return {
        x: Math.round(where.mozInnerScreenX - top.mozInnerScreenX + box.x + box.width / 2),
        y: Math.round(where.mozInnerScreenY - top.mozInnerScreenY + box.y + box.height / 2),
      };`,
        kind,
      ),
    );
  }

  /** Keeps a picture of the popup, for looking at. */
  async function popupPicture(name: string): Promise<void> {
    const png = await run<string>(`${inPopup}
      const bitmap = frame.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
      return bitmap.then((drawn) => {
        const canvas = main.document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
        canvas.width = drawn.width;
        canvas.height = drawn.height;
        canvas.getContext("2d").drawImage(drawn, 0, 0);
        return canvas.toDataURL().split(",")[1];
      });`);
    mkdirSync(shots, { recursive: true });
    writeFileSync(join(shots, `thunderbird-${name}.png`), Buffer.from(png, "base64"));
  }

  /** Puts content into the draft beside the open popup, as a part of its panel does. */
  async function putIntoDraft(content: DraftContent): Promise<void> {
    await run(
      inPopup + inside,
      `
      const view = document.defaultView, { browser } = view.wrappedJSObject;
      const content = ${JSON.stringify(content)};
      browser.tabs.query(Cu.cloneInto({ active: true, currentWindow: true }, view)).then(([tab]) => {
        const ask = { call: "putIntoDraft", ask: { tab: tab.id, content } };
        browser.runtime.sendMessage(Cu.cloneInto(ask, view));
      });
      return "asked";`,
    );
  }

  /** The markup of the draft. */
  const draft = () =>
    run<string>(`
      const compose = Services.wm.getMostRecentWindow("msgcompose");
      return compose.GetCurrentEditorElement().contentDocument.body.outerHTML;`);

  /** Runs a command of the window one writes in, as its keys do. */
  const command = (name: string) =>
    run(
      `
      const compose = Services.wm.getMostRecentWindow("msgcompose");
      compose.GetCurrentEditorElement().focus();
      compose.goDoCommand(arguments[0]);`,
      name,
    );

  return {
    putIntoDraft,
    draft,
    command,
    page,
    words,
    press,
    write,
    popup,
    popupWords,
    popupPicture,
  };
}
