/**
 * Fit times of the four models, small book to large, beside what Python's lifetimes takes on a
 * machine of this class.
 */
import { spawnSync } from "node:child_process";
import type { Figure } from "./figure.ts";
import { cdnowIsHere } from "./scoring-books.ts";
import type { FitTimes, ModelName } from "./scoring-fit.ts";

/**
 * Milliseconds of lifetimes' fit on the sample and on 23,570 customers
 * (`reference/reference.json`).
 */
const lifetimes: Record<ModelName, readonly [number, number]> = {
  "BG/NBD": [54, 287],
  "MBG/NBD": [53, 253],
  "Pareto/NBD": [384, 3820],
  "Gamma-Gamma": [25, 77],
};
const books = [
  ["cdnow", "CDNOW sample", 20],
  ["23570", "drawn", 10],
  ["1000000", "drawn", 1],
] as const;
const large = [23_570, 1_000_000] as const;

export const milliseconds = (value: number): string =>
  `${value < 10 ? value.toFixed(2) : value < 1000 ? value.toFixed(0) : Math.round(value).toLocaleString("en")} ms`;
export const ratio = (theirs: number, ours: number): string =>
  `${(theirs / ours).toFixed(theirs / ours < 10 ? 1 : 0)} ×`;

function fitted(model: ModelName, book: string, times: number): FitTimes {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["test/bench/scoring-fit.ts", model, book, String(times)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${model} on ${book} failed: ${stderr}`);
  return JSON.parse(stdout) as FitTimes;
}

function row(
  model: ModelName,
  { first, p50, customers, converged }: FitTimes,
  of: string,
  theirs: number | undefined,
): Figure {
  return {
    what: `${model} fit, ${of}${converged ? "" : " (not converged)"}`,
    customers: customers.toLocaleString("en"),
    first: milliseconds(first),
    figure: milliseconds(p50),
    budget: theirs === undefined ? "–" : `lifetimes ${theirs.toLocaleString("en")} ms`,
    ratio: theirs === undefined ? "" : ratio(theirs, p50),
  };
}

/** One model: its times, how they grow, and what a million customers need of memory. */
function figuresOf(model: ModelName): Figure[] {
  const results = books.map(([book, of, times], at) => {
    console.error(`  ${model}, ${book}`);
    if (book === "cdnow" && !cdnowIsHere()) return null;
    const result = fitted(model, book, times);
    return { result, figure: row(model, result, of, lifetimes[model][at]) };
  });
  const [, small, million] = results;
  const growth =
    small && million
      ? Math.log(million.result.p50 / small.result.p50) / Math.log(large[1] / large[0])
      : Number.NaN;
  const exact = fitted(model, "1000000-exact", 0);
  return [
    ...results.map(
      (one) =>
        one?.figure ?? {
          what: `${model} fit, CDNOW sample`,
          figure: "skipped",
          budget: "../shared/data is not here",
        },
    ),
    row(model, exact, "drawn, no two alike", undefined),
    {
      what: `${model} fit: time grows with nᵏ, k`,
      customers: large.map((n) => n.toLocaleString("en")).join(" → "),
      figure: growth.toFixed(2),
      budget: "1 is linear",
    },
    {
      what: `${model} fit: memory beyond the book's`,
      customers: large[1].toLocaleString("en"),
      figure: `${million?.result.peakMegabytes.toFixed(0)} MB`,
      first: `no two alike ${exact.peakMegabytes.toFixed(0)} MB`,
      budget: `book ${million?.result.bookMegabytes.toFixed(0)} MB`,
    },
  ];
}

export const fitFigures = (): Figure[] =>
  (Object.keys(lifetimes) as ModelName[]).flatMap(figuresOf);
