/**
 * One customer re-scored after a fact: the whole write through a local Worker and its D1, at 1,000
 * transactions and at one.
 */
import { importCsv, seedBook } from "../rig/book.ts";
import { call, startWorker, type LocalWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";
import { workerdTimeOf } from "./processor-time.ts";
import { quantile } from "./quantile.ts";

const writes = 200;
const warmUp = 30;
const day = 86_400_000;
const date = (daysAgo: number) => new Date(Date.now() - daysAgo * day).toISOString().slice(0, 10);

type Measured = {
  /** Milliseconds each call took, by the clock. */ times: number[];
  /** And of the processor, on average. */ processor: number | null;
};

async function measured(act: () => Promise<unknown>): Promise<Measured> {
  for (let at = 0; at < warmUp; at++) await act();
  const times: number[] = [];
  const processor = await workerdTimeOf(async () => {
    for (let at = 0; at < writes; at++) {
      const started = performance.now();
      await act();
      times.push(performance.now() - started);
    }
  });
  return { times, processor: processor === null ? null : processor / writes };
}

/** The id of a customer that was imported with so many purchases. */
async function buyer(worker: LocalWorker, externalId: string, purchases: number): Promise<string> {
  await importCsv(worker, "transactions", [
    ["order", "customer", "date", "amount", "category"],
    ...Array.from({ length: purchases }, (_, at) => [
      `${externalId}-${at}`,
      externalId,
      date(1 + Math.floor(at * 1.4)),
      10 + (at % 90),
      `c${at % 12}`,
    ]),
  ]);
  return String(worker.db("SELECT id FROM customers WHERE external_id = ?", externalId)[0]?.["id"]);
}

export async function figures(): Promise<Figure[]> {
  const worker = await startWorker();
  try {
    await seedBook(worker);
    const [large, small] = [await buyer(worker, "LARGE", 1000), await buyer(worker, "SMALL", 1)];
    const log = (customerId: string) => () =>
      call(worker, "POST", "/v1/interactions", {
        customerId,
        kind: "call",
        direction: "out",
        occurredAt: new Date(Date.now() - 60_000).toISOString(),
      });
    const [one, thousand] = [await measured(log(small)), await measured(log(large))];
    const empty = await measured(async () => (await fetch(`${worker.url}/docs/start.js`)).text());
    const clock = ({ times }: Measured, q: number) => `${quantile(times, q).toFixed(1)} ms`;
    const beyond = (some: Measured, than: Measured) =>
      some.processor === null || than.processor === null
        ? "not known here"
        : `${(some.processor - than.processor).toFixed(1)} ms`;
    return [
      {
        what: "  after a fact, in a local Worker: processor time that 1,000 transactions cost more than one",
        customers: "1",
        figure: beyond(thousand, one),
        budget: "≤ 10 ms",
      },
      {
        what: "  the whole write with D1 and idempotency, beyond an empty call",
        customers: "1",
        figure: beyond(thousand, empty),
        budget: `at 1 transaction ${beyond(one, empty)}`,
      },
      {
        what: "  and by the clock over HTTP, p50",
        customers: "1",
        figure: clock(thousand, 0.5),
        budget:
          `p95 ${clock(thousand, 0.95)} (at 1 transaction p50 ${clock(one, 0.5)}, an empty call ` +
          `${clock(empty, 0.5)})`,
      },
    ];
  } finally {
    await worker.remove();
  }
}
