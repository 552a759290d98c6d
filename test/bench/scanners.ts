/**
 * Lets real programs loose on links of ready surveys, and counts what became an answer:
 * npm run bench -- scanners [LINKS], 5 links of each survey to each program unless said.
 */
import { chromium } from "@playwright/test";
import { findBrowser } from "../../extension/commands/browser.ts";
import {
  addContacts,
  type AskedLink,
  askContacts,
  type SurveyId,
  surveyIds,
} from "../rig/scanners/asked-links.ts";
import { isHarmed, type Program, programsOf, scanAll, type Scanned } from "../rig/scanners/scan.ts";
import { startWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";

const usualLinks = 5;
/** The longest wait before a button is pressed: twice as long as the Worker takes for too fast. */
const longestWaitMs = 4000;

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
    for (const program of programs) {
      const sets = new Map<SurveyId, AskedLink[]>();
      for (const surveyId of surveyIds)
        sets.set(surveyId, await askContacts(worker, surveyId, links));
      const begun = performance.now();
      for (const [surveyId, scanned] of await scanAll(worker, chrome, program, sets)) {
        const figure = figureOf(program, surveyId, scanned);
        console.error(`  ${figure.what}: ${figure.figure}; ${figure.beside}`);
        figures.push(figure);
      }
      const seconds = Math.round((performance.now() - begun) / 1000);
      console.error(`  ${program.name}: ${seconds} s for ${links * surveyIds.length} links`);
    }
  } finally {
    await chrome.close();
    await worker.remove();
  }
  return figures;
}
