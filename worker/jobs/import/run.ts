/**
 * An import from its first byte to its report, a batch at a time: what is in memory does not grow
 * with the file.
 */
import { v7 as newId } from "uuid";
import type { ImportLine } from "../../../shared/contract/answers.ts";
import type { ImportKind } from "../../../shared/contract/requests.ts";
import { Refused } from "../../errors.ts";
import { scoreCustomers } from "../../scoring/rescore.ts";
import { numbersApartByZeros } from "../../store/imports/customers.ts";
import {
  beginImport,
  clearFailedImports,
  endImport,
  pulseLimit,
  type Counts,
} from "../../store/imports.ts";
import { batches, TakenOver, type BatchOutcome, type Shape } from "./batches.ts";
import { UnclearColumns } from "./columns.ts";
import { UnreadableFile } from "./csv.ts";
import { decode } from "./decode.ts";
import type { Encoding } from "./encoding.ts";
import { UnclearFormats } from "./formats.ts";
import type { Book, Kind } from "./kind.ts";
import { answers } from "./kinds/answers.ts";
import { contacts } from "./kinds/contacts.ts";
import { customers } from "./kinds/customers.ts";
import { interactions } from "./kinds/interactions.ts";
import { satisfaction } from "./kinds/satisfaction.ts";
import { trust } from "./kinds/trust.ts";
import { transactions } from "./kinds/transactions.ts";

/**
 * Customers scored at the end of an import at most: a larger one is a first load or a migration,
 * and a review follows it.
 */
const scoredAtEnd = 2000;

const noticesShown = 20;

/** The program and file that rows were made of, and the id that all imports of one file share. */
export type Origin = { source: string | null; groupId: string | null };

const kinds: Readonly<Record<ImportKind, Kind>> = {
  customers,
  contacts,
  transactions,
  interactions,
  satisfaction,
  trust,
  answers,
};

/**
 * Begins an import: throws Refused where one of the kind is running, or the mapping cannot be read.
 * Then answers the lines of its report as they come about, a few at a time; nothing further is read
 * from `source` until they are asked for.
 */
export async function beginRun(
  book: Book,
  kind: ImportKind,
  map: string | undefined,
  source: AsyncIterable<Uint8Array>,
  encoding: Encoding | null = null,
  origin: Origin = { source: null, groupId: null },
): Promise<AsyncGenerator<ImportLine[], void, undefined>> {
  const importId = newId();
  const heard = await beginImport(book.db, {
    id: importId,
    kind,
    userId: book.userId,
    now: book.now,
    ...origin,
  });
  if (heard !== null) {
    const wait = Math.max(1, Math.ceil((heard + pulseLimit - book.now) / 1000));
    throw new Refused(
      "conflict",
      `Another import of ${kind} is running. Try again when it has ended; if it broke off, in ` +
        `${wait} seconds.`,
    );
  }
  return run(book, importId, kind, map, source, encoding);
}

async function* run(
  book: Book,
  importId: string,
  name: ImportKind,
  map: string | undefined,
  source: AsyncIterable<Uint8Array>,
  told: Encoding | null,
): AsyncGenerator<ImportLine[], void, undefined> {
  const started = Date.now();
  const total = { ...noLines };
  const touched = new Set<string>();
  let rounded = 0;
  let waiting = 0;
  const shape: Shape = { blank: 0, short: 0, unused: [], notices: [] };
  let ended = false;
  try {
    await clearFailedImports(book.db);
    const { chunks, encoding } = decode(source, told);
    for await (const outcome of batches(book, importId, kinds[name], map, chunks, total, shape)) {
      addTo(total, outcome);
      rounded += outcome.rounded ?? 0;
      waiting += outcome.waiting ?? 0;
      for (const id of outcome.touched) if (touched.size <= scoredAtEnd) touched.add(id);
      yield linesOf(outcome, total);
    }
    ended = await endImport(book.db, importId, "finished", total, Date.now());
    if (!ended) throw new TakenOver();
    const isScored = touched.size <= scoredAtEnd && (await score(book, [...touched]));
    yield [
      {
        type: "report",
        import: importId,
        kind: name,
        ...total,
        ...shape,
        isScored,
        ...(name === "answers" && { waiting }),
        notices: [
          ...shape.notices,
          ...roundedNotice(rounded, book.currency),
          ...(total.customersAdded === 0 ? [] : await zerosNotices(book, importId)),
        ],
        encoding: encoding(),
        milliseconds: Date.now() - started,
      },
    ];
  } catch (error) {
    await giveUp(book, importId, total);
    ended = true;
    yield [{ type: "failed", lines: total.lines, message: sentence(error) }];
  } finally {
    // Also when nobody listens any more: the generator is then ended at one of its yields.
    if (!ended) await giveUp(book, importId, total);
  }
}

const noLines = {
  lines: 0,
  accepted: 0,
  unchanged: 0,
  stored: 0,
  customersAdded: 0,
  refused: 0,
  leftOut: 0,
};

function addTo(total: typeof noLines, outcome: BatchOutcome): void {
  const { refused, leftOut } = outcome;
  total.lines += outcome.accepted + refused.length + leftOut.length;
  total.accepted += outcome.accepted;
  total.unchanged += outcome.unchanged;
  total.stored += outcome.stored;
  total.customersAdded += outcome.customersAdded;
  total.refused += refused.length;
  total.leftOut += leftOut.length;
}

/** Returns the report's lines of one batch: its rows that were not stored, and the progress. */
function linesOf({ refused, leftOut }: BatchOutcome, total: typeof noLines): ImportLine[] {
  return [
    ...refused
      .sort((a, b) => a.line - b.line)
      .map((refusal) => ({ type: "refused" as const, ...refusal })),
    ...leftOut.map((row) => ({ type: "left_out" as const, ...row })),
    { type: "progress", lines: total.lines, accepted: total.accepted, refused: total.refused },
  ];
}

const roundedNotice = (count: number, currency: string): string[] =>
  count === 0
    ? []
    : [
        `${count} ${count === 1 ? "amount has" : "amounts have"} more decimals than ` +
          `${currency} and ${count === 1 ? "was" : "were"} rounded. If those are thousands, say ` +
          "so with --map decimals=comma or decimals=point.",
      ];

/** Customers of the import that may be one and the same: told, and never merged. */
async function zerosNotices(book: Book, importId: string): Promise<string[]> {
  try {
    const pairs = await numbersApartByZeros(book.db, importId, noticesShown);
    return pairs.map(
      ({ number, other }) =>
        `"${number}" and "${other}" are two customers. Were zeros lost in a spreadsheet? Then ` +
        "export the file again with the numbers as text.",
    );
  } catch (error) {
    log(error, "not compared");
    return [];
  }
}

/**
 * Scores the customers that an import named and answers true where all cards are current. The rows
 * are in the book already: what fails here is left to the nightly review, or to the same file sent
 * again.
 */
async function score(book: Book, ids: string[]): Promise<boolean> {
  try {
    await scoreCustomers(book.db, book.sealer, { BOOK_CURRENCY: book.currency }, ids, Date.now());
    return true;
  } catch (error) {
    log(error, "not scored");
    return false;
  }
}

/**
 * Ends an import that will not be finished. What it half counted goes at once, or before the next
 * import where the book is out of reach.
 */
async function giveUp(book: Book, importId: string, total: Counts): Promise<void> {
  try {
    await endImport(book.db, importId, "failed", total, Date.now());
    await clearFailedImports(book.db);
  } catch (error) {
    log(error);
  }
}

function sentence(error: unknown): string {
  if (
    error instanceof UnclearColumns ||
    error instanceof UnclearFormats ||
    error instanceof UnreadableFile
  )
    return error.message;
  if (error instanceof TakenOver)
    return (
      "The import stood still for so long that another one took its place. Nothing is half " +
      "counted; import the file again."
    );
  log(error);
  return (
    "The import broke off because the book could not be written or the file not be read to its " +
    "end. Nothing is half counted; import the file again."
  );
}

/** Logs only the name of what was thrown, for its message may quote a cell. */
function log(error: unknown, what: "failed" | "not scored" | "not compared" = "failed"): void {
  console.error(
    JSON.stringify({ import: what, error: error instanceof Error ? error.name : "unknown" }),
  );
}
