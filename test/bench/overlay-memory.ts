/** Whether memory stays flat: 500 thread switches, then 100 times a message opened and left for the list, beside the page alone. */
import type { Page } from "@playwright/test";
import { address, drive } from "../fixtures/mail/gmail/busy.ts";
import { elsewhere, openMailbox } from "./busy-mail.ts";
import { held } from "./heap.ts";
import type { Held } from "./heap.ts";
import type { Figure } from "./index.ts";

const switches = 500, mounts = 100;
/** Threads gone through in turn: all that is remembered of them is there after the first round. */
const threads = 40;

/** Long enough for the page to show it and the overlay to be drawn and asked for. */
const rest = 60;

async function switchThreads(page: Page, times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    await drive(page, "open", at % threads);
    await page.waitForTimeout(rest);
  }
}

async function mountAndLeave(page: Page, times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    await drive(page, "open", at % threads);
    await page.waitForTimeout(rest);
    await drive(page, "list");
    await page.waitForTimeout(rest);
  }
}

const kilobytes = (bytes: number) => `${bytes < 0 ? "−" : "+"}${(Math.abs(bytes) / 1000).toFixed(0)} kB`;
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, one) => total + one, 0);

function growth(before: Held, after: Held): string {
  const more = (figure: (held: Held) => number) => `${figure(after) >= figure(before) ? "+" : "−"}${Math.abs(figure(after) - figure(before))}`;
  return `${kilobytes(after.heap - before.heap)} of ${(before.heap / 1e6).toFixed(1)} MB, ${more(({ nodes }) => nodes)} nodes, ${more(({ detached }) => sum(detached))} detached, ${more(({ listeners }) => listeners)} listeners`;
}

type Course = { switching: string; mounting: string; ours: string };

async function course(page: Page, at: string): Promise<Course> {
  await page.goto("about:blank");
  await page.goto(`${at}#inbox`);
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await switchThreads(page, threads * 2);
  await mountAndLeave(page, 10);
  const settled = async () => { await page.waitForTimeout(1500); return held(session); };
  await drive(page, "open", 0);
  const first = await settled();
  await switchThreads(page, switches);
  await drive(page, "open", 0);
  const second = await settled();
  await drive(page, "list");
  const third = await settled();
  await mountAndLeave(page, mounts);
  const fourth = await settled();
  await session.detach();
  const ours = Object.entries(fourth.detached).filter(([name]) => /regards/i.test(name));
  return { switching: growth(first, second), mounting: growth(third, fourth), ours: ours.map(([name, count]) => `${count} ${name}`).join(", ") || "none" };
}

export async function run(): Promise<Figure[]> {
  const { page, close } = await openMailbox();
  try {
    const own = await course(page, address);
    const bare = await course(page, elsewhere);
    return [
      { what: `memory over ${switches} thread switches`, figure: own.switching, budget: `flat (the page alone: ${bare.switching})` },
      { what: `memory over ${mounts} times message and list`, figure: own.mounting, budget: `flat (the page alone: ${bare.mounting})` },
      { what: "elements of ours held though out of the page, in the last snapshot", figure: own.ours, budget: "none" },
    ];
  } finally {
    await close();
  }
}
