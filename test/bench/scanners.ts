/**
 * Lets real programs loose on links of ready surveys, and counts what became an answer:
 * npm run bench -- scanners [LINKS], 5 links of each survey to each program unless said: 200 take hours.
 */
import { chromium } from "@playwright/test";
import { findBrowser } from "../../extension/commands/browser.ts";
import { addContacts, askContacts, surveyIds } from "../rig/scanners/asked-links.ts";
import { isHarmed, type Program, programsOf, scan, type Scanned } from "../rig/scanners/scan.ts";
import { startWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";

const usualLinks = 5;
/** The longest wait before a button is pressed. */
const longestWaitMs = 6000;

function figureOf(program: Program, surveyId: string, scanned: Scanned): Figure {
  const { links, requests, sent, held, counted, unflagged, optOuts, flags } = scanned;
  const flagged = Object.entries(flags).map(([flag, count]) => `${flag} ${count}`);
  return {
    what: `${program.name}: ${surveyId}`,
    figure: program.mayNotAnswer ? `${counted} counted` : `${unflagged} unflagged`,
    budget: "0, no opt-out, person heard",
    holds: !isHarmed(program, scanned),
    beside:
      `${links} links, ${requests} requests, ${sent} sent, ${held} held, ${counted} counted, ` +
      `${unflagged} unflagged, ${optOuts} opt-outs, ` +
      `person ${scanned.isPersonHeard ? "heard" : "NOT heard"}` +
      (flagged.length > 0 ? ` (${flagged.join(", ")})` : ""),
  };
}

export async function run(settings: readonly string[]): Promise<Figure[]> {
  const links = Number(settings.find((one) => /^\d+$/.test(one)) ?? usualLinks);
  const programs = programsOf(longestWaitMs);
  const worker = await startWorker();
  const chrome = await chromium.launch({
    executablePath: findBrowser()?.path,
    args: ["--no-sandbox"],
  });
  const figures: Figure[] = [];
  try {
    await addContacts(worker, links * programs.length * surveyIds.length);
    for (const program of programs)
      for (const surveyId of surveyIds) {
        const asked = await askContacts(worker, surveyId, links);
        const figure = figureOf(program, surveyId, await scan(worker, chrome, program, asked));
        console.error(`  ${figure.what}: ${figure.figure}; ${figure.beside}`);
        figures.push(figure);
      }
  } finally {
    await chrome.close();
    await worker.remove();
  }
  return figures;
}
