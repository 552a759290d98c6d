/** How fast a real retailer's year goes into local D1 over HTTP: Online Retail, 541,909 lines. */
import { existsSync } from "node:fs";
import { sendImport } from "../../worker/commands/import/send.ts";
import { startWorker } from "../rig/worker.ts";
import type { Figure } from "./index.ts";

const file = "../shared/data/online_retail.csv.gz";
const count = (value: number) => value.toLocaleString("en");

export async function run(): Promise<Figure[]> {
  if (!existsSync(file))
    return [{ what: "import", figure: "skipped", budget: `${file} is not here` }];
  const worker = await startWorker();
  try {
    const sending = {
      kind: "transactions" as const,
      file,
      worker: worker.url,
      token: worker.adminKey,
    };
    const once = async () => {
      const started = performance.now();
      const report = await sendImport(sending, () => {});
      return { report, rate: report.lines / ((performance.now() - started) / 1000) };
    };
    const first = await once();
    const again = await once();
    const [row] = worker.db(
      "SELECT count(DISTINCT customer_id) AS customers FROM transactions WHERE amount > 0",
    );
    return [
      {
        what: "import, Online Retail: rows a second",
        figure: count(Math.round(first.rate)),
        budget: "≥ 20,000",
      },
      {
        what: "import, the same file again: rows a second",
        figure: count(Math.round(again.rate)),
        budget: `unchanged ${count(again.report.unchanged)} of ${count(again.report.accepted)}, stored ${count(again.report.stored)}`,
      },
      {
        what: "import: customers with a purchase",
        figure: count(Number(row?.["customers"])),
        budget: "4,338",
      },
    ];
  } finally {
    await worker.remove();
  }
}
