/**
 * Measures what the panel and its reader cost a webmail that is known as data, in Outlook's shape:
 * a list of 1,000 mails in few rows, 50 mutations a second.
 */
import type { Page } from "@playwright/test";
import { serve, type Mail } from "../e2e/browser/live.ts";
import { writerOf } from "../fixtures/mail/gmail/busy.ts";
import { drive, makeBusy } from "../fixtures/mail/outlook/busy.ts";
import { openMailbox } from "./busy-mail.ts";
import type { Figure } from "./figure.ts";
import { costOf } from "./main-thread.ts";
import { figuresOf } from "./overlay-main-thread.ts";
import { record } from "./trace.ts";

const known = "https://outlook.office.com";
const elsewhere = "https://outlook.office.example";
const perSecond = 50;
const seconds = 20;
/**
 * One batch in twelve rewrites every row in view, as fast scrolling does, and so is what nineteen
 * of twenty stay below: twice what Gmail's shape may cost.
 */
const budget = 2;
const mails: Mail[] = Array.from({ length: 1000 }, (_, n) => ({
  id: `AQk${n}`,
  from: [`Writer ${n}`, writerOf(n)],
  to: [["Robin Vale", "rep@example.com"]],
  cc: [],
  subject: `Mail number ${n}`,
  date: "2026-10-02 14:02",
}));

/** The cost of such a stretch with the list open, or with the mail of a customer. */
async function leg(page: Page, origin: string, open: "list" | "thread", forSeconds: number) {
  await page.goto("about:blank");
  await page.goto(`${origin}/mail/${open === "thread" ? `inbox/id/${mails[4]?.id}` : ""}`);
  await page.waitForTimeout(3000);
  return costOf(
    await record(page, async () => {
      await drive(page, "stir", perSecond);
      await page.waitForTimeout(forSeconds * 1000);
      await drive(page, "rest");
    }),
  );
}

export async function run(): Promise<Figure[]> {
  const { page, shows, close } = await openMailbox();
  try {
    for (const origin of [known, elsewhere]) await serve(page, "outlook", origin, "en", mails);
    await makeBusy(page);
    await page.goto(`${known}/mail/inbox/id/${mails[4]?.id}`);
    await shows("Buyer 2");
    await page.locator("regards-mark").first().waitFor({ state: "attached" });
    const figures: Figure[] = [];
    for (const open of ["list", "thread"] as const) {
      figures.push(
        ...figuresOf(
          `Outlook's shape, ${open} open`,
          await leg(page, known, open, seconds),
          await leg(page, elsewhere, open, seconds / 2),
          budget,
        ),
      );
    }
    return figures;
  } finally {
    await close();
  }
}
