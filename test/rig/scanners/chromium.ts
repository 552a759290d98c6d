/** Programs that drive Chromium: one that opens links, some that press all they find, a person. */
import type { Browser, Locator, Page } from "@playwright/test";
import type { AskedLink } from "./asked-links.ts";

export type Pressing = {
  /** Presses by the page's DOM, or by a real mouse. */ by: "dom" | "mouse";
  /** Presses what a person sees, in random order; else everything as it stands. */
  isVisibleOnly: boolean;
  /** The longest wait before a button or a link is pressed. */ longestWaitMs: number;
};

/** A random number below one, drawn from a seed. */
export type Random = () => number;

const wait = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

/** Runs something in a browser of its own; returns how many requests that made. */
async function visit(
  chrome: Browser,
  userAgent: string,
  run: (page: Page) => Promise<void>,
): Promise<number> {
  const context = await chrome.newContext({ userAgent, viewport: { width: 900, height: 900 } });
  let requests = 0;
  context.on("request", () => {
    requests += 1;
  });
  try {
    await run(await context.newPage());
  } finally {
    await context.close();
  }
  return requests;
}

/** Opens every link of a mail in tabs side by side, lets scripts run, and scrolls. */
export const openLinks = (
  chrome: Browser,
  { inMail, userAgent }: AskedLink,
  stayMs: number,
): Promise<number> =>
  visit(chrome, userAgent, async (first) => {
    const open = async (url: string) => {
      const page = await first.context().newPage();
      await page.goto(url);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await wait(stayMs);
    };
    await Promise.all(inMail.map(open));
  });

const fields = "input[type=radio], input[type=checkbox]";
const controls = "button, a[href]";

/** The places of the elements of a selector that are to be pressed, in the order of pressing. */
async function placesOf(found: Locator, { isVisibleOnly }: Pressing, random: Random) {
  const isSeen = await found.evaluateAll((all) =>
    all.map((one) => {
      const { right, left } = one.getBoundingClientRect();
      return right > 0 && left < innerWidth && one.closest("[aria-hidden=true]") === null;
    }),
  );
  const places = isSeen.flatMap((seen, place) => (seen || !isVisibleOnly ? [place] : []));
  return isVisibleOnly
    ? places
        .map((place) => ({ place, rank: random() }))
        .toSorted((one, other) => one.rank - other.rank)
        .map(({ place }) => place)
    : places;
}

async function press(one: Locator, { by }: Pressing): Promise<void> {
  if (by === "mouse") await one.click({ timeout: 5000 });
  else await one.evaluate((element) => (element as HTMLElement).click());
}

/** As `pressFields`, once more where the page was left under it: a late navigation on a busy machine. */
async function pressFieldsOf(page: Page, pressing: Pressing, random: Random): Promise<void> {
  await pressFields(page, pressing, random).catch(async () => {
    await page.waitForLoadState("load");
    await pressFields(page, pressing, random);
  });
}

/** Presses every score and box of a page. */
async function pressFields(page: Page, pressing: Pressing, random: Random): Promise<void> {
  const found = page.locator(fields);
  const places = await placesOf(found, pressing, random);
  if (pressing.by === "mouse") for (const place of places) await press(found.nth(place), pressing);
  else
    await found.evaluateAll((all, pressed) => {
      for (const place of pressed) (all[place] as HTMLElement | undefined)?.click();
    }, places);
}

/** A press that opens something has asked for it by then, on a busy machine too. */
const noticedMs = 5000;

/**
 * Presses a button or a link after a wait, and stays until what it opens is there. A press that
 * opens nothing (a second Send) is left at once.
 */
async function pressControl(one: Locator, page: Page, pressing: Pressing, random: Random) {
  await wait(pressing.longestWaitMs * random());
  const asked = page
    .waitForRequest((request) => request.isNavigationRequest(), { timeout: noticedMs })
    .catch(() => null);
  const opened = page.waitForEvent("framenavigated", { timeout: 30_000 }).catch(() => null);
  await press(one, pressing);
  if ((await asked) === null) return;
  await opened;
  await page.waitForLoadState("load");
}

/**
 * Presses all that a link's page has. After each button or link it presses on through what comes
 * back, two pages deep, then opens the link again.
 */
export const pressAll = (
  chrome: Browser,
  { url, userAgent }: AskedLink,
  pressing: Pressing,
  random: Random,
): Promise<number> =>
  visit(chrome, userAgent, async (page) => {
    await page.goto(url);
    for (const place of await placesOf(page.locator(controls), pressing, random)) {
      await page.goto(url);
      await pressFieldsOf(page, pressing, random);
      const one = page.locator(controls).nth(place);
      // A link that was answered has other, fewer ones.
      if ((await one.count()) === 0) continue;
      await pressControl(one, page, pressing, random);
      for (let depth = 0; depth < 2; depth++) {
        await pressFieldsOf(page, pressing, random);
        const next = page.locator(".send:not([disabled]), main a[href]").first();
        if ((await next.count()) === 0) break;
        await pressControl(next, page, pressing, random);
      }
    }
  });

/** Answers a link as a person does: reads, chooses a score of each question, presses Send. */
export const answerAsPerson = (chrome: Browser, url: string, userAgent: string): Promise<number> =>
  visit(chrome, userAgent, async (page) => {
    await page.goto(url);
    for (const group of await page.locator(".scores").all())
      await group.locator("label").nth(2).click();
    await page.waitForTimeout(2100);
    await page.locator(".send").click();
    await page.locator(".scores").first().waitFor({ state: "detached", timeout: 20_000 });
  });
