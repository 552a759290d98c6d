/**
 * npm run score -- TRANSACTIONS.csv [--until DATE] [--json] [--currency GBP] [--model NAME] [--map
 * field=Header,…] Scores a file of transactions without any server: a row for each customer on
 * standard output, a summary on standard error.
 */
import { parseArgs } from "node:util";
import { purchaseModel } from "../../shared/contract/fields.ts";
import { isTimeZone } from "../../shared/time/days.ts";
import { parseDate } from "../jobs/import/dates.ts";
import { knownEncoding } from "../jobs/import/encoding.ts";
import { DAY } from "../../shared/scoring/summarise.ts";
import { scoreBook, type ScoredBook } from "./score/book.ts";
import type { ScoredCustomer } from "./score/customer.ts";
import { ledger, type Ledger } from "./score/ledger.ts";
import { printCsv, printJson } from "./score/print.ts";
import { progressLine } from "./score/progress.ts";
import { readInto, type BadLine, type LineSink, type Reading } from "./score/read.ts";
import { bytesOf } from "./score/source.ts";
import type { Streams } from "./score/streams.ts";
import { summaryOf, wordsOf } from "./score/summary.ts";

const usage = `Usage: npm run -s score -- FILE [options] > scores.csv
  FILE            transactions as CSV, plain or gzipped; - for standard input
  --until DATE    score as of the end of this day, 1997-09-30; later lines are left out. Default: the file's last day
  --json          one JSON document instead of CSV: { summary, customers }
  --currency CODE what amounts are in; default GBP
  --zone ZONE     where days begin and end, such as Asia/Shanghai; default: where the file's own times are
  --model NAME    bg_nbd, mbg_nbd, mbg_cnbd_k, pareto_nbd or nbd; default the one that suits
                  the file best
  --encoding NAME what the file is in, where it is not to be guessed: gb18030, big5, windows-1250, koi8-r, cp850
  --map PAIRS     which column is which field: customer=Client,date=Booked on,amount=Quantity*UnitPrice
                  and what the file leaves open: dates=dmy, mdy or ymd, decimals=comma or point, serials=1900 or 1904;
                  kind=- for a column that it lacks, order=#3 for its third column`;

/** Lines that are named one by one. */
const badShown = 20;

/** Returns what was asked for; null for help. Throws a sentence where that cannot be. */
export function settingsOf(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      until: { type: "string" },
      json: { type: "boolean", default: false },
      currency: { type: "string", default: "GBP" },
      zone: { type: "string" },
      model: { type: "string" },
      map: { type: "string" },
      encoding: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const [file, ...more] = positionals;
  if (values.help) return null;
  if (file === undefined || more.length > 0)
    throw new Error(`Name one file of transactions.\n${usage}`);
  const until = /^\d{4}-\d{2}-\d{2}$/.test(values.until ?? "")
    ? parseDate(values.until ?? "", "dmy")
    : null;
  if (values.until !== undefined && until === null)
    throw new Error(`"${values.until}" is no day: write --until 1997-09-30.`);
  const currency = values.currency.toUpperCase();
  if (!Intl.supportedValuesOf("currency").includes(currency))
    throw new Error(`"${values.currency}" is no currency: write --currency GBP.`);
  if (values.zone !== undefined && !isTimeZone(values.zone))
    throw new Error(`"${values.zone}" is not a time zone: write --zone Asia/Shanghai.`);
  const model = purchaseModel.optional().safeParse(values.model);
  if (!model.success)
    throw new Error(
      `There is no model "${values.model}". Models: ${purchaseModel.options.join(", ")}.`,
    );
  const encoding = values.encoding === undefined ? null : knownEncoding(values.encoding);
  if (values.encoding !== undefined && encoding === null)
    throw new Error(`"${values.encoding}" is not a known encoding: write --encoding gb18030.`);
  return {
    file,
    until,
    currency,
    model: model.data ?? null,
    map: values.map,
    encoding,
    json: values.json,
    timeZone: values.zone ?? null,
  };
}

export type Settings = NonNullable<ReturnType<typeof settingsOf>>;
const number = (value: number) => value.toLocaleString("en");

/**
 * Reads a file of transactions, telling how far it is and which lines it could not read.
 * `categories` gets the lines too, with the category of each. Throws a sentence where there is
 * nothing to score.
 */
export async function read(
  { file, until, currency, map, timeZone, encoding }: Settings,
  { stdin, stderr }: Streams,
  categories: LineSink | null = null,
): Promise<{ book: Ledger; reading: Reading; bad: BadLine[] }> {
  const book = ledger();
  const bad: BadLine[] = [];
  const started = performance.now();
  const rate = (lines: number) => Math.round((1000 * lines) / (performance.now() - started));
  const progress = progressLine(stderr);
  const wanted = {
    map,
    encoding,
    currency,
    timeZone,
    now: Date.now(),
    until: until === null ? null : until + DAY - 1,
    withCategories: categories !== null,
  };
  const add: LineSink["add"] = (line) => {
    book.add(line);
    categories?.add(line);
  };
  const reading = await readInto(
    { add },
    bytesOf(file, stdin),
    wanted,
    (line) => {
      if (bad.length < badShown) bad.push(line);
    },
    (lines) => progress.show(`${number(lines)} lines read, ${number(rate(lines))} a second`),
  ).finally(progress.clear);
  for (const { line, field, reason } of bad)
    stderr.write(`line ${line}: ${field === null ? "" : `${field}: `}${reason}\n`);
  if (reading.refused > bad.length)
    stderr.write(`… and ${number(reading.refused - bad.length)} more lines that cannot be read\n`);
  if (reading.taken > 0) return { book, reading, bad };
  throw new Error(
    reading.later > 0
      ? "Every line is later than --until: there is nothing to score."
      : "There is no line that can be scored.",
  );
}

/** The customers as they are scored, with a word now and then of how far it is. */
function* counted(
  { customers, scored }: ScoredBook,
  stderr: Streams["stderr"],
): Generator<ScoredCustomer, void, undefined> {
  const progress = progressLine(stderr);
  let count = 0;
  for (const customer of scored()) {
    if (++count % 1000 === 0)
      progress.show(`${number(count)} of ${number(customers)} customers scored`);
    yield customer;
  }
  progress.clear();
}

async function scoreFile(settings: Settings, streams: Streams): Promise<void> {
  const started = performance.now();
  const { stdout, stderr } = streams;
  const { file, currency, json } = settings;
  const { book, reading, bad } = await read(settings, streams);
  const until = settings.until ?? book.lastDay();
  const scored = scoreBook(book, until, settings.model);
  const summary = () =>
    summaryOf(scored, {
      file,
      until: new Date(until).toISOString().slice(0, 10),
      currency,
      reading,
      bad,
      seconds: (performance.now() - started) / 1000,
    });
  const rows = counted(scored, stderr);
  await (
    json ? printJson(rows, summary(), currency, stdout) : printCsv(rows, currency, stdout)
  ).catch((error: NodeJS.ErrnoException) => {
    // Whoever reads the rows may have seen enough: `… | head`.
    if (error.code !== "EPIPE")
      throw new Error(`The rows cannot be written: ${error.message}.`, { cause: error });
  });
  if (!json) stderr.write(`${wordsOf(summary())}\n`);
}

/** Runs the command with these arguments and returns its exit code. */
export async function main(args: string[], streams: Streams): Promise<number> {
  try {
    const settings = settingsOf(args);
    if (settings === null) streams.stdout.write(`${usage}\n`);
    else await scoreFile(settings, streams);
    return 0;
  } catch (error) {
    streams.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

if (import.meta.main) {
  // What a write fails by, the write itself tells.
  process.stdout.on("error", () => {});
  const code = await main(process.argv.slice(2), process);
  if (code !== 0) process.exit(code);
}
