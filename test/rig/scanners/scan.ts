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
    atOnce: 40,
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
    atOnce: 8,
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

/**
 * Lets a program work on the links of several surveys at once, its waits beside one another; then a
 * person answers the first link of each. Opt-outs are those of the whole run: they bear no name.
 */
export async function scanAll<K>(
  worker: LocalWorker,
  chrome: Browser,
  program: Program,
  sets: ReadonlyMap<K, readonly AskedLink[]>,
): Promise<Map<K, Scanned>> {
  const optedOut = optOutsIn(worker);
  const atOnce = pLimit(program.atOnce);
  const requests = new Map(
    await Promise.all(
      [...sets].map(async ([key, links]) => {
        const counts = await Promise.all(
          links.map((one) => atOnce(() => program.run(one, chrome))),
        );
        return [key, counts.reduce((sum, one) => sum + one, 0)] as const;
      }),
    ),
  );
  const optOuts = optOutsIn(worker) - optedOut;
  const scanned = new Map<K, Scanned>();
  for (const [key, links] of sets)
    scanned.set(key, {
      ...countAnswers(answersTo(worker, links)),
      links: links.length,
      requests: requests.get(key) ?? 0,
      optOuts,
      isPersonHeard: await isHeard(worker, chrome, links),
    });
  return scanned;
}

/** Counts what the Worker made of answers. */
function countAnswers(answers: ReturnType<typeof answersTo>) {
  const inState = (state: string) => answers.filter((one) => one.state === state).length;
  return {
    sent: answers.length,
    held: inState("held"),
    counted: inState("counted"),
    unflagged: answers.filter(({ flags }) => flags === "").length,
    flags: countFlags(answers),
  };
}

/** Has a person answer the first of some links; returns true where that counts, without a flag. */
async function isHeard(worker: LocalWorker, chrome: Browser, links: readonly AskedLink[]) {
  const [first] = links;
  if (first === undefined) return false;
  await answerAsPerson(chrome, first.url, `${first.userAgent} of a person`).catch(() => 0);
  return answersTo(worker, [first]).some(({ state, flags }) => state === "counted" && flags === "");
}

/** As `scanAll`, of one set of links. */
export async function scan(
  worker: LocalWorker,
  chrome: Browser,
  program: Program,
  links: readonly AskedLink[],
): Promise<Scanned> {
  const [scanned] = (await scanAll(worker, chrome, program, new Map([["", links]]))).values();
  if (scanned === undefined) throw new Error("nothing was scanned");
  return scanned;
}

/** Returns true where a program did what it must not, or shut a person out. */
export const isHarmed = ({ mayNotAnswer }: Program, scanned: Scanned): boolean =>
  (mayNotAnswer ? scanned.sent : scanned.unflagged) > 0 ||
  scanned.optOuts > 0 ||
  !scanned.isPersonHeard;
