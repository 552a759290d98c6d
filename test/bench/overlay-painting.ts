/**
 * From a message open in real Roundcube to its card painted, against a local Worker.
 * Warm: the person's card is in memory. Cold: it is nowhere in the browser.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame, Page } from "@playwright/test";
import { openDesk, pair, rowOf, signInToMail, stopServiceWorker } from "../e2e/desk.ts";
import type { Desk } from "../e2e/desk.ts";
import { panelFrame } from "../e2e/panel.ts";
import { seedBook } from "../rig/book.ts";
import { up } from "../rig/up.ts";
import type { Rig } from "../rig/up.ts";
import { startWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";
import { quantile } from "./quantile.ts";
import { record } from "./trace.ts";

const times = 20;
const messages = [
  ["renewal", "Kestrel Foods"],
  ["plus", "Harlow Marine"],
] as const;

/**
 * Returns how long the webmail's own scripts held the page when the preview's document was parsed,
 * milliseconds.
 */
function busyOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const shown = document.querySelector<HTMLIFrameElement>("#messagecontframe")?.contentWindow;
    const [entry] = (shown?.performance.getEntriesByType("navigation") ??
      []) as PerformanceNavigationTiming[];
    if (!entry) throw new Error("The preview shows no message.");
    return entry.domContentLoadedEventEnd - entry.domContentLoadedEventStart;
  });
}

const said = "panel says ";

/** The panel's frame; throws where none is docked. */
function frameOf(page: Page): Frame {
  const frame = panelFrame(page);
  if (frame === null) throw new Error("No panel is docked.");
  return frame;
}

/** Marks in the record when the panel's words change, from inside its frame. */
const watchWords = (page: Page) =>
  frameOf(page).evaluate((mark) => {
    const words = () => {
      Object.assign(window, { said: document.body.textContent });
      performance.mark(mark + document.body.textContent);
    };
    const everything = { subtree: true, childList: true, characterData: true };
    new MutationObserver(words).observe(document.body, everything);
  }, said);

type Opened = { time: number; busy: number };

/**
 * Milliseconds from the message's document parsed to the frame painted that is the first to show
 * the company's name. Both out of Chromium's record: a timer of ours would wait its turn behind the
 * webmail's own, long after the frame is out.
 */
async function paintingTime({ page }: Desk, key: string, company: string): Promise<Opened> {
  const panel = frameOf(page);
  await panel.evaluate("window.said = ''");
  const events = await record(page, async () => {
    await rowOf(page, key).locator("td.subject").click();
    await panel.waitForFunction(
      (name) => (window as unknown as { said: string }).said.includes(name),
      company,
    );
    // Two clicks in quick succession would open the full view.
    await page.waitForTimeout(700);
  }, ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"]);
  const parsed = events.find(
    ({ name, args }) => name === "MarkDOMContent" && args.data?.isOutermostMainFrame === false,
  );
  const drawn = events
    .filter(({ name }) => name.startsWith(said) && name.includes(company))
    .toSorted((a, b) => a.ts - b.ts)[0];
  const frame = events
    .filter(
      ({ name, pid, tid, ts }) =>
        name === "Commit" && pid === drawn?.pid && tid === drawn.tid && ts >= drawn.ts,
    )
    .toSorted((a, b) => a.ts - b.ts)[0];
  if (parsed === undefined || frame === undefined)
    throw new Error("The record does not hold the message's opening and the card's painting.");
  return { time: (frame.ts + (frame.dur ?? 0) - parsed.ts) / 1000, busy: await busyOf(page) };
}

async function warm(desk: Desk, rig: Rig): Promise<Opened[]> {
  await listWithPanel(desk, rig);
  const taken: Opened[] = [];
  for (let n = 0; n < times + 2; n++) {
    const [key, company] = messages[n % 2 === 0 ? 0 : 1];
    const time = await paintingTime(desk, key, company);
    // The first look at each of the two is cold.
    if (n >= 2) taken.push(time);
  }
  return taken;
}

/**
 * A fresh list whose panel is there already, on a message among colleagues, for whom nobody is
 * looked up.
 */
async function listWithPanel(desk: Desk, rig: Rig): Promise<void> {
  await desk.page.goto(rig.url);
  await signInToMail(desk.page, rig);
  await rowOf(desk.page, "internal").locator("td.subject").click();
  await desk.panel.shows(/colleague/i);
  await watchWords(desk.page);
  await desk.page.waitForTimeout(700);
}

async function cold(desk: Desk, rig: Rig): Promise<Opened[]> {
  const taken: Opened[] = [];
  for (let n = 0; n < times; n++) {
    const [key, company] = messages[n % 2 === 0 ? 0 : 1];
    await listWithPanel(desk, rig);
    await desk.context.serviceWorkers()[0]?.evaluate("chrome.storage.session.clear()");
    await stopServiceWorker(desk);
    await desk.page.bringToFront();
    await desk.page.waitForTimeout(300);
    taken.push(await paintingTime(desk, key, company));
  }
  return taken;
}

/** @param most milliseconds for nineteen of twenty */
function figureOf(how: string, opened: Opened[], most: number): Figure {
  const of = (q: number) =>
    quantile(
      opened.map(({ time }) => time),
      q,
    );
  const busy = quantile(
    opened.map((one) => one.busy),
    0.95,
  );
  return {
    what: `thread opened → card painted in Roundcube, ${how}, p95 of ${opened.length}`,
    figure: `${of(0.95).toFixed(0)} ms`,
    budget: `≤ ${most} ms`,
    holds: of(0.95) <= most,
    beside: `p50 ${of(0.5).toFixed(0)} ms; of which the webmail's own scripts p95 ${busy.toFixed(0)} ms`,
  };
}

export async function run(): Promise<Figure[]> {
  const worker = await startWorker();
  await seedBook(worker);
  const rig = await up();
  const profile = mkdtempSync(join(tmpdir(), "regards-bench-"));
  const desk = await openDesk(profile);
  try {
    await pair(desk, worker, rig.user);
    await signInToMail(desk.page, rig);
    const inMemory = await warm(desk, rig);
    const nowhere = await cold(desk, rig);
    return [figureOf("warm", inMemory, 50), figureOf("cold, background asleep", nowhere, 150)];
  } finally {
    await desk.context.close();
    await rig.stop();
    await worker.remove();
    rmSync(profile, { recursive: true, force: true });
  }
}
