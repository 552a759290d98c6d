/**
 * A page against the panel: its styles change nothing of it, its keys and messages do nothing in
 * it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtExtension } from "../build.ts";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { drivePanel, marks } from "../panel.ts";
import { ownPages } from "../own-pages.ts";

const outlook = ownPages.find(({ site }) => site === "outlook");
if (outlook === undefined) throw new Error("no page of Outlook's shape");
const page = (name: string) =>
  readFileSync(new URL(`../../fixtures/mail/${name}`, import.meta.url), "utf8");

let desk: Desk;
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
  await desk.context.route("https://outlook.office.com/**", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: page("outlook/conversation.html"),
    }),
  );
  await desk.context.route("https://mail.google.com/**", (route) =>
    route.request().url().endsWith("/mailbox.js")
      ? route.fulfill({
          contentType: "text/javascript; charset=utf-8",
          body: page("gmail/mailbox.js"),
        })
      : route.fulfill({
          contentType: "text/html; charset=utf-8",
          body: page("gmail/mailbox.html"),
        }),
  );
});
test.afterAll(async () => {
  await desk.context.close();
});

/**
 * Sheets of a page that means no good, and of one that resets everything. All of them spare the
 * page's own root, of which the panel is a part.
 */
const sheets: [string, string][] = [
  ["resets everything", "*:not(html, body), *::before, *::after { all: initial !important }"],
  [
    "unsets everything",
    "*, *::before, *::after { all: unset !important } html, body { display: block !important }",
  ],
  [
    "restyles everything",
    `*:not(html, body), *::before, *::after {
    color: red !important; background: lime !important; font: 40px / 3 serif !important;
    letter-spacing: 9px !important; word-spacing: 30px !important;
    text-transform: uppercase !important; text-indent: 50px !important; direction: rtl !important;
    writing-mode: vertical-rl !important; unicode-bidi: bidi-override !important;
    border: 7px solid red !important; margin: 20px !important; padding: 20px !important;
    zoom: 1.5 !important; cursor: none !important; visibility: visible !important;
    transform: rotate(3deg) !important; scale: .5 !important; filter: invert(1) !important;
    mix-blend-mode: difference !important; clip-path: inset(10px) !important;
    min-width: 600px !important; max-height: 50px !important; inset: 100px !important;
    z-index: -1 !important; float: left !important; -webkit-text-fill-color: red !important }`,
  ],
  [
    "hides what is not its own",
    `regards-panel, regards-mark { display: none !important; visibility: hidden !important;
    opacity: 0 !important; pointer-events: none !important;
    position: absolute !important; inset: auto auto 100% 100% !important; width: 0 !important;
    height: 0 !important; content-visibility: hidden !important }`,
  ],
  [
    "writes before and after it",
    `regards-panel::before, regards-panel::after, regards-mark::before, regards-mark::after {
    content: "Trust 100" !important; display: block !important; position: absolute !important;
    inset: 0 !important; background: white !important }`,
  ],
];

const frames = () =>
  desk.page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(resolve);
        });
      }),
  );
const box = (selector: string) =>
  desk.page.evaluate((css) => {
    const { x, y, width, height } = document.querySelector(css)!.getBoundingClientRect();
    return { x, y, width, height };
  }, selector);

for (const [what, css] of sheets) {
  test(`panel looks the same to the last pixel when the page ${what}`, async () => {
    await desk.page.goto("about:blank");
    await desk.page.goto(outlook.at);
    await desk.panel.shows("Harlow Marine");
    await desk.page.mouse.move(5, 5);
    const clip = await box("regards-panel");
    expect(clip.width).toBe(320);
    const before = await desk.page.screenshot({ clip });
    const style = await desk.page.addStyleTag({ content: css });
    await frames();
    await picture(desk.page, `isolation-${what.replaceAll(" ", "-")}`);
    expect(await box("regards-panel")).toEqual(clip);
    expect((await desk.page.screenshot({ clip })).equals(before), "the same pixels").toBe(true);
    await style.evaluate((element) => {
      (element as HTMLElement).remove();
    });
    await desk.panel.shows("Harlow Marine");
  });

  test(`marks keep their size and colour when the page ${what}`, async () => {
    await desk.page.goto("about:blank");
    await desk.page.goto("https://mail.google.com/mail/u/0/#inbox");
    const mark = "tr.zA regards-mark";
    // Marks stand empty until the Worker has answered, which changes their pixels.
    await expect.poll(async () => (await marks(desk.page))[0]).toBe("High value");
    const dot = async () => {
      const { x, y, width, height } = await box(mark);
      return {
        width,
        height,
        pixels: (
          await desk.page.screenshot({
            clip: { x: Math.round(x) + 3, y: Math.round(y) + 3, width: 2, height: 2 },
          })
        ).toString("base64"),
      };
    };
    await frames();
    const before = await dot();
    // The rows stay a list: what is tried is the mark.
    await desk.page.addStyleTag({
      content: css
        .replaceAll("*:not(html, body)", "tr.zA regards-mark")
        .replaceAll("*, ", "tr.zA regards-mark, "),
    });
    await frames();
    expect(await dot()).toEqual(before);
  });
}

test("panel looks the same to the last pixel when a script of the page writes on its element", async () => {
  await desk.page.goto("about:blank");
  await desk.page.goto(outlook.at);
  await desk.panel.shows("Harlow Marine");
  await desk.page.mouse.move(5, 5);
  const clip = await box("regards-panel");
  const before = await desk.page.screenshot({ clip });
  await desk.page.evaluate(() => {
    const element = document.querySelector<HTMLElement>("regards-panel")!;
    element.style.cssText =
      "display:none!important;position:static!important;opacity:0!important;width:0!important;" +
      "transform:scale(.1)!important;filter:invert(1)!important";
    for (const [name, value] of [
      ["hidden", ""],
      ["inert", ""],
      ["dir", "rtl"],
      ["class", "regards tab"],
      ["popover", "manual"],
      ["aria-hidden", "true"],
    ] as const)
      element.setAttribute(name, value);
  });
  await frames();
  expect(await box("regards-panel")).toEqual(clip);
  expect((await desk.page.screenshot({ clip })).equals(before), "the same pixels").toBe(true);
});

for (const when of ["before", "after"] as const) {
  test(`page is given no root of ours when it has defined elements of their names ${when} they came`, async () => {
    const own = await desk.context.newPage();
    const define = () => {
      const inner: ElementInternals[] = [];
      Object.defineProperty(window, "inner", { value: inner });
      for (const name of ["regards-panel", "regards-mark"]) {
        customElements.define(
          name,
          class extends HTMLElement {
            constructor() {
              super();
              inner.push(this.attachInternals());
            }
          },
        );
      }
    };
    if (when === "before") await own.addInitScript(define);
    await own.goto("https://mail.google.com/mail/u/0/#inbox");
    await expect.poll(() => own.locator("regards-mark").count()).toBeGreaterThan(5);
    await own.locator("tr.zA").first().click();
    const panel = drivePanel(own);
    await panel.shows("Harlow Marine");
    if (when === "after") await own.evaluate(define);
    expect(
      await own.evaluate(
        () =>
          (Reflect.get(window, "inner") as ElementInternals[]).filter(
            ({ shadowRoot }) => shadowRoot !== null,
          ).length,
      ),
    ).toBe(0);
    expect(
      await own.evaluate(() => (Reflect.get(window, "inner") as ElementInternals[]).length),
    ).toBeGreaterThan(when === "before" ? 5 : 0);
    await panel.shows("Harlow Marine");
    await own.close();
  });
}

test("page is given no part of ours when it asks what moves, is painted, is laid out and gets input", async () => {
  const own = await desk.context.newPage();
  await own.addInitScript(() => {
    const met: string[] = [];
    Object.defineProperty(window, "met", { value: met });
    const meet = (how: string, node: unknown) => {
      if (node instanceof Node && node.getRootNode() instanceof ShadowRoot) met.push(how);
    };
    const kinds = new Set<string>();
    Object.defineProperty(window, "kinds", { value: kinds });
    for (const type of PerformanceObserver.supportedEntryTypes) {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          element?: unknown;
          target?: unknown;
          sources?: { node: unknown }[];
        })[]) {
          kinds.add(entry.entryType);
          for (const node of [
            entry.element,
            entry.target,
            ...[...(entry.sources ?? [])].map((one) => one.node),
          ])
            meet(entry.entryType, node);
        }
      }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
    }
    const look = () => {
      const host = document.querySelector("regards-panel");
      for (const one of [
        ...document.getAnimations(),
        ...(host?.getAnimations({ subtree: true }) ?? []),
        ...document.documentElement.getAnimations({ subtree: true }),
      ]) {
        meet("animation", one.effect instanceof KeyframeEffect ? one.effect.target : null);
      }
      for (const node of [
        document.activeElement,
        getSelection()?.anchorNode,
        document.elementFromPoint(innerWidth - 60, 300),
      ])
        meet("where one is", node);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await own.goto(outlook.at);
  const panel = drivePanel(own);
  await panel.shows("Harlow Marine");
  for (let y = 20; y < 860; y += 30) await own.mouse.move(1100 + (y % 200), y);
  await panel.click("button", "Log a call");
  await panel.fill("Note", "Wants it soon");
  await own.keyboard.press("Escape");
  // What the observers see of the page's own input, they would see of ours: of events, only those
  // that took 16 ms and more.
  await own.evaluate(() => {
    addEventListener("click", () => {
      const until = performance.now() + 50;
      while (performance.now() < until);
    });
  });
  await own.mouse.click(400, 700);
  await own.keyboard.press("ArrowDown");
  await own.waitForTimeout(500);
  expect(await own.evaluate(() => [...(Reflect.get(window, "kinds") as Set<string>)])).toEqual(
    expect.arrayContaining(["event", "largest-contentful-paint"]),
  );
  expect(await own.evaluate(() => [...new Set(Reflect.get(window, "met") as string[])])).toEqual(
    [],
  );
  // What was begun here is the person's: it would be offered in the next test's panel.
  await panel.click("button", "Discard");
  await panel.hides("Draft kept");
  await own.close();
});

test("nothing is done in the panel when keys are pressed in the page, or the page sends messages", async ({
  worker,
}) => {
  await desk.page.goto("about:blank");
  await desk.page.goto(outlook.at);
  await desk.panel.shows("Harlow Marine");
  await desk.panel.get("button", /^Log email/);
  const before = { logs: logs(worker, "R-1").length, words: await desk.panel.text() };
  await desk.page.locator("body").focus();
  for (const key of [
    "Enter",
    "Space",
    "Escape",
    "Delete",
    "ArrowDown",
    "l",
    "e",
    "u",
    "r",
    "1",
    "5",
    "Control+Enter",
    "Control+z",
    "Shift+Tab",
    "Escape",
  ])
    await desk.page.keyboard.press(key);
  await desk.page.evaluate(() => {
    const calls = ["write", "collapse", "status", "set", "signOut", "pair"];
    for (const call of calls) {
      for (const message of [
        { call, ask: {} },
        { notice: "command", command: "log-email" },
        { notice: "changed", what: "session" },
        JSON.stringify({ call, ask: null }),
      ]) {
        window.postMessage(message, "*");
        window.dispatchEvent(new MessageEvent("message", { data: message }));
        document
          .querySelector("regards-panel")
          ?.dispatchEvent(new CustomEvent(call, { detail: message, bubbles: true }));
      }
    }
  });
  await frames();
  await desk.page.waitForTimeout(500);
  expect(logs(worker, "R-1")).toHaveLength(before.logs);
  expect(await desk.panel.text()).toBe(before.words);
});

test("page cannot speak to the extension when it looks for a way in", async () => {
  const manifest = JSON.parse(
    readFileSync(join(builtExtension, "manifest.json"), "utf8"),
  ) as Record<string, unknown>;
  expect(manifest["externally_connectable"]).toBeUndefined();
  expect(
    await desk.page.evaluate(
      () => typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
    ),
  ).toBe("undefined");
});
