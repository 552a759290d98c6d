/**
 * Measures what the panel and its reader cost a mailbox that is never at rest: 1,000 rows, 50
 * mutations a second for a minute, list and thread open.
 */
import type { Page } from "@playwright/test";
import { address, drive } from "../fixtures/mail/gmail/busy.ts";
import { elsewhere, openMailbox, rows, withCode } from "./busy-mail.ts";
import type { Figure } from "./figure.ts";
import { costOf } from "./main-thread.ts";
import type { Cost } from "./main-thread.ts";
import { quantile } from "./quantile.ts";
import { record } from "./trace.ts";

const perSecond = 50;
const minute = 60;

/** Returns what such a stretch of unrest costs, seconds long. */
export async function unrest(page: Page, seconds: number): Promise<Cost> {
  return costOf(
    await record(page, async () => {
      await drive(page, "stir", perSecond);
      await page.waitForTimeout(seconds * 1000);
      await drive(page, "rest");
    }),
  );
}

const ms = (milliseconds: number) => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;
const of = ({ batches }: Cost, q: number) => quantile(batches, q);
const rate = ({ rate: perSecond, seconds }: Cost) =>
  `${perSecond.toFixed(0)} a second for ${seconds.toFixed(0)} s`;

/** @param budget milliseconds of our script for nineteen batches of twenty */
export function figuresOf(where: string, cost: Cost, without: Cost, budget = 1): Figure[] {
  const p95 = of(cost, 0.95);
  const named = `busy mailbox, ${where}`;
  return [
    {
      what: `${named}: our script for a batch of mutations, processor time, p95`,
      figure: ms(p95),
      budget: `≤ ${budget} ms`,
      holds: p95 <= budget,
      beside:
        `${rate(cost)}; p50 ${ms(of(cost, 0.5))}, p99 ${ms(of(cost, 0.99))}, most ` +
        `${ms(Math.max(...cost.batches))}`,
    },
    {
      what: `${named}: long tasks (over 50 ms) of our script`,
      figure: String(cost.ownLongTasks),
      budget: "none",
      holds: cost.ownLongTasks === 0,
      beside: `whoever's: ${cost.longTasks}; without the extension ${without.longTasks}, ${rate(without)}`,
    },
    {
      what: `${named}: layouts, styles that our script forced`,
      figure: `${cost.forcedLayouts}, ${cost.forcedStyles}`,
      budget: "none",
      holds: cost.forcedLayouts + cost.forcedStyles === 0,
    },
    {
      what: `${named}: all work of the main thread`,
      figure: `${cost.busy.toFixed(0)} ms/s`,
      budget: "",
      beside: `without the extension ${without.busy.toFixed(0)} ms/s`,
    },
  ];
}

/**
 * The same with 3 ms of nothing and a forced layout put into it: shows that the method sees both.
 */
async function slowed(): Promise<Figure> {
  const cost = await withCode(
    `new MutationObserver(() => {
      for (const end = performance.now() + 3; performance.now() < end;);
      document.body.offsetHeight;
    }).observe(document, { subtree: true, childList: true, attributes: true });`,
    [],
    (page) => unrest(page, 5),
  );
  const p50 = of(cost, 0.5);
  return {
    what: "the same with 3 ms and a forced layout put in, which the method must see",
    figure: `p50 ${ms(p50)}, ${cost.forcedLayouts} layouts`,
    budget: "≥ 3 ms, some layouts",
    holds: p50 >= 3 && cost.forcedLayouts > 0,
    beside: `${cost.batches.length} batches, some of which leave nothing to lay out`,
  };
}

export async function run(): Promise<Figure[]> {
  const { page, shows, close } = await openMailbox();
  try {
    const leg = async (
      at: string,
      hash: "list" | "thread",
      seconds: number,
      ready: () => Promise<unknown>,
    ) => {
      await page.goto("about:blank");
      await page.goto(`${at}#inbox`);
      if (hash === "thread") await drive(page, "open", 4);
      await ready();
      await page.waitForTimeout(2000);
      return unrest(page, seconds);
    };
    const list = await leg(address, "list", minute, () =>
      page.locator("regards-mark").first().waitFor({ state: "attached" }),
    );
    const bareList = await leg(elsewhere, "list", 10, async () => undefined);
    const thread = await leg(address, "thread", minute, () => shows("Buyer 2"));
    const bareThread = await leg(elsewhere, "thread", 10, async () => undefined);
    return [
      ...figuresOf(`list of ${rows} open`, list, bareList),
      ...figuresOf("thread open", thread, bareThread),
      await slowed(),
    ];
  } finally {
    await close();
  }
}
