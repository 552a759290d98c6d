/**
 * The panel in a frame of its own: what the person can do with its words, and what a page cannot do
 * with the frame.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { drivePanel, panelFrame } from "../panel.ts";
import { ownPages } from "../own-pages.ts";

const outlook = ownPages.find(({ site }) => site === "outlook");
if (outlook === undefined) throw new Error("no page of Outlook's shape");
const { at } = outlook;
const conversation = readFileSync(
  new URL("../../fixtures/mail/outlook/conversation.html", import.meta.url),
  "utf8",
);

let desk: Desk;
/** Headers that the page is served with, and the box that it puts its mail into. */
let headers: Record<string, string> = {};
let box = "";
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
  await desk.context.route("https://outlook.office.com/**", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: conversation
        .replace(/<body[^>]*>/, (body) => `${body}<div style="${box}">`)
        .replace(
          "</body>",
          '</div><textarea id="paste" style="position:fixed;left:0;bottom:0"></textarea></body>',
        ),
      headers,
    }),
  );
});
test.afterAll(async () => {
  await desk.context.close();
});

async function open(): Promise<Page> {
  await desk.page.goto("about:blank");
  await desk.page.goto(at);
  await desk.panel.shows("Harlow Marine");
  return desk.page;
}
const frameOf = (page: Page) => {
  const frame = panelFrame(page);
  if (frame === null) throw new Error("no panel is docked");
  return frame;
};

test("words of the panel are copied when they are selected, a number when it is double-clicked", async () => {
  const page = await open();
  const frame = frameOf(page);
  await frame.getByText("Harlow Marine").first().click({ clickCount: 3 });
  expect(await frame.evaluate(() => getSelection()?.toString())).toContain("Harlow Marine");
  await page.keyboard.press("ControlOrMeta+C");
  const paste = page.locator("#paste");
  await paste.click();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(paste).toHaveValue(/Harlow Marine/);
  const number = frame.getByText(/^about £[\d,]+/).first();
  const wanted = /£[\d,]+/.exec(await number.innerText())?.[0] ?? "no number";
  await number.dblclick({ position: { x: 60, y: 10 } });
  await expect(frame.locator("[aria-live]").first()).toHaveText(`Copied: ${wanted}`);
  await paste.fill("");
  await paste.click();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(paste).toHaveValue(wanted);
});

test("page finds no word of the panel, no frame and no key when it searches", async () => {
  const page = await open();
  const found = await page.evaluate(async () => {
    const heard: unknown[] = [];
    window.addEventListener("message", ({ data }) => heard.push(data));
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
    const find = Reflect.get(window, "find") as (text: string) => boolean;
    return {
      words: ["Harlow Marine", "High value", "Log email"].map((text) => find(text)),
      frames: window.length,
      text: document.documentElement.innerText.includes("High value"),
      root: document.querySelector("regards-panel")?.shadowRoot ?? null,
      entries: performance
        .getEntries()
        .map(({ name }) => name)
        .filter((name) => name.includes("panel.html")),
      heard,
    };
  });
  expect(found.words).toEqual([false, false, false]);
  expect(found).toMatchObject({ frames: 0, text: false, root: null, heard: [] });
  const key = new URL(frameOf(page).url()).hash.slice(1);
  expect(key.length).toBeGreaterThan(20);
  expect(found.entries.filter((name) => name.includes(key))).toEqual([]);
});

test("keys typed into the panel reach it alone when the page listens from its first script on", async () => {
  const page = await open();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const types = ["keydown", "keypress", "keyup", "beforeinput", "input", "paste", "copy", "cut"];
    for (const type of [...types, "compositionstart", "focusin", "selectionchange"])
      window.addEventListener(type, () => heard.push(type), true);
  });
  await desk.panel.click("button", "Add a note");
  await desk.panel.fill("Note", "e: wants it archived");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  await page.keyboard.press("ControlOrMeta+V");
  await desk.panel.shows("Note");
  expect(await page.evaluate(() => Reflect.get(window, "heard") as string[])).toEqual([]);
  await desk.panel.click("button", "Discard");
});

test("a panel that the page embeds itself shows nothing when it guesses or lacks the key", async () => {
  const page = await open();
  const address = frameOf(page).url().split("#")[0] ?? "";
  for (const hash of ["", "#1-2-3-4"])
    await page.evaluate((src) => {
      const frame = document.createElement("iframe");
      frame.className = "stolen";
      frame.src = src;
      document.body.append(frame);
    }, address + hash);
  await page.waitForTimeout(1000);
  const panels = page.frames().filter((frame) => frame.url().startsWith(address));
  expect(panels).toHaveLength(3);
  const texts = await Promise.all(
    panels.map((frame) => frame.evaluate(() => document.body.innerText)),
  );
  expect(texts.filter((text) => text.includes("Harlow"))).toHaveLength(1);
  expect(texts.filter((text) => text.trim() === "")).toHaveLength(2);
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll(".stolen")) frame.remove();
  });
});

/**
 * Tricks of a page that wants a press it has no right to; each is undone by removing the element
 * and the style.
 */
const tricks: [string, string][] = [
  [
    "lies over it and lets clicks through",
    "#trick{position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none}",
  ],
  ["fades the document", "html{opacity:.02 !important}"],
  ["scales the document", "html{transform:scale(.9) !important}"],
  ["filters the document", "html{filter:blur(6px) !important}"],
  ["clips the document", "html{clip-path:inset(0 0 0 0) !important}"],
];
for (const [what, css] of tricks) {
  test(`nothing is logged, and the panel says why, when the page ${what}`, async ({ worker }) => {
    const page = await open();
    const panel = desk.panel;
    if ((await panel.text()).includes("Undo")) {
      await panel.click("button", "Undo");
      await panel.hides("Undo");
    }
    const before = logs(worker, "R-1").length;
    await page.evaluate((text) => {
      const style = document.createElement("style");
      style.id = "trickStyle";
      style.textContent = text;
      const cover = document.createElement("div");
      cover.id = "trick";
      document.documentElement.append(style, cover);
    }, css);
    await page.waitForTimeout(400);
    const frame = frameOf(page);
    const box = await (await frame.frameElement()).boundingBox();
    const button = await frame.getByRole("button", { name: "Log email" }).boundingBox();
    if (box === null || button === null) throw new Error("no button");
    await page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
    await page.waitForTimeout(700);
    expect(logs(worker, "R-1")).toHaveLength(before);
    await page.evaluate(() => {
      document.getElementById("trick")?.remove();
      document.getElementById("trickStyle")?.remove();
    });
    await page.waitForTimeout(400);
    await panel.click("button", /^Log email/);
    await panel.shows(/Logged \d/);
    expect(logs(worker, "R-1")).toHaveLength(before + 1);
    await panel.click("button", "Undo");
    await panel.hides(/Logged \d/);
  });
}

test("the panel says that the page covers it when a press was refused", async () => {
  const page = await open();
  await page.evaluate(() => {
    const cover = document.createElement("div");
    cover.id = "trick";
    cover.style.cssText =
      "position:fixed;inset:0;z-index:2147483647;background:#fff8;pointer-events:none";
    document.documentElement.append(cover);
  });
  await page.waitForTimeout(400);
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows("Open Regards in the side panel");
  await picture(page, "frame-covered");
  await page.evaluate(() => document.getElementById("trick")?.remove());
});

test("the panel comes back when the page removes it, else the popup offers the side panel", async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector("regards-panel")?.remove());
  await desk.panel.shows("Harlow Marine");
  await page.evaluate(() => {
    const throwOut = () => document.querySelector("regards-panel")?.remove();
    throwOut();
    new MutationObserver(throwOut).observe(document.documentElement, { childList: true });
  });
  await page.waitForTimeout(500);
  expect(await page.locator("regards-panel").count()).toBe(0);
  const width = await page.evaluate(() => document.body.getBoundingClientRect().width);
  expect(width).toBeGreaterThan(1200);
  expect(await healthWord()).toBe("refused");
});

const policies: [string, Record<string, string>][] = [
  [
    "forbids every frame",
    {
      "content-security-policy":
        "default-src 'none'; frame-src 'none'; style-src 'unsafe-inline'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    },
  ],
  ["is isolated from other origins", { "cross-origin-opener-policy": "same-origin" }],
  [
    "demands that every frame agrees to be embedded",
    {
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    },
  ],
];
for (const [what, served] of policies) {
  test(`panel shows the card when the page ${what}`, async () => {
    headers = served;
    try {
      await open();
      expect(await desk.panel.find("button", /^Log email/)).not.toBeNull();
    } finally {
      headers = {};
    }
  });
}

/** Returns what of the page reaches under the panel. */
const underPanel = (page: Page) =>
  page.evaluate(() => {
    const edge = document.querySelector("regards-panel")?.getBoundingClientRect().left ?? 0;
    const under = [...document.body.querySelectorAll("*")].filter((one) => {
      const { right, width, height } = one.getBoundingClientRect();
      return width > 0 && height > 0 && right > edge + 1;
    });
    return { edge, under: under.map((one) => one.outerHTML.slice(0, 80)) };
  });
/** The word that the page's reader has for the popup. */
const healthWord = () =>
  desk.context.serviceWorkers()[0]?.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: "https://outlook.office.com/*" });
    return chrome.tabs.sendMessage(tab?.id ?? 0, { notice: "health" }, { frameId: 0 }) as unknown;
  });

for (const [what, style] of [
  ["flows", ""],
  ["stands in an absolute box", "position:absolute;inset:0;overflow:auto"],
  ["stands in a fixed box as wide as the window", "position:fixed;top:0;left:0;width:100%"],
] as const) {
  test(`nothing of the mail lies under the open panel when it ${what}`, async () => {
    box = style;
    try {
      const page = await open();
      await expect.poll(async () => (await underPanel(page)).under).toEqual([]);
      expect((await underPanel(page)).edge).toBeGreaterThan(900);
      expect(await healthWord()).toBe("reading");
    } finally {
      box = "";
    }
  });
}

test("popup is told that the panel lies over the mail when the page cannot be made narrower", async () => {
  box = "width:1360px";
  try {
    await open();
    await expect.poll(healthWord).toBe("covering");
  } finally {
    box = "";
  }
});

test("the side panel shows the card, logs, and the docked panel makes room for it meanwhile", async ({
  worker,
}) => {
  const page = await open();
  const before = logs(worker, "R-1").length;
  // Playwright cannot open Chrome's side panel: the same document in a window of its own, told
  // which tab it is beside.
  const side = await desk.context.newPage();
  await side.setViewportSize({ width: 360, height: 860 });
  await side.addInitScript(() => {
    const { tabs } = chrome;
    const query = tabs.query.bind(tabs);
    tabs.query = (async (asked: chrome.tabs.QueryInfo) =>
      asked.active === true
        ? query({ url: "https://outlook.office.com/*" })
        : query(asked)) as typeof tabs.query;
  });
  await side.goto(`chrome-extension://${desk.extensionId}/sidepanel.html`);
  const panel = drivePanel(side);
  await panel.shows("Harlow Marine");
  await picture(side, "side-panel");
  await expect(page.locator("regards-panel")).toBeHidden();
  await panel.click("button", /^Log email/);
  await panel.shows(/Logged \d/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  await panel.click("button", "Undo");
  await panel.hides(/Logged \d/);
  await side.close();
  await expect(page.locator("regards-panel")).toBeVisible();
  await desk.panel.shows("Harlow Marine");
});
