/**
 * Clicks on one message or person stay theirs when the rep moves on, and what was done is still
 * proved later.
 */
import type { Page } from "@playwright/test";
import { preview, signInToMail } from "../desk.ts";
import { lookUp, logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { dana, messageOf, tom } from "../../rig/messages.ts";

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});

test("log is the clicked message's when another is opened at once [roundcube: thread, identity · real]", async ({
  desk,
  worker,
}) => {
  await preview(desk.page, "clicked");
  await desk.panel.shows("Harlow Marine");
  const before = { dana: logs(worker, "R-1").length, tom: logs(worker, "R-2").length };
  await desk.page.route(/_action=headers/, async (route) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 2000);
    });
    await route.continue().catch(() => undefined);
  });
  try {
    await preview(desk.page, "thread");
    await preview(desk.page, "clicked");
    await desk.panel.shows("Harlow Marine");
    // She writes in both: until the other's recipient has gone, the panel is still at that one.
    await desk.panel.hides(tom.name);
    await desk.panel.click("button", /^Log email/);
    await preview(desk.page, "opened-after");
    await desk.panel.shows("Kestrel Foods");
    await expect.poll(() => logs(worker, "R-1").length).toBe(before.dana + 1);
    expect(await desk.panel.text()).not.toMatch(/Logged/);
    expect(logs(worker, "R-1").at(-1)?.["occurred_at"]).toBe(Date.parse(messageOf("clicked").date));
  } finally {
    await desk.page.unroute(/_action=headers/);
  }
  await desk.page.reload();
  await preview(desk.page, "opened-after");
  await desk.panel.get("button", /^Log email/);
  expect(logs(worker, "R-2")).toHaveLength(before.tom);
});

test("proofs of a face and a call stay, and can be undone, when the page is reloaded on someone else", async ({
  desk,
  worker,
}) => {
  await preview(desk.page, "thread");
  await desk.panel.click("button", tom.name);
  await desk.panel.shows("Kestrel Foods");
  await desk.panel.click("radio", "Satisfied");
  await desk.panel.shows("Noted: Satisfied");
  await desk.panel.click("button", "Log a call");
  await desk.panel.click("button", "Save");
  await desk.panel.shows("Call logged");
  const before = logs(worker, "R-2").length;
  await desk.panel.click("button", dana.name);
  await desk.panel.hides("Call logged");
  await desk.panel.click("button", tom.name);
  await desk.panel.shows("Call logged");
  await desk.page.reload();
  await preview(desk.page, "thread");
  await desk.panel.click("button", tom.name);
  await desk.panel.shows("Noted: Satisfied");
  await desk.panel.shows("Call logged");
  const noted =
    (await lookUp(worker, tom.address)).card?.scores.satisfaction.rep.latest.length ?? 0;
  await desk.panel.click("button", "Undo");
  await desk.panel.hides("Noted: Satisfied");
  await expect
    .poll(
      async () => (await lookUp(worker, tom.address)).card?.scores.satisfaction.rep.latest.length,
    )
    .toBe(noted - 1);
  await desk.panel.click("button", "Undo");
  await desk.panel.hides("Call logged");
  expect(logs(worker, "R-2").length).toBeGreaterThanOrEqual(before);
});

/** Where the panel stands, and how many pixels of the message it covers. */
const edges = (page: Page) =>
  page.evaluate(() => {
    const host = document.querySelector("regards-panel")?.getBoundingClientRect();
    const mail = document.querySelector("#messagecontframe")?.getBoundingClientRect();
    return {
      width: host?.width,
      right: Math.round(host?.right ?? 0),
      over: Math.round(Math.max(0, (mail?.right ?? 0) - (host?.left ?? 0))),
    };
  });
const narrow = { width: 800, height: 700 };
const wide = { width: 1280, height: 700 };

test.describe("fold", () => {
  test.afterEach(async ({ desk }) => {
    await desk.page.setViewportSize({ width: 1360, height: 860 });
  });

  test("panel is the slim tab until opened, and keeps the choice of each width, when the window is narrow", async ({
    desk,
  }) => {
    await desk.page.setViewportSize(narrow);
    await desk.page.reload();
    await preview(desk.page, "outage");
    const tab = { width: 36, right: 800, over: 0 };
    await desk.panel.get("button", /^Show Regards/);
    expect(await edges(desk.page)).toEqual(tab);
    await desk.panel.shows("DW");
    await picture(desk.page, "narrow");
    await preview(desk.page, "spoofed");
    await desk.panel.hides("DW");
    expect(await edges(desk.page)).toEqual(tab);
    await picture(desk.page, "narrow-caution");

    await preview(desk.page, "outage");
    await desk.panel.click("button", /^Show Regards/);
    await desk.panel.shows("Harlow Marine");
    expect(await edges(desk.page)).toMatchObject({ width: 320, right: 800 });
    await preview(desk.page, "renewal");
    await desk.panel.shows("Kestrel Foods");
    expect(await edges(desk.page)).toMatchObject({ width: 320, right: 800 });
    await picture(desk.page, "narrow-open");

    // Folded in the narrow window is not folded in the wide one, and the other way round.
    await desk.panel.click("button", "Fold Regards away");
    await expect.poll(() => edges(desk.page)).toEqual(tab);
    await desk.page.setViewportSize(wide);
    await expect.poll(() => edges(desk.page)).toEqual({ width: 320, right: 1280, over: 0 });
    await desk.panel.shows("Kestrel Foods");
    await picture(desk.page, "narrow-widened");
    await desk.page.setViewportSize(narrow);
    await expect.poll(() => edges(desk.page)).toEqual(tab);
    await desk.panel.click("button", /^Show Regards/);
    await expect.poll(() => edges(desk.page)).toMatchObject({ width: 320 });
    await desk.page.setViewportSize(wide);
    await desk.panel.click("button", "Fold Regards away");
    await expect.poll(() => edges(desk.page)).toEqual({ width: 36, right: 1280, over: 0 });
    await desk.page.setViewportSize(narrow);
    await expect.poll(() => edges(desk.page)).toMatchObject({ width: 320, right: 800 });

    // Both choices outlast the page.
    await desk.page.reload();
    await preview(desk.page, "outage");
    await desk.panel.get("button", "Fold Regards away");
    await desk.page.setViewportSize(wide);
    await expect.poll(() => edges(desk.page)).toEqual({ width: 36, right: 1280, over: 0 });
    await desk.panel.click("button", /^Show Regards/);
    await expect.poll(() => edges(desk.page)).toMatchObject({ width: 320, right: 1280 });

    // Nothing of it is where the page could read it.
    expect(
      await desk.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    ).not.toMatch(/regards|fold/i);
  });

  test("panel is where it is, folded or open, when the window has a width between narrow and wide", async ({
    desk,
  }) => {
    await preview(desk.page, "outage");
    await desk.panel.get("button", "Fold Regards away");
    for (const width of [1150, 1199, 1201, 1270]) {
      await desk.page.setViewportSize({ width, height: 700 });
      await desk.page.waitForTimeout(300);
      const before = await edges(desk.page);
      // One click does what it says, and the answer does not turn back by itself.
      await desk.panel.click("button", before.width === 36 ? /^Show Regards/ : "Fold Regards away");
      await desk.page.waitForTimeout(300);
      expect((await edges(desk.page)).width, `${width} px`).toBe(before.width === 36 ? 320 : 36);
      await desk.panel.click("button", before.width === 36 ? "Fold Regards away" : /^Show Regards/);
      await desk.page.waitForTimeout(300);
      expect((await edges(desk.page)).width, `${width} px`).toBe(before.width);
    }
  });
});

test("storage is closed to the content script, and holds nothing of a customer in clear on disk", async ({
  desk,
}) => {
  const session = await desk.context.newCDPSession(desk.page);
  const contexts: { id: number; origin: string }[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => {
    contexts.push(context);
  });
  await session.send("Runtime.enable");
  const ours = contexts.find(({ origin }) => origin === `chrome-extension://${desk.extensionId}`);
  for (const area of ["local", "session"]) {
    const { result } = await session.send("Runtime.evaluate", {
      contextId: ours?.id ?? 0,
      awaitPromise: true,
      returnByValue: true,
      expression: `chrome.storage.${area}.get(null).then(Object.keys, (error) => error.message)`,
    });
    expect(String(result.value), area).toMatch(/not allowed/);
  }
  const [background] = desk.context.serviceWorkers();
  const stored = (await background?.evaluate("chrome.storage.local.get(null)")) as Record<
    string,
    unknown
  >;
  // Settings and the owner's other addresses are there once a panel was folded or a composer open
  // before.
  expect(
    Object.keys(stored)
      .toSorted()
      .filter((key) => key !== "settings" && key !== "aliases"),
  ).toEqual(["session", "worker"]);
  expect(JSON.stringify(stored)).not.toMatch(/harlow|kestrel|example|robin|rgds/i);
  await session.detach();
});
