/**
 * From a message open in real Roundcube to its card painted, against a local Worker.
 * Warm: the person's card is in memory. Cold: it is nowhere in the browser.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openDesk, pair, rowOf, signInToMail, stopServiceWorker } from "../e2e/desk.ts";
import type { Desk } from "../e2e/desk.ts";
import { seedBook } from "../rig/book.ts";
import { up } from "../rig/up.ts";
import type { Rig } from "../rig/up.ts";
import { startWorker } from "../rig/worker.ts";
import type { Figure } from "./index.ts";
import { quantile } from "./quantile.ts";

const times = 20;
const messages = [["renewal", "Kestrel Foods"], ["plus", "Harlow Marine"]] as const;

/** When the preview's document was parsed (milliseconds since 1970), and how long the webmail's own scripts then held the page. */
function opening(page: Page): Promise<{ at: number; busy: number }> {
  return page.evaluate(() => {
    const shown = document.querySelector<HTMLIFrameElement>("#messagecontframe")?.contentWindow;
    const [entry] = (shown?.performance.getEntriesByType("navigation") ?? []) as PerformanceNavigationTiming[];
    if (!shown || !entry) throw new Error("The preview shows no message.");
    return { at: shown.performance.timeOrigin + entry.domContentLoadedEventStart, busy: entry.domContentLoadedEventEnd - entry.domContentLoadedEventStart };
  });
}

/** Notes when the overlay's words, which are in `data-said`, change and are drawn: from inside its closed root, which only the debugger reaches. */
async function watchPainting(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { result } = await cdp.send("Runtime.evaluate", { expression: "document.querySelector('regards-overlay')" });
  const { node } = await cdp.send("DOM.describeNode", { objectId: result.objectId ?? "", depth: 1, pierce: true });
  const { object } = await cdp.send("DOM.resolveNode", { backendNodeId: node.shadowRoots?.[0]?.backendNodeId ?? 0 });
  await cdp.send("Runtime.callFunctionOn", {
    objectId: object.objectId ?? "",
    // A change made inside a frame is drawn by that frame, one made between frames by the next; a task begun in a frame
    // runs once that frame is out.
    functionDeclaration: `function () {
      window.painted = [];
      let inFrame = false;
      const over = new MessageChannel();
      over.port1.onmessage = () => { inFrame = false; };
      const frame = () => { inFrame = true; over.port2.postMessage(0); requestAnimationFrame(frame); };
      requestAnimationFrame(frame);
      const words = () => [...this.querySelectorAll("[data-said]")].map((word) => word.dataset.said).join(" ");
      const note = () => setTimeout(() => window.painted.push({ at: performance.timeOrigin + performance.now(), words: words() }));
      new MutationObserver(() => inFrame ? note() : requestAnimationFrame(note)).observe(this, { subtree: true, childList: true, attributeFilter: ["data-said"] });
    }`,
  });
}

type Opened = { time: number; busy: number };

/** Milliseconds from the message's document parsed to the company's name painted. */
async function paintingTime(desk: Desk, key: string, company: string): Promise<Opened> {
  await desk.page.evaluate("window.painted = []");
  await rowOf(desk.page, key).locator("td.subject").click();
  const painted = await desk.page.waitForFunction(
    (name) => (window as unknown as { painted: { at: number; words: string }[] }).painted.find(({ words }) => words.includes(name))?.at, company,
  );
  const at = Number(await painted.jsonValue());
  // Two clicks in quick succession would open the full view.
  await desk.page.waitForTimeout(700);
  const { at: from, busy } = await opening(desk.page);
  return { time: at - from, busy };
}

async function warm(desk: Desk, rig: Rig): Promise<Opened[]> {
  await listWithOverlay(desk, rig);
  const taken: Opened[] = [];
  for (let n = 0; n < times + 2; n++) {
    const [key, company] = messages[n % 2 === 0 ? 0 : 1];
    const time = await paintingTime(desk, key, company);
    // The first look at each of the two is cold.
    if (n >= 2) taken.push(time);
  }
  return taken;
}

/** A fresh list whose overlay is there already, on a message among colleagues, for whom nobody is looked up. */
async function listWithOverlay(desk: Desk, rig: Rig): Promise<void> {
  await desk.page.goto(rig.url);
  await signInToMail(desk.page, rig);
  await rowOf(desk.page, "internal").locator("td.subject").click();
  await desk.overlay.shows(/colleague/i);
  await watchPainting(desk.page);
  await desk.page.waitForTimeout(700);
}

async function cold(desk: Desk, rig: Rig): Promise<Opened[]> {
  const taken: Opened[] = [];
  for (let n = 0; n < times; n++) {
    const [key, company] = messages[n % 2 === 0 ? 0 : 1];
    await listWithOverlay(desk, rig);
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
  const of = (q: number) => quantile(opened.map(({ time }) => time), q);
  const busy = quantile(opened.map((one) => one.busy), 0.95);
  return {
    what: `thread opened → card painted in Roundcube, ${how}, p95 of ${opened.length}`, figure: `${of(0.95).toFixed(0)} ms`, budget: `≤ ${most} ms`, holds: of(0.95) <= most,
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
