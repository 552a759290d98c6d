/**
 * A rep at Thunderbird: opens messages, reads the panel beside them, and clicks in it with the
 * mouse.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import type { Driven } from "../../rig/marionette.ts";
import { pairingCode } from "../../rig/book.ts";
import { rep } from "../../rig/messages.ts";
import type { LocalWorker } from "../../rig/worker.ts";
import { extensionId } from "./program.ts";

export const shots = fileURLToPath(new URL("../../../.state/screenshots", import.meta.url));

/**
 * The beginning of every script here: the main window, its panes, and the window of the message
 * that is looked at.
 */
const prelude = `
  const main = Services.wm.getMostRecentWindow("mail:3pane");
  const tabs = main.document.getElementById("tabmail");
  const own = Services.wm.getMostRecentWindow("mail:messageWindow");
  const about = () => own === null ? tabs.currentAboutMessage : own.messageBrowser?.contentWindow;
  const isAnswer = (header) => header.flags & Ci.nsMsgMessageFlags.HasRe;
  const subjectOf = (header) =>
    header === null ? "" : (isAnswer(header) ? "Re: " : "") + header.mime2DecodedSubject;
  const page = () => about()?.getMessagePaneBrowser().contentDocument;
  const host = () => page()?.querySelector("regards-panel");
  const shadow = () => host()?.openOrClosedShadowRoot;
  const panel = () => shadow()?.querySelector("[role=complementary]");
  const namesOf = (one) => [one.textContent.trim(), one.title, one.getAttribute("aria-label")];
  const named = (css, name) =>
    [...panel()?.querySelectorAll(css) ?? []].find((one) => namesOf(one).includes(name));
`;

export type MailDesk = ReturnType<typeof deskOf>;

/** The desk of a running Thunderbird. */
export function deskOf(program: Driven) {
  const run = <T>(body: string, ...args: unknown[]) =>
    program.run<T>(prelude + body, args, "system");

  /** The words of the panel, a line each; empty while there is none. */
  const text = () =>
    run<string>(
      `
      const walker = panel() == null ? null : page().createTreeWalker(panel(), main.NodeFilter.SHOW_TEXT), lines = [];
      while (walker?.nextNode()) lines.push(walker.currentNode.nodeValue);
      return lines.join("\\n");`,
    );

  async function shows(wanted: string | RegExp): Promise<void> {
    const expected = expect.poll(text, {
      message: `the panel shows ${String(wanted)}`,
      timeout: 20_000,
    });
    await (typeof wanted === "string" ? expected.toContain(wanted) : expected.toMatch(wanted));
  }

  /** A real click in the middle of an element of the panel. */
  async function click(css: string, name: string): Promise<void> {
    await expect
      .poll(() => run<boolean>(`return named(...arguments) !== undefined`, css, name), {
        message: `the panel has ${name}`,
        timeout: 20_000,
      })
      .toBe(true);
    const at = await run<{ x: number; y: number }>(
      `
      const element = named(...arguments);
      element.scrollIntoView({ block: "nearest" });
      const box = element.getBoundingClientRect(), view = page().defaultView, top = own ?? main;
      return {
        x: Math.round(view.mozInnerScreenX - top.mozInnerScreenX + box.x + box.width / 2),
        y: Math.round(view.mozInnerScreenY - top.mozInnerScreenY + box.y + box.height / 2),
      };`,
      css,
      name,
    );
    await program.click(at);
  }

  /** Shows a folder of the rep's account in the main window's mail tab. */
  async function folder(name: string): Promise<void> {
    await run(
      `
      const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
      tabs.switchToTab(0);
      const root = MailServices.accounts.getAccount("account2").incomingServer.rootFolder;
      tabs.currentAbout3Pane.displayFolder(root.getChildNamed(arguments[0]).URI);`,
      name,
    );
    await expect
      .poll(() => run<number>(`return tabs.currentAbout3Pane.gDBView?.rowCount ?? 0`), {
        message: `${name} is listed`,
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
    await run(`tabs.currentAbout3Pane.gDBView.doCommand(Ci.nsMsgViewCommandType.expandAll)`);
  }

  /** Selects the messages of these subjects in the list, and waits until they are shown. */
  async function open(...subjects: string[]): Promise<void> {
    await run(
      `
      tabs.switchToTab(0);
      const pane = tabs.currentAbout3Pane, view = pane.gDBView;
      const isWanted = (row) => arguments[0].includes(subjectOf(view.getMsgHdrAt(row)));
      const rows = Array.from({ length: view.rowCount }, (_, row) => row).filter(isWanted);
      pane.threadTree.selectedIndices = rows;
      pane.threadTree.dispatchEvent(new pane.CustomEvent("select"));`,
      subjects,
    );
    if (subjects.length === 1)
      await expect
        .poll(() => run<string>(`return about()?.msgLoaded ? subjectOf(about().gMessage) : ""`), {
          timeout: 20_000,
        })
        .toBe(subjects[0]);
  }

  /** Opens a message of the list in a tab or window of its own. */
  async function openIn(place: "tab" | "window", subject: string): Promise<void> {
    await run(
      `
      tabs.switchToTab(0);
      const view = tabs.currentAbout3Pane.gDBView;
      const headers = Array.from({ length: view.rowCount }, (_, row) => view.getMsgHdrAt(row));
      const header = headers.find((one) => subjectOf(one) === arguments[1]);
      const { MailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
      const messageURI = header.folder.getUriForMsg(header);
      if (arguments[0] === "tab") tabs.openTab("mailMessageTab", { messageURI });
      else MailUtils.openMessageInNewWindow(header);`,
      place,
      subject,
    );
    await expect
      .poll(() => run<string>(`return about()?.msgLoaded ? subjectOf(about().gMessage) : ""`), {
        timeout: 20_000,
      })
      .toBe(subject);
    // The mouse is the window's that Marionette is in.
    const [first, last] = await program.windows();
    await program.window(last ?? first ?? "");
  }

  /** Closes what was opened beside the mail tab. */
  async function closeOthers(): Promise<void> {
    const [first] = await program.windows();
    await program.window(first ?? "");
    await run(`
      for (const one of Services.wm.getEnumerator(null)) if (one !== main) one.close();
      while (tabs.tabInfo.length > 1) tabs.closeTab(tabs.tabInfo[1]);`);
    await expect
      .poll(() => run<number>(`return [...Services.wm.getEnumerator(null)].length`))
      .toBe(1);
  }

  /** Keeps a picture of the window, for looking at. */
  async function picture(name: string): Promise<void> {
    mkdirSync(shots, { recursive: true });
    writeFileSync(join(shots, `thunderbird-${name}.png`), await program.screenshot());
  }

  /** Pairs through the welcome page, as the link of an administrator does. */
  async function pair(worker: LocalWorker): Promise<void> {
    const sessions = () => Number(worker.db("SELECT count(*) AS n FROM sessions")[0]?.["n"]);
    const before = sessions();
    const code = await pairingCode(worker, rep.address, "rep", rep.name);
    await run(
      `
      const { mozExtensionHostname } = WebExtensionPolicy.getByID(arguments[0]);
      const url = "moz-extension://" + mozExtensionHostname + "/welcome.html" + arguments[1];
      // The page that opens by itself after the installation is the same but for its code.
      while (tabs.tabInfo.length > 1) tabs.closeTab(tabs.tabInfo[1]);
      const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
      tabs.openTab("contentTab", { url, linkHandler: "single-page", triggeringPrincipal });`,
      extensionId,
      `#${new URLSearchParams({ worker: worker.url, code })}`,
    );
    // The link only fills the fields: a press pairs. The page is in another process, so the press
    // is a frame script there.
    const press = () =>
      run(`
      const once = () => {
        const form = content.document.querySelector("form");
        if (!form?.querySelector("#code")?.value || form.dataset.pressed) return;
        form.dataset.pressed = "yes";
        form.requestSubmit();
      };
      const { messageManager } = tabs.tabInfo.at(-1).browser;
      messageManager.loadFrameScript("data:," + encodeURIComponent("(" + once + ")()"), false);`);
    await expect
      .poll(
        async () => {
          await press();
          return sessions();
        },
        { message: "the welcome page pairs", timeout: 20_000 },
      )
      .toBe(before + 1);
  }

  return { program, run, text, shows, click, folder, open, openIn, closeOthers, picture, pair };
}
