/**
 * Measures how fast files go into local D1 over HTTP: one of each kind, and a real retailer's year
 * (Online Retail, 541,909 lines).
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportKind } from "../../shared/contract/requests.ts";
import { sendImport } from "../../worker/commands/import/send.ts";
import { startWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";

const file = "../shared/data/online_retail.csv.gz";
const count = (value: number) => value.toLocaleString("en");

/** More than an import scores at its end: what is measured is the way into the book. */
const rowsOfKind = 40_000;

/** A file of each kind about the same customers, in the order in which they must be imported. */
function filesOfKinds(): { kind: ImportKind; csv: string }[] {
  const table = (header: string, row: (at: number) => string) =>
    [header, ...Array.from({ length: rowsOfKind }, (_, at) => row(at))].join("\n");
  const day = (at: number) =>
    `2026-${String((at % 9) + 1).padStart(2, "0")}-${String((at % 28) + 1).padStart(2, "0")}`;
  return [
    { kind: "customers", csv: table("external_id,name", (at) => `C${at},Company ${at}`) },
    {
      kind: "contacts",
      csv: table(
        "customer,name,address",
        (at) => `C${at},Person ${at},person${at}@company${at}.example`,
      ),
    },
    {
      kind: "transactions",
      csv: table("order,customer,date,amount", (at) => `A${at},C${at},${day(at)},${at % 900}.50`),
    },
    {
      kind: "interactions",
      csv: table(
        "external_id,customer,kind,direction,date,subject",
        (at) => `I${at},C${at},email,in,${day(at)},Order ${at}`,
      ),
    },
    {
      kind: "satisfaction",
      csv: table(
        "external_id,customer,metric,value,comment,source,date",
        (at) => `S${at},C${at},nps,${at % 11},Fine,customer,${day(at)}`,
      ),
    },
    {
      kind: "trust",
      csv: table(
        "external_id,customer,professionalism,expertise,rapport,benefit,date",
        (at) => `T${at},C${at},${(at % 5) + 1},4,3,5,${day(at)}`,
      ),
    },
  ];
}

async function importKinds(): Promise<Figure[]> {
  const worker = await startWorker();
  const folder = mkdtempSync(join(tmpdir(), "regards-bench-"));
  try {
    const figures: Figure[] = [];
    for (const { kind, csv } of filesOfKinds()) {
      const path = join(folder, `${kind}.csv`);
      writeFileSync(path, csv);
      const started = performance.now();
      const sending = { kind, file: path, worker: worker.url, token: worker.adminKey };
      const report = await sendImport(sending, () => {});
      const seconds = (performance.now() - started) / 1000;
      if (report.accepted !== rowsOfKind)
        throw new Error(`only ${report.accepted} rows of ${kind} were accepted`);
      figures.push({
        what: `import, ${count(rowsOfKind)} ${kind}: rows a second`,
        figure: count(Math.round(report.lines / seconds)),
        budget: "",
      });
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await worker.remove();
  }
}

export async function run(): Promise<Figure[]> {
  return [...(await importKinds()), ...(await importRetailer())];
}

async function importRetailer(): Promise<Figure[]> {
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
        budget:
          `unchanged ${count(again.report.unchanged)} of ${count(again.report.accepted)}, stored ` +
          `${count(again.report.stored)}`,
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
