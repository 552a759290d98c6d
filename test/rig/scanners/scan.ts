/** Lets a program loose on a set of links, and counts what the Worker made of it. */
import type { Browser } from "@playwright/test";
import pLimit from "p-limit";
import { seededRandom } from "../../../worker/demo/random.ts";
import type { LocalWorker } from "../worker.ts";
import type { AskedLink } from "./asked-links.ts";
import { answerAsPerson, openLinks, pressAll, type Pressing } from "./chromium.ts";
import { crawl, sendHeads } from "./crawler.ts";

export type Program = {
  name: string;
  /** True where none of its answers may count; else all of them must carry a flag. */
  mayNotAnswer: boolean;
  /** Links at once. */ atOnce: number;
  /** Works on one link; returns its requests. */
  run(link: AskedLink, chrome: Browser): Promise<number>;
};
export type Scanned = {
  links: number;
  requests: number;
  sent: number;
  held: number;
  counted: number;
  unflagged: number;
  optOuts: number;
  /** Flags of the answers, each with how often. */ flags: Record<string, number>;
  /** True where a person who answered one of the links afterwards was counted without a flag. */
  isPersonHeard: boolean;
};

/** Pages below a link that a crawler finds. */
const belowLink = ["/stop", "/details", "?lang=zh-CN", "?change=1&lang=en"];
const openedForMs = 2000;

/** A program that presses; the waits are the longest before each button. */
const presser = (name: string, pressing: Pressing): Program => {
  const random = seededRandom(20261130);
  return {
    name,
    mayNotAnswer: false,
    atOnce: 16,
    run: (link, chrome) => pressAll(chrome, link, pressing, () => random.next()),
  };
};

/** The programs; those that press wait so long at most before each button. */
export const programsOf = (longestWaitMs: number): readonly Program[] => [
  {
    name: "crawler (GET)",
    mayNotAnswer: true,
    atOnce: 8,
    run: async (link) => (await crawl(link)).length,
  },
  {
    name: "HEAD",
    mayNotAnswer: true,
    atOnce: 8,
    run: async (link) => (await sendHeads(link, belowLink)).length,
  },
  {
    name: "Chromium, opens",
    mayNotAnswer: true,
    atOnce: 6,
    run: (link, chrome) => openLinks(chrome, link, openedForMs),
  },
  presser("Chromium, presses all", { by: "dom", isVisibleOnly: false, longestWaitMs }),
  presser("Chromium, presses what shows", { by: "dom", isVisibleOnly: true, longestWaitMs }),
];

const optOutsIn = (worker: LocalWorker): number =>
  Number(worker.db("SELECT count(*) AS n FROM survey_opt_outs")[0]?.["n"]);

/** Answers by a set of links, each as its state and its flags. */
function answersTo(worker: LocalWorker, links: readonly AskedLink[]) {
  const ids = JSON.stringify(links.map(({ invitationId }) => invitationId));
  return worker
    .db(
      `SELECT state, flags FROM survey_answers
        WHERE invitation_id IN (SELECT value FROM json_each(?))`,
      ids,
    )
    .map(({ state, flags }) => ({ state: String(state), flags: String(flags) }));
}

function countFlags(answers: readonly { flags: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const flag of answers.flatMap(({ flags }) => flags.split(" ")))
    if (flag !== "") counts[flag] = (counts[flag] ?? 0) + 1;
  return counts;
}

/** Lets a program work on links, then a person answer the first of them. */
export async function scan(
  worker: LocalWorker,
  chrome: Browser,
  program: Program,
  links: readonly AskedLink[],
): Promise<Scanned> {
  const optedOut = optOutsIn(worker);
  const atOnce = pLimit(program.atOnce);
  const requests = await Promise.all(links.map((one) => atOnce(() => program.run(one, chrome))));
  const answers = answersTo(worker, links);
  const counted = answers.filter(({ state }) => state === "counted");
  const optOuts = optOutsIn(worker) - optedOut;
  const [first] = links;
  if (first !== undefined)
    await answerAsPerson(chrome, first.url, `${first.userAgent} of a person`).catch(() => 0);
  const heard = first === undefined ? [] : answersTo(worker, [first]);
  return {
    links: links.length,
    requests: requests.reduce((sum, one) => sum + one, 0),
    sent: answers.length,
    held: answers.filter(({ state }) => state === "held").length,
    counted: counted.length,
    unflagged: answers.filter(({ flags }) => flags === "").length,
    optOuts,
    flags: countFlags(answers),
    isPersonHeard: heard.some(({ state, flags }) => state === "counted" && flags === ""),
  };
}

/** Returns true where a program did what it must not, or shut a person out. */
export const isHarmed = ({ mayNotAnswer }: Program, scanned: Scanned): boolean =>
  (mayNotAnswer ? scanned.sent : scanned.unflagged) > 0 ||
  scanned.optOuts > 0 ||
  !scanned.isPersonHeard;
