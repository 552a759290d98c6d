/**
 * From a message open in real Roundcube to its card painted, against a local Worker.
 * Warm: the person's card is in memory. Cold: nothing is, and the page itself is fresh.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { fullView, openDesk, pair, rowOf, signInToMail } from "../e2e/desk.ts";
import type { Desk } from "../e2e/desk.ts";
import { seedBook } from "../rig/book.ts";
import { up } from "../rig/up.ts";
import type { Rig } from "../rig/up.ts";
import { startWorker } from "../rig/worker.ts";
import type { Figure } from "./index.ts";
import { quantile } from "./quantile.ts";

const times = 20;
const messages = [["renewal", "Kestrel Foods"], ["plus", "Harlow Marine"]] as const;

/** When the document that shows the message was parsed, in milliseconds since 1970. */
function openedAt(page: Page): Promise<number> {
  return page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>("#messagecontframe")?.contentWindow;
    const shown = frame && frame.location.href !== "about:blank" ? frame : window;
    const [entry] = shown.performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return shown.performance.timeOrigin + (entry?.domContentLoadedEventStart ?? 0);
  });
}

/** Polls what the overlay shows until it names the company; the moment includes one poll too many at most. */
async function paintedAt(desk: Desk, company: string): Promise<number> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if ((await desk.overlay.text()).includes(company)) return Date.now();
  }
  throw new Error(`The overlay never showed ${company}.`);
}

async function warm(desk: Desk): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < times + 2; n++) {
    const [key, company] = messages[n % 2 === 0 ? 0 : 1];
    await rowOf(desk.page, key).locator("td.subject").click();
    const at = await paintedAt(desk, company);
    // The first look at each of the two is cold.
    if (n >= 2) taken.push(at - await openedAt(desk.page));
    // Two clicks in quick succession would open the full view.
    await desk.page.waitForTimeout(700);
  }
  return taken;
}

async function cold(desk: Desk, rig: Rig): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const [key, company] = messages[n % 2 === 0 ? 0 : 1];
    await desk.page.goto(rig.url);
    await signInToMail(desk.page, rig);
    await desk.context.serviceWorkers()[0]?.evaluate("chrome.storage.session.clear()");
    await fullView(desk.page, key);
    const at = await paintedAt(desk, company);
    taken.push(at - await openedAt(desk.page));
  }
  return taken;
}

export async function run(): Promise<Figure[]> {
  if (spawnSync(process.execPath, ["test/e2e/build.ts"], { stdio: "ignore" }).status !== 0) throw new Error("The extension could not be built.");
  const worker = await startWorker();
  await seedBook(worker);
  const rig = await up();
  const profile = mkdtempSync(join(tmpdir(), "regards-bench-"));
  const desk = await openDesk(profile);
  try {
    await pair(desk, worker, rig.user);
    await signInToMail(desk.page, rig);
    const figure = (taken: number[]) => `p50 ${quantile(taken, 0.5).toFixed(0)} ms, p95 ${quantile(taken, 0.95).toFixed(0)} ms`;
    return [
      { what: `thread opened → card painted, warm (${times} times, polled)`, figure: figure(await warm(desk)), budget: "p95 ≤ 50 ms" },
      { what: `thread opened → card painted, cold (${times} times, polled)`, figure: figure(await cold(desk, rig)), budget: "p95 ≤ 150 ms" },
    ];
  } finally {
    await desk.context.close();
    await rig.stop();
    await worker.remove();
    rmSync(profile, { recursive: true, force: true });
  }
}
