/**
 * npm run import -- FILE [--sheet NAME] [--source NAME/FILE] [--yes]
 * npm run import -- KIND FILE [--map field=Header,…] [--worker URL] [--token TOKEN] [--refused
 * PATH] [--no-review]
 * npm run import -- answers FILE [--map "Header=nps"] [--reversed Header] [--yes]
 * npm run import -- list                     imports, newest first
 * npm run import -- undo ID                  takes all back that an import brought
 * Sends a file of CSV, plain or gzipped, or a workbook to the Worker's import and shows how far it
 * is; then has everybody re-scored. Without a KIND the file is an export that a source knows.
 */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { importKind, type ImportKind } from "../../shared/contract/requests.ts";
import { answered, client, localWorker } from "./client.ts";
import { RefusedRows } from "./import/refused.ts";
import { listImports, reportOf, undoImport } from "./import/undo.ts";
import { type AnswerOptions, prepareAnswers } from "./import/answers.ts";
import { sendImport, type Report, type Sending } from "./import/send.ts";
import {
  chooseSheet,
  chooseSource,
  importsOf,
  isAgreed,
  openPath,
  previewOf,
  recognisedText,
} from "./import/source-file.ts";
import { sources } from "../jobs/import/sources/index.ts";
import { programOf } from "../jobs/import/survey-files/survey-table.ts";
import { readSecret } from "./secrets.ts";

const usage = `Usage: npm run import -- FILE [--sheet NAME] [--source NAME/FILE] [--yes]
       npm run import -- KIND FILE [options]
       npm run import -- answers FILE [--map "Header=nps"] [--reversed "Header"] [--yes]
       npm run import -- list
       npm run import -- undo ID
  KIND            ${importKind.options.join(", ")}
  FILE            CSV, plain or gzipped, or a workbook (.xlsx). Without a KIND, an export of
                  ${sources.map(({ label }) => label).join(", ")}
  --sheet NAME    the sheet of a workbook
  --source NAME   the program and file, where the header does not tell: shopify/orders
  --map PAIRS     which column is which field: order=Ref,date=Booked on,amount=Quantity*UnitPrice
                  and what the file leaves open: dates=dmy, mdy or ymd, decimals=comma or point,
                  serials=1900 or 1904; kind=- for a column that it lacks, order=#3 for its third column
  --encoding NAME what the file is in, where it is not to be guessed: gb18030, big5, windows-1250, koi8-r, cp850
  --worker URL    default ${localWorker}
  --token TOKEN   a session token or the admin key; default REGARDS_TOKEN, else the local admin key
  --yes           store without asking, once the mapping or the rows are right
  --reversed NAME answers: an item of trust whose answers are turned round, 8 − x
  --refused PATH  where the refused rows go; default FILE.refused.csv in this folder
  --no-review     do not re-score afterwards`;

const number = (value: number) => value.toLocaleString("en");

/** One line on a terminal that is written over; on anything else a line now and then. */
function progressLine() {
  const terminal = process.stderr.isTTY;
  let last = 0;
  return {
    show(text: string) {
      const now = Date.now();
      if (now - last < (terminal ? 100 : 5000)) return;
      last = now;
      process.stderr.write(terminal ? `\r\u001b[K${text}` : `${text}\n`);
    },
    clear: () => process.stderr.write(terminal ? "\r\u001b[K" : ""),
  };
}

/** Prints what an import came to, in sentences. */
export function printReport(report: Report, seconds: number): void {
  console.log(
    `${number(report.lines)} rows read (${report.encoding}) in ${seconds.toFixed(1)} s: ` +
      `${number(Math.round(report.lines / seconds))} a second.`,
  );
  console.log(
    `${number(report.accepted)} accepted, of which ${number(report.unchanged)} were in the ` +
      `book already (unchanged); ${number(report.refused)} ` +
      `refused${report.leftOut === 0 ? "" : `, ${number(report.leftOut)} left out`}.`,
  );
  console.log(
    `${number(report.stored)} ${report.kind} added or changed, ` +
      `${number(report.customersAdded)} customers added.`,
  );
  if (report.waiting)
    console.log(
      `${number(report.waiting)} of people whom the book does not know wait in the portfolio, ` +
        "under Import answers.",
    );
  console.log(`To take this import back: npm run import -- undo ${report.import}`);
  for (const notice of report.notices) console.log(notice);
  if (!report.isScored)
    console.log(
      "The cards of its customers are not current yet: an import scores 2,000 at most itself, " +
        "the review scores the others. npm run import starts one unless --no-review is given; " +
        "else it runs at night.",
    );
  if (report.short > 0)
    console.log(
      `${number(report.short)} rows have fewer cells than the header; what is missing was read ` +
        "as empty.",
    );
  if (report.unused.length > 0)
    console.log(
      `Columns that were not read: ${report.unused.join(", ")}. --map field=Header reads one.`,
    );
}

function printRefused(rows: RefusedRows): void {
  for (const { reason, field, count, lines } of rows.groups()) {
    console.log(
      `  ${number(count)} × ${field === null ? "" : `${field}: `}${reason} (line ` +
        `${lines.join(", ")}${count > lines.length ? ", …" : ""})`,
    );
  }
  console.log(`All rows that were not stored, with line, field and reason: ${rows.path}`);
}

/** Refits and re-scores everybody, showing how far it is. */
async function review(worker: string, token: string): Promise<void> {
  const api = client(worker, token);
  const progress = progressLine();
  const started = await api.v1.review.$post({ query: {} });
  if (started.status === 403) {
    console.log(
      "The rows are stored. Re-scoring everybody takes an administrator; the nightly review " +
        "does it by itself.",
    );
    return;
  }
  let state = await answered(Promise.resolve(started));
  while (state.status === "fitting" || state.status === "scoring") {
    progress.show(
      state.status === "fitting"
        ? "Fitting the purchase models"
        : `Scored ${number(state.scored)} of ${number(state.customers)} customers`,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    state = await answered(api.v1.review.$get());
  }
  progress.clear();
  if (state.status === "failed")
    throw new Error(
      `The rows are stored, but the review failed: ${state.message ?? "no reason was kept"}`,
    );
  console.log(`${number(state.scored)} customers re-scored.`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      map: { type: "string", multiple: true },
      reversed: { type: "string", multiple: true },
      yes: { type: "boolean", default: false },
      sheet: { type: "string" },
      source: { type: "string" },
      encoding: { type: "string" },
      worker: { type: "string", default: localWorker },
      token: { type: "string" },
      refused: { type: "string" },
      "no-review": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const { worker, encoding, source } = values;
  const [kindName, file, ...more] = positionals;
  const kind = importKind.safeParse(kindName);
  if (values.help) return console.log(usage);
  const token = () => values.token ?? process.env["REGARDS_TOKEN"] ?? readSecret("ADMIN_KEY");
  if (kindName === "list" && file === undefined)
    return listImports({ worker: values.worker, token: token() });
  if (kindName === "undo" && file !== undefined && more.length === 0) {
    await undoAll(file, { worker: values.worker, token: token() });
    return values["no-review"] ? undefined : review(values.worker, token());
  }
  const isExport = kindName !== undefined && file === undefined && !kind.success;
  if ((!kind.success || file === undefined || more.length > 0) && !isExport) throw new Error(usage);
  const path = file ?? kindName!;
  const to = {
    worker,
    token: token(),
    encoding,
    refused: values.refused ?? `${basename(path)}.refused.csv`,
  };
  const { map = [], reversed = [], yes, sheet: sheetName } = values;
  const choices = { source, map, reversed, isConfirmed: yes, sheet: sheetName };
  if (isExport) {
    if (!(await importExport(path, to, choices))) return console.log("Nothing was stored.");
  } else if (kind.data === "answers") {
    if (!(await importAnswers(path, to, choices))) return console.log("Nothing was stored.");
  } else {
    const opened = await openPath(path, encoding);
    const { sheet } = opened.format === "csv" ? { sheet: 0 } : await chooseSheet(opened, sheetName);
    // A workbook's text is ours; of CSV the Worker finds out the encoding.
    const text = opened.format === "csv" ? {} : { text: opened.text(sheet), encoding: "utf-8" };
    await importFile(kind.data!, path, { ...to, map: values.map?.join(","), ...text });
  }
  if (!values["no-review"]) await review(worker, token());
}

type Choices = Pick<AnswerOptions, "map" | "reversed" | "isConfirmed" | "sheet"> & {
  source?: string;
};

/** Imports the answers of a survey program's export; false where the person says no. */
async function importAnswers(path: string, to: ImportTarget, choices: Choices): Promise<boolean> {
  const ready = await prepareAnswers({ file: path, ...to, ...choices });
  if (ready === null) return false;
  const { csv: text, lineOf, map } = ready;
  await importFile("answers", path, { ...to, encoding: "utf-8", map, text, lineOf });
  return true;
}

/** Imports all that an export of a known program makes; false where the person says no. */
async function importExport(path: string, to: ImportTarget, options: Choices): Promise<boolean> {
  const choice = await chooseSheet(await openPath(path, to.encoding), options.sheet);
  if (programOf(choice.table.header) !== "csv") return importAnswers(path, to, options);
  const found = chooseSource(choice.table, options.source);
  if (found === null) throw new Error(unknownExport(path));
  console.log(recognisedText(found));
  for (const line of await previewOf(choice, found)) console.log(line);
  if (!(await isAgreed(options.isConfirmed, "Import these rows? [y/N] "))) return false;
  const parts = importsOf(choice, found);
  const map = options.map.length === 0 ? undefined : options.map.join(",");
  for (const { kind, passedOver, ...part } of parts) {
    console.log(`\n${kind}`);
    const refused = to.refused.replace(/(\.refused)?\.csv$/, `.${kind}$1.csv`);
    await importFile(kind, path, { ...to, ...part, refused, map, encoding: "utf-8" });
    if (passedOver() > 0)
      console.log(`Rows of the file that say nothing of ${kind}: ${number(passedOver())}.`);
  }
  if (parts.length > 1)
    console.log(`\nTo take the whole file back: npm run import -- undo ${parts[0]!.group}`);
  return true;
}

const unknownExport = (path: string) =>
  `${path} is no export that is known: say what its rows are, as in npm run import -- ` +
  `transactions ${path}. Kinds: ${importKind.options.join(", ")}.`;

/** The imports that an id means, newest first: one, or all of a file's. */
async function undoAll(id: string, at: { worker: string; token: string }): Promise<void> {
  const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const group = isUuid
    ? await answered(
        client(at.worker, at.token).v1.imports.$get({ query: { group: id, limit: 200 } }),
      )
    : { imports: [] };
  const ids = group.imports.map((one) => one.id);
  for (const one of ids.length === 0 ? [id] : ids) await undo(one, at);
}

async function undo(id: string, at: { worker: string; token: string }): Promise<void> {
  const progress = progressLine();
  try {
    const report = await undoImport(id, at, (rows, scored) =>
      progress.show(`${number(rows)} rows taken back, ${number(scored)} customers scored`),
    );
    progress.clear();
    for (const sentence of reportOf(report)) console.log(sentence);
  } catch (error) {
    progress.clear();
    throw error;
  }
}

type ImportTarget = Omit<Sending, "kind" | "file"> & {
  refused: string;
  /** The line of the file that a line as it was sent stands for. */
  lineOf?(line: number): number;
};

async function importFile(kind: ImportKind, file: string, to: ImportTarget): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.max(0.001, (Date.now() - started) / 1000);
  const refused = new RefusedRows(to.refused);
  const progress = progressLine();
  try {
    const report = await sendImport({ kind, file, ...to }, (line) => {
      if (line.type !== "progress")
        return refused.add({ ...line, line: to.lineOf?.(line.line) ?? line.line });
      progress.show(
        `${number(line.lines)} rows, ${number(line.refused)} refused, ` +
          `${number(Math.round(line.lines / seconds()))} a second`,
      );
    });
    progress.clear();
    await refused.close();
    printReport(report, seconds());
  } catch (error) {
    progress.clear();
    await refused.close();
    throw error;
  } finally {
    if (refused.count > 0) printRefused(refused);
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
}
