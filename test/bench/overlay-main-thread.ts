/** What the overlay costs a mailbox that is never at rest: 1,000 rows, 50 mutations a second for a minute, list and thread open. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { builtExtension } from "../e2e/build.ts";
import { address, drive } from "../fixtures/mail/gmail/busy.ts";
import { elsewhere, openBrowser, openMailbox, rows } from "./busy-mail.ts";
import type { Figure } from "./index.ts";
import { costOf } from "./main-thread.ts";
import type { Cost } from "./main-thread.ts";
import { quantile } from "./quantile.ts";
import { record } from "./trace.ts";

const perSecond = 50;

/** What such a stretch of unrest costs, seconds long. */
export async function unrest(page: Page, seconds: number): Promise<Cost> {
  return costOf(await record(page, async () => {
    await drive(page, "stir", perSecond);
    await page.waitForTimeout(seconds * 1000);
    await drive(page, "rest");
  }));
}

const ms = (milliseconds: number) => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;
const script = ({ batches }: Cost) => `p50 ${ms(quantile(batches, 0.5))}, p95 ${ms(quantile(batches, 0.95))}, p99 ${ms(quantile(batches, 0.99))}, most ${ms(Math.max(...batches))}`;

export function figuresOf(where: string, cost: Cost, without: Cost): Figure[] {
  return [
    { what: `busy mailbox, ${where}: our script a mutation batch (${cost.batches.length}), processor time`, figure: script(cost), budget: `p95 ≤ 1 ms (without the extension ${script(without)})` },
    { what: `busy mailbox, ${where}: long tasks, ours and all`, figure: `${cost.ownLongTasks}, ${cost.longTasks}`, budget: `none of ours (without the extension ${without.longTasks} in ${without.batches.length} batches)` },
    { what: `busy mailbox, ${where}: layouts and styles that our script forced`, figure: `${cost.forcedLayouts}, ${cost.forcedStyles}`, budget: "none" },
    { what: `busy mailbox, ${where}: main thread's work with everything`, figure: `${cost.busy.toFixed(0)} ms/s`, budget: `without the extension ${without.busy.toFixed(0)} ms/s` },
  ];
}

/** The same extension with 3 ms of nothing and a forced layout put into it: shows that the method sees both. */
async function slowed(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "regards-slow-"));
  cpSync(builtExtension, folder, { recursive: true });
  const file = join(folder, "content-scripts/gmail.js");
  writeFileSync(file, `${readFileSync(file, "utf8")}
new MutationObserver(() => { for (const end = performance.now() + 3; performance.now() < end;); document.body.offsetHeight; })
  .observe(document, { subtree: true, childList: true, attributes: true });`);
  const { page, close } = await openBrowser(folder);
  try {
    await page.goto(`${address}#inbox`);
    await page.waitForTimeout(1000);
    const cost = await unrest(page, 5);
    return { what: "the same with 3 ms and a forced layout put in: what the method sees", figure: `p50 ${ms(quantile(cost.batches, 0.5))}, ${cost.forcedLayouts} layouts`, budget: `≥ 3 ms, ${cost.batches.length} layouts` };
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function run(): Promise<Figure[]> {
  const { page, shows, close } = await openMailbox();
  try {
    const leg = async (at: string, hash: "list" | "thread", seconds: number, ready: () => Promise<unknown>) => {
      await page.goto("about:blank");
      await page.goto(`${at}#inbox`);
      if (hash === "thread") await drive(page, "open", 4);
      await ready();
      await page.waitForTimeout(2000);
      return unrest(page, seconds);
    };
    const list = await leg(address, "list", 30, () => page.locator("regards-mark").first().waitFor({ state: "attached" }));
    const thread = await leg(address, "thread", 30, () => shows("Buyer 2"));
    const bareList = await leg(elsewhere, "list", 10, async () => undefined);
    const bareThread = await leg(elsewhere, "thread", 10, async () => undefined);
    return [...figuresOf(`list of ${rows} open`, list, bareList), ...figuresOf("thread open", thread, bareThread), await slowed()];
  } finally {
    await close();
  }
}
