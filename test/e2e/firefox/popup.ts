/**
 * The toolbar's popup in Firefox, opened as a person does, by real clicks on the browser's own
 * buttons; and the browser's question.
 */
import { expect } from "@playwright/test";
import { intervals } from "../intervals.ts";
import { keys } from "../../rig/marionette.ts";
import type { Driven, Point } from "../../rig/marionette.ts";
import type { Desk } from "./desk.ts";

const question = "#addon-webext-permissions-notification";

/**
 * Does something in the browser's own windows; what is asked afterwards is asked of the page again.
 */
async function inWindow<T>(browser: Driven, work: () => Promise<T>): Promise<T> {
  await browser.context("chrome");
  try {
    return await work();
  } finally {
    await browser.context("content");
  }
}

/**
 * Reads and works a page of the extension in the browser's own windows; `view` is an expression for
 * the element it is in.
 */
export function innerPage(browser: Driven, called: string, view: string) {
  /**
   * Returns what the body of a function answers in the page; null while there is none, or while it
   * still comes.
   */
  const within = <T>(body: string, ...args: unknown[]) =>
    inWindow(browser, () =>
      browser.runAsync<T | null>(
        `
    const [body, args, done] = arguments;
    const view = ${view};
    if (!view?.messageManager) return done(null);
    const { messageManager } = view;
    const end = (told) => {
      clearTimeout(late);
      messageManager.removeMessageListener("told", hear);
      done(told);
    };
    const hear = ({ data }) => end(data);
    // A page that comes changes its process, and what was sent to it before then is answered by
    // nobody.
    const late = setTimeout(end, 1000, null);
    messageManager.addMessageListener("told", hear);
    const answer = \`((document, args) => {\${body}})(content.document, \${JSON.stringify(args)})\`;
    const script = \`sendAsyncMessage("told", \${answer})\`;
    messageManager.loadFrameScript("data:," + encodeURIComponent(script), false);
  `,
        [body, args],
      ),
    );
  const text = async () => (await within<string>("return document.body?.innerText ?? ''")) ?? "";
  return {
    text,
    async shows(wanted: string): Promise<void> {
      await expect.poll(text, { message: `the ${called} shows ${wanted}` }).toContain(wanted);
    },
    /** A real click in the middle of a button or summary, by its words. */
    async click(name: string): Promise<void> {
      let at: Point | null = null;
      let before = "";
      // Once it stands still: what comes in above moves it.
      await expect
        .poll(
          async () => {
            at = await within<Point>(
              `
        const box = [...document.querySelectorAll("button, summary")]
          .find((one) => one.textContent.trim() === args[0])?.getBoundingClientRect();
        return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      `,
              name,
            );
            const isStill = at !== null && JSON.stringify(at) === before;
            before = JSON.stringify(at);
            return isStill;
          },
          { message: `the ${called} has ${name}`, intervals },
        )
        .toBe(true);
      await inWindow(browser, async () => {
        const from = await browser.run<Point>(
          `
          const view = ${view}, { x, y } = view.getBoundingClientRect();
          const { mozInnerScreenX, mozInnerScreenY } = view.ownerDocument.defaultView;
          return {
            x: x + mozInnerScreenX - window.mozInnerScreenX,
            y: y + mozInnerScreenY - window.mozInnerScreenY,
          }`,
        );
        await browser.click({
          x: Math.round(from.x + (at?.x ?? 0)),
          y: Math.round(from.y + (at?.y ?? 0)),
        });
      });
    },
    /** PNG of the page: in pictures of the window it is not. */
    screenshot: async () =>
      Buffer.from(
        await inWindow(browser, () =>
          browser.runAsync<string>(`
      const [done] = arguments;
      const view = ${view};
      view.browsingContext.currentWindowGlobal.drawSnapshot(null, 2, "white").then(async (drawn) => {
        const canvas = new OffscreenCanvas(drawn.width, drawn.height);
        canvas.getContext("2d").drawImage(drawn, 0, 0);
        const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
        done(btoa([...bytes].map((byte) => String.fromCharCode(byte)).join("")));
      });
    `),
        ),
        "base64",
      ),
  };
}

/** Opens and works the popup of the desk's extension over the tab in front. */
export function popup({ browser, id }: Desk) {
  const page = innerPage(
    browser,
    "popup",
    `document.querySelector("browser.webextension-popup-browser")`,
  );
  const { text } = page;
  return {
    ...page,
    async open(): Promise<void> {
      const entry = `[data-extensionid="${id}"] .unified-extensions-item-action-button`;
      const shown = () =>
        browser.run<boolean>(
          "return (document.querySelector(arguments[0])?.getClientRects().length ?? 0) > 0",
          [entry],
        );
      // The browser's menu moves while it opens: a click that misses its entry is made again.
      await expect(async () => {
        await inWindow(browser, async () => {
          if (
            await browser.run(
              "return document.querySelector('browser.webextension-popup-browser') !== null",
            )
          )
            return;
          if (!(await shown()))
            await browser.click(await browser.find("#unified-extensions-button"));
          await expect.poll(shown, { timeout: 3000 }).toBe(true);
          await browser.click(await browser.find(entry));
        });
        await expect
          .poll(text, { message: "the popup is there", timeout: 3000 })
          .toContain("Regards");
      }).toPass({ timeout: 20_000 });
    },
    /**
     * Answers the browser's question, once it says that it is of `host`; it takes no click in its
     * first moments.
     */
    async answer(said: "button" | "secondaryButton", host: string): Promise<void> {
      await inWindow(browser, async () => {
        await expect
          .poll(() =>
            browser.run(
              `const asked = document.querySelector("${question}"); ` +
                `return asked?.closest("panel")?.state === "open" ? asked.textContent : ""`,
            ),
          )
          .toContain(host);
        await expect
          .poll(
            async () => {
              await browser
                .click(await browser.run(`return document.querySelector("${question}").${said}`))
                .catch(() => undefined);
              return browser.run(
                `return document.querySelector("${question}")?.closest("panel")?.state ?? "closed"`,
              );
            },
            { message: "the question is answered" },
          )
          .not.toBe("open");
      });
    },
    async close(): Promise<void> {
      await inWindow(browser, async () => {
        await browser.chord(keys.escape);
        await expect
          .poll(() =>
            browser.run(
              "return document.querySelectorAll('browser.webextension-popup-browser').length",
            ),
          )
          .toBe(0);
      });
    },
  };
}
