/** Survey pages: the size of each ready survey in each language, and answers a second. */
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import pLimit from "p-limit";
import { readySurveys } from "../../worker/surveys/ready/ready.ts";
import { addContacts, askContacts, type AskedLink } from "../rig/scanners/asked-links.ts";
import { type LocalWorker, startWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";

const mostBytes = 15_000;
const usualAnswers = 160;
const atOnce = 8;
const sizedIds = ["after_contact", "relationship", "trust", "effort"] as const;

async function sizeOf(worker: LocalWorker, surveyId: (typeof sizedIds)[number]): Promise<Figure> {
  const [link] = await askContacts(worker, surveyId, 1);
  const sizes: { language: string; bytes: number }[] = [];
  for (const language of readySurveys[surveyId]?.languages ?? []) {
    const page = await (await fetch(`${link?.url}?lang=${language}`)).text();
    if (!page.includes(`<html lang="${language}"`)) throw new Error(`no page in ${language}`);
    sizes.push({ language, bytes: gzipSync(page, { level: 6 }).length });
  }
  const largest = Math.max(...sizes.map(({ bytes }) => bytes));
  return {
    what: `page of ${surveyId}, gzip -6, the largest language`,
    figure: `${(largest / 1000).toFixed(1)} kB`,
    budget: `≤ ${mostBytes / 1000} kB`,
    holds: largest <= mostBytes,
    beside: sizes.map(({ language, bytes }) => `${language} ${bytes}`).join(", "),
  };
}

/** Opens a page and returns the form that answers it. */
async function formOf({ url, userAgent }: AskedLink): Promise<URLSearchParams> {
  const page = await (await fetch(url, { headers: { "User-Agent": userAgent } })).text();
  const seal = /name="page" value="([^"]*)"/.exec(page)?.[1] ?? "";
  return new URLSearchParams({ page: seal, do: "send", q_satisfaction: "4" });
}

async function speedOf(worker: LocalWorker, count: number): Promise<Figure> {
  const links = await askContacts(worker, "after_contact", count);
  const limit = pLimit(atOnce);
  const forms = await Promise.all(links.map((link) => limit(() => formOf(link))));
  await wait(2500);
  const started = performance.now();
  const statuses = await Promise.all(
    links.map(({ url, userAgent }, place) =>
      limit(async () => {
        const init = { method: "POST", redirect: "manual", body: forms[place] ?? null } as const;
        return (await fetch(url, { ...init, headers: { "User-Agent": userAgent } })).status;
      }),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  const stored = Number(
    worker.db("SELECT count(*) AS n FROM survey_answers WHERE state = 'counted'")[0]?.["n"],
  );
  if (stored !== count) throw new Error(`${stored} of ${count} stored: ${new Set(statuses)}`);
  return {
    what: `answers, ${atOnce} at once, one local Worker`,
    figure: `${(count / seconds).toFixed(1)} a second`,
    budget: "",
    beside: `${count} answers, each a re-scored customer, in ${seconds.toFixed(1)} s`,
  };
}

export async function run(settings: readonly string[]): Promise<Figure[]> {
  const count = Number(settings.find((one) => /^\d+$/.test(one)) ?? usualAnswers);
  const worker = await startWorker();
  try {
    await addContacts(worker, count + sizedIds.length);
    const figures: Figure[] = [];
    for (const surveyId of sizedIds) figures.push(await sizeOf(worker, surveyId));
    return [...figures, await speedOf(worker, count)];
  } finally {
    await worker.remove();
  }
}
