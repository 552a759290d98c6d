/**
 * The review of a book of 10,000 customers in a local Worker and its D1, end to end: everybody
 * measured, the models fitted and back-tested, everybody scored and stored.
 */
import type { Answer } from "../rig/called.ts";
import { seeded } from "../../shared/scoring/numerics/random.ts";
import { importCsv } from "../rig/book.ts";
import { call, startWorker, type LocalWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";
import { workerdTimeOf } from "./processor-time.ts";
import { drawn, seed } from "./scoring-books.ts";

const customers = 10_000;
const budget = 5000;
const weeks = 104;
const pollMs = 50;
/** Lines of one import. */
const portion = 20_000;
const DAY = 86_400_000;

/**
 * Purchases of a drawn book as rows of a file: each customer's first, last and any days between.
 */
function purchases(): (string | number)[][] {
  const today = Math.floor(Date.now() / DAY);
  const random = seeded(seed);
  return drawn(customers, { weeks }).flatMap(({ id, frequency, recency, age, monetary }) =>
    Array.from({ length: frequency + 1 }, (_, at) => {
      const part = at === 0 ? 0 : at === frequency ? 1 : random.uniform();
      const since = Math.floor(7 * recency * part);
      const date = new Date((today - Math.round(7 * age) + since) * DAY).toISOString();
      return [`${id}-${at}`, id, date.slice(0, 10), Math.max(1, monetary).toFixed(2)];
    }),
  );
}

type Progress = Answer<"GET", "/v1/review">;

/** The pass that a review is at. */
const passOf = ({ status, measured }: Progress) =>
  status === "fitting" ? (measured < customers ? "measure" : "fit") : "score";

/** Runs a review and returns the milliseconds that it spent in each pass, by the clock. */
async function reviewed(worker: LocalWorker): Promise<Record<"measure" | "fit" | "score", number>> {
  const spent = { measure: 0, fit: 0, score: 0 };
  let progress = await call(worker, "POST", "/v1/review");
  for (let before = performance.now(); ;) {
    await new Promise((resolve) => {
      setTimeout(resolve, pollMs);
    });
    const pass = passOf(progress);
    progress = await call(worker, "GET", "/v1/review");
    const now = performance.now();
    spent[pass] += now - before;
    before = now;
    if (progress.status === "failed") throw new Error(`the review failed: ${progress.message}`);
    if (progress.status === "finished") return spent;
  }
}

export async function figures(): Promise<Figure[]> {
  const worker = await startWorker();
  try {
    const lines = purchases();
    for (let from = 0; from < lines.length; from += portion)
      await importCsv(worker, "transactions", [
        ["order", "customer", "date", "amount"],
        ...lines.slice(from, from + portion),
      ]);
    let spent = { measure: 0, fit: 0, score: 0 };
    const processor = await workerdTimeOf(async () => {
      spent = await reviewed(worker);
    });
    const clock = spent.measure + spent.fit + spent.score;
    const rate = Math.round((1000 * customers) / (processor ?? clock));
    const share = (milliseconds: number) => `${Math.round((100 * milliseconds) / clock)} %`;
    return [
      {
        what: "review, local Worker and D1: customers a second of processor time",
        customers: customers.toLocaleString("en"),
        figure: rate.toLocaleString("en"),
        budget: `≥ ${budget.toLocaleString("en")}`,
        holds: rate >= budget,
        beside:
          `${(clock / 1000).toFixed(1)} s by the clock: measure ${share(spent.measure)}, ` +
          `fit with back-test ${share(spent.fit)}, score and store ${share(spent.score)}`,
      },
    ];
  } finally {
    await worker.remove();
  }
}
