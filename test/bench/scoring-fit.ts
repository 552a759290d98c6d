/**
 * node test/bench/scoring-fit.ts MODEL BOOK TIMES
 * Fits one model to one book in a process of its own, so that the first call is cold and memory is
 * this fit's alone; prints JSON. `peak`: what the process held at most beyond what it held with the
 * book in memory.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  bgNbd,
  gammaGamma,
  mbgNbd,
  paretoNbd,
  type PurchaseSummary,
} from "../../shared/scoring/index.ts";
import { bookOf } from "./scoring-books.ts";
import { quantile } from "./quantile.ts";

export type ModelName = "BG/NBD" | "MBG/NBD" | "Pareto/NBD" | "Gamma-Gamma";
const models: Record<
  ModelName,
  { fit(book: readonly PurchaseSummary[]): { logLikelihood: number; converged: boolean } }
> = {
  "BG/NBD": bgNbd,
  "MBG/NBD": mbgNbd,
  "Pareto/NBD": paretoNbd,
  "Gamma-Gamma": gammaGamma,
};
export type FitTimes = {
  customers: number;
  first: number;
  p50: number;
  logLikelihood: number;
  converged: boolean;
  bookMegabytes: number;
  peakMegabytes: number;
};

const megabytes = (bytes: number) => bytes / 1024 ** 2;

/** `times` after the first; with none the first is what is known. */
function fitTimes(
  name: ModelName,
  book: readonly PurchaseSummary[],
  times: number,
): Omit<FitTimes, "bookMegabytes" | "peakMegabytes"> {
  const timed = () => {
    const started = performance.now();
    const { logLikelihood, converged } = models[name].fit(book);
    return { took: performance.now() - started, logLikelihood, converged };
  };
  const first = timed();
  const after = Array.from({ length: times }, () => timed().took);
  return {
    customers: book.length,
    first: first.took,
    p50: times === 0 ? first.took : quantile(after, 0.5),
    logLikelihood: first.logLikelihood,
    converged: first.converged,
  };
}

if (import.meta.main) {
  const [name = "BG/NBD", book = "cdnow", times = "20"] = process.argv.slice(2);
  const customers = bookOf(book);
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const held = process.memoryUsage().rss;
  const before = process.memoryUsage().heapUsed;
  const result = fitTimes(name as ModelName, customers, Number(times));
  const peak = process.resourceUsage().maxRSS * 1024 - held;
  console.log(
    JSON.stringify({
      ...result,
      bookMegabytes: megabytes(before),
      peakMegabytes: megabytes(Math.max(0, peak)),
    } satisfies FitTimes),
  );
}
