/**
 * A script of a hostile page: runs before the page's own and gathers whatever it can reach of the
 * panel.
 */
import type { Page } from "@playwright/test";
import { panelFrame } from "./panel.ts";

/** Runs inside the page, in its own world. Everything it gathers is text in `window.gathered`. */
function spy(): void {
  const gathered: string[] = [];
  const roots: ShadowRoot[] = [];
  Object.defineProperty(window, "gathered", { value: gathered });
  const note = (how: string, what: unknown) => {
    gathered.push(`${how}: ${String(what)}`);
  };

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(init: ShadowRootInit) {
    const root = attach.call(this, { ...init, mode: "open" });
    roots.push(root);
    return root;
  };
  for (const type of [
    "keydown",
    "keypress",
    "keyup",
    "beforeinput",
    "input",
    "compositionend",
    "paste",
    "change",
    "focusin",
    "click",
    "pointerover",
    "message",
  ]) {
    window.addEventListener(
      type,
      (event) => {
        const path = event
          .composedPath()
          .slice(0, 4)
          .map((target) => (target instanceof Element ? target.outerHTML.slice(0, 200) : ""))
          .join(" ");
        const key = "key" in event ? event.key : "";
        const data = "data" in event ? JSON.stringify(event.data) : "";
        note(`event ${type}`, `${String(key)} ${data} ${path}`);
      },
      true,
    );
  }
  new MutationObserver((records) => {
    for (const record of records)
      for (const node of record.addedNodes)
        note("added", node instanceof Element ? node.outerHTML.slice(0, 500) : node.textContent);
  }).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });

  const look = () => {
    for (const root of roots) note("shadow root", root.innerHTML);
    for (const element of document.querySelectorAll("*")) {
      if (element.shadowRoot !== null) note("open shadow root", element.shadowRoot.innerHTML);
      // The page's own list is long and its words are its own; what was put into it is looked at.
      if (element.closest("#messagelist") !== null && !element.tagName.includes("-")) continue;
      for (const { name, value } of element.attributes) note("attribute", `${name}=${value}`);
      for (const part of ["", "::before", "::after"])
        note("style", getComputedStyle(element, part).content);
    }
    for (const name of Object.getOwnPropertyNames(window)) {
      const value: unknown = Reflect.get(window, name);
      if (typeof value === "string") note("window", `${name}=${value}`);
    }
    note(
      "storage",
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        window.name,
        history.state,
      ]),
    );
    note(
      "requests",
      performance
        .getEntriesByType("resource")
        .map((entry) => entry.name)
        .join(" "),
    );
    note("text", document.body.innerText);
    for (let x = 10; x < innerWidth; x += 60)
      for (let y = 10; y < innerHeight; y += 60) {
        const position = document.caretPositionFromPoint(x, y);
        note("caret", position?.offsetNode.textContent?.slice(0, 200));
      }
    getSelection()?.selectAllChildren(document.documentElement);
    note("selection", getSelection()?.toString());
    getSelection()?.removeAllRanges();
  };
  Object.defineProperty(window, "look", { value: look });
}

/**
 * Plants the script as the first of every document that the webmail serves, its frames included.
 */
export async function plantSpy(page: Page, site: string): Promise<void> {
  await page.route(
    (url) => url.href.startsWith(site),
    async (route) => {
      if (route.request().resourceType() !== "document") return route.continue();
      const answer = await route.fetch({ maxRedirects: 0 });
      if (answer.headers()["content-type"]?.startsWith("text/html") !== true)
        return route.fulfill({ response: answer });
      const html = await answer.text();
      return route.fulfill({
        response: answer,
        body: html.replace(
          /<head[^>]*>/i,
          (head) => `${head}<script>(${spy.toString()})()</script>`,
        ),
      });
    },
  );
}

/** The frames whose scripts are the page's. */
const pagesOwn = (page: Page) => page.frames().filter((frame) => frame !== panelFrame(page));

/** Has the script look once more in every frame, and answers all it gathered. */
export async function gathered(page: Page): Promise<string> {
  const parts = await Promise.all(
    pagesOwn(page).map((frame) =>
      frame.evaluate(() => {
        const look: unknown = Reflect.get(window, "look");
        if (typeof look === "function") look();
        return (Reflect.get(window, "gathered") as string[] | undefined)?.join("\n") ?? "";
      }),
    ),
  );
  return parts.join("\n");
}

/**
 * Returns whether the script finds these words on the page in some frame, as a search of the
 * browser's own does.
 */
export async function searched(page: Page, words: string): Promise<boolean> {
  const found = await Promise.all(
    pagesOwn(page).map((frame) =>
      frame.evaluate((words) => {
        getSelection()?.removeAllRanges();
        // Not in the library's types, for it is no standard: (text, case, backwards, wrap).
        const find = Reflect.get(window, "find") as (
          text: string,
          sensitive: boolean,
          back: boolean,
          wrap: boolean,
        ) => boolean;
        const answer = find.call(window, words, false, false, true);
        getSelection()?.removeAllRanges();
        return answer;
      }, words),
    ),
  );
  return found.includes(true);
}
