/**
 * npm run backtest [-- FILE] [--at DATE] [--weeks N] [--json] [--map field=Header,…]: fits a file
 * of transactions as of an earlier day and compares with what followed, without any server. Without
 * a file the two example books beside the project are tested.
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseDate } from "../jobs/import/dates.ts";
import { DAY } from "../../shared/scoring/summarise.ts";
import { categoryLedger } from "./backtest/category-ledger.ts";
import { asInFile, patternsIn, type Grouping } from "./backtest/patterns.ts";
import { lastDayOf, recordsOf, testWindow, windowOf } from "./backtest/test-ledger.ts";
import { wordsOf } from "./backtest/words.ts";
import { read, settingsOf } from "./score.ts";
import type { Streams } from "./score/streams.ts";

const usage = `Usage: npm run backtest [-- FILE] [options]
  FILE            transactions as CSV, plain or gzipped; - for standard input. Without one, the example books
  --at DATE       fit as of the end of this day, 1997-12-31; default: as late as the file allows
  --weeks N       compare with the N weeks that followed; default: what followed, up to a year
  --json          one JSON document
  --map PAIRS     as in npm run score; category=Header names the column of what is bought
  --currency, --zone, --encoding: as in npm run score`;

/** Names an item by the last word of its description: "RED WOOLLY HAT" is one of "HAT". */
const lastWord = (description: string): string | null =>
  /[\p{L}\d-]+(?=[^\p{L}\d]*$)/u.exec(description)?.[0] ?? null;

/** The example books, and the days that their figures are stated for. */
const examples = [
  {
    name: "CDNOW",
    file: "../shared/data/CDNOW_master.txt.gz",
    map: "customer=customer_id,date=date,amount=dollar_value",
    groupings: [],
    windows: [
      { at: "1997-12-31", weeks: 26 },
      { at: "1997-09-30", weeks: 39 },
    ],
  },
  {
    name: "Online Retail",
    file: "../shared/data/online_retail.csv.gz",
    map: "category=Description",
    groupings: [
      { name: "item", of: (description: string) => description },
      { name: "last word of the description", of: lastWord },
    ],
    windows: [{ at: "2011-08-31", weeks: 14 }],
  },
] as const;

type Wanted = { at: string | null; weeks: number | null };
type Book = {
  name: string;
  file: string;
  windows: readonly Wanted[];
  groupings: readonly Grouping[];
  args: string[];
};

/** Returns the day (since 1970) of a date as written; throws a sentence where it is none. */
function dayOfDate(text: string): number {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDate(text, "dmy") : null;
  if (date === null) throw new Error(`"${text}" is not a valid date: write --at 1997-12-31.`);
  return Math.floor(date / DAY);
}

async function testBook({ name, file, windows, groupings, args }: Book, streams: Streams) {
  const settings = settingsOf([file, ...args]);
  if (settings === null) return [];
  const categories = categoryLedger();
  const { book: ledger } = await read(settings, streams, categories);
  const records = recordsOf(ledger);
  const last = lastDayOf(ledger);
  return windows.map(({ at, weeks }) => {
    const day = at === null ? null : dayOfDate(at);
    const window = windowOf(records, last, day, weeks);
    const test = testWindow(records, window);
    if (test === null)
      throw new Error(
        `${name} is too young or too small by then: a back-test needs 10 weeks of purchases and 50 ` +
          "customers before the day it is fitted at. Choose a later --at or fewer --weeks.",
      );
    return { name, test, patterns: patternsIn(records, categories, window, groupings) };
  });
}

/** Returns the books to test by the command's arguments; null for help. */
function booksOf(args: string[]): { books: Book[]; json: boolean } | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      at: { type: "string" },
      weeks: { type: "string" },
      json: { type: "boolean", default: false },
      currency: { type: "string" },
      zone: { type: "string" },
      map: { type: "string" },
      encoding: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (more.length > 0) throw new Error(`Name one file of transactions.\n${usage}`);
  const weeks = values.weeks === undefined ? null : Number(values.weeks);
  if (weeks !== null && !(Number.isInteger(weeks) && weeks >= 4))
    throw new Error(`"${values.weeks}" is not a number of weeks: write --weeks 26, at least 4.`);
  if (file === undefined) {
    const books = examples.map(({ map, ...one }) => ({
      ...one,
      args: ["--map", map],
    }));
    return { books, json: values.json };
  }
  const passed = (["currency", "zone", "map", "encoding"] as const).flatMap((option) =>
    values[option] === undefined ? [] : [`--${option}`, values[option]],
  );
  const windows = [{ at: values.at ?? null, weeks }];
  const book = { name: file, file, windows, groupings: [asInFile], args: passed };
  return { books: [book], json: values.json };
}

/** Runs the command with these arguments and returns its exit code. */
export async function main(args: string[], streams: Streams): Promise<number> {
  try {
    const wanted = booksOf(args);
    if (wanted === null) {
      streams.stdout.write(`${usage}\n`);
      return 0;
    }
    const tests = [];
    for (const book of wanted.books) {
      if (book.file.startsWith("../shared/") && !existsSync(book.file)) {
        streams.stderr.write(`${book.name} is not here: ${book.file} is missing.\n`);
        continue;
      }
      const tested = await testBook(book, streams);
      tests.push(...tested);
      if (!wanted.json)
        for (const { name, test, patterns } of tested)
          streams.stdout.write(`${wordsOf(name, test, patterns)}\n\n`);
    }
    if (wanted.json) streams.stdout.write(`${JSON.stringify(tests)}\n`);
    return 0;
  } catch (error) {
    streams.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

if (import.meta.main) {
  const code = await main(process.argv.slice(2), process);
  if (code !== 0) process.exit(code);
}
