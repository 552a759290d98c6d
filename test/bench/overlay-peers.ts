/**
 * Measures what a page loads for the panel, beside bare extensions made with @inboxsdk/core and
 * with gmail-js: size, and time to load where they run.
 */
import type { Page } from "@playwright/test";
import { builtExtension } from "../e2e/build.ts";
import { address } from "../fixtures/mail/gmail/busy.ts";
import { openBrowser, openMailbox } from "./busy-mail.ts";
import type { Figure } from "./figure.ts";
import { loadingOf } from "./main-thread.ts";
import { bareExtensions, sizeOf } from "./peers.ts";
import type { Peer, Size } from "./peers.ts";
import { quantile } from "./quantile.ts";
import { record } from "./trace.ts";

const times = 3;
/** The time for which a page is watched for what an extension does when it loads, milliseconds. */
const watched = 2500;
const kilobytes = ({ raw, gzip }: Size) =>
  `${(gzip / 1000).toFixed(1)} kB gzip, ${(raw / 1000).toFixed(0)} kB raw`;

/**
 * Processor time of the page's main thread for the extension's scripts while the page loads, and
 * when it said that it was ready.
 */
async function loading(page: Page): Promise<{ work: number; ready: number | null }> {
  await page.goto("about:blank");
  const events = await record(page, async () => {
    await page.goto(`${address}#inbox`);
    await page.waitForTimeout(watched);
  });
  const said = await page.evaluate(() => document.documentElement.getAttribute("data-ready"));
  return { work: loadingOf(events), ready: said === null ? null : Number(said) };
}

async function loadFigure(page: Page): Promise<string> {
  const all: Awaited<ReturnType<typeof loading>>[] = [];
  for (let time = 0; time < times; time++) all.push(await loading(page));
  const ready = all.flatMap((one) => one.ready ?? []);
  const work = `p50 ${quantile(
    all.map((one) => one.work),
    0.5,
  ).toFixed(1)} ms of the main thread`;
  return ready.length === 0
    ? work
    : `${work}, ready ${quantile(ready, 0.5).toFixed(0)} ms after the navigation`;
}

async function peerFigures({ name, extension, size }: Peer): Promise<Figure[]> {
  const { page, close } = await openBrowser(extension);
  try {
    const load = await loadFigure(page);
    return [
      { what: `bare extension with ${name}: scripts`, figure: kilobytes(size), budget: "" },
      {
        what: `bare extension with ${name}: loading on the page with its list (${times} times)`,
        figure: load,
        budget: "",
        beside: load.includes("ready")
          ? undefined
          : `did not say that it was ready within ${watched / 1000} s on this page, which is not Gmail`,
      },
    ];
  } finally {
    await close();
  }
}

export async function run(): Promise<Figure[]> {
  const { page, close } = await openMailbox();
  const own = await loadFigure(page).finally(close);
  const size = sizeOf([`${builtExtension}/content-scripts/gmail.js`]);
  const figures: Figure[] = [
    {
      what: `overlay: loading on the page with its list, marks drawn (${times} times)`,
      figure: own,
      budget: "",
      beside: `script ${kilobytes(size)} in this build of the tests`,
    },
  ];
  const peers = await bareExtensions();
  if (peers === null)
    return [
      ...figures,
      {
        what: "bare extensions with @inboxsdk/core and gmail-js",
        figure: "skipped",
        budget: "",
        beside: "npm could not install them: is there a network?",
      },
    ];
  for (const peer of peers) figures.push(...(await peerFigures(peer)));
  return figures;
}
